"""Words for one indicator's value, target, achievement and state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from core.numbers import day, number, percent, rupiah
from core.periods import Period
from core.words import _
from metrics.performance.compliance import days_silent
from metrics.performance.kinds import Reason
from metrics.performance.standing import reason_on
from reports.overview.model import Tone
from reports.performance.scoring import to_date_band, year_band

if TYPE_CHECKING:
    from datetime import date, datetime

    from core.settings import Regency
    from data.queries.performance.standings import Held
    from metrics.scales import Judgement
    from metrics.workdays import Workdays

PERCENT: Final = "%"
MONEY: Final = ("rp", "rupiah")
DECIMALS: Final = 2
BEST, MIDDLE = 2, 3


@dataclass(frozen=True, slots=True)
class Status:
    """A word with its colour role. level: 1 good, 0 between, -1 poor, None: there is no value."""

    word: str
    tone: Tone
    level: int | None = None


def amount(value: float, unit: str, decimals: int) -> str:
    """A value in the indicator's own unit: 160 dosis, 76,1%, Rp 1,2 miliar."""
    if unit.strip() == PERCENT:
        return percent(value, decimals, trim=True)
    if unit.strip().lower() in MONEY:
        return rupiah(value)
    return f"{number(value, decimals, trim=True)} {unit}".strip()


def span(lower: float | None, upper: float | None, unit: str, decimals: int) -> str:
    """A target: one value, or a range of two; empty without any."""
    if lower is None:
        return ""
    if upper is None or upper == lower:
        return amount(lower, unit, decimals)
    return _("{lower} to {upper}").format(
        lower=number(lower, decimals, trim=True), upper=amount(upper, unit, decimals)
    )


def rate(value: float | None) -> str:
    """An achievement: 88,89%; empty without one."""
    return "" if value is None else percent(value, DECIMALS)


def judged(found: Judgement | None) -> Status | None:
    """The word of a scale with its colour, if the rule has one."""
    if found is None:
        return None
    band = found.band
    level = 1 if band.order <= BEST else 0 if band.order == MIDDLE else -1
    return Status(band.label, Tone(band.colour) if band.colour else Tone.PLAIN, level)


def to_date_status(held: Held, as_of: date, workdays: Workdays) -> Status:
    """The word of Permendagri 86/2017 on the to-date achievement, or why there is none."""
    found = judged(to_date_band(held.to_date, held.period))
    if found is not None:
        return found
    return Status(missing_word(held, as_of, workdays), Tone.MISSING)


def year_status(held: Held) -> Status | None:
    """Buleleng's word and colour on the year's achievement; None without one."""
    return judged(year_band(held.year, held.period))


def missing_word(held: Held, as_of: date, workdays: Workdays) -> str:
    """Why there is no achievement, in words that say how long or until when."""
    if held.hidden:
        return _("waits for verification")
    reason = reason_on(held.reason, held.due_on, as_of, held.pattern)
    if reason is Reason.NOT_REPORTED and held.due_on is not None:
        days = days_silent(held.due_on, as_of, workdays)
        return _("not reported for {count} working days").format(count=number(days))
    if reason is None:
        return _("no data yet")
    return reason.label


def verification_word(held: Held) -> str:
    """How far the figure has come; empty where nothing was reported."""
    return "" if held.verification is None else held.verification.label


def missing_periods(held: Held) -> str:
    """The periods without a value, by name; empty where none is missing."""
    return ", ".join(Period.parse(text).label() for text in held.missing)


def local_day(at: datetime, regency: Regency) -> str:
    """The day of a UTC time stamp in the regency's own zone."""
    return day(at.replace(tzinfo=UTC).astimezone(ZoneInfo(regency.time_zone)).date())
