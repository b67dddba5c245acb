"""A small regency of three offices for tests, and changes of every kind to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select, update

from data.schema import actual, import_batch, indicator, opd, score_part, standing, target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from sqlalchemy import Connection

    from data.rollups import Rules

OFFICES: Final = ("A", "B", "C")
REAL, SAMPLE = 1, 2
YEARS: Final = (2024, 2025, 2026)
STATES: Final = ("draft", "submitted", "verified", "approved", "returned", "rejected")
# Code, office, formula, pattern, cadence, release month, first and last year.
INDICATORS: Final = (
    ("A-1", "A", "naik", "hitungan", "month", None, None, None),
    ("A-2", "A", "turun", "posisi", "quarter", None, None, None),
    ("A-3", "A", "naik", "rilis", "year", 3, None, None),
    ("B-1", "B", "naik", "rata", "month", None, "2025", None),
    ("B-2", "B", "rentang_naik", "posisi", "quarter", None, None, "2025"),
    ("B-3", "B", "turun_rasio", "hitungan", "quarter", None, None, None),
    ("C-1", "C", "tepat", "posisi", "year", None, None, None),
    ("C-2", "C", "ya_tidak", "rilis", "year", -5, None, None),
)
CADENCES: Final = {row[0]: row[4] for row in INDICATORS}
RANGES: Final = frozenset({"B-2"})
Touched = tuple[str, int]


def found(conn: Connection, *, synthetic: bool = False) -> None:
    """The offices and their indicators, in a real and a sample batch."""
    at = datetime(2026, 1, 5, 3, 0)  # noqa: DTZ001 (UTC without zone, as it is stored)
    for number, made_up in ((REAL, False), (SAMPLE, True)):
        conn.execute(
            insert(import_batch).values(
                id=number, topic="indicators", file_name="uji.csv", sha256="0", rows=0, added=0,
                changed=0, same=0, imported_by="uji", imported_at=at, synthetic=made_up,
            )
        )  # fmt: skip
    own = SAMPLE if synthetic else REAL
    conn.execute(
        insert(opd),
        [
            {"code": code, "name": code, "short_name": code, "kind": "dinas", "league": "A",
             "batch_id": own}
            for code in OFFICES
        ],
    )  # fmt: skip
    names = ("code", "opd_code", "formula_kind", "pattern", "cadence", "release_month",
             "valid_from", "valid_to")  # fmt: skip
    same = {"unit": "kasus", "decimals": 1, "weight": 2.0, "baseline": 5.0, "batch_id": own}
    rows = [dict(zip(names, row, strict=True)) | same | {"name": row[0]} for row in INDICATORS]
    conn.execute(insert(indicator), rows)


def periods(code: str, year: int) -> list[str]:
    """The reports of an indicator in a year."""
    if CADENCES[code] == "month":
        return [f"{year}-{n:02}" for n in range(1, 13)]
    return [f"{year}-Q{n}" for n in range(1, 5)] if CADENCES[code] == "quarter" else [str(year)]


def change(conn: Connection, lots: Random) -> set[Touched]:
    """One change of any kind; the keys it touched."""
    deeds: Sequence[Callable[[Connection, Random], set[Touched]]] = (
        _report, _report, _report, _report, _aim, _aim, _unreport, _unaim, _describe, _new_year,
    )  # fmt: skip
    return lots.choice(deeds)(conn, lots)


def report(conn: Connection, code: str, period: str, **values: Any) -> None:
    """Put in or replace one actual."""
    at = datetime(2026, 1, 5, 3, 0)  # noqa: DTZ001 (as above)
    row = {
        "value": 10.0, "state": "verified", "version": 1, "entered_by": "uji", "entered_at": at,
        "first_submitted_at": at, "batch_id": REAL,
    } | values  # fmt: skip
    mine = (actual.c.indicator_code == code, actual.c.period == period)
    if conn.scalar(select(actual.c.id).where(*mine)) is None:
        conn.execute(insert(actual).values(indicator_code=code, period=period, **row))
    else:
        conn.execute(update(actual).where(*mine).values(**row))


def aim(conn: Connection, code: str, period: str, revision: int, value: float) -> None:
    """Put in or replace one target."""
    ends = {"value": value, "lower": None, "upper": None}
    if code in RANGES:
        ends = {"value": None, "lower": value, "upper": value + 4}
    mine = (
        target.c.indicator_code == code,
        target.c.period == period,
        target.c.revision == revision,
    )
    conn.execute(delete(target).where(*mine))
    conn.execute(
        insert(target).values(
            indicator_code=code, period=period, revision=revision, reason="uji", batch_id=REAL,
            **ends,
        )
    )  # fmt: skip


def tables(conn: Connection) -> tuple[list[Any], list[Any]]:
    """Everything in the two derived tables, in a fixed order."""
    one = select(standing).order_by(standing.c.indicator_code, standing.c.period)
    other = select(score_part).order_by(
        score_part.c.opd_code, score_part.c.period, score_part.c.due_on
    )
    return list(conn.execute(one)), list(conn.execute(other))


def same_after_rebuild(conn: Connection, rules: Rules) -> bool:
    """Whether making everything anew leaves every row as it is."""
    from data.rollups import rebuild  # noqa: PLC0415 (only where it is asked)

    before = tables(conn)
    rebuild(conn, rules)
    return before == tables(conn)


def _report(conn: Connection, lots: Random) -> set[Touched]:
    code, year = lots.choice(INDICATORS)[0], lots.choice(YEARS)
    period, state = lots.choice(periods(code, year)), lots.choice(STATES)
    late = timedelta(days=lots.randrange(150), hours=lots.randrange(24))
    handed_in = datetime(year, lots.randrange(1, 13), 1, 15, 30) + late  # noqa: DTZ001 (as above)
    report(
        conn,
        code,
        period,
        value=lots.choice((None, 0.0, lots.uniform(0, 30))),
        state=state,
        first_submitted_at=None if state == "draft" else handed_in,
        batch_id=lots.choice((REAL, SAMPLE, None)),
    )
    return {(code, year)}


def _aim(conn: Connection, lots: Random) -> set[Touched]:
    code, year = lots.choice(INDICATORS)[0], lots.choice(YEARS)
    period = lots.choice([str(year), *periods(code, year)])
    aim(conn, code, period, lots.choice((0, 0, 1)), float(lots.randrange(25)))
    return {(code, year)}


def _unreport(conn: Connection, lots: Random) -> set[Touched]:
    code, year = lots.choice(INDICATORS)[0], lots.choice(YEARS)
    conn.execute(delete(actual).where(*_within(actual, code, year)))
    return {(code, year)}


def _unaim(conn: Connection, lots: Random) -> set[Touched]:
    code, year = lots.choice(INDICATORS)[0], lots.choice(YEARS)
    conn.execute(delete(target).where(*_within(target, code, year)))
    return {(code, year)}


def _describe(conn: Connection, lots: Random) -> set[Touched]:
    code = lots.choice(INDICATORS)[0]
    values: dict[str, Any] = lots.choice(
        (
            {"weight": float(lots.randrange(1, 6))},
            {"opd_code": lots.choice(OFFICES)},
            {"valid_from": lots.choice((None, "2025", "2026"))},
            {"baseline": lots.choice((None, 3.0))},
        )
    )
    conn.execute(update(indicator).where(indicator.c.code == code).values(**values))
    return {(code, lots.choice(YEARS))}


def _new_year(conn: Connection, lots: Random) -> set[Touched]:
    """A year of which nothing was known, or no longer is."""
    code, year = lots.choice(INDICATORS)[0], lots.choice((2023, 2027))
    if lots.random() < 0.5:
        aim(conn, code, str(year), 0, 12.0)
    else:
        conn.execute(delete(target).where(*_within(target, code, year)))
    return {(code, year)}


def _within(table: Any, code: str, year: int) -> tuple[Any, ...]:
    return (
        table.c.indicator_code == code,
        table.c.period >= str(year),
        table.c.period < str(year + 1),
    )
