"""The overview's share of the published figures: one tile for each headline metric."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from charts.sparkline import sparkline_svg
from core.figure import Figure, Publication, State, publication_label, state_label
from core.periods import Period
from core.words import _, in_language
from data.queries.published import published_values
from metrics.ageing import age_months, is_old
from metrics.comparison import Change, change
from metrics.definitions import Definition, Style, definition, unit
from metrics.display import change_text, target_text, value_text
from metrics.scales import Judgement, judge
from metrics.sentences import (
    Against,
    against_mean,
    against_national,
    against_target,
    published_sentence,
)
from metrics.series import Point, comparable_before
from metrics.slots import last_slots
from metrics.source_words import source_text
from metrics.targets import Target, met, own_targets, status_label, target_of
from reports.figures import from_frame
from reports.overview.model import (
    Attention,
    Context,
    Contribution,
    Finding,
    Link,
    Standing,
    Tile,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

NATION: Final = "ID"
POINTS: Final = 12
"""Periods of a sparkline."""
# The order in which a person is asked: what is wrong, what is silent, what is stale.
URGENCY: Final = {Standing.MISSED: 0, Standing.MISSING: 1, Standing.OLD: 2}


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of one headline metric, oldest figure first, with the judgement on the last.

    history holds only figures of the last one's kind: final with final, interim with interim.
    months: age of the last figure.
    """

    definition: Definition
    history: tuple[Figure, ...] = ()
    mean: Figure | None = None
    target: Target | None = None
    judgement: Judgement | None = None
    old: bool = False
    months: int = 0

    @property
    def last(self) -> Figure | None:
        """The newest figure."""
        return self.history[-1] if self.history else None

    @property
    def period(self) -> Period:
        """Period of the newest figure; only asked where there is one."""
        return Period.parse(self.history[-1].period)


def headline_figures(context: Context) -> Contribution:
    """Tiles, attention and sentences of the metrics that config.toml names as headline."""
    metrics = context.settings.headline.metrics
    regency = context.settings.regency
    frame = published_values(context.conn, metrics=metrics, regions=[regency.code, NATION])
    figures = from_frame(frame, context.settings)
    stories = [_story(definition(metric), figures, context) for metric in metrics]
    return Contribution(
        tiles=tuple(_tile(story) for story in stories),
        attention=tuple(item for story in stories for item in _attention(story)),
        findings=tuple(item for story in stories for item in _findings(story, regency.name)),
    )


def _story(subject: Definition, figures: Sequence[Figure], context: Context) -> Story:
    code = context.settings.regency.code
    own = [
        one
        for one in figures
        if one.metric == subject.id and one.region == code and one.component in subject.main
    ]
    if not own:
        return Story(subject)
    # On the same last day the final figure stands behind the interim one and so counts.
    own.sort(key=lambda one: (Period.parse(one.period).end, one.publication != Publication.INTERIM))
    last, period = own[-1], Period.parse(own[-1].period)
    interim = last.publication == Publication.INTERIM
    return Story(
        subject,
        tuple(one for one in own if (one.publication == Publication.INTERIM) == interim),
        _mean(subject, figures, last),
        target_of(subject.id, code, period, own_targets(context.settings, code)),
        _judgement(subject, last, period),
        is_old(subject, period, context.today),
        age_months(period, context.today),
    )


def _judgement(subject: Definition, last: Figure, period: Period) -> Judgement | None:
    if subject.scale is None or last.value is None:
        return None
    return judge(subject.scale, last.value, period)


def _mean(subject: Definition, figures: Sequence[Figure], last: Figure) -> Figure | None:
    """The national figure of the same period and kind, where one is published."""
    for one in figures:
        national = one.metric == subject.id and one.region == NATION
        alike = one.period == last.period and one.publication == last.publication
        if national and alike and one.component in (*subject.mean, *subject.main):
            return one
    return None


def _points(story: Story) -> list[Point]:
    return [
        Point(Period.parse(one.period), one.value, one.publication)
        for one in story.history
        if one.value is not None and one.publication is not None
    ]


def _change(story: Story) -> Change | None:
    """Against the last figure that is alike: of the same kind, over no break of method."""
    points = _points(story)
    before = comparable_before(points, points[-1], story.definition) if points else None
    if before is None:
        return None
    now = points[-1].value
    return change(story.definition, now, before.value, before.period, story.target)


def _status(story: Story) -> tuple[str, Tone, Standing]:
    """Word, colour role and pile; an old figure keeps its word and loses its colour."""
    last = story.last
    if last is None or last.value is None:
        return state_label(State.NO_DATA), Tone.MISSING, Standing.MISSING
    word, tone, standing = _judged(story, last.value)
    return (word, Tone.PLAIN, Standing.OLD) if story.old else (word, tone, standing)


def _judged(story: Story, value: float) -> tuple[str, Tone, Standing]:
    target, subject = story.target, story.definition
    if target is not None:
        good = met(subject, target, value)
        word = status_label(subject, target, value)
        return (word, Tone.HIJAU, Standing.GOOD) if good else (word, Tone.MERAH, Standing.MISSED)
    if story.judgement is not None:
        band = story.judgement.band
        tone = Tone(band.colour) if band.colour else Tone.PLAIN
        return band.label, tone, Standing.MISSED if band.last else Standing.GOOD
    return state_label(State.NO_TARGET), Tone.PLAIN, Standing.UNJUDGED


