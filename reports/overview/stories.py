"""What is known of one headline metric: its figures, and the judgement on the newest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.figure import Figure, Publication, State, state_label
from core.periods import Period
from metrics.ageing import age_months, is_old
from metrics.comparison import Change, change
from metrics.scales import Judgement, judge
from metrics.series import Point, comparable_before
from metrics.slots import last_slots
from metrics.targets import Target, met, own_targets, status_label, target_of
from reports.overview.model import Context, Standing, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.definitions import Definition

NATION: Final = "ID"
POINTS: Final = 12
"""Periods of a sparkline."""


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


def story_of(subject: Definition, figures: Sequence[Figure], context: Context) -> Story:
    """The story of one metric out of the published figures of us and the nation."""
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


def points_of(story: Story) -> list[Point]:
    """Its figures as points of a series."""
    return [
        Point(Period.parse(one.period), one.value, one.publication)
        for one in story.history
        if one.value is not None and one.publication is not None
    ]


def change_of(story: Story) -> Change | None:
    """Against the last figure that is alike: of the same kind, over no break of method."""
    points = points_of(story)
    before = comparable_before(points, points[-1], story.definition) if points else None
    if before is None:
        return None
    now = points[-1].value
    return change(story.definition, now, before.value, before.period, story.target)


def status_of(story: Story) -> tuple[str, Tone, Standing]:
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


def slots_of(story: Story) -> list[float | None]:
    """The last periods since the last break of method: another method is another line."""
    subject = story.definition
    alike = [
        (one.period, one.value)
        for one in points_of(story)
        if subject.break_between(one.period, story.period) is None
    ]
    return last_slots(alike, subject.frequency, POINTS)
