"""What the sums of whole days cannot know: which open requests pass a mark today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, literal, select, union_all

from data.queries.services.keys import EVERYWHERE, By, Described, Where, key_of
from data.schema.services import request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection

    from data.queries.services.moment import Look

R: Final = request.c
IS_OPEN: Final = (R.closed_at.is_(None), R.flaw.is_(None))
DESCRIBING: Final = (R.opd_code, R.service_code, R.region_code, R.channel, R.level)
IS_UNANSWERED: Final = (*IS_OPEN, R.answered_at.is_(None))
Rows = tuple[tuple[Described, int], ...]
Days = tuple[tuple[date, Described, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Today:
    """Open requests that pass a mark between the local midnight and now, with their number.

    late: fell due today and are late; risk, half, double: have reached 80 % (the setting), and
    passed 50 % and 200 % today. gap: fell due before today, by day due, yet are not late: the
    office clock has stood still since. unanswered, answer_gap: as late and gap, of the first
    response.
    """

    day: date
    late: Rows
    risk: Rows
    half: Rows
    double: Rows
    unanswered: Rows
    gap: Days
    answer_gap: Days

    @property
    def gap_rows(self) -> Rows:
        """Those of the gap, whatever their day."""
        return tuple((one, number) for _day, one, number in self.gap)

    def due_changes(self, by: By, where: Where = EVERYWHERE) -> Mapping[tuple[str, date], int]:
        """By key and day due: what is to be added to "due and not closed before today"."""
        return self._changes(by, where, self.late, self.gap)

    def answer_changes(self, by: By, where: Where = EVERYWHERE) -> Mapping[tuple[str, date], int]:
        """The same of first responses: what is to be added to "due and not answered before"."""
        return self._changes(by, where, self.unanswered, self.answer_gap)

    def _changes(
        self, by: By, where: Where, late: Rows, gap: Days
    ) -> Mapping[tuple[str, date], int]:
        found: Counter[tuple[str, date]] = Counter()
        for day, one, number in (
            *((self.day, one, number) for one, number in late),
            *((day, one, -number) for day, one, number in gap),
        ):
            key = key_of(by, one)
            if key is not None and where.holds(key):
                found[key, day] += number
        return found


def today_of(conn: Connection, look: Look) -> Today:
    """The marks passed today; three questions over the small indexes of what is open."""
    passed: dict[str, list[tuple[Described, int]]] = {name: [] for name in _marks(look)}
    marks = union_all(
        *(
            select(literal(name).label("mark"), *DESCRIBING, func.count().label("number"))
            .where(*conditions)
            .group_by(*DESCRIBING)
            for name, conditions in _marks(look).items()
        )
    )
    for mark, *described, number in conn.execute(marks):
        passed[mark].append((Described(*described), number))
    return Today(
        look.today,
        **{name: tuple(rows) for name, rows in passed.items()},
        gap=_gap(conn, look, IS_OPEN, R.due_at, R.late_after),
        answer_gap=_gap(conn, look, IS_UNANSWERED, R.answer_due_at, R.answer_late_after),
    )


def _gap(
    conn: Connection,
    look: Look,
    waits: tuple[ColumnElement[bool], ...],
    due_at: ColumnElement[Any],
    late_after: ColumnElement[Any],
) -> Days:
    """Due before today, by day, and not yet late."""
    query = (
        select(due_at, *DESCRIBING, func.count())
        .where(*waits, late_after > due_at, late_after >= look.now, due_at < look.midnight)
        .group_by(due_at, *DESCRIBING)
    )
    return tuple(
        (look.day_of(due), Described(*described), number)
        for due, *described, number in conn.execute(query)
    )


def _marks(look: Look) -> Mapping[str, tuple[ColumnElement[Any], ...]]:
    """The moment of a mark itself: late, half and double begin after it, risk with it."""
    return {
        "late": (
            *IS_OPEN, R.late_after >= look.midnight, R.late_after < look.now,
            R.due_at >= look.midnight,
        ),
        "risk": (*IS_OPEN, R.risk_at >= look.midnight, R.risk_at <= look.now),
        "half": (*IS_OPEN, R.half_at >= look.midnight, R.half_at < look.now),
        "double": (*IS_OPEN, R.double_at >= look.midnight, R.double_at < look.now),
        "unanswered": (
            *IS_UNANSWERED, R.answer_late_after >= look.midnight, R.answer_late_after < look.now,
            R.answer_due_at >= look.midnight,
        ),
    }  # fmt: skip
