"""What Layanan publik asks when it opens, and the same questions in plain SQL over the requests."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from core.scope import Scope
from data.queries.services.lengths import weeks_to
from data.queries.services.moment import look_at
from pages.layanan import material
from pages.layanan.choices import Chosen
from reports.services.basis import basis
from reports.services.emergency import alarms
from reports.services.requests import due_numbers, due_within, longest_waiting
from reports.services.trend import WEEKS
from reports.services.village import villages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from core.settings import Settings

EVERYONE: Final = Scope(sees_requests=True)
ARCHIVED: Final = "(closed_at IS NOT NULL AND resolved_at IS NULL)"
OVERDUE: Final = "closed_at IS NOT NULL OR late_after < :now"
ANSWER_OVERDUE: Final = "answered_at IS NOT NULL OR answer_late_after < :now"
DISTRICT: Final = "CASE WHEN length(region_code) >= 8 THEN left(region_code, 8) ELSE '' END"
KEYS: Final = ("opd_code", "service_code", DISTRICT)
LATE_DAYS: Final = 30
TIMES_MONTHS: Final = 3
HOURS: Final = 8
LISTED: Final = 15


def ours(engine: Engine, settings: Settings, now: datetime) -> tuple[float, str]:
    """Seconds of all that the opening view reads, nothing kept from before; its month."""
    start = time.perf_counter()
    with engine.connect() as conn:
        held = basis(conn, settings, now)
        names = material.register(conn, held)
        chosen = Chosen(names.usual).plain
        found = material.standing(conn, held, chosen)
        material.evidence(conn, held, chosen, found)
        longest_waiting(conn, held, EVERYONE, limit=1)
    return time.perf_counter() - start, chosen.period


def others(engine: Engine, settings: Settings, now: datetime) -> dict[str, float]:
    """Seconds of what each of the other looks reads when it is opened, nothing kept from before."""
    with engine.connect() as conn:
        held = basis(conn, settings, now)
        chosen = Chosen(material.register(conn, held).usual).plain

    def waiting(conn: Connection) -> None:
        longest_waiting(conn, held, EVERYONE, limit=LISTED)
        due_within(conn, held, EVERYONE, HOURS, limit=LISTED)
        due_numbers(conn, held, HOURS)

    looks: dict[str, Callable[[Connection], object]] = {
        "waiting": waiting,
        "received": lambda conn: material.cohorts(conn, held, chosen),
        "emergency": lambda conn: alarms(conn, held, chosen.period),
        "village": lambda conn: villages(conn, held, chosen.period),
    }
    found = {}
    for name, look in looks.items():
        with engine.connect() as conn:
            start = time.perf_counter()
            look(conn)
            found[name] = time.perf_counter() - start
    return found


def raw(engine: Engine, settings: Settings, now: datetime, month: str) -> tuple[float, int]:
    """Seconds of the same questions, each in one plain statement, and how many they are."""
    look = look_at(now, settings.regency.time_zone)
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1)
    arguments = {
        "now": look.now,
        "ahead": look.offset,
        "first": look.start_of(first),
        "last": look.start_of(last),
        "weeks": look.start_of(look.today - timedelta(weeks=WEEKS)),
        "usual": look.start_of(weeks_to(look.today, settings.services.usual_weeks)[0]),
        "late": look.start_of(look.today - timedelta(days=LATE_DAYS)),
        "times": look.start_of(look.today - timedelta(days=31 * TIMES_MONTHS)),
    }
    questions = [*_over_time(), *_of_month(), *_now(), *_lengths()]
    with engine.connect() as conn:
        conn.execute(text("SET LOCAL statement_timeout = 0"))
        start = time.perf_counter()
        for question in questions:
            conn.execute(text(question), arguments).all()
        return time.perf_counter() - start, len(questions)


def _over_time() -> Iterator[str]:
    """By month all along, and by day for the last weeks: what came, went, fell due."""
    for period, since in (("YYYY-MM", None), ("YYYY-MM-DD", ":weeks")):
        for moment, columns in _by_moment().items():
            day = f"to_char({moment} + :ahead, '{period}')"
            yield (
                f"SELECT {day}, {columns} FROM request WHERE flaw IS NULL"  # noqa: S608
                f" AND {moment} {f'>= {since}' if since else 'IS NOT NULL'} GROUP BY 1"
            )


def _of_month() -> Iterator[str]:
    """The same of one month by OPD, service and kecamatan."""
    for key in KEYS:
        for moment, columns in _by_moment().items():
            yield (
                f"SELECT {key}, {columns} FROM request WHERE flaw IS NULL"  # noqa: S608
                f" AND {moment} >= :first AND {moment} < :last GROUP BY 1"
            )
    yield (
        f"SELECT {DISTRICT}, {_by_moment()['due_at']} FROM request WHERE flaw IS NULL"  # noqa: S608
        " AND due_at >= :late GROUP BY 1"
    )


def _by_moment() -> dict[str, str]:
    return {
        "received_at": f"count(*), count(*) FILTER (WHERE reopened > 0),"
        f" count(*) FILTER (WHERE {ARCHIVED})",
        "resolved_at": "count(*)",
        "due_at": f"count(*) FILTER (WHERE NOT {ARCHIVED} AND ({OVERDUE})),"
        f" count(*) FILTER (WHERE met), count(*) FILTER (WHERE resolved_at IS NOT NULL)",
        "answer_due_at": f"count(*) FILTER (WHERE {ANSWER_OVERDUE}),"
        " count(*) FILTER (WHERE answered_at IS NOT NULL), count(*) FILTER (WHERE answer_met)",
    }


def _now() -> Iterator[str]:
    """What is open at this moment, and the one that waits longest."""
    passed = ", ".join(
        f"count(*) FILTER (WHERE {name} <= :now)"
        for name in ("late_after", "risk_at", "half_at", "double_at")
    )
    for key in KEYS:
        yield (
            f"SELECT {key}, count(*), count(due_at), min(due_at), {passed} FROM request"  # noqa: S608
            " WHERE closed_at IS NULL AND flaw IS NULL GROUP BY 1"
        )
    yield (
        "SELECT * FROM request WHERE closed_at IS NULL AND flaw IS NULL AND late_after IS NOT NULL"
        " ORDER BY late_after, id LIMIT 1"
    )


def _lengths() -> Iterator[str]:
    """Median, usual and slow: by service for a quarter, by kecamatan for three months."""
    shares = "percentile_cont(ARRAY[0.5, 0.8, 0.9]) WITHIN GROUP (ORDER BY"
    for key, length, since in (
        ("service_code", "elapsed", ":usual"),
        ("service_code", "lasted", ":usual"),
        (DISTRICT, "lasted", ":times"),
    ):
        yield (
            f"SELECT {key}, count(*), {shares} {length}) FROM request"  # noqa: S608
            f" WHERE flaw IS NULL AND {length} IS NOT NULL AND resolved_at >= {since} GROUP BY 1"
        )
