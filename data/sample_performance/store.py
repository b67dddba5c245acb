"""Puts the sample's reports, and what was said of them, into an empty database."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, select

from data.sample_performance.files import AS_OF, SOURCE
from data.sample_performance.remarks import link, remarks
from data.sample_performance.reports import reports
from data.schema import (
    actual,
    actual_step,
    blocker,
    evidence,
    import_batch,
    objection,
    question_answer,
    recommendation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Table

    from data.sample_performance.reports import Report

FILE_NAME: Final = "realisasi_contoh.csv"
CHUNK: Final = 5_000
MORNING: Final = 4
# Columns that not every row of a table has: one statement inserts them all.
MAY_MISS: Final = {
    objection: ("decided_by", "decided_at", "decision"),
    blocker: ("closed_by", "closed_at", "closing"),
    question_answer: (),
}
Key = tuple[str, str]


def store_reports(conn: Connection, kecamatan: tuple[str, ...], *, by: str, at: datetime) -> int:
    """Store every report with its steps and what was said of it, under one synthetic batch.

    Indicators and recommendations must be there. Returns the number of reports.
    """
    made = list(reports(kecamatan))
    batch = _open_batch(conn, made, by=by, at=at)
    _insert(conn, actual, ({**one.row, "batch_id": batch} for one in made))
    _insert(conn, actual_step, sorted((s for one in made for s in one.steps), key=itemgetter("at")))
    found = conn.execute(select(actual.c.indicator_code, actual.c.period, actual.c.id))
    ids: dict[Key, int] = {(code, period): number for code, period, number in found}
    _insert(conn, evidence, _evidence(made, ids))
    _insert(conn, evidence, _audit_evidence(conn))
    said = remarks()
    for row in said["objection"]:
        row["actual_id"] = ids[row.pop("indicator_code"), row.pop("period")]
    for row in said["blocker"]:
        row["batch_id"] = batch
    for table, columns in MAY_MISS.items():
        _insert(conn, table, (dict.fromkeys(columns) | row for row in said[table.name]))
    return len(made)


def _open_batch(conn: Connection, made: list[Report], *, by: str, at: datetime) -> int:
    """A synthetic batch of so many added rows; its number."""
    content = repr([tuple(one.row.values()) for one in made]).encode()
    stored = conn.execute(
        insert(import_batch).values(
            topic="actuals",
            file_name=FILE_NAME,
            sha256=sha256(content).hexdigest(),
            rows=len(made),
            added=len(made),
            changed=0,
            same=0,
            imported_by=by,
            imported_at=at,
            source=SOURCE,
            as_of=AS_OF,
            synthetic=True,
        )
    )
    (number,) = stored.inserted_primary_key or (0,)
    return int(number)


def _evidence(made: Iterable[Report], ids: dict[Key, int]) -> Iterator[dict[str, Any]]:
    """A link for each report that was ever submitted."""
    for report in made:
        row = report.row
        if row["submitted_by"] is None:
            continue
        code, period = str(row["indicator_code"]), str(row["period"])
        yield link(code, period) | {
            "actual_id": ids[code, period],
            "recommendation_code": None,
            "added_by": row["entered_by"],
            "added_at": row["entered_at"],
        }


def _audit_evidence(conn: Connection) -> Iterator[dict[str, Any]]:
    """A link for each recommendation that was begun."""
    query = select(recommendation.c.code, recommendation.c.opd_code, recommendation.c.status_date)
    begun = query.where(recommendation.c.status_date.is_not(None)).order_by(recommendation.c.code)
    for code, office, day in conn.execute(begun).all():
        yield link(code, day) | {
            "actual_id": None,
            "recommendation_code": code,
            "added_by": f"operator.{office.lower()}",
            "added_at": datetime.fromisoformat(day).replace(hour=MORNING),
        }


def _insert(conn: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    waiting = list(rows)
    for start in range(0, len(waiting), CHUNK):
        conn.execute(insert(table), waiting[start : start + CHUNK])
