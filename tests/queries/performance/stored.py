"""More rows beside those of rows.py: goals, budgets, recommendations, and the derived tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert

from core.settings import load_settings
from data.rollups import rebuild, rules_of
from data.schema import blocker, budget, contributor, goal, recommendation
from tests.queries.performance.rows import (
    FARMING,
    HEALTH,
    MOMENT,
    add_actual,
    add_target,
    fill,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

Q2, Q3, Q4 = "2026-Q2", "2026-Q3", "2026-Q4"
QUARTERLY: Final = f"{HEALTH}-quarter"
MONTHLY: Final = f"{HEALTH}-month"
OTHER: Final = f"{FARMING}-quarter"
OTHER_MONTHLY: Final = f"{FARMING}-month"


def derive(engine: Engine) -> None:
    """Make standings and sums of all that stands in the tables."""
    with engine.begin() as conn:
        rebuild(conn, rules_of(load_settings(environment={})))


def reported_year(engine: Engine) -> None:
    """Targets of 100 a triwulan for both; Health approved, Farming's third triwulan submitted.

    Health: 90, 100 and 110 of 100; nothing by the month. Farming: 50 verified twice, 70 sent.
    """
    fill(engine)
    with engine.begin() as conn:
        for code in (QUARTERLY, OTHER):
            for number in range(1, 5):
                add_target(conn, code, f"2026-Q{number}", 100.0)
        for period, value in (("2026-Q1", 90.0), (Q2, 100.0), (Q3, 110.0)):
            add_actual(conn, QUARTERLY, period, "approved", value=value)
        for period in ("2026-Q1", Q2):
            add_actual(conn, OTHER, period, "verified", value=50.0)
        add_actual(conn, OTHER, Q3, "submitted", value=70.0)
    derive(engine)


def add_goal(
    conn: Connection, code: str, kind: str, parent: str | None = None, **more: Any
) -> None:
    conn.execute(
        insert(goal).values(
            code=code, kind=kind, text=f"Teks {code}", parent_code=parent, batch_id=1, **more
        )
    )


def add_budget(conn: Connection, office: str, programme: str, period: str, **given: Any) -> None:
    row = {
        "stage": "murni", "ceiling": 1_000, "planned": 600, "realised": 500, "weight": 1.0,
        "physical": 55.0,
    }  # fmt: skip
    conn.execute(
        insert(budget).values(
            opd_code=office, programme=programme, period=period, batch_id=1, **{**row, **given}
        )
    )


def add_recommendation(conn: Connection, code: str, office: str, status: str, **more: Any) -> None:
    row = {
        "auditor": "bpk", "report": "LHP 2025", "report_date": "2026-05-25",
        "finding": "Temuan rahasia", "text": "Setor ke kas daerah", "amount": 5_000_000,
        "settled": 1_000_000,
    }  # fmt: skip
    conn.execute(
        insert(recommendation).values(
            code=code, opd_code=office, status=status, batch_id=1, **{**row, **more}
        )
    )


def add_blocker(conn: Connection, code: str, by: str, cause: str, **more: Any) -> None:
    row: dict[str, Any] = {
        "period": Q3, "text": "Vaksin belum datang", "raised_by": "op", "raised_at": MOMENT,
    }  # fmt: skip
    conn.execute(
        insert(blocker).values(
            indicator_code=code, opd_code=by, cause_opd_code=cause, **{**row, **more}
        )
    )


def add_share(conn: Connection, code: str, office: str, share: float) -> None:
    conn.execute(
        insert(contributor).values(indicator_code=code, opd_code=office, share=share, batch_id=1)
    )
