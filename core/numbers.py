"""Numbers, money and days as a reader of this run's language writes them.

Every function takes a value and returns text; a missing value is the caller's to word
(a state), so None is not accepted here. Rounding is half up, for display only.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from core.words import _, language

if TYPE_CHECKING:
    from core.settings import Regency

MINUS = "\u2212"
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def locale() -> Locale:
    """Babel's locale of this run; handed over by name, Babel would read it anew at each number."""
    return _locale("id_ID" if language() == "id" else "en_GB")


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def rounded(value: float, decimals: int) -> Decimal:
    """Round half up on the printed digits, so that 2.675 becomes 2.68 as on paper."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def number(value: float, decimals: int = 0, *, signed: bool = False, trim: bool = False) -> str:
    """`1.234,5` in Indonesian, `1,234.5` in English, with a real minus sign.

    signed: a plus before positive values. trim: drop decimals that are zero (91,00 is 91).
    """
    exact = rounded(value, decimals)
    shown = "#,##0" + ("." + ("#" if trim else "0") * decimals if decimals else "")
    text = format_decimal(abs(exact), format=shown, locale=locale())
    if exact < 0:
        return MINUS + text
    return "+" + text if signed and exact > 0 else text


def percent(value: float, decimals: int = 2, *, trim: bool = False) -> str:
    """`88,89%` of a value that already counts in percent."""
    return number(value, decimals, trim=trim) + "%"


def rupiah(value: float) -> str:
    """`Rp 1,2 miliar`, `Rp 350 juta`, `Rp 13.500`: as few digits as a decision needs."""
    sign = MINUS if value < 0 else ""
    amount = abs(value)
    for size, word in ((1e12, _("trillion")), (1e9, _("billion")), (1e6, _("million"))):
        if amount >= size:
            return f"{sign}Rp {number(amount / size, 1, trim=True)} {word}"
    return f"{sign}Rp {number(amount)}"


def day(value: date) -> str:
    """`21 November 2026`."""
    return format_date(value, format="d MMMM y", locale=locale())


def month(value: date) -> str:
    """`November 2026`."""
    return format_date(value, format="MMMM y", locale=locale())


def moment(value: datetime, regency: Regency) -> str:
    """A UTC time stamp in the regency's zone: `21 November 2026 pukul 08.15 WITA`."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    local = aware.astimezone(ZoneInfo(regency.time_zone))
    clock = local.strftime("%H.%M" if language() == "id" else "%H:%M")
    zone = ZONE_NAMES.get(regency.time_zone, regency.time_zone)
    return _("{day} at {clock} {zone}").format(day=day(local.date()), clock=clock, zone=zone)
