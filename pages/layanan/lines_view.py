"""The tables of OPD, services and places, each row a way further in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from core.numbers import number
from core.words import _
from pages.shared.rich_table import Head, chip, link, rich_table, text
from reports.performance.words import Status
from reports.services.answer import named
from reports.services.words import span_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.queries.services.lengths import Lengths
    from metrics.services.counts import Rate
    from pages.layanan.choices import Chosen
    from reports.services.basis import Basis
    from reports.services.durations import Pace
    from reports.services.lines import Line


NOTHING: Final = "–"
NO_BREAK: Final = "\u00a0"


def heading(words: str) -> str:
    """The heading of a part of the screen."""
    return f'<h2 class="dk-heading">{escape(words)}</h2>'


def paragraph(words: str, kind: str = "dk-line") -> str:
    """A paragraph; nothing for no words."""
    return f'<p class="{kind}">{escape(words)}</p>' if words else ""


def share(found: Rate) -> str:
    """A share with its n under it; words where there is none."""
    if found.value is None:
        kept = found.reason.replace("n = ", f"n{NO_BREAK}={NO_BREAK}")
        return f'<span class="dk-state">{escape(kept)}</span>'
    return text(found.text(), quiet=_("n = {count}").format(count=number(found.whole)))


def status(line: Line) -> str:
    """The word of a line as a chip."""
    return chip(Status(line.status.word, line.status.tone))


def office_table(found: Sequence[Line], chosen: Chosen) -> str:
    """OPD: the most that is past its limit first."""
    heads = [Head(_("OPD")), *_heads()]
    rows = [
        [link(chosen.to(opd=one.code, service="", place=""), one.name), *_cells(one)]
        for one in found
    ]
    return _table(heads, rows, _("OPD, the most past the limit first"), "dk-services")


def service_table(found: Sequence[Line], paces: Mapping[str, Pace], chosen: Chosen) -> str:
    """Services with what they promise and what they usually take."""
    shares, now, _only, answers, still = _heads()
    heads = [
        Head(_("Service")), shares, now, answers, still, Head(_("Promise")),
        Head(_("Half within"), numeric=True), Head(_("9 of 10 within"), numeric=True),
    ]  # fmt: skip
    rows = [_service(one, paces.get(one.code), chosen) for one in found]
    return _table(heads, rows, _("Services, the most past the limit first"), "dk-service-rows")


def _service(one: Line, pace: Pace | None, chosen: Chosen) -> list[str]:
    first = link(chosen.to(service=one.code, place=""), one.name, quiet=one.owner_name)
    shares, now, _only, answers, still = _cells(one)
    if pace is None:
        none = f'<span class="dk-state">{escape(_("none finished lately"))}</span>'
        return [first, shares, now, answers, still, none, "", ""]
    promise = text(pace.promise, quiet=pace.usual)
    return [first, shares, now, answers, still, promise, text(pace.p50), text(pace.p90)]


def place_table(
    held: Basis, found: Sequence[Line], times: Mapping[str, Lengths], chosen: Chosen
) -> str:
    """Kecamatan, or desa and kelurahan, each a way further in."""
    title = _("Desa and kelurahan") if chosen.place else _("Kecamatan")
    heads = [Head(title), *_heads()]
    if times:
        heads += [Head(_("Half within"), numeric=True), Head(_("9 of 10 within"), numeric=True)]
    listed = [*named(found), *(one for one in found if one not in named(found))]
    rows = []
    for one in listed:
        known = one in named(found)
        head = link(chosen.to(place=one.code, opd="", service=""), one.name) if known else ""
        cells = [head or text(one.name), *_cells(one)]
        rows.append(cells + (_times(held, times.get(one.code)) if times else []))
    caption = _("{places}, the most past the limit first").format(places=title)
    marked = [at for at, one in enumerate(listed) if one.code and one.code == chosen.place]
    return _table(heads, rows, caption, "dk-services", ours=marked)


def _times(held: Basis, found: Lengths | None) -> list[str]:
    """Calendar time from receipt to the end; p90 only where there are enough of them."""
    if found is None:
        return [f'<span class="dk-state">{escape(_("no data"))}</span>', ""]
    spread = found.spread(held.settings.services.min_percentile_count)
    half = "" if spread.p50 is None else span_text(spread.p50)
    few = _("too few (n = {count})").format(count=number(found.n))
    return [text(half), text(few if spread.p90 is None else span_text(spread.p90))]


def _heads() -> list[Head]:
    return [
        Head(_("In time"), numeric=True), Head(_("Now"), short=True),
        Head(_("Finished only"), numeric=True), Head(_("First response"), numeric=True),
        Head(_("Open"), numeric=True),
    ]  # fmt: skip


def _cells(one: Line) -> list[str]:
    return [
        share(one.compliance),
        status(one),
        text(one.closed_only.text() if one.closed_only.value is not None else NOTHING),
        share(one.first_response),
        text(number(one.counts.backlog)),
    ]


SHOWN: Final = 10
"""Rows of a table that stand open; the rest is folded away."""


def _table(
    heads: Sequence[Head],
    rows: Sequence[Sequence[str]],
    caption: str,
    name: str,
    *,
    ours: Sequence[int] = (),
) -> str:
    if not rows:
        return paragraph(_("No requests here in this month, and none open."))
    return folded(heads, rows, caption=caption, name=name, ours=ours)


def folded(
    heads: Sequence[Head],
    rows: Sequence[Sequence[str]],
    *,
    caption: str,
    name: str,
    ours: Sequence[int] = (),
    shown: int = SHOWN,
) -> str:
    """A table whose first rows stand open, and the others under "show all"; ours: marked rows."""
    # One row more is no reason to fold.
    if len(rows) <= shown + 1:
        return rich_table(heads, rows, caption=caption, name=name, ours=ours)
    top = rich_table(heads, rows[:shown], caption=caption, name=name, ours=ours)
    below = [at - shown for at in ours if at >= shown]
    rest = rich_table(
        heads, rows[shown:], name=name, ours=below,
        caption=_("{caption} (from row {row})").format(caption=caption, row=number(shown + 1)),
    )  # fmt: skip
    words = _("Show all ({count})").format(count=number(len(rows)))
    return top + more(words, rest, opened=bool(below))


def more(words: str, inside: str, *, opened: bool = False) -> str:
    """What is folded away under a line of words."""
    return (
        f'<details class="dk-more"{" open" * opened}><summary>{escape(words)}</summary>'
        f"{inside}</details>"
    )
