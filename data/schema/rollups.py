"""Derived tables: rebuilt at any time from the rows they rest on, to the same rows."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from data.schema.base import metadata

# Derived: how an indicator stands at the end of a triwulan, whatever the day of looking.
# realised, expected: r(p) and e(p); a range's expected is its lower and upper. to_date, year:
# achievement in percent, unrounded, before any cap; original: to_date against the original target,
# where it was lowered. reason: why there is no to_date (metrics.performance.kinds.Reason).
# due_on: last day on which the report is in time; None: not due in this triwulan at all.
# verification: the least firm state of the actuals it rests on. missing: periods without a value.
standing: Final = Table(
    "standing",
    metadata,
    Column("indicator_code", ForeignKey("indicator.code"), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("opd_code", ForeignKey("opd.code"), nullable=False),
    Column("weight", Float, nullable=False),
    Column("due_on", String(10)),
    Column("reported", Boolean, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("verification", String(10)),
    Column("realised", Float),
    Column("expected", Float),
    Column("expected_upper", Float),
    Column("year_target", Float),
    Column("year_target_upper", Float),
    Column("to_date", Float),
    Column("year", Float),
    Column("original", Float),
    Column("reason", String(30)),
    Column("missing", Text),
    Column("linear", Boolean, nullable=False),
    Column("as_of", String(10)),
    Column("sample", Boolean, nullable=False),
    Index(None, "opd_code", "period"),
    Index(None, "period"),
)

# Derived: sums over the standings of an OPD that fall due on one day, and counts of the reports
# expected by that day; due_on "" gathers what never falls due in the triwulan. With w the weight,
# over verified standings with a number: weight_verified = sum w, points = sum w x (x: to_date
# within 0 and the cap), year_weight and year_points the same for the year's achievement (capped),
# capped = sum of to_date within 0 and 100, reached = sum of M3 (1, 0.5, 0). weight: of all that
# count once due; weight_reported: of those with any value.
score_part: Final = Table(
    "score_part",
    metadata,
    Column("opd_code", ForeignKey("opd.code"), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("due_on", String(10), primary_key=True),
    Column("weight", Float, nullable=False),
    Column("weight_reported", Float, nullable=False),
    Column("weight_verified", Float, nullable=False),
    Column("points", Float, nullable=False),
    Column("year_weight", Float, nullable=False),
    Column("year_points", Float, nullable=False),
    Column("capped", Float, nullable=False),
    Column("reached", Float, nullable=False),
    Column("indicators", Integer, nullable=False),
    Column("indicators_reported", Integer, nullable=False),
    Column("indicators_verified", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("reports_on_time", Integer, nullable=False),
    Column("reports_late", Integer, nullable=False),
    Column("days_late", Integer, nullable=False),
    Column("sample", Boolean, nullable=False),
    Index(None, "period"),
)

# Derived: the settings by which the two tables above were made; others make them anew.
rollup_basis: Final = Table(
    "rollup_basis",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("basis", Text, nullable=False),
)
