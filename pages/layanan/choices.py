"""What may be chosen on Layanan publik, and what was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from data.queries.services.keys import EVERYWHERE, VILLAGE, By, Where, only
from data.queries.services.lists import Filters
from reports.overview.model import Link
from reports.services.answer import PAGE

if TYPE_CHECKING:
    from typing import Any

DISTRICT_PARTS: Final = 3


class Look(StrEnum):
    """What of the services is looked at."""

    POSITION = "posisi"
    WAITING = "menunggu"
    COHORT = "kohor"
    EMERGENCY = "darurat"
    VILLAGE = "desa"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reader's choices, checked; part of each cache key.

    period: a month. opd, service, place: codes, empty for all. hours: how far ahead requests that
    fall due are listed. request: the number of the request whose card is open.
    """

    period: str
    look: Look = Look.POSITION
    opd: str = ""
    service: str = ""
    place: str = ""
    hours: int = 48
    request: int | None = None

    @property
    def by(self) -> By:
        """What the figures are of: the narrowest of service, OPD and place that is chosen."""
        if self.service:
            return By.SERVICE
        if self.opd:
            return By.OPD
        if self.place:
            return By.VILLAGE if len(self.place) == VILLAGE else By.DISTRICT
        return By.REGENCY

    @property
    def code(self) -> str:
        """The key of that; empty for the regency."""
        return self.service or self.opd or self.place

    @property
    def where(self) -> Where:
        """The same as a condition on the sums."""
        if self.by in (By.DISTRICT, By.VILLAGE):
            return Where(within=self.place)
        return only(self.code) if self.code else EVERYWHERE

    @property
    def district(self) -> str:
        """The kecamatan that is chosen or holds the chosen desa; empty without one."""
        return ".".join(self.place.split(".")[:DISTRICT_PARTS])

    @property
    def filters(self) -> Filters:
        """Every choice at once, for lists of requests."""
        return Filters(self.opd or None, self.service or None, self.place or None)

    @property
    def plain(self) -> Chosen:
        """The same without an open card and without hours: what the figures depend on."""
        return replace(self, request=None, hours=0, look=Look.POSITION)

    def to(self, **changes: Any) -> Link:  # noqa: ANN401 (fields of this class)
        """This screen with some choices changed; the card closes unless one is named."""
        new = replace(self, **{"request": None, **changes})
        query = {"periode": new.period}
        if new.look is not Look.POSITION:
            query["tampil"] = new.look.value
        named = (("opd", new.opd), ("layanan", new.service), ("wilayah", new.place))
        query |= {key: code for key, code in named if code}
        if new.request is not None:
            query["permohonan"] = str(new.request)
        return Link(PAGE, query)
