"""Sentences of the review meetings about OPD: templates S1, S2, S3, S4 and S9, word for word.

A part that is unknown is left out with its comma or semicolon; nothing else is ever varied.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Final

from core.numbers import number, rounded
from core.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from core.periods import Period
    from metrics.performance.score import Contribution

DECIMALS: Final = 2
NAMED: Final = 2
PERCENT: Final = 100.0


def standing_sentence(  # noqa: PLR0913 (the template's own placeholders)
    indicator: str,
    opd: str,
    period: Period,
    value: float,
    unit: str,
    *,
    decimals: int = DECIMALS,
    before: float | None = None,
    achievement: float | None = None,
    predicate: str = "",
) -> str:
    """S1: the figure of an OPD, its change, and what it is of the target to date (in percent)."""
    return _("{indicator} {opd} {period}: {value} {unit}{change}{achieved}.").format(
        indicator=indicator,
        opd=opd,
        period=period.label(),
        value=number(value, decimals),
        unit=unit,
        change="" if before is None else _change(value, before, decimals),
        achieved="" if achievement is None else _achieved(achievement, period, predicate),
    )


def _change(value: float, before: float, decimals: int) -> str:
    return _(", {moved} from {before}").format(
        moved=_moved(value, before, decimals), before=number(before, decimals)
    )


def _moved(value: float, before: float, decimals: int) -> str:
    """The number's direction as it prints; whether that is good is another word."""
    now, was = rounded(value, decimals), rounded(before, decimals)
    return _("up") if now > was else _("down") if now < was else _("unchanged")


def _achieved(achievement: float, period: Period, predicate: str) -> str:
    text = _("; {achievement}% of the target up to {period}").format(
        achievement=number(achievement, DECIMALS), period=period.label()
    )
    return text + (f" ({predicate})" if predicate else "")


def change_sentence(
    before: float, after: float, found: Sequence[Contribution], names: Mapping[str, str]
) -> str:
    """S2: how the score moved and the two contributions that moved it most in that direction.

    before, after: scores in points; found: their contributions; names: of indicators by code.
    """
    change = rounded(after, DECIMALS) - rounded(before, DECIMALS)
    named = _largest(found, float(change))
    listed = ", ".join(
        _("{name} ({points})").format(
            name=names.get(one.code, one.code), points=number(one.points, DECIMALS, signed=True)
        )
        for one in named
    )
    contributors = _("; largest contributors: {names}").format(names=listed) if listed else ""
    if change == 0:
        return _("Score unchanged at {score}{contributors}.").format(
            score=number(after, DECIMALS), contributors=contributors
        )
    return _("Score {moved} {amount} points to {score}{contributors}.").format(
        moved=_("up") if change > 0 else _("down"),
        amount=number(float(abs(change)), DECIMALS),
        score=number(after, DECIMALS),
        contributors=contributors,
    )


def _largest(found: Sequence[Contribution], change: float) -> list[Contribution]:
    """The largest by size; of a change only those that went its way."""
    same = [one for one in found if change == 0 or one.points * change > 0]
    told = [one for one in same if rounded(one.points, DECIMALS) != 0]
    return sorted(told, key=lambda one: (-abs(one.points), -one.weight, one.code))[:NAMED]


def left_sentence(found: Sequence[Contribution], unreported: Collection[str] | None = None) -> str:
    """A rise that comes from indicators no longer reported is said aloud; empty without one.

    unreported: codes that left for want of a report; without it all that left.
    """
    points = fsum(
        one.points for one in found if one.left and (unreported is None or one.code in unreported)
    )
    if rounded(points, DECIMALS) <= 0:
        return ""
    return _("{points} points come from indicators that were not reported.").format(
        points=number(points, DECIMALS)
    )


def verified_sentence(verified: int, indicators: int, coverage: float | None) -> str:
    """S3: how many figures are verified, and the coverage (0 to 1); without one it is left out."""
    if coverage is None:
        return _("{verified} of {count} figures verified.").format(
            verified=number(verified), count=number(indicators)
        )
    return _("{verified} of {count} figures verified; coverage {coverage}%.").format(
        verified=number(verified), count=number(indicators), coverage=_share(coverage)
    )


def silent_sentence(opd: str, days: int, indicator: str, period: Period) -> str:
    """S4: who has not reported, for how many working days, and what."""
    return ngettext(
        "{opd} has not reported {indicator} {period} for {days} day.",
        "{opd} has not reported {indicator} {period} for {days} days.",
        days,
    ).format(opd=opd, days=number(days), indicator=indicator, period=period.label())


def insufficient_sentence(coverage: float | None) -> str:
    """S9: in place of a score whose coverage (0 to 1) is too small; None: nothing is due."""
    if coverage is None:
        return _("No data.")
    return _("Not enough data: coverage {coverage}%.").format(coverage=_share(coverage))


def _share(coverage: float) -> str:
    return number(coverage * PERCENT, DECIMALS, trim=True)
