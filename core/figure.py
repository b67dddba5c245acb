"""A figure as data, and the reference by which comments, agendas and links name it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import quote, unquote

from core.errors import Invalid
from core.words import N_, _


class State(StrEnum):
    """Whether there is a value, and if not, why."""

    OK = "ok"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    NOT_VERIFIED = "not_verified"
    NO_TARGET = "no_target"
    INSUFFICIENT = "insufficient"
    BAD_DATA = "bad_data"


class Publication(StrEnum):
    """What kind of published value it is; interim and final never share a line or a rank."""

    FINAL = "final"
    INTERIM = "interim"
    DERIVED = "derived"


class Verification(StrEnum):
    """How far a figure of our own has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    APPROVED = "approved"
    LOCKED = "locked"


STATE_LABELS: Final = {
    State.OK: N_("available"),
    State.NO_DATA: N_("no data yet"),
    State.NOT_DUE: N_("not due yet"),
    State.NOT_REPORTED: N_("not reported"),
    State.NOT_VERIFIED: N_("not verified"),
    State.NO_TARGET: N_("no target yet"),
    State.INSUFFICIENT: N_("not enough data"),
    State.BAD_DATA: N_("faulty data"),
}
PUBLICATION_LABELS: Final = {
    Publication.FINAL: N_("final"),
    Publication.INTERIM: N_("interim"),
    Publication.DERIVED: N_("derived"),
}


def state_label(state: State) -> str:
    """The state in words of this run's language."""
    return _(STATE_LABELS[state])


def publication_label(publication: Publication) -> str:
    """final, sementara, turunan in words of this run's language."""
    return _(PUBLICATION_LABELS[publication])


REFERENCE: Final = re.compile(
    r"(?P<metric>[a-z][a-z0-9_]*)@(?P<region>ID|\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?)"
    r"(?:/(?P<opd>[^/:~]+))?(?::(?P<component>[^/:~]+))?~(?P<period>[0-9HQW-]+)"
)


@dataclass(frozen=True, slots=True)
class FigureRef:
    """`metric@region[/opd][:component]~period`; reserved characters are percent-encoded."""

    metric: str
    region: str
    period: str
    opd: str | None = None
    component: str | None = None

    @classmethod
    def parse(cls, text: str) -> FigureRef:
        """Read the text form; Invalid says what a reference looks like."""
        match = REFERENCE.fullmatch(text)
        if match is None:
            raise Invalid(
                _("'{text}' is not a figure reference.").format(text=text),
                hint=_("Example: {example}.").format(example="mcp_score@51.08~2024"),
            )
        opd, component = match["opd"], match["component"]
        return cls(
            match["metric"],
            match["region"],
            match["period"],
            unquote(opd) if opd else None,
            unquote(component) if component else None,
        )

    def __str__(self) -> str:
        opd = "/" + quote(self.opd, safe="") if self.opd else ""
        component = ":" + quote(self.component, safe="") if self.component else ""
        # quote() leaves "~" alone, yet here it parts the period from the rest.
        return f"{self.metric}@{self.region}{(opd + component).replace('~', '%7E')}~{self.period}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with everything it is never shown without; the keys of the data export.

    value and target count in `unit` (a code of metrics/definitions.toml); period and as_of are
    period texts; sample tells whether the row belongs to a synthetic batch.
    """

    metric: str
    region: str
    opd: str | None
    component: str | None
    period: str
    value: float | None
    unit: str
    state: State
    state_label: str
    band: str | None = None
    band_label: str | None = None
    target: float | None = None
    publication: Publication | None = None
    verification: Verification | None = None
    source: str | None = None
    source_url: str | None = None
    as_of: str | None = None
    sample: bool = False

    @property
    def ref(self) -> FigureRef:
        """The reference that names this figure."""
        return FigureRef(self.metric, self.region, self.period, self.opd, self.component)

    def as_dict(self) -> dict[str, Any]:
        """The keys of the design in their order, ready for JSON."""
        return asdict(self)


FIGURE_KEYS: Final = tuple(Figure.__dataclass_fields__)
