"""What the topics of performance know of stored indicators, and the rules that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, true

from core.words import N_, _
from data.imports.dates import FIRST_YEAR, LAST_YEAR
from data.imports.difference import FEW
from data.imports.model import RowFault
from data.schema import indicator
from metrics.performance.kinds import Cadence, Formula, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Column as SqlColumn
    from sqlalchemy import ColumnElement, Connection

    from core.periods import Period
    from data.imports.known import Known
    from data.imports.model import Row, Value

CODE_LENGTH: Final = 40
HOW_OFTEN: Final = {
    Cadence.MONTH: N_("“{indicator}” is reported by the month, such as 2026-08."),
    Cadence.QUARTER: N_("“{indicator}” is reported by the triwulan, such as 2026-Q3."),
    Cadence.YEAR: N_("“{indicator}” is reported by the year, such as 2026."),
}
HOW_TO_WRITE: Final = {
    Cadence.MONTH: N_("Write the month, such as 2026-08 or Agustus 2026."),
    Cadence.QUARTER: N_("Write the triwulan, such as TW III 2026."),
    Cadence.YEAR: N_("Write the year, such as 2026."),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A stored indicator, as far as the rows that speak of it must fit it."""

    code: str
    name: str
    opd: str
    formula: Formula
    pattern: Pattern
    cadence: Cadence
    decimals: int
    ratio: float | None
    first: int | None
    last: int | None

    @property
    def reported(self) -> Cadence:
        """How often it is reported: a release once a year, whatever else is stored."""
        return Cadence.YEAR if self.pattern is Pattern.RELEASE else self.cadence


def measures(conn: Connection) -> dict[str, Measure]:
    """Every stored indicator, by its code."""
    names = (
        "code", "name", "opd_code", "formula_kind", "pattern", "cadence", "decimals", "ratio",
        "valid_from", "valid_to",
    )  # fmt: skip
    found = {}
    for row in conn.execute(select(*(indicator.c[name] for name in names))):
        found[row.code] = Measure(
            row.code,
            row.name,
            row.opd_code,
            Formula(row.formula_kind),
            Pattern(row.pattern),
            Cadence(row.cadence),
            row.decimals,
            row.ratio,
            int(row.valid_from) if row.valid_from else None,
            int(row.valid_to) if row.valid_to else None,
        )
    return found


def among(column: SqlColumn[str], codes: Iterable[Value]) -> ColumnElement[bool]:
    """The condition that narrows a query to a few codes; none for many, which it would slow."""
    known = sorted({code for code in codes if isinstance(code, str)})
    return column.in_(known) if len(known) <= FEW else true()


def unknown_indicator(code: str, codes: Mapping[str, object], known: Known) -> RowFault:
    """An indicator that is not stored."""
    return RowFault(
        "indicator_code",
        _("There is no indicator with the code {code}.").format(code=code),
        known.code_hint(
            code, codes, _("Check the code; indicators are imported under the topic 'indicators'.")
        ),
    )


def office_faults(row: Row, known: Known, column: str = "opd_code") -> Iterator[RowFault]:
    """An OPD that does not exist."""
    code = row.get(column)
    if isinstance(code, str) and code not in known.opd:
        yield RowFault(
            column,
            _("There is no OPD with the code {code}.").format(code=code),
            known.code_hint(
                code, known.opd, _("Check the code; OPD are imported under the topic 'opd'.")
            ),
        )


def cadence_fault(measure: Measure, cadence: Cadence) -> RowFault:
    """A period of another length than the indicator's own."""
    return RowFault(
        "period", _(HOW_OFTEN[cadence]).format(indicator=measure.name), _(HOW_TO_WRITE[cadence])
    )


def validity_faults(measure: Measure, period: Period) -> Iterator[RowFault]:
    """A year in which the indicator is not measured."""
    first, last = measure.first, measure.last
    if (first and period.year < first) or (last and period.year > last):
        yield RowFault(
            "period",
            _("“{indicator}” is not measured in {year}.").format(
                indicator=measure.name, year=period.year
            ),
            _("Measured from {first} to {last}.").format(first=first or "…", last=last or "…"),
        )


def year_faults(row: Row) -> Iterator[RowFault]:
    """valid_from and valid_to are years, the first not after the last."""
    years: dict[str, int] = {}
    for name in ("valid_from", "valid_to"):
        text = row.get(name)
        if not isinstance(text, str):
            continue
        if len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:  # noqa: PLR2004 (digits of a year)
            years[name] = int(text)
        else:
            yield RowFault(
                name, _("This is not a year."), _("Write the year with four digits: 2024.")
            )
    if years.get("valid_from", FIRST_YEAR) > years.get("valid_to", LAST_YEAR):
        yield RowFault(
            "valid_to", _("The last year lies before the first."), _("Correct one of the two.")
        )


def whole_faults(row: Row, *names: str) -> Iterator[RowFault]:
    """Fields that count in whole numbers; what is right becomes one."""
    for name in names:
        value = row.get(name)
        if not isinstance(value, float):
            continue
        if value.is_integer():
            row[name] = int(value)
        else:
            yield RowFault(name, _("This must be a whole number."), _("Write it without decimals."))


def as_whole(value: Value) -> int | None:
    """The whole number that a field holds; None for anything else."""
    whole = isinstance(value, int | float) and float(value).is_integer()
    return int(value) if whole else None  # type: ignore[arg-type]


def at_least(value: Value, least: Value) -> bool:
    """Whether the first number is not below the second; true where one of them is unknown."""
    numbers = isinstance(value, int | float) and isinstance(least, int | float)
    return not numbers or float(value) >= float(least)  # type: ignore[arg-type]
