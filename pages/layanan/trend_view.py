"""The weeks up to now, and the months by receipt, as pictures with their numbers beside them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from charts.service_trend import Happened, Spot, lowest
from core.numbers import day as day_words
from core.numbers import number
from core.periods import Period
from core.words import _
from pages.layanan.kept import line_picture
from pages.shared.rich_table import Head, mark, rich_table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.services.counts import Rate
    from pages.shared.picture import Picture
    from reports.services.trend import Note, Received, Week

    # Month, its compliance, whether it has ended.
    Month = tuple[str, Rate, bool]


def trend_picture(
    weeks: Sequence[Week], months: Sequence[Month], name: str, *, dark: bool
) -> Picture | None:
    """Compliance by week with holidays and local events; by month where few weeks have a share.

    None while neither has one.
    """
    spots = [_spot(one) for one in weeks]
    if not by_week(weeks):
        return _months_picture(months, name, dark=dark)
    notes = [
        Happened(one.first, place, one.name, _note(one))
        for place, one in enumerate(notes_of(weeks), start=1)
    ]
    subtitle = _("In time, by week due · axis from {low}% · ○ week not over").format(
        low=number(lowest(spots))
    )
    return _picture(spots, notes, _finding(spots, name), subtitle, dark=dark)


def by_week(weeks: Sequence[Week]) -> bool:
    """Whether enough weeks have a share for a line of them."""
    return 2 * sum(one.compliance.value is not None for one in weeks) >= len(weeks)


def _months_picture(months: Sequence[Month], name: str, *, dark: bool) -> Picture | None:
    spots = []
    for month, found, whole in months:
        period = Period.parse(month)
        shown = _("{share} (n = {count})").format(share=found.text(), count=number(found.whole))
        late = _("{count} late").format(count=number(found.whole - found.part))
        spots.append(
            Spot(period.start, period.label(), found.value, shown, late, whole, found.text())
        )
    if not any(one.value is not None for one in spots):
        return None
    subtitle = _("In time, by month due · axis from {low}% · ○ month not over").format(
        low=number(lowest(spots))
    )
    return _picture(spots, [], _finding(spots, name), subtitle, dark=dark)


def _picture(
    spots: Sequence[Spot], notes: Sequence[Happened], title: str, subtitle: str, *, dark: bool
) -> Picture:
    return line_picture(spots, notes, title, subtitle, dark=dark)


def _spot(one: Week) -> Spot:
    more = _("received {received}, finished {resolved}").format(
        received=number(one.received), resolved=number(one.resolved)
    )
    return Spot(
        one.monday, _("week of {day}").format(day=day_words(one.monday)), one.compliance.value,
        _("{share} (n = {count})").format(
            share=one.compliance.text(), count=number(one.compliance.whole)
        ),
        more, one.whole, one.compliance.text(),
    )  # fmt: skip


def _finding(spots: Sequence[Spot], name: str) -> str:
    """The newest ended week against the lowest."""
    known = [one for one in spots if one.value is not None and one.whole] or [
        one for one in spots if one.value is not None
    ]
    last, low = known[-1], min(known, key=lambda one: one.value or 0.0)
    text = _("{period}: {text}").format(period=_upper(last.period), text=last.short)
    if last is low:
        text = _("{text}, the lowest").format(text=text)
    else:
        text = _("{text}; lowest {period}: {low}").format(
            text=text, period=low.period, low=low.short
        )
    return _("{name}. {text}").format(name=name, text=text) if name else text


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def notes_of(weeks: Sequence[Week]) -> tuple[Note, ...]:
    """What happened in these weeks, each once, the earliest first."""
    found = {(one.first, one.name): one for week in weeks for one in week.notes}
    return tuple(found[key] for key in sorted(found))


def _note(one: Note) -> str:
    if one.first == one.last:
        return f"{one.name}, {day_words(one.first)}"
    return _("{name}, {first} to {last}").format(
        name=one.name, first=day_words(one.first), last=day_words(one.last)
    )


def notes_list(weeks: Sequence[Week]) -> str:
    """The events in words: what a pointer finds on the chart, and numbers on a phone."""
    notes = notes_of(weeks)
    if not notes:
        return ""
    rows = "".join(f"<li>{escape(_note(one))}</li>" for one in notes)
    title = escape(_("Holidays and events on the axis ({count})").format(count=number(len(notes))))
    listed = f'<ol class="dk-events">{rows}</ol>'
    return f'<details class="dk-more"><summary>{title}</summary>{listed}</details>'


def weeks_table(weeks: Sequence[Week]) -> str:
    """The same weeks as a table, the newest first."""
    heads = [
        Head(_("Week of")), Head(_("Received"), numeric=True), Head(_("Finished"), numeric=True),
        Head(_("More than finished"), numeric=True), Head(_("In time"), numeric=True),
        Head(_("Events")),
    ]  # fmt: skip
    rows = [
        [
            text(day_words(one.monday)) + ("" if one.whole else mark(_("not over"))),
            text(number(one.received)), text(number(one.resolved)),
            text(number(one.net, signed=True)),
            text(one.compliance.text(), quiet=_("n = {count}").format(
                count=number(one.compliance.whole)) if one.compliance.value is not None else ""),
            text(", ".join(note.name for note in one.notes)),
        ]
        for one in reversed(weeks)
    ]  # fmt: skip
    table = rich_table(heads, rows, caption=_("Requests by week, the newest first"))
    summary = escape(_("The weeks as a table"))
    return f'<details class="dk-more"><summary>{summary}</summary>{table}</details>'


def cohort_picture(found: Sequence[Received], name: str, *, dark: bool) -> Picture | None:
    """The share in time of all received, by month; a month that is not final is a ring."""
    spots = [
        Spot(
            Period.parse(one.cohort.period).start,
            Period.parse(one.cohort.period).label(),
            one.in_time.value,
            _("{share} (n = {count})").format(
                share=one.in_time.text(), count=number(one.in_time.whole)
            ),
            one.label or _("final"),
            one.cohort.final,
            one.in_time.text(),
        )
        for one in found
    ]
    if not any(one.value is not None for one in spots):
        return None
    low = number(lowest(spots))
    subtitle = _("In time, by month received · axis from {low}% · ○ not final").format(low=low)
    return _picture(spots, [], _finding(spots, name), subtitle, dark=dark)


def cohort_table(found: Sequence[Received]) -> str:
    """Months by receipt, the newest first, each with how far it can be judged."""
    heads = [
        Head(_("Received in")), Head(_("Requests"), numeric=True), Head(_("In time"), numeric=True),
        Head(_("Late"), numeric=True), Head(_("Still open"), numeric=True),
        Head(_("Share in time"), numeric=True), Head(_("State")),
    ]  # fmt: skip
    rows = [
        [
            text(Period.parse(one.cohort.period).label()),
            text(number(one.cohort.received)), text(number(one.met)), text(number(one.late)),
            text(number(one.still_open)), text(one.in_time.text()),
            mark(one.label) if one.label else text(_("final")),
        ]
        for one in reversed(found)
    ]  # fmt: skip
    return rich_table(
        heads, rows, caption=_("Requests by the month they were received in, the newest first")
    )
