"""All OPD at the end of one triwulan: read once, for every screen that speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.periods import Period
from data.queries.performance.blockers import blockers
from data.queries.performance.changes import Basis, last_hands, left_unreported, moved
from data.queries.performance.missing import missing_reports
from data.queries.performance.offices import offices
from data.queries.performance.scores import newest_due_quarter, score_parts, scored_quarters
from metrics.performance.parts import due_parts
from metrics.workdays import workdays
from reports.performance.scoring import HISTORY, office_scores, pulls, quarters_to, whole_score

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

    from core.settings import Settings
    from data.queries.performance.blockers import Blocker
    from data.queries.performance.changes import Hand, Moved
    from data.queries.performance.missing import Missing
    from data.queries.performance.offices import Office
    from metrics.performance.parts import Part
    from metrics.workdays import Workdays
    from reports.performance.scoring import OfficeScore, Pull, Whole

NAMED: Final = 5
"""Contributions named on each side."""


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """What is the same for every triwulan. quarters: those in which anything stands, in order.

    newest: the triwulan of which an indicator's last day has passed most lately.
    """

    settings: Settings
    as_of: date
    workdays: Workdays
    offices: Mapping[str, Office]
    quarters: tuple[str, ...]
    newest: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """One triwulan of all OPD. parts: of it and of those before that were asked for."""

    period: str
    parts: Mapping[tuple[str, str], tuple[Part, ...]]
    offices: tuple[OfficeScore, ...]
    whole: Whole
    pulls: tuple[Pull, ...]
    missing: tuple[Missing, ...]
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """What moved the average. left: points that came from due reports that are not there."""

    worst: tuple[Moved, ...] = ()
    best: tuple[Moved, ...] = ()
    left: float = 0.0
    hands: Mapping[str, Hand] | None = None


def register(conn: Connection, settings: Settings, as_of: date) -> Register:
    """Who there is, and which triwulan can be looked at."""
    return Register(
        settings=settings,
        as_of=as_of,
        workdays=workdays(settings.calendar),
        offices={one.code: one for one in offices(conn)},
        quarters=scored_quarters(conn),
        newest=newest_due_quarter(conn, as_of),
    )


def board(conn: Connection, held: Register, period: str, *, quarters: int = HISTORY) -> Board:
    """All OPD at the end of a triwulan, from the stored sums.

    quarters: how many triwulan to read the parts of, at least it and the one before.
    """
    rules = held.settings.performance
    parts = score_parts(conn, first=quarters_to(period, quarters)[0], last=period)
    whole = whole_score(parts, period, as_of=held.as_of, rules=rules)
    return Board(
        period=period,
        parts=parts,
        offices=office_scores(
            tuple(held.offices.values()), parts, period,
            as_of=held.as_of, rules=rules, workdays=held.workdays,
        ),
        whole=whole,
        pulls=pulls(parts, period, held.as_of),
        missing=missing_reports(conn, period=period, as_of=held.as_of),
        blockers=blockers(conn, open_only=True),
    )  # fmt: skip


def changes(
    conn: Connection, held: Register, shown: Board, *, league: str | None = None
) -> Changes:
    """The five that pulled down most and the five that lifted most, and who was last at them."""
    basis = basis_of(held, shown, league)
    if basis is None:
        return Changes()
    worst, best = moved(conn, basis, count=NAMED)
    codes = [one.code for one in (*worst, *best)]
    end = Period.parse(shown.period).end
    return Changes(
        worst,
        best,
        left_unreported(conn, basis, held.as_of),
        last_hands(conn, codes, year=end.year),
    )


def basis_of(held: Register, shown: Board, league: str | None) -> Basis | None:
    """Two triwulan and the sums of their averages; None where one of them has no verified figure.

    The same sums as the score's, so that the contributions make its change.
    """
    before = shown.whole.before_period
    sums = []
    for period in (before, shown.period):
        own = [
            part
            for (opd, text), parts in shown.parts.items()
            if text == period and league in (None, held.offices[opd].league)
            for part in due_parts(parts, held.as_of)
        ]
        sums.append((sum(one.weight_verified for one in own), sum(one.points for one in own)))
    (old, points), (new, _points) = sums
    if old <= 0 or new <= 0:
        return None
    cap = held.settings.performance.capaian_cap
    return Basis(before, shown.period, points / old, old, new, cap, held.as_of, league)
