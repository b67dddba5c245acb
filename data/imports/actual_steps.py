"""The history of reports that a file wrote or that were taken back with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, insert, select

from core.words import ngettext
from data import schema
from data.imports.hooks import above
from data.imports.standings import refresh, touched_by
from metrics.performance.kinds import ReportState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from data.imports.hooks import Stored, Touched
    from data.imports.undo import Plan

IMPORT, UNDO = "import", "undo"
CHUNK: Final = 2_000


def after_actuals(conn: Connection, stored: Stored) -> None:
    """Write a step for each report, and bring what rests on them up to date."""
    rows = [_step(row, stored) for row in stored.rows]
    for start in range(0, len(rows), CHUNK):
        conn.execute(insert(schema.actual_step), rows[start : start + CHUNK])
    refresh(conn, touched_by(row.row for row in stored.rows), stored.settings)


def _step(touched: Touched, stored: Stored) -> dict[str, Any]:
    """One step. A report that is taken back ends as the draft without a value that it began as."""
    before, after = touched.before or {}, touched.after
    version = above(before["version"]) if after is None else after["version"]
    return {
        "indicator_code": touched.row["indicator_code"],
        "period": touched.row["period"],
        "version": version,
        "at": stored.stamp.at,
        "actor": stored.stamp.by,
        "action": UNDO if stored.undone else IMPORT,
        "from_state": before.get("state"),
        "to_state": ReportState.DRAFT.value if after is None else after["state"],
        "old_value": before.get("value"),
        "new_value": None if after is None else after["value"],
        "reason": None,
    }


def guard(conn: Connection, plan: Plan) -> Iterator[str]:
    """Evidence belongs to a report: it stays while there is any."""
    one, proof = schema.actual.c, schema.evidence.c
    query = (
        select(func.count())
        .select_from(schema.evidence.join(schema.actual, one.id == proof.actual_id))
        .where(one.indicator_code == bindparam("code"), one.period == bindparam("period"))
    )
    count = 0
    for before, after in plan.rows:
        if after is None and before is not None:
            key = {"code": before["indicator_code"], "period": before["period"]}
            count += bool(conn.scalar(query, key))
    if count:
        yield ngettext(
            "{count} report has evidence already.", "{count} reports have evidence already.", count
        ).format(count=count)
