"""The answer in words: the figure, its change, and its distance to mean, next band and best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.ladder import Step
from core.figure import State
from core.periods import Period
from core.words import _
from metrics.comparison import Rung, change, gap, ladder
from metrics.display import amount_in_sentence, change_text, value_text
from metrics.scales import judge, version_of
from metrics.sentences import (
    Against,
    against_mean,
    against_target,
    missing_sentence,
    published_sentence,
)
from metrics.series import Point, comparable_before, line_points
from metrics.targets import own_targets, target_of
from pages.pembanding.values import MAIN

if TYPE_CHECKING:
    from core.settings import Settings
    from metrics.definitions import Definition
    from metrics.targets import Target
    from pages.pembanding.choices import Candidate, Chosen
    from pages.pembanding.lines import Series


@dataclass(frozen=True, slots=True)
class Standing:
    """The figure that the page speaks of, with what it is held against.

    unit: the code in its row. mean: the national value of the same period and kind. ranked: how
    many governments the best was found among.
    """

    definition: Definition
    region: str
    name: str
    point: Point
    unit: str
    component: str
    before: Point | None
    mean: Against | None
    target: Target | None
    best: Candidate | None
    ranked: int

    @property
    def period(self) -> Period:
        """The period compared."""
        return self.point.period

    @property
    def scaled(self) -> bool:
        """Whether a scale judges it: a final headline value of a metric that has one."""
        judged = self.definition.scale is not None and not self.point.interim
        return judged and self.component == MAIN


def standing(
    definition: Definition,
    chosen: Chosen,
    settings: Settings,
    *,
    ours: Series | None,
    nation: Series | None,
    best: Candidate | None,
    ranked: int,
) -> Standing | None:
    """What the region's figure of the chosen period is held against; None without such a figure.

    best: the one compared with. ranked: how many governments the best was found among.
    """
    point = _point_at(ours, definition, chosen.period)
    if ours is None or point is None:
        return None
    value = next(one for one in reversed(ours.rows) if one.period == point.period)
    own = own_targets(settings, chosen.region)
    main = chosen.component == MAIN
    return Standing(
        definition=definition,
        region=chosen.region,
        name=ours.name,
        point=point,
        unit=value.unit,
        component=chosen.component,
        before=comparable_before(ours.points, point, definition),
        mean=_mean_at(nation, point, definition),
        target=target_of(definition.id, chosen.region, point.period, own) if main else None,
        best=None if point.interim else best,
        ranked=ranked,
    )


def _point_at(one: Series | None, definition: Definition, period: str) -> Point | None:
    """The final or derived value of a period, else the interim one."""
    if one is None:
        return None
    known = [*line_points(one.points, definition), *one.points]
    return next((point for point in known if point.period.text == period), None)


def _mean_at(nation: Series | None, point: Point, definition: Definition) -> Against | None:
    """The nation's value of the same period and kind; it is a mean only where it is one."""
    found = _point_at(nation, definition, point.period.text)
    if nation is None or found is None or found.interim is not point.interim:
        return None
    against = against_mean(definition, point.value, found.value)
    is_mean = nation.rows[-1].is_mean
    return against if is_mean else Against(_("the national figure"), against.gap)


def answer(found: Standing | None, definition: Definition, chosen: Chosen, region: str) -> str:
    """One or two sentences: S10, then the ladder in words."""
    if found is None:
        if chosen.period:
            return missing_sentence(definition, region, Period.parse(chosen.period), State.NO_DATA)
        return _("{metric} {region}: no figure is published or loaded yet.").format(
            metric=definition.label, region=region
        )
    moved = None
    if found.before is not None:
        moved = change(
            definition, found.point.value, found.before.value, found.before.period, found.target
        )
    said = published_sentence(
        definition,
        found.name,
        found.period,
        found.point.value,
        unit=found.unit,
        publication=found.point.publication,
        change=moved,
        predicate=_predicate(found),
        against=_against(found),
    )
    return " ".join(part for part in (said, ladder_sentence(found)) if part)


