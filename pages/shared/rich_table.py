"""Tables whose cells hold more than a text: chips, links, bars. Every maker here escapes."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from core.numbers import number
from pages.shared.tile import SHAPES
from reports.overview.model import Tone

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from reports.overview.model import Link
    from reports.performance.words import Status

LEVELS: Final = {1: "▲", 0: "●", -1: "▼"}
"""Shapes of words whose scale has no colours."""
WHOLE: Final = 100.0
OURS: Final = ' class="dk-ours"'


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column; numeric and short as in pages.shared.table."""

    label: str
    numeric: bool = False
    short: bool = False


def rich_table(
    heads: Sequence[Head],
    rows: Sequence[Sequence[str]],
    *,
    caption: str,
    ours: Collection[int] = (),
    name: str = "",
) -> str:
    """HTML of a table whose cells are HTML of this module's makers, or escaped texts.

    Its first column heads each row and stays in sight. ours: indexes of rows in the accent.
    name: a class of the style sheet for this table alone.
    """
    top = "".join(f'<th scope="col"{_kind(one)}>{escape(one.label)}</th>' for one in heads)
    body = "".join(
        f"<tr{OURS * (place in ours)}>{_cells(heads, row)}</tr>" for place, row in enumerate(rows)
    )
    frame = f'<div class="{f"dk-table dk-rich {name}".strip()}" role="region" tabindex="0"'
    return (
        f'{frame} aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(heads: Sequence[Head], row: Sequence[str]) -> str:
    first = f'<th scope="row"{_kind(heads[0])}>{row[0]}</th>'
    others = zip(heads[1:], row[1:], strict=True)
    return first + "".join(f"<td{_kind(head)}>{cell}</td>" for head, cell in others)


def _kind(head: Head) -> str:
    names = [name for name, on in (("dk-number", head.numeric), ("dk-short", head.short)) if on]
    return f' class="{" ".join(names)}"' if names else ""


def text(words: str, *, quiet: str = "") -> str:
    """A text, and under it a quieter one."""
    below = f'<span class="dk-under">{escape(quiet)}</span>' if quiet else ""
    return escape(words) + below


def link(target: Link, words: str, *, quiet: str = "") -> str:
    """A text that leads to another screen of the dashboard, and under it a quieter one."""
    below = f'<span class="dk-under">{escape(quiet)}</span>' if quiet else ""
    return f'<a href="{escape(address(target))}" target="_self">{escape(words)}</a>{below}'


def address(target: Link) -> str:
    """The address of a screen with its query, from any other screen of the dashboard."""
    query = urlencode(dict(target.query))
    return f"{target.address}?{query}" if query else target.address


def chip(status: Status) -> str:
    """A status word in its colour, with the shape that tells it apart on grey paper."""
    if status.tone is Tone.MISSING:
        return f'<span class="dk-state">{escape(status.word)}</span>'
    shape = SHAPES[status.tone]
    if status.tone is Tone.PLAIN and status.level is not None:
        shape = LEVELS[status.level]
    words = escape(f"{shape} {status.word}")
    return f'<span class="dk-chip dk-{status.tone.value}">{words}</span>'


def scored(value: float | None, status: Status | None, *, words: str = "") -> str:
    """A number with its status word beside it; words: the number as text, two places else."""
    said = words or ("" if value is None else number(value, 2))
    shown = f'<span class="dk-figure">{escape(said)}</span>' if said else ""
    return f'<span class="dk-scored">{shown}{"" if status is None else chip(status)}</span>'


def mark(words: str) -> str:
    """A remark beside a figure, in a dashed frame."""
    return f'<span class="dk-chip dk-old">{escape(words)}</span>'


def chips(parts: Sequence[str]) -> str:
    """Several chips in a row that may break."""
    found = "".join(part for part in parts if part)
    return f'<span class="dk-chips">{found}</span>' if found else ""


def bar(share: float, words: str, *, down: bool) -> str:
    """A bar from a middle line to the left (down) or right; share of the longest, 0 to 1."""
    width = round(min(max(share, 0.0), 1.0) * WHOLE / 2, 1)
    side = "right:50%" if down else "left:50%"
    kind = "dk-down" if down else "dk-up"
    return (
        f'<span class="dk-pull"><i class="{kind}" style="{side};width:{width}%"></i></span>'
        f'<span class="dk-amount">{escape(words)}</span>'
    )


def waiting(title: str, rows: Sequence[tuple[Link, str, str, str]], more: str, none: str) -> str:
    """What needs a person: owner, what, since; each row leads to the screen behind it.

    more: said after the rows; none: said where there is no row.
    """
    heading = f'<h2 class="dk-heading">{escape(title)}</h2>'
    if not rows:
        return f'{heading}<p class="dk-line">{escape(none)}</p>'
    items = "".join(
        f'<li><a href="{escape(address(target))}" target="_self"><b>{escape(owner)}</b> · '
        f"{escape(what)} · {escape(since)}</a></li>"
        for target, owner, what, since in rows
    )
    rest = f'<p class="dk-line">{escape(more)}</p>' if more else ""
    return f'{heading}<ul class="dk-waiting">{items}</ul>{rest}'


def facts(pairs: Mapping[str, str]) -> str:
    """Names and values of HTML beside each other; those without a value are left out."""
    body = "".join(
        f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in pairs.items() if value
    )
    return f'<dl class="dk-facts">{body}</dl>' if body else ""
