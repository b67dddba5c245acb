"""What the map says, in one sentence, and who moves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from core.numbers import number, percent
from core.periods import Period
from core.words import _, in_language, ngettext
from metrics.definitions import Definition, Direction, unit
from metrics.display import (
    amount_in_sentence,
    target_text,
    value_in_sentence,
)
from metrics.targets import Target, gap_to_target, met
from reports.area.model import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED = 3


class Spot(NamedTuple):
    """A place of the map with its value."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be said: a metric, a period, the places with a value, and where they lie.

    missing: how many places have none. where: the name of the regency or kecamatan.
    """

    subject: Definition
    period: str
    level: Level
    spots: Sequence[Spot]
    missing: int
    target: Target | None
    where: str


def answer(scene: Scene) -> str:
    """How the places stand, which is the farthest behind, and where nothing is known."""
    measure = _("{metric}, {period}").format(
        metric=scene.subject.label, period=Period.parse(scene.period).label()
    ) if scene.period else scene.subject.label  # fmt: skip
    if not scene.spots:
        return _("{measure}: no data yet for any {places} of {where}.").format(
            measure=measure, places=_places(scene.level, 1), where=scene.where
        )
    parts = [_standing(scene), *_missing(scene)]
    return _("{measure}: {parts}.").format(measure=measure, parts="; ".join(parts))


def mover(scene: Scene) -> str:
    """Who is to move what lies behind the target; empty where nothing does."""
    target = scene.target
    if target is None:
        return ""
    behind = [one for one in _ordered(scene) if not met(scene.subject, target, one.value)]
    if not behind:
        return ""
    named = ", ".join(_behind(scene.subject, target, one) for one in behind[:NAMED])
    rest = len(behind) - NAMED
    if rest > 0:
        named = _("{names} and {count} more").format(names=named, count=number(rest))
    return _("{owner}: target not met in {names}.").format(
        owner=in_language(scene.subject.owner), names=named
    )


def _behind(subject: Definition, target: Target, spot: Spot) -> str:
    """A place with what it lacks, or what it has too much of."""
    gap = gap_to_target(subject, target, spot.value)
    text = _("{name} (lacks {gap})") if gap < 0 else _("{name} (over by {gap})")
    return text.format(name=spot.name, gap=amount_in_sentence(subject, gap))


def _standing(scene: Scene) -> str:
    subject, known = scene.subject, scene.spots
    if unit(subject.unit).adds_up:
        return _sum(scene)
    worst = _ordered(scene)[0]
    if scene.target is not None:
        reached = sum(met(subject, scene.target, one.value) for one in known)
        text = _("{reached} of {count} {places} reach the target ({target})").format(
            reached=number(reached),
            count=number(len(known)),
            places=_places(scene.level, len(known)),
            target=target_text(subject, scene.target),
        )
        if reached == len(known):
            return text
        return _("{text}; farthest behind {name} with {value}").format(
            text=text, name=worst.name, value=value_in_sentence(subject, worst.value)
        )
    lowest, highest = min(known, key=_value), max(known, key=_value)
    if lowest is highest:
        return f"{lowest.name} {value_in_sentence(subject, lowest.value)}"
    return _("lowest {low_name} {low}, highest {high_name} {high}").format(
        low_name=lowest.name,
        low=value_in_sentence(subject, lowest.value),
        high_name=highest.name,
        high=value_in_sentence(subject, highest.value),
    )


def _sum(scene: Scene) -> str:
    known = scene.spots
    total = sum(one.value for one in known)
    most = max(known, key=_value)
    text = _("{total} in {count} {places}").format(
        total=value_in_sentence(scene.subject, total),
        count=number(len(known)),
        places=_places(scene.level, len(known)),
    )
    if total <= 0 or len(known) == 1:
        return text
    return _("{text}; most in {name}: {value} ({share})").format(
        text=text,
        name=most.name,
        value=value_in_sentence(scene.subject, most.value),
        share=percent(100 * most.value / total),
    )


def _missing(scene: Scene) -> list[str]:
    count = scene.missing
    if not count:
        return []
    text = _("{count} {places} without data")
    return [text.format(count=number(count), places=_places(scene.level, count))]


def _places(level: Level, count: int) -> str:
    if level is Level.KECAMATAN:
        return ngettext("kecamatan", "kecamatan", count)
    return ngettext("desa/kelurahan", "desa/kelurahan", count)


def _ordered(scene: Scene) -> list[Spot]:
    """The places, the farthest behind first."""
    falling = scene.subject.direction is Direction.DOWN
    return sorted(scene.spots, key=_value, reverse=falling)


def _value(spot: Spot) -> float:
    return spot.value
