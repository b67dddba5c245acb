"""The overview's share of the published figures: one tile for each headline metric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from charts.sparkline import sparkline_svg
from core.figure import Figure, Publication, State, publication_label, state_label
from core.periods import Period
from core.words import _, in_language
from data.queries.published import published_values
from metrics.definitions import Definition, Style, definition, unit
from metrics.display import change_text, target_text, value_text
from metrics.sentences import (
    Against,
    against_mean,
    against_national,
    against_target,
    published_sentence,
)
from metrics.source_words import source_text
from reports.figures import from_frame
from reports.overview.model import (
    Attention,
    Context,
    Contribution,
    Finding,
    Link,
    Standing,
    Tile,
)
from reports.overview.stories import NATION, Story, change_of, slots_of, status_of, story_of

if TYPE_CHECKING:
    from metrics.comparison import Change

# The order in which a person is asked: what is wrong, what is silent, what is stale.
URGENCY: Final = {Standing.MISSED: 0, Standing.MISSING: 1, Standing.OLD: 2}


def headline_figures(context: Context) -> Contribution:
    """Tiles, attention and sentences of the metrics that config.toml names as headline."""
    metrics = context.settings.headline.metrics
    regency = context.settings.regency
    frame = published_values(context.conn, metrics=metrics, regions=[regency.code, NATION])
    figures = from_frame(frame, context.settings)
    stories = [story_of(definition(metric), figures, context) for metric in metrics]
    return Contribution(
        tiles=tuple(_tile(story) for story in stories),
        attention=tuple(item for story in stories for item in _attention(story)),
        findings=tuple(item for story in stories for item in _findings(story, regency.name)),
    )


def _tile(story: Story) -> Tile:
    subject, last = story.definition, story.last
    word, tone, standing = status_of(story)
    moved = change_of(story)
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


def _sparkline(story: Story) -> str:
    target = story.target
    level = None if target is None else (target.upper if target.two_sided else target.lower)
    return sparkline_svg(slots_of(story), target=level)


def _trend(story: Story) -> str:
    if story.last is None:
        return state_label(State.NO_DATA)
    known = sum(value is not None for value in slots_of(story))
    return _("{name}, {count} figures up to {period}").format(
        name=story.definition.label, count=known, period=story.period.label()
    )


def _attention(story: Story) -> list[Attention]:
    subject = story.definition
    word, _tone, standing = status_of(story)
    if standing not in URGENCY:
        return []
    if standing is Standing.OLD:  # Its band is good or bad news of then, not what is to be done.
        word = _("needs a newer figure")
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
    last, moved = story.last, change_of(story)
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