def _predicate(found: Standing) -> str:
    if not found.scaled or found.definition.scale is None:
        return ""
    judged = judge(found.definition.scale, found.point.value, found.period)
    return ", ".join(text for text in (judged.band.label, judged.note) if text)


def _against(found: Standing) -> Against | None:
    if found.target is not None:
        return against_target(found.definition, found.point.value, found.target)
    return found.mean


def rungs(found: Standing) -> tuple[Rung, ...]:
    """The ladder of a scaled figure, worse to better; empty for any other."""
    if not found.scaled:
        return ()
    best = None if found.best is None else (found.best.name, found.best.value)
    return ladder(found.definition, found.point.value, found.period, best)


def ladder_sentence(found: Standing) -> str:
    """How far it is to the next predicate and to the best, in one sentence; may be empty."""
    parts = [part for part in (_next_step(found), _distance_to_best(found)) if part]
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _next_step(found: Standing) -> str:
    bands = [rung for rung in rungs(found) if rung.kind == "band"]
    if bands:
        return _("{gap} more for {band}").format(
            gap=_amount(found, bands[0].gap), band=bands[0].label
        )
    return _("already in the highest band") if found.scaled else ""


def _distance_to_best(found: Standing) -> str:
    if found.best is None:
        return ""
    if found.best.code == found.region:
        if found.ranked == 1:
            return _("the only one of its period in this database")
        return _("the best of {count} regencies and cities in this database").format(
            count=found.ranked
        )
    distance = gap(found.point.value, found.best.value)
    if not distance:
        return _("level with {best}").format(best=found.best.name)
    text = _("{gap} below {best}") if distance > 0 else _("{gap} above {best}")
    return text.format(gap=_amount(found, distance), best=found.best.name)


def _amount(found: Standing, amount: float) -> str:
    return amount_in_sentence(found.definition, amount, found.unit)


def finding(found: Standing | None, definition: Definition, region: str) -> str:
    """The chart's title: the region against the best, else against the mean, else by itself."""
    if found is None:
        return _("No figure of {region} yet").format(region=region)
    period = found.period.label()
    value = value_text(definition, found.point.value, found.unit)
    parts = [part for part in (_distance_to_best(found), _distance_to_mean(found)) if part]
    said = _("{region} {value} in {period}").format(region=found.name, value=value, period=period)
    return ": ".join(part for part in (said, parts[0] if parts else "") if part)


def _distance_to_mean(found: Standing) -> str:
    if found.mean is None:
        return ""
    against = found.mean
    if against.gap == 0:
        return _("equal to {other}").format(other=against.name)
    text = _("{gap} above {other}") if against.gap > 0 else _("{gap} below {other}")
    return text.format(gap=_amount(found, against.gap), other=against.name)


def steps(found: Standing) -> tuple[Step, ...]:
    """The ladder in words, for its chart."""
    definition = found.definition
    return tuple(
        Step(
            rung.kind,
            f"{found.name} ({rung.label})" if rung.kind == "own" else rung.label,
            rung.value,
            value_text(definition, rung.value, found.unit),
            "" if rung.kind == "own" else change_text(definition, rung.gap, found.unit),
        )
        for rung in rungs(found)
    )


def ladder_title(found: Standing) -> str:
    """The finding of the ladder, without the full stop of its sentence."""
    return ladder_sentence(found).removesuffix(".")


def ladder_notes(found: Standing) -> list[str]:
    """The scale behind the ladder, whether it is younger than the value, and whom it ranks."""
    notes = []
    if found.definition.scale is not None:
        version = version_of(found.definition.scale, found.period)
        notes.append(_("Scale: {source}.").format(source=version.bands[0].source))
        if judge(found.definition.scale, found.point.value, found.period).retroactive:
            notes.append(_("The scale is younger than the figure: it is applied retroactively."))
    if found.best is not None:
        notes.append(
            _("Ranked: {count} regencies or cities with a final figure of {period} here.").format(
                count=found.ranked, period=found.period.label()
            )
        )
    return notes
