"""Which indicators moved an average over many OPD, and who reported them last.

The contributions are those of the score (metrics.performance.score), over the verified standings
that count on the day of looking. The database sums them: an average over thousands of indicators
is moved most by a few, and only these leave it. A test holds both to the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, literal, select, union_all

from data.schema import account, actual, indicator, opd, standing
from metrics.performance.kinds import OPEN, Reason, ReportState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Select


NOTHING: Final = 1e-9
"""Points that count as none."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Two triwulan and what their averages rest on; both sums of weights are above 0.

    score: the average before, unrounded; before_weight, after_weight: sums of the weights of the
    verified standings; cap in percent; league: of the OPD averaged, None for all.
    """

    before: str
    after: str
    score: float
    before_weight: float
    after_weight: float
    cap: float
    as_of: date
    league: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What one indicator gave to the change, in points. entered: after alone, left: before."""

    code: str
    name: str
    opd: str
    points: float
    weight: float
    entered: bool
    left: bool


@dataclass(frozen=True, slots=True)
class Hand:
    """Who last sent and who last verified a report of an indicator; times in UTC."""

    period: str
    sent_by: str | None
    sent_at: datetime | None
    verified_by: str | None
    verified_at: datetime | None


def moved(
    conn: Connection, basis: Basis, *, count: int
) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
    """The indicators that pulled down most, and those that lifted most, each worst or best first.

    Equal ones by weight, the heaviest first, then by code. An indicator that moved nothing is
    in neither.
    """
    terms = union_all(_side(basis, after=True), _side(basis, after=False)).subquery()
    points = func.sum(terms.c.points)
    sums = (
        select(
            terms.c.code,
            points.label("points"),
            func.max(terms.c.weight).label("weight"),
            func.sum(terms.c.after).label("after"),
            func.sum(terms.c.before).label("before"),
        )
        .group_by(terms.c.code)
        .having(func.abs(points) > NOTHING)
        .cte("sums")
    )
    tie = (sums.c.weight.desc(), sums.c.code)
    worst = select(sums).where(sums.c.points < 0).order_by(sums.c.points, *tie).limit(count)
    best = select(sums).where(sums.c.points > 0).order_by(sums.c.points.desc(), *tie).limit(count)
    ends = union_all(select(worst.subquery()), select(best.subquery())).subquery()
    query = select(
        ends.c.code,
        indicator.c.name,
        indicator.c.opd_code,
        ends.c.points,
        ends.c.weight,
        ends.c.before,
        ends.c.after,
    ).join(indicator, indicator.c.code == ends.c.code)
    found = [
        Moved(code, name, office, float(amount), float(weight), before == 0, after == 0)
        for code, name, office, amount, weight, before, after in conn.execute(query)
    ]
    return _ordered(found, down=True), _ordered(found, down=False)


def _ordered(found: list[Moved], *, down: bool) -> tuple[Moved, ...]:
    """Those that pulled down, or those that lifted, the one that moved most first."""
    own = [one for one in found if (one.points < 0) is down]
    return tuple(sorted(own, key=lambda one: (-abs(one.points), -one.weight, one.code)))


def _side(basis: Basis, *, after: bool) -> Select[Any]:
    """One of the two sums of the contributions (metrics.performance.score), by indicator."""
    whole = basis.after_weight if after else -basis.before_weight
    distance = bounded(basis.cap) - basis.score
    return select(
        standing.c.indicator_code.label("code"),
        (standing.c.weight * distance / whole).label("points"),
        standing.c.weight.label("weight"),
        literal(int(after)).label("after"),
        literal(int(not after)).label("before"),
    ).where(*_inside(basis, basis.after if after else basis.before))


def _inside(basis: Basis, period: str) -> list[ColumnElement[bool]]:
    """The conditions under which a standing is part of a triwulan's average."""
    found: list[ColumnElement[bool]] = [
        standing.c.period == period,
        standing.c.due_on < basis.as_of.isoformat(),
        standing.c.verified,
        standing.c.to_date.is_not(None),
    ]
    if basis.league is not None:
        members = select(opd.c.code).where(opd.c.league == basis.league)
        found.append(standing.c.opd_code.in_(members))
    return found


def left_unreported(conn: Connection, basis: Basis, as_of: date) -> float:
    """Points by which the average moved because reports that are due by now are not there."""
    after = standing.alias("after")
    unreported = select(after.c.indicator_code).where(
        after.c.period == basis.after,
        after.c.reported.is_(False),
        after.c.reason == Reason.NOT_REPORTED.value,
        after.c.due_on < as_of.isoformat(),
    )
    whole = standing.c.weight * (bounded(basis.cap) - basis.score) / -basis.before_weight
    query = select(func.sum(whole)).where(
        *_inside(basis, basis.before), standing.c.indicator_code.in_(unreported)
    )
    return float(conn.scalar(query) or 0.0)


def bounded(cap: float) -> ColumnElement[float]:
    """The to-date achievement within 0 and the cap."""
    return case(
        (standing.c.to_date < 0, 0.0), (standing.c.to_date > cap, cap), else_=standing.c.to_date
    )


def last_hands(conn: Connection, codes: Collection[str], *, year: int) -> Mapping[str, Hand]:
    """By indicator, the report of a year that was sent last, with display names.

    Names of accounts that are gone are their user names.
    """
    sender, checker = account.alias("sender"), account.alias("checker")
    query = (
        select(
            actual.c.indicator_code,
            actual.c.state,
            actual.c.period,
            func.coalesce(sender.c.display_name, actual.c.submitted_by),
            actual.c.submitted_at,
            func.coalesce(checker.c.display_name, actual.c.verified_by),
            actual.c.verified_at,
        )
        .outerjoin(sender, sender.c.username == actual.c.submitted_by)
        .outerjoin(checker, checker.c.username == actual.c.verified_by)
        .where(
            actual.c.indicator_code.in_(codes),
            actual.c.period.startswith(str(year)),
            actual.c.submitted_at.is_not(None),
        )
        .order_by(actual.c.submitted_at, actual.c.period)
    )
    # The states are told apart here: asked in SQL, SQLite would search every report by its state.
    return {
        code: Hand(*row)
        for code, state, *row in conn.execute(query)
        if ReportState(state) not in OPEN
    }
