"""Values, targets, states and steps of a reported figure in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.numbers import day, moment, number, percent, rupiah
from core.periods import Period
from core.words import N_, _, language

if TYPE_CHECKING:
    from datetime import date, datetime

    from core.settings import Regency
    from metrics.performance.model import Aim

PERCENT: Final = frozenset({"%", "persen", "percent"})
RUPIAH: Final = frozenset({"rp", "rupiah"})
TYPED_DIGITS: Final = 10
STEPS: Final = {
    "save": N_("saved the draft"),
    "import": N_("stored it from a file"),
    "submit": N_("submitted it"),
    "withdraw": N_("withdrew it"),
    "verify": N_("verified it"),
    "approve": N_("approved it"),
    "return": N_("sent it back"),
    "reject": N_("rejected it"),
    "lock": N_("locked it"),
    "ask_unlock": N_("asked for an unlock"),
    "confirm_unlock": N_("confirmed the unlock"),
    "refuse_unlock": N_("refused the unlock"),
    "uphold": N_("upheld an objection"),
}


def value_words(value: float, unit: str, decimals: int) -> str:
    """A value with its unit: 88,89%, Rp 1,2 miliar, 1.234,5 kasus."""
    kind = unit.casefold()
    if kind in PERCENT:
        return percent(value, decimals, trim=True)
    if kind in RUPIAH:
        return rupiah(value)
    return f"{number(value, decimals, trim=True)} {unit}"


def change_words(amount: float, unit: str, decimals: int) -> str:
    """A change with its sign and unit: −0,5 poin persen, +12 kasus."""
    kind = unit.casefold()
    if kind in RUPIAH:
        return ("+" if amount > 0 else "") + rupiah(amount)
    said = _("percentage points") if kind in PERCENT else unit
    return f"{number(amount, decimals, signed=True, trim=True)} {said}"


def aim_words(aim: Aim, unit: str, decimals: int) -> str:
    """A target: 95%, or 80–90% of a range."""
    if aim.value is not None:
        return value_words(aim.value, unit, decimals)
    if aim.lower is None or aim.upper is None:
        return ""
    low, high = (value_words(end, unit, decimals) for end in (aim.lower, aim.upper))
    tail = high[len(number(aim.upper, decimals, trim=True)) :]
    return f"{low.removesuffix(tail)}–{high}" if tail else f"{low}–{high}"


def figure_words(name: str, period: str) -> str:
    """The indicator and the period: Cakupan imunisasi · September 2026."""
    return f"{name} · {Period.parse(period).label()}"


def typed(value: float | None) -> str:
    """A stored number as a person would type it again, without grouping: 1234,5."""
    if value is None:
        return ""
    plain = f"{value:.{TYPED_DIGITS}f}".rstrip("0").rstrip(".")
    return plain.replace(".", ",") if language() == "id" else plain


def step_words(action: str) -> str:
    """What a step did; the word itself of one that this program does not know."""
    return _(STEPS[action]) if action in STEPS else action


def late_words(days: int) -> str:
    """How long a report is overdue; a due day that has just passed is told as such."""
    if days <= 0:
        return _("past due")
    return _("{days} working days late").format(days=number(days))


def due_words(due: date | None) -> str:
    """The last day on which a report is in time."""
    return "" if due is None else day(due)


def when(at: datetime, regency: Regency) -> str:
    """A moment in the regency's zone."""
    return moment(at, regency)
