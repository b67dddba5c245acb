"""Rows of the performance tables as the formulas take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.performance.kinds import Cadence, Formula, Pattern
from metrics.performance.model import Aim, Indicator, TargetRow

if TYPE_CHECKING:
    from collections.abc import Mapping


def indicator_of(row: Mapping[Any, Any]) -> Indicator:
    """A row of the table `indicator`."""
    return Indicator(
        code=row["code"],
        opd=row["opd_code"],
        formula=Formula(row["formula_kind"]),
        pattern=Pattern(row["pattern"]),
        cadence=Cadence(row["cadence"]),
        weight=row["weight"],
        baseline=row["baseline"],
        release_month=row["release_month"],
        valid_from=None if row["valid_from"] is None else int(row["valid_from"]),
        valid_to=None if row["valid_to"] is None else int(row["valid_to"]),
        decimals=row["decimals"],
        lowest=row["lowest"],
        highest=row["highest"],
    )


def target_of(row: Mapping[Any, Any]) -> TargetRow:
    """A row of the table `target`."""
    return TargetRow(row["period"], row["revision"], Aim(row["value"], row["lower"], row["upper"]))
