"""OPD, services, kecamatan and desa, each with its counts, shares, state and what is late."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.periods import Period
from core.words import _
from data.queries.services.keys import EVERYWHERE, By, Where
from data.queries.services.sums import Open, Span, counts, open_now
from metrics.services.counts import Counts, Share
from reports.services.basis import figure_of
from reports.services.words import status_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.figure import Figure, State
    from metrics.services.counts import Rate
    from reports.services.basis import Basis
    from reports.services.words import Status

COMPLIANCE: Final = "service_compliance"
DEPTHS: Final = {By.DISTRICT: 2, By.VILLAGE: 3}


@dataclass(frozen=True, slots=True)
class Line:
    """One OPD, service, place or channel in a month, as of the moment of looking.

    counts: of the month, with what is open now. owner: code of the OPD that moves it, None for a
    place. figure: its compliance with all that a figure is never shown without.
    """

    by: By
    code: str
    name: str
    owner: str | None
    owner_name: str
    period: str
    counts: Counts
    open: Open
    compliance: Rate
    closed_only: Rate
    first_response: Rate
    reopened: Rate
    status: Status
    figure: Figure

    @property
    def n(self) -> int:
        """Requests that the compliance is made of."""
        return self.compliance.whole

    @property
    def state(self) -> State:
        """Whether there is a compliance, and if not, why."""
        return self.compliance.state

    @property
    def words(self) -> str:
        """Share and number in words: 87,50% (n = 48), tidak ada data."""
        if self.compliance.value is None:
            return self.compliance.text()
        return _("{share} (n = {count})").format(share=self.compliance.text(), count=self.n)


def month_span(month: str) -> Span:
    """The local days of a month."""
    period = Period.parse(month)
    return Span(period.start, period.end)


def lines(
    conn: Connection, held: Basis, by: By, month: str, where: Where = EVERYWHERE
) -> tuple[Line, ...]:
    """One line a key: the most that is past its limit first, then the lowest compliance.

    Services, their OPD and places of which nothing is known stand last, with the word for it:
    silence is no good news.
    """
    if held.loaded.imported_at is None:
        return ()
    of_month = counts(conn, held.look, held.marks, by=by, span=month_span(month), where=where)
    open_ones = open_now(conn, held.look, held.marks, by=by, where=where)
    codes = {code for code, _period in of_month} | set(open_ones) | expected(held, by, where)
    found = (
        line_of(
            held,
            by,
            code,
            month,
            of_month=of_month.get((code, ""), Counts()),
            still=open_ones.get(code, Open()),
        )
        for code in codes
    )
    awaited = expected(held, by, where)
    kept = (one for one in found if one.code in awaited or _says_anything(one))
    return tuple(sorted(kept, key=_weight))


def expected(held: Basis, by: By, where: Where = EVERYWHERE) -> frozenset[str]:
    """The keys that should have something to say: services, who owns them, places."""
    codes: set[str] = set()
    if by is By.SERVICE:
        codes = set(held.services)
    elif by is By.OPD:
        codes = {one.opd for one in held.services.values()}
    elif by in DEPTHS:
        codes = {code for code in held.places if code.count(".") == DEPTHS[by]}
    return frozenset(code for code in codes if where.holds(code))


def line_of(held: Basis, by: By, code: str, month: str, *, of_month: Counts, still: Open) -> Line:
    """A line from its counts: of the month, and of what is open now."""
    all_counts = of_month + still.counts
    compliance = all_counts.share(Share.COMPLIANCE, held.minimum)
    owner = _owner(held, by, code)
    is_place = by in (By.DISTRICT, By.VILLAGE)
    return Line(
        by=by,
        code=code,
        name=name_of(held, by, code),
        owner=owner,
        owner_name="" if owner is None else held.office_name(owner),
        period=month,
        counts=all_counts,
        open=still,
        compliance=compliance,
        closed_only=all_counts.share(Share.CLOSED_ONLY, held.minimum),
        first_response=all_counts.share(Share.FIRST_RESPONSE, held.minimum),
        reopened=all_counts.share(Share.REOPENED, held.minimum),
        status=status_of(all_counts),
        figure=figure_of(
            held,
            COMPLIANCE,
            month,
            compliance,
            region=code if is_place and code else None,
            opd=owner,
            component=code if by is By.SERVICE else "total",
        ),
    )


def name_of(held: Basis, by: By, code: str) -> str:
    """The name of a key in words."""
    if by is By.OPD:
        return held.office_name(code)
    if by is By.SERVICE:
        return held.service_name(code)
    if by in (By.DISTRICT, By.VILLAGE):
        return held.place_name(code)
    if by is By.REGENCY:
        return held.settings.regency.name
    return code or _("not recorded")


def _owner(held: Basis, by: By, code: str) -> str | None:
    if by is By.OPD:
        return code
    if by is By.SERVICE and code in held.services:
        return held.services[code].opd
    return None


def _says_anything(line: Line) -> bool:
    """Whether there was or is anything at all: a line of zeros is none."""
    return line.counts != replace(Counts(), reopened=line.counts.reopened)


def _weight(line: Line) -> tuple[bool, int, float, str]:
    share = line.compliance.value
    silent = not _says_anything(line)
    return silent, -line.counts.overdue, 101.0 if share is None else share, line.code
