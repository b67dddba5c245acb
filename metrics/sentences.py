"""Sentences with a fixed text, filled with values: templates S6 and S10 of the review meetings.

A part that is unknown is left out with its comma or bracket; nothing else is ever varied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.figure import Publication, State, publication_label, state_label
from core.numbers import number
from core.words import _
from metrics.definitions import Direction
from metrics.display import amount_in_sentence, value_in_sentence
from metrics.exact import printed_gap
from metrics.inflation import DECEMBER
from metrics.targets import TargetStatus, gap_to_target, status_of

if TYPE_CHECKING:
    from core.periods import Period
    from metrics.comparison import Change
    from metrics.inflation import Room
    from metrics.model import Definition
    from metrics.targets import Target

RATE_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Against:
    """What a value is held against, by its name in the reader's words, and how far above it is.

    within: the value lies inside a two-sided target, so that there is no distance to tell.
    """

    name: str
    gap: float
    within: bool = False


def against_mean(definition: Definition, value: float, mean: float) -> Against:
    """The value against the national mean."""
    return Against(_("the national mean"), printed_gap(mean, value, definition.decimals))


def against_national(definition: Definition, value: float, national: float) -> Against:
    """The value against the figure of the whole country where that is no mean (inflation)."""
    return Against(_("the national figure"), printed_gap(national, value, definition.decimals))


def against_target(definition: Definition, value: float, target: Target) -> Against:
    """The value against its target; for a two-sided one against the nearer end."""
    if not target.two_sided:
        return Against(_("the target"), gap_to_target(definition, target, value))
    within = status_of(target, value, definition.decimals) is TargetStatus.WITHIN
    return Against(_("the target range"), gap_to_target(definition, target, value), within=within)


def published_sentence(  # noqa: PLR0913 (the template's own placeholders)
    definition: Definition,
    region: str,
    period: Period,
    value: float,
    *,
    unit: str | None = None,
    publication: Publication = Publication.FINAL,
    change: Change | None = None,
    predicate: str = "",
    against: Against | None = None,
) -> str:
    """S10: a published figure, its change, its predicate and its distance to a mean or target."""
    return _("{metric} {region} {period}: {value}{change}{predicate}{against}.").format(
        metric=definition.label,
        region=region,
        period=_period(period, publication),
        value=value_in_sentence(definition, value, unit),
        change=_moved(definition, change, unit) if change else "",
        predicate=f" ({predicate})" if predicate else "",
        against=_against(definition, against, unit) if against else "",
    )


def missing_sentence(definition: Definition, region: str, period: Period, state: State) -> str:
    """The same place where there is no value: the word of the state, never 0 or a dash."""
    return _("{metric} {region} {period}: {state}.").format(
        metric=definition.label, region=region, period=period.label(), state=state_label(state)
    )


def _period(period: Period, publication: Publication) -> str:
    if publication is Publication.FINAL:
        return period.label()
    return _("{period} ({publication})").format(
        period=period.label(), publication=publication_label(publication)
    )


def _moved(definition: Definition, change: Change, unit: str | None) -> str:
    if change.direction == "same":
        return _(", unchanged from {before}").format(before=change.since.label())
    text = (
        _(", up {amount} from {before}")
        if change.direction == "up"
        else _(", down {amount} from {before}")
    )
    said = text.format(
        amount=amount_in_sentence(definition, change.amount, unit), before=change.since.label()
    )
    if definition.direction is not Direction.BAND or change.better is None:
        return said
    return said + (
        _(", nearing the target range")
        if change.better
        else _(", moving away from the target range")
    )


def _against(definition: Definition, against: Against, unit: str | None) -> str:
    if against.within:
        return _("; within {other}").format(other=against.name)
    if against.gap == 0:
        return _("; equal to {other}").format(other=against.name)
    text = _("; {gap} above {other}") if against.gap > 0 else _("; {gap} below {other}")
    return text.format(gap=amount_in_sentence(definition, against.gap, unit), other=against.name)


def inflation_sentence(
    region: str, month: Period, yoy: float, target: Target, room: Room | None
) -> str:
    """S6: the yearly rate against the target, and the room left per month.

    room None: in December nothing is left to say, in another month it cannot be computed.
    """
    sides = {
        TargetStatus.BELOW: _("below"),
        TargetStatus.WITHIN: _("within"),
        TargetStatus.ABOVE: _("above"),
    }
    return _(
        "Yearly inflation {region} {month}: {yoy}%, {side} the target range {lower}-{upper}%{room}."
    ).format(
        region=region,
        month=month.label(),
        yoy=number(yoy, RATE_DECIMALS),
        side=sides[status_of(target, yoy, RATE_DECIMALS)],
        lower=_end(target.lower),
        upper=_end(target.upper),
        room=_room(room, month),
    )


def _end(bound: float | None) -> str:
    return "" if bound is None else number(bound, RATE_DECIMALS, trim=True)


def _room(room: Room | None, month: Period) -> str:
    if room is not None:
        return _("; room left {lower} to {upper}% a month").format(
            lower=number(room.lower, RATE_DECIMALS), upper=number(room.upper, RATE_DECIMALS)
        )
    is_december = month.end.month == DECEMBER
    return "" if is_december else _("; room left cannot be computed")


def room_note(room: Room | None) -> str:
    """What the room asks for: a fall where the upper end is passed, a rise where the lower is not.

    Empty when neither is the case or nothing is known.
    """
    if room is None:
        return ""
    if room.upper < 0:
        return _("Upper end already passed: a mean fall of {rate}% a month is needed.").format(
            rate=number(-room.upper, RATE_DECIMALS)
        )
    if room.lower > 0:
        return _("A mean rise of at least {rate}% a month is needed.").format(
            rate=number(room.lower, RATE_DECIMALS)
        )
    return ""
