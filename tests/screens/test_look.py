"""The eye itself: it sees each fault on a page made to have it, and none on a page without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.screens.looks import LOOK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PAGE = """<!DOCTYPE html><html lang="id"><body style="margin:0;font:16px/1.4 sans-serif">
<main data-testid="stMain" style="overflow:auto;height:600px;position:relative">{body}</main>
</body></html>"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page(viewport={"width": 400, "height": 600})
    yield made
    made.close()


def seen(page: Page, body: str) -> dict[str, Any]:
    page.set_content(PAGE.format(body=body))
    found: dict[str, Any] = page.evaluate(LOOK)
    return found


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        ('<p style="width:900px">Lebar</p>', "wide", "main is 500 px too wide"),
        ('<p style="position:fixed;left:380px;margin:0">Keluar</p>', "wide", '"Keluar" leaves'),
        (
            (
                '<p style="width:60px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">'
                "Kepala Dinas Kesehatan</p>"
            ),
            "cut",
            '"Kepala Dinas Kesehatan" is cut',
        ),
        ('<p style="height:20px;overflow:hidden">Satu<br>dua<br>tiga</p>', "cut", '"dua" is cut'),
        (
            '<svg width="80" height="30"><text x="10" y="20">Kabupaten Sumedang</text></svg>',
            "cut",
            '"Kabupaten Sumedang" is cut',
        ),
        ('<input value="Tidak ada yang dipilih" style="width:60px">', "cut", '"Tidak ada yang'),
        (
            (
                '<div style="background:#eee;padding:16px 16px 0;height:40px"><p style="margin:0">'
                "Satu<br>dua</p></div>"
            ),
            "cut",
            '"dua" leaves its box',
        ),
        (
            '<p style="margin:0">Nilai 91</p><p style="margin:-20px 0 0">Target 90</p>',
            "over",
            '"Nilai 91" and "Target 90" lie over',
        ),
        (
            (
                "<p>Nilai 91</p>"
                '<div style="position:absolute;top:0;width:90px;height:60px;background:#fff"></div>'
            ),
            "over",
            '"Nilai 91" is covered by <div>',
        ),
        ('<p style="color:#bbb">Pudar</p>', "faint", '"Pudar" has contrast 1.9'),
        (
            (
                '<svg width="90" height="30"><text x="9" y="20" fill="#fff" stroke="#fff" '
                'stroke-width="3">Sawan</text></svg>'
            ),
            "faint",
            '"Sawan" has contrast 1.0',
        ),
    ],
)
def test_a_fault_is_seen(page: Page, body: str, kind: str, said: str) -> None:
    faults: list[str] = seen(page, body)[kind]
    assert any(fault.startswith(said) for fault in faults), faults


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Ringkasan</h1><p>Nilai 91 <b>poin</b> dari 90</p>",
        '<div style="overflow-x:auto"><p style="width:900px">Tabel yang bergulir sendiri</p></div>',
        '<details><summary>Rumus</summary><p style="width:900px;color:#eee">Lipat</p></details>',
        '<span style="position:absolute;width:1px;height:1px;overflow:hidden">Untuk telinga</span>',
        '<p>Kartu</p><a style="position:absolute;inset:0;color:transparent;font-size:1px">Buka</a>',
        '<div style="background:#eee;padding:16px">Ubin</div>',
        (
            '<svg width="90" height="30"><text x="9" y="20" fill="#fff" stroke="#fff" '
            'stroke-width="3">Sawan</text><text x="9" y="20">Sawan</text></svg>'
        ),
    ],
)
def test_a_sound_page_has_no_fault(page: Page, body: str) -> None:
    found = seen(page, body)
    assert [found[kind] for kind in ("wide", "cut", "over", "faint")] == [[], [], [], []]


def test_words_are_read_with_labels_and_without_what_is_marked_as_foreign(page: Page) -> None:
    body = '<button aria-label="Tutup">x</button><i lang="en">English</i><b>Masuk</b>'
    found = seen(page, f'{body}<input value="Kabupaten Siak" style="width:300px">')
    assert found["words"][1:] == ["x", "Masuk", "Kabupaten Siak"]
    assert found["spoken"] == ["Tutup"]
