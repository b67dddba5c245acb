"""A small table of words and numbers as HTML: light to send, whole on a phone and on paper.

Streamlit's own table carries English menus and draws its cells on a canvas that no screen
reader, search in the page or print reaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

ADDRESSES: Final = ("https://", "http://", "app/static/")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. key: of the row's cell; label: its heading in the reader's language.

    numeric: right-aligned with digits of one width. short: never broken over lines.
    link: key of the row's address for this cell: http(s) or a file of our own under
    app/static/; anything else stays plain text.
    """

    key: str
    label: str
    numeric: bool = False
    short: bool = False
    link: str | None = None


def html_table(
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str]],
    *,
    caption: str,
    ours: Collection[int] = (),
) -> str:
    """HTML of a table for `st.html`; its first column stays in sight when the rest scrolls.

    Cells, labels and caption are texts ready to read: already worded, formatted, not escaped.
    A key that a row lacks gives an empty cell. ours: indexes of the rows set in the accent.
    """
    head = "".join(
        f'<th scope="col"{_kind(column)}>{escape(column.label)}</th>' for column in columns
    )
    body = "".join(
        f"<tr{_mark(ours=index in ours)}>{_cells(columns, row)}</tr>"
        for index, row in enumerate(rows)
    )
    frame = f'<div class="dk-table" role="region" tabindex="0" aria-label="{escape(caption)}">'
    return (
        f"{frame}<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(columns: Sequence[Column], row: Mapping[str, str]) -> str:
    first, *others = columns
    start = f'<th scope="row"{_kind(first)}>{_content(first, row)}</th>'
    return start + "".join(f"<td{_kind(one)}>{_content(one, row)}</td>" for one in others)


def _content(column: Column, row: Mapping[str, str]) -> str:
    text = escape(row.get(column.key, ""))
    address = row.get(column.link, "") if column.link else ""
    if not text or not address.startswith(ADDRESSES):
        return text
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{text}</a>'


def _kind(column: Column) -> str:
    names = [name for name, on in (("dk-number", column.numeric), ("dk-short", column.short)) if on]
    return f' class="{" ".join(names)}"' if names else ""


def _mark(*, ours: bool) -> str:
    return ' class="dk-ours"' if ours else ""
