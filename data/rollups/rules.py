"""The settings by which standings and sums are made, and their mark in the database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select

from data.schema import rollup_basis

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.settings import Calendar, Settings

# Raise it with every change of a formula or of what the tables hold: all is then made anew.
FORMULAS: Final = 1
RULES, YEARS = "rules", "years"


@dataclass(frozen=True, slots=True)
class Rules:
    """cap in percent; report_days: working days by calendar; time_zone: whose days are meant."""

    cap: float
    report_days: int
    calendar: Calendar
    time_zone: str


def rules_of(settings: Settings) -> Rules:
    """The rules that the settings make."""
    counted = settings.performance
    return Rules(
        counted.capaian_cap, counted.report_days, settings.calendar, settings.regency.time_zone
    )


@cache
def basis_of(rules: Rules) -> str:
    """The rules in a fixed form; another form is other rules."""
    content = asdict(rules) | {"formulas": FORMULAS, "holidays": version("holidays")}
    return json.dumps(content, sort_keys=True)


def is_current(conn: Connection, rules: Rules) -> bool:
    """Whether what is stored was made by these rules."""
    return _stored(conn, RULES) == basis_of(rules)


def stored_years(conn: Connection) -> frozenset[int]:
    """The years in which anything was measured when all was made last."""
    return frozenset(map(int, (_stored(conn, YEARS) or "").split()))


def note(conn: Connection, rules: Rules, years: frozenset[int]) -> None:
    """Note by which rules and for which years all was made."""
    conn.execute(delete(rollup_basis).where(rollup_basis.c.name.in_((RULES, YEARS))))
    rows = [
        {"name": RULES, "basis": basis_of(rules)},
        {"name": YEARS, "basis": " ".join(map(str, sorted(years)))},
    ]
    conn.execute(insert(rollup_basis), rows)


def _stored(conn: Connection, name: str) -> str | None:
    return conn.scalar(select(rollup_basis.c.basis).where(rollup_basis.c.name == name))
