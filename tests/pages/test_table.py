"""The HTML table of the screens: safe, legible, whole."""

from __future__ import annotations

import pytest

from pages.shared.table import Column, html_table

COLUMNS = [
    Column("name", "Nama"),
    Column("value", "Nilai", numeric=True),
    Column("source", "Sumber", link="url"),
]
EVIL = '<script>alert("x")</script>'


def test_every_text_is_escaped() -> None:
    html = html_table(
        [Column("name", EVIL), Column("source", "S", link="url")],
        [{"name": EVIL, "source": EVIL, "url": 'https://a.example/"><script>'}],
        caption=EVIL,
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;") == 5


def test_the_caption_heads_the_table_and_names_its_scrolling_frame() -> None:
    html = html_table(COLUMNS, [], caption="Angka & sumber")
    assert "<caption>Angka &amp; sumber</caption>" in html
    assert 'role="region" tabindex="0" aria-label="Angka &amp; sumber"' in html


def test_the_first_cell_of_a_row_is_its_header() -> None:
    html = html_table(COLUMNS, [{"name": "MCP", "value": "91"}], caption="")
    assert '<th scope="row">MCP</th>' in html
    assert '<td class="dk-number">91</td>' in html


def test_a_missing_key_gives_an_empty_cell() -> None:
    assert html_table(COLUMNS, [{"name": "MCP"}], caption="").count("<td") == 2


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://bps.go.id/a?b=1&c=2", True),
        ("http://bps.go.id", True),
        ("app/static/licences/cahyadsn-wilayah.txt", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_and_of_our_own_files_become_links(
    address: str,
    linked: bool,
) -> None:
    html = html_table(COLUMNS, [{"name": "MCP", "source": "BPS", "url": address}], caption="")
    assert ("<a href=" in html) is linked
    assert ">BPS<" in html


def test_our_row_is_set_apart() -> None:
    html = html_table(COLUMNS, [{"name": "a"}, {"name": "b"}], caption="", ours={1})
    assert '<tr class="dk-ours"><th scope="row">b</th>' in html
    assert html.count('class="dk-ours"') == 1
