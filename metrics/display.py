"""Values, changes and targets of a metric as text in the language of this run.

unit: the code in the row's own data, where it may differ from the definition's first unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.numbers import MINUS, number, percent, rupiah
from core.words import _, in_language
from metrics.definitions import Style, unit_label
from metrics.definitions import unit_of_figure as unit_of

if TYPE_CHECKING:
    from metrics.model import Definition, Unit
    from metrics.targets import Target


def _unit(definition: Definition, unit: str | None) -> Unit:
    return unit_of(unit or definition.unit)


def value_text(definition: Definition, value: float, unit: str | None = None) -> str:
    """The value alone: 88,89% or Rp 1,2 miliar or 2.487."""
    style = _unit(definition, unit).style
    if style is Style.PERCENT:
        return percent(value, definition.decimals, trim=definition.trim)
    if style is Style.RUPIAH:
        return rupiah(value)
    return number(value, definition.decimals, trim=definition.trim)


def value_with_unit(definition: Definition, value: float, unit: str | None = None) -> str:
    """The value with its unit: 91 (indeks 0–100), 2.487 gigitan, 74,48%, Rp 13.500/kg."""
    kind, text = _unit(definition, unit), value_text(definition, value, unit)
    if kind.style is Style.INDEX:
        return _("{value} ({unit})").format(value=text, unit=unit_label(kind.code))
    return _with_short(kind, text)


def value_in_sentence(definition: Definition, value: float, unit: str | None = None) -> str:
    """The value as a sentence says it: 91 poin, 2.487 gigitan, 74,48%, peringkat 14."""
    return _with_short(_unit(definition, unit), value_text(definition, value, unit))


def _with_short(unit: Unit, text: str) -> str:
    if unit.style is Style.PERCENT:
        return text
    if unit.style is Style.RUPIAH:
        return f"{text}/{in_language(unit.per)}" if unit.per else text
    if unit.style is Style.RANK:
        return _("rank {value}").format(value=text)
    return f"{text} {in_language(unit.short)}"


def change_text(definition: Definition, amount: float, unit: str | None = None) -> str:
    """A change with its sign and unit: −0,5 poin, +0,72 poin persen, +120 gigitan."""
    kind = _unit(definition, unit)
    if kind.style is Style.RUPIAH:
        sign = MINUS if amount < 0 else "+" if amount > 0 else ""
        return sign + _with_short(kind, rupiah(abs(amount)))
    text = number(amount, definition.decimals, signed=True, trim=definition.trim)
    return f"{text} {in_language(kind.step)}"


def amount_in_sentence(definition: Definition, amount: float, unit: str | None = None) -> str:
    """The size of a change or gap in a sentence that has just named the unit: 0,43.

    A difference of percentages counts in percentage points, another unit: it is named.
    """
    kind = _unit(definition, unit)
    if kind.style is Style.RUPIAH:
        return rupiah(abs(amount))
    text = number(abs(amount), definition.decimals, trim=definition.trim)
    return f"{text} {in_language(kind.step)}" if kind.style is Style.PERCENT else text


def target_text(definition: Definition, target: Target, unit: str | None = None) -> str:
    """The target: 1,5–3,5%, minimal 70%, maksimal 15 menit."""
    kind = _unit(definition, unit)
    ends = [_bound(definition, kind, end) for end in (target.lower, target.upper)]
    if target.lower is None:
        return _("at most {value}").format(value=_with_short(kind, ends[1]))
    if target.upper is None:
        return _("at least {value}").format(value=_with_short(kind, ends[0]))
    return _with_short(kind, f"{ends[0].removesuffix('%')}–{ends[1]}")


def _bound(definition: Definition, unit: Unit, value: float | None) -> str:
    if value is None:
        return ""
    if unit.style is Style.RUPIAH:
        return rupiah(value)
    text = number(value, definition.decimals, trim=True)
    return f"{text}%" if unit.style is Style.PERCENT else text
