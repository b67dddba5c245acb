"""What follows from a written batch: standings and scores that rest on its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from core.settings import Settings
    from data.imports.hooks import Stored


def after_indicators(conn: Connection, stored: Stored) -> None:
    """Another weight, rule or OPD makes another standing in every year."""
    year = stored.stamp.at.year
    refresh(conn, {(row.after["code"], year) for row in stored.rows if row.after}, stored.settings)


def leaving_indicators(conn: Connection, stored: Stored) -> None:
    """Nothing may be derived any more from an indicator that goes."""
    from data.rollups import forget, rules_of  # noqa: PLC0415 (loads the formulas)

    gone = [row.row["code"] for row in stored.rows if row.after is None]
    if gone:
        forget(conn, gone, rules_of(stored.settings))


def after_contributors(conn: Connection, stored: Stored) -> None:
    """The indicators whose parts changed."""
    year = stored.stamp.at.year
    refresh(conn, {(row.row["indicator_code"], year) for row in stored.rows}, stored.settings)


def after_targets(conn: Connection, stored: Stored) -> None:
    """The indicators and years whose targets came, went or changed."""
    refresh(conn, touched_by(row.row for row in stored.rows), stored.settings)


def touched_by(rows: Iterable[Mapping[str, Any]]) -> set[tuple[str, int]]:
    """Indicator and year of rows that have a period."""
    return {(row["indicator_code"], int(row["period"][:4])) for row in rows}


def refresh(conn: Connection, touched: set[tuple[str, int]], settings: Settings) -> None:
    """Bring standings and scores up to date."""
    from data.rollups import refresh as refresh_rollups  # noqa: PLC0415 (loads the formulas)
    from data.rollups import rules_of  # noqa: PLC0415

    refresh_rollups(conn, sorted(touched), rules_of(settings))
