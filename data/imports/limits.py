"""What a published value and its period can be at all, by unit and by metric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.numbers import number
from core.periods import Period, PeriodKind
from core.words import N_, _
from data.imports.model import RowFault
from metrics.definitions import unit_label
from metrics.model import Frequency, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.imports.model import Row, Value
    from metrics.definitions import Definition

SCALES: Final = {
    "index_0_100": (0.0, 100.0),
    "score_0_100": (0.0, 100.0),
    "index_1_5": (1.0, 5.0),
    "index_0_5": (0.0, 5.0),
    "rank": (1.0, None),
}
PERCENT: Final = "%"
# Differences, and components that a source subtracts.
SIGNED: Final = frozenset({"pp", "points"})
# The longer period has the higher number.
LENGTHS: Final = {
    PeriodKind.DAY: 0,
    PeriodKind.WEEK: 1,
    PeriodKind.MONTH: 2,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 4,
    PeriodKind.YEAR: 5,
}
# A total up to a day or month stands for the whole period; a part of its own does not.
POSITIONS: Final = frozenset({PeriodKind.DAY, PeriodKind.MONTH})
INTERIM: Final = "interim"
HOW_OFTEN: Final = {
    Frequency.WEEK: N_("{metric} is published by the week."),
    Frequency.MONTH: N_("{metric} is published by the month."),
    Frequency.QUARTER: N_("{metric} is published by the quarter."),
    Frequency.HALF: N_("{metric} is published by the half-year."),
    Frequency.YEAR: N_("{metric} is published by the year."),
}
HOW_TO_WRITE: Final = {
    Frequency.WEEK: N_("Write the week, such as 2024-W33."),
    Frequency.MONTH: N_("Write the month, such as 2024-08."),
    Frequency.QUARTER: N_("Write the quarter, such as TW III 2024."),
    Frequency.HALF: N_("Write the half-year, such as Semester I 2024."),
    Frequency.YEAR: N_("Write the year, or mark the row as an interim value."),
}


def limits(unit: str, definition: Definition) -> tuple[float | None, float | None]:
    """The lowest and the highest possible value; None where there is none."""
    if unit in SCALES:
        return SCALES[unit]
    if unit in SIGNED or (definition.theme is Theme.INFLATION and unit == PERCENT):
        return None, None
    # What is not a change of prices is a share of a whole, or counts or costs something.
    whole = unit == PERCENT and not definition.can_pass_whole
    return 0.0, 100.0 if whole else None


def value_faults(value: Value, unit: str, definition: Definition) -> Iterator[RowFault]:
    """A value outside what its unit can be."""
    if not isinstance(value, float):
        return
    lower, upper = limits(unit, definition)
    if (lower is None or value >= lower) and (upper is None or value <= upper):
        return
    if upper is None:
        hint = _("Possible: {lower} or more.").format(lower=number(lower or 0.0))
    else:
        hint = _("Possible: {lower} to {upper}.").format(
            lower=number(lower or 0.0), upper=number(upper)
        )
    yield RowFault(
        "value",
        _("The value lies outside the scale of {unit}.").format(unit=unit_label(unit)),
        hint,
    )


def period_faults(row: Row, definition: Definition) -> Iterator[RowFault]:
    """A period that is longer than the metric's own, or a part of it that is called final."""
    text, often = row.get("period"), definition.frequency
    if not isinstance(text, str) or often is Frequency.ONCE:
        return
    kind = Period.parse(text).kind
    own = PeriodKind(often.value)
    longer = LENGTHS[kind] > LENGTHS[own]
    part = kind is not own and kind not in POSITIONS and row.get("status") != INTERIM
    if longer or part:
        yield RowFault(
            "period",
            _(HOW_OFTEN[often]).format(metric=definition.id),
            _(HOW_TO_WRITE[often]),
        )