def _tile(story: Story) -> Tile:
    subject, last = story.definition, story.last
    word, tone, standing = _status(story)
    moved = _change(story)
    value = last.value if last else None
    return Tile(
        key=subject.id,
        name=in_language(subject.short),
        value=word if value is None else value_text(subject, value),
        unit="" if value is None else _unit(subject),
        status=word,
        tone=tone,
        standing=standing,
        target=_target_words(story),
        change=None if value is None else _change_words(story, moved),
        age=_("{months} months old").format(months=story.months) if story.old else None,
        as_of=_as_of(last) if last else "",
        source=source_text(last.source or "") if last else "",
        sparkline=_sparkline(story),
        trend=_trend(story),
        link=_link(subject),
        figure=last,
        sample=last.sample if last else False,
    )


def _link(subject: Definition) -> Link:
    return Link("pembanding", {"metric": subject.id})


def _unit(subject: Definition) -> str:
    """The short unit behind a number; a percent sign and Rp already stand in the value."""
    kind = unit(subject.unit)
    return "" if kind.style in (Style.PERCENT, Style.RUPIAH) else in_language(kind.short)


def _target_words(story: Story) -> str | None:
    """The target; nothing where the status already says that there is none."""
    if story.target is None:
        unjudged = story.last is None or story.judgement is None
        none = _("Target: {target}").format(target=state_label(State.NO_TARGET))
        return None if unjudged else none
    return _("Target: {target}").format(target=target_text(story.definition, story.target))


def _change_words(story: Story, moved: Change | None) -> str:
    """The change with its period named, or why there is nothing to compare with."""
    subject = story.definition
    if moved is None:
        broken = len(story.history) > 1 and subject.break_between(
            Period.parse(story.history[-2].period), story.period
        )
        if not broken:
            return _("no like figure before it")
        return _("method changed in {period}: not compared").format(
            period=Period.parse(broken.period).label()
        )
    if moved.direction == "same":
        return _("unchanged from {period}").format(period=moved.since.label())
    return _("{change} from {period}").format(
        change=change_text(subject, moved.amount), period=moved.since.label()
    )


def _as_of(figure: Figure) -> str:
    label = Period.parse(figure.period).label()
    if figure.publication is None or figure.publication == Publication.FINAL:
        return label
    return _("{period} ({publication})").format(
        period=label, publication=publication_label(figure.publication)
    )


def _slots(story: Story) -> list[float | None]:
    """The last periods since the last break of method: another method is another line."""
    subject = story.definition
    alike = [
        (one.period, one.value)
        for one in _points(story)
        if subject.break_between(one.period, story.period) is None
    ]
    return last_slots(alike, subject.frequency, POINTS)


def _sparkline(story: Story) -> str:
    target = story.target
    level = None if target is None else (target.upper if target.two_sided else target.lower)
    return sparkline_svg(_slots(story), target=level)


def _trend(story: Story) -> str:
    if story.last is None:
        return state_label(State.NO_DATA)
    known = sum(value is not None for value in _slots(story))
    return _("{name}, {count} figures up to {period}").format(
        name=story.definition.label, count=known, period=story.period.label()
    )


def _attention(story: Story) -> list[Attention]:
    subject = story.definition
    word, _tone, standing = _status(story)
    if standing not in URGENCY:
        return []
    return [
        Attention(
            urgency=URGENCY[standing],
            owner=in_language(subject.owner),
            what=_("{name}: {status}").format(name=in_language(subject.short), status=word),
            since=_since(story),
            link=_link(subject),
        )
    ]


def _since(story: Story) -> str:
    if story.last is None:
        return _("no figure loaded")
    if story.old:
        return _("last figure {period}, {months} months ago").format(
            period=story.period.label(), months=story.months
        )
    return _("position {period}").format(period=story.period.label())


def _findings(story: Story, regency: str) -> list[Finding]:
    """S10 for a figure that moved; it weighs by the size of its move against its own level."""
    last, moved = story.last, _change(story)
    if last is None or last.value is None or last.publication is None or moved is None:
        return []
    if moved.direction == "same":
        return []
    subject, before = story.definition, last.value - moved.amount
    sentence = published_sentence(
        subject,
        regency,
        story.period,
        last.value,
        publication=last.publication,
        change=moved,
        predicate=story.judgement.band.label if story.judgement else "",
        against=_held_against(story, last.value),
    )
    return [Finding(sentence, abs(moved.amount) / max(abs(before), 1.0), _link(subject))]


def _held_against(story: Story, value: float) -> Against | None:
    if story.target is not None:
        return against_target(story.definition, value, story.target)
    if story.mean is not None and story.mean.value is not None:
        is_mean = story.mean.component in story.definition.mean
        against = against_mean if is_mean else against_national
        return against(story.definition, value, story.mean.value)
    return None
