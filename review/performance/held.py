"""An actual as the database holds it, with what its commands need to know of its indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from core.errors import NotFound
from core.periods import Period
from core.words import _
from data.schema import actual, indicator
from metrics.performance.kinds import ReportState
from review.access import scope_of
from review.performance.machine import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from review.access import Person

HELD: Final = select(actual, indicator.c.opd_code, indicator.c.name.label("indicator_name")).join(
    indicator, indicator.c.code == actual.c.indicator_code
)


@dataclass(frozen=True, slots=True)
class Held:
    """One stored actual. record: the columns of `actual`, opd_code and indicator_name."""

    record: Mapping[str, Any]

    @property
    def id(self) -> int:
        """Its number in the database."""
        return int(self.record["id"])

    @property
    def version(self) -> int:
        """How often it was changed, beginning with 1."""
        return int(self.record["version"])

    @property
    def value(self) -> float | None:
        """The stored value."""
        found: float | None = self.record["value"]
        return found

    @property
    def state(self) -> ReportState:
        """How far it has come."""
        return ReportState(self.record["state"])

    @property
    def opd(self) -> str:
        """Code of the OPD that reports it."""
        return str(self.record["opd_code"])

    @property
    def row(self) -> Row:
        """What the table of steps needs to know."""
        return Row.of(self.record)

    @property
    def subject(self) -> str:
        """How the trail and addresses call it: IKU-05~2026-Q3."""
        return f"{self.record['indicator_code']}~{self.record['period']}"

    @property
    def key(self) -> tuple[str, int]:
        """Indicator and year: what is reckoned anew after a change."""
        return str(self.record["indicator_code"]), Period.parse(self.record["period"]).year

    @property
    def title(self) -> str:
        """How a person calls it: the indicator's name and the period."""
        return _("{indicator}, {period}").format(
            indicator=self.record["indicator_name"],
            period=Period.parse(self.record["period"]).label(),
        )


def held(conn: Connection, actual_id: int) -> Held:
    """The actual of this number. Raises NotFound."""
    found = conn.execute(HELD.where(actual.c.id == actual_id)).mappings().first()
    if found is None:
        raise NotFound(
            _("This figure is not stored (any more)."),
            hint=_("Load the page again: an import may have been undone meanwhile."),
        )
    return Held(dict(found))


def held_at(conn: Connection, code: str, period: str) -> Held | None:
    """The actual of an indicator and a period, if there is one."""
    query = HELD.where(actual.c.indicator_code == code, actual.c.period == period)
    found = conn.execute(query).mappings().first()
    return None if found is None else Held(dict(found))


def indicator_row(conn: Connection, code: str) -> dict[str, Any]:
    """The row of an indicator. Raises NotFound."""
    query = select(indicator).where(indicator.c.code == code)
    # PostgreSQL has no words for a letter that cannot be stored.
    found = conn.execute(query).mappings().first() if code.isprintable() else None
    if found is None:
        raise NotFound(
            _("The indicator '{code}' is not known.").format(code=code),
            hint=_("Choose one of the list on the page."),
        )
    return dict(found)


def sees_value(person: Person, opd: str, state: ReportState) -> bool:
    """Whether the person may see the value and evidence of a figure in this state.

    The own OPD always; who checks from submission on; everyone once it is verified is a matter
    of values alone, see `data.queries`.
    """
    scope = scope_of(person)
    return opd in scope.full or (scope.sees_submitted and not state.is_open)
