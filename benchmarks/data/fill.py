"""Fills a new sample database with many indicators, straight into the tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, select

from core.periods import Period
from data.engine import make_engine, writing
from data.rollups import rebuild, rules_of
from data.schema import actual, actual_step, evidence, goal, import_batch, indicator, opd, target
from data.shipped import sample_of_performance
from data.versions import bump
from review.importing import import_file, prepare_import
from review.installation import OWN, create_sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Engine, Table

    from core.settings import Settings

INDICATORS: Final = 600
LAST: Final = (2026, 10)
MONTHS: Final = 36
# Topics of the ordinary sample that measured pages show as well.
KEPT: Final = frozenset({"goals", "budgets", "recommendations"})
KINDS: Final = (
    ("naik", "hitungan", "kasus"),
    ("naik", "posisi", "%"),
    ("turun", "rata", "menit"),
    ("naik", "rata", "indeks"),
    ("turun_rasio", "hitungan", "kasus"),
)
YEARLY: Final = 1200.0
LEVEL: Final = 80.0
CHUNK: Final = 10_000
# Every so many reports one is missing, one waits, in the newest months.
MISSING, WAITING = 23, 11
STEPS_FROM: Final = "2026-05"


def regency_of(url: str, settings: Settings, *, indicators: int = INDICATORS) -> int:
    """Make the database of this URL; the number of actuals in it.

    Every indicator is reported by month, MONTHS long up to LAST: the most that pages must bear.
    """
    engine = make_engine(url)
    try:
        create_sample(engine, settings, lean=True)
        _structure(engine, settings)
        with writing(engine).begin() as conn:
            made = _fill(conn, indicators)
            rebuild(conn, rules_of(settings))
            for topic in ("indicators", "targets", "actuals"):
                bump(conn, topic)
        return made
    finally:
        engine.dispose()


def _structure(engine: Engine, settings: Settings) -> None:
    for shipped in sample_of_performance(settings.regency.code):
        if shipped.topic in KEPT:
            prepared = prepare_import(
                engine,
                topic=shipped.topic,
                content=shipped.content,
                file_name=shipped.file_name,
                synthetic=True,
            )
            import_file(engine, by=OWN, prepared=prepared, settings=settings)


def _fill(conn: Connection, indicators: int) -> int:
    batch = _batch(conn, indicators)
    offices = list(conn.scalars(select(opd.c.code).order_by(opd.c.code)))
    programmes = conn.execute(select(goal.c.opd_code, goal.c.code).where(goal.c.kind == "program"))
    goals = {office: code for office, code in programmes}  # noqa: C416 (a result is no mapping)
    rows = [_indicator(n, offices[n % len(offices)], goals, batch) for n in range(indicators)]
    months = list(_months())
    _insert(conn, indicator, rows)
    _insert(conn, target, (one for row in rows for one in _targets(row, months)))
    made = [one for n, row in enumerate(rows) for one in _actuals(n, row, months)]
    _insert(conn, actual, made)
    found = conn.execute(select(actual.c.indicator_code, actual.c.period, actual.c.id))
    ids = {(code, period): number for code, period, number in found}
    newest = [row for row in made if row["period"] >= STEPS_FROM]
    _insert(conn, actual_step, (one for row in newest for one in _steps(row)))
    proofs = (_evidence(ids[row["indicator_code"], row["period"]], row) for row in newest)
    _insert(conn, evidence, proofs)
    return len(made)


def _batch(conn: Connection, indicators: int) -> int:
    made = conn.execute(
        insert(import_batch).values(
            topic="indicators", file_name="ukuran.csv", sha256="0" * 64, rows=indicators,
            added=indicators, changed=0, same=0, imported_by="sistem",
            imported_at=_noon("2026-11-02"), synthetic=True,
        )
    )  # fmt: skip
    (number,) = made.inserted_primary_key or (0,)
    return int(number)


def _indicator(n: int, office: str, goals: dict[str, str], batch: int) -> dict[str, Any]:
    formula, pattern, unit = KINDS[n % len(KINDS)]
    return {
        "code": f"{office}-{n:05}",
        "name": f"Indikator ukur nomor {n + 1} dengan nama sepanjang yang lazim",
        "unit": unit,
        "decimals": 2,
        "formula_kind": formula,
        "pattern": pattern,
        "cadence": "month",
        "weight": 1.0 + n % 4,
        "opd_code": office,
        "goal_code": goals[office],
        "baseline": LEVEL * 0.9,
        "lowest": 0.0,
        "highest": YEARLY,
        "batch_id": batch,
    }


def _months() -> Iterator[str]:
    year, month = LAST
    first = year * 12 + month - MONTHS
    for n in range(first, first + MONTHS):
        yield f"{n // 12}-{n % 12 + 1:02}"


def _targets(row: dict[str, Any], months: list[str]) -> Iterator[dict[str, Any]]:
    """One for the year; for amounts and positions one for each month as well."""
    flow = row["pattern"] == "hitungan"
    named = {month[:4]: YEARLY if flow else LEVEL for month in months}
    if row["pattern"] != "rata":
        named |= dict.fromkeys(months, YEARLY / 12 if flow else LEVEL)
    for period, value in named.items():
        yield {
            "indicator_code": row["code"],
            "period": period,
            "revision": 0,
            "value": value,
            "decided_on": f"{period[:4]}-01-15",
            "batch_id": row["batch_id"],
        }


def _actuals(n: int, row: dict[str, Any], months: list[str]) -> Iterator[dict[str, Any]]:
    level = YEARLY / 12 if row["pattern"] == "hitungan" else LEVEL
    for place, period in enumerate(months):
        lot = (n * 7919 + place * 104_729) % 1000
        new = place >= len(months) - 3
        if new and lot % MISSING == 0:
            continue
        state = "locked" if not new else "submitted" if lot % WAITING == 0 else "verified"
        end = Period.parse(period).end
        at = _noon(end.isoformat()) + timedelta(days=3 + lot % 20)
        checked = None if state == "submitted" else at + timedelta(days=3)
        yield {
            "indicator_code": row["code"],
            "period": period,
            "value": round(level * (0.75 + 0.4 * lot / 1000), 2),
            "state": state,
            "version": 3,
            "entered_by": "operator.ukur",
            "entered_at": at,
            "submitted_by": "operator.ukur",
            "submitted_at": at,
            "first_submitted_at": at,
            "verified_by": checked and "verifikator",
            "verified_at": checked,
            "batch_id": row["batch_id"],
        }


def _steps(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    moves = (("save", "operator.ukur", None, "draft"),
             ("submit", "operator.ukur", "draft", "submitted"),
             ("verify", "verifikator", "submitted", "verified"))  # fmt: skip
    for version, (action, actor, before, after) in enumerate(moves, 1):
        yield {
            "indicator_code": row["indicator_code"],
            "period": row["period"],
            "version": version,
            "at": row["entered_at"] + timedelta(hours=version),
            "actor": actor,
            "action": action,
            "from_state": before,
            "to_state": after,
            "old_value": row["value"] if before else None,
            "new_value": row["value"],
        }


def _evidence(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "token": f"{number:032}",
        "actual_id": number,
        "kind": "link",
        "name": "Rekap",
        "address": f"https://bukti.contoh.example/{number}",
        "added_by": row["entered_by"],
        "added_at": row["entered_at"],
    }


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=4)


def _insert(conn: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    rest = iter(rows)
    while some := list(islice(rest, CHUNK)):
        conn.execute(insert(table), some)
