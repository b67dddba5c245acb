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

# light-dark() follows the colour scheme that Streamlit sets with its theme; the values are the
# grounds and texts of charts.theme, which a test compares.
STYLE: Final = """<style>
.dk-table{overflow-x:auto;max-width:100%}
.dk-table table{border-collapse:collapse;font-size:.9375rem;line-height:1.4;min-width:100%}
.dk-table caption{text-align:left;padding:0 0 .375rem;color:light-dark(#4A5866,#B4C0CB)}
.dk-table th,.dk-table td{padding:.375rem .75rem;text-align:left;vertical-align:top;border:0;
border-bottom:1px solid light-dark(#DDE3E9,#2B3A48);overflow-wrap:break-word;max-width:32rem}
.dk-table thead th{font-weight:600;color:light-dark(#4A5866,#B4C0CB);vertical-align:bottom}
.dk-table tbody th{font-weight:500}
.dk-table th:first-child{position:sticky;left:0;z-index:1;padding-left:0;
background:light-dark(#FFFFFF,#0F1720);min-width:7rem;max-width:20rem}
.dk-table td:not(.dk-number,.dk-short){min-width:9rem}
.dk-table .dk-number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.dk-table .dk-short,.dk-table th.dk-short:first-child{white-space:nowrap;max-width:none}
.dk-table .dk-ours>*{font-weight:600;color:light-dark(#5A3A8E,#B79CF0)}
.dk-table a{color:light-dark(#5A3A8E,#B79CF0)}
@media (max-width:640px){.dk-table th:first-child{max-width:40vw}.dk-table td{max-width:70vw}
.dk-table td:not(.dk-number,.dk-short){min-width:14rem}}
</style>"""

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
    style: bool = True,
) -> str:
    """HTML of a table for `st.html`; its first column stays in sight when the rest scrolls.

    Cells, labels and caption are texts ready to read: already worded, formatted, not escaped.
    A key that a row lacks gives an empty cell. ours: indexes of the rows set in the accent.
    style: False for a further table in the same piece of HTML, which is dressed by the first.
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
        f"{STYLE if style else ''}{frame}"
        f"<table><caption>{escape(caption)}</caption>"
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
