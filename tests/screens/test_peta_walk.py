"""A press on the map: the shape, the card, the table and the address speak of the same place."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from charts.map.view import View, view_of
from data.engine import make_engine
from data.queries.boundaries import outlines
from pages.peta.drawing import WIDTHS
from pages.shared.map import Screen
from tests.browser import SETTLE_SECONDS, WITHOUT_MAPS, Windows, launch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from data.queries.boundaries import Outline
    from tests.browser import OpenPage, Visit
    from tests.serving import RunningServer

MAP = '[data-testid="stDeckGlJsonChart"]'
ROW = ".dk-places [aria-current]"
DRAWN = 4_000
"""Milliseconds for a map drawn in software to come to rest; a press before that is lost."""
PRESSES = 3
COUNT = "/peta?indikator=village_count"


def shapes(server: RunningServer) -> dict[str, Outline]:
    engine = make_engine(server.database_url)
    with engine.connect() as conn:
        found = outlines(conn, level="kecamatan", within="51.08")
    engine.dispose()
    return {one.name: one for one in found}


def press(page: Page, server: RunningServer, name: str) -> None:
    """Press on a kecamatan where the map shows it, until its card is there."""
    every = shapes(server)
    place = every[name]
    for _try in range(PRESSES):
        page.wait_for_timeout(DRAWN)
        box = page.locator(MAP).bounding_box()
        assert box is not None
        laid = view_of(list(every.values()), WIDTHS[Screen.MIDDLE], round(box["height"]))
        seen = View(laid.longitude, laid.latitude, laid.zoom, round(box["width"]), laid.height)
        x, y = seen.pixel(place.longitude, place.latitude)
        page.mouse.move(box["x"] + x - 2, box["y"] + y)
        page.mouse.click(box["x"] + x, box["y"] + y)
        try:
            card(page, place.code, seconds=DRAWN / 1000)
        except AssertionError:
            continue
        return
    pytest.fail(f"{name} was pressed {PRESSES} times and did not answer")


def card(page: Page, code: str, *, seconds: float = SETTLE_SECONDS) -> None:
    """The card of this place is on the screen."""
    heading = page.locator(".dk-card h2").filter(has_text=code)
    try:
        heading.first.wait_for(timeout=seconds * 1000)
    except Exception as error:
        raise AssertionError(code) from error


def rows(page: Page) -> list[str]:
    found: list[str] = page.locator(".dk-places tbody button").all_inner_texts()
    return found


def test_a_press_on_the_map_is_answered_by_card_table_and_address(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    opened = open_page(shared_server, COUNT, account="bupati")
    page = opened.page
    for name in ("Sukasada", "Gerokgak"):
        press(page, shared_server, name)
        code = shapes(shared_server)[name].code
        opened.settle()
        assert page.url.endswith(f"wilayah={code}")
        assert page.locator(ROW).all_inner_texts() == [name]
        assert f"Kecamatan {name} · {code}" in opened.text()
    page.go_back()
    again = open_page(shared_server, f"{COUNT}&wilayah=51.08.01", account="bupati")
    assert again.page.locator(ROW).all_inner_texts() == ["Gerokgak"]
    assert (opened.outside, opened.errors) == ([], [])


def test_a_press_leads_into_the_kecamatan_and_a_button_out_again(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    opened = open_page(shared_server, "/peta", account="bupati")
    page = opened.page
    assert len(rows(page)) == 9
    press(page, shared_server, "Sukasada")
    opened.settle()
    assert "Pancasari" in rows(page)
    assert len(rows(page)) == 15
    page.get_by_role("button", name="Seluruh wilayah").click()
    card(page, "51.08")
    page.wait_for_function("() => document.querySelectorAll('.dk-places button').length === 9")
    assert "wilayah" not in page.url


def test_the_map_is_taken_along_as_a_picture_and_on_paper(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    opened = open_page(shared_server, "/peta?wilayah=51.08.05", account="bupati")
    for button, start in (("Unduh PNG", b"\x89PNG"), ("Unduh PDF", b"%PDF-")):
        with opened.page.expect_download() as waiting:
            opened.page.get_by_role("button", name=button).click()
        content = Path(waiting.value.path()).read_bytes()
        assert content.startswith(start)
        assert len(content) > 20_000
        kind = button.rpartition(" ")[2].lower()
        assert waiting.value.suggested_filename.endswith(f"51.08.05.{kind}")


def test_the_table_leads_to_the_same_place_by_keyboard(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    opened = open_page(shared_server, COUNT, account="bupati")
    page = opened.page
    first = rows(page)
    page.locator(".dk-places tbody button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card(page, shapes(shared_server)[first[2]].code)
    opened.settle()
    assert page.locator(ROW).all_inner_texts() == [first[2]]


def test_the_zoom_stays_when_the_metric_changes(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    opened = open_page(shared_server, COUNT, account="bupati")
    page = opened.page
    page.wait_for_timeout(DRAWN)
    box = page.locator(MAP).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(DRAWN)
    near = pixels(page)
    page.get_by_role("combobox", name="Indikator").click()
    page.get_by_role("option", name="Perkiraan populasi anjing").click()
    page.wait_for_timeout(DRAWN)
    opened.settle()
    changed = difference(near, pixels(page))
    page.get_by_role("combobox", name="Indikator").click()
    page.get_by_role("option", name="Jumlah desa dan kelurahan").click()
    page.wait_for_timeout(DRAWN)
    opened.settle()
    assert difference(near, pixels(page)) < 0.01 < changed


def pixels(page: Page) -> Any:
    """The map as grey values."""
    import io  # noqa: PLC0415

    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    taken = Image.open(io.BytesIO(page.locator(MAP).screenshot())).convert("L")
    return np.asarray(taken, dtype=float)


def difference(first: Any, second: Any) -> float:
    """The share of pixels that are not alike."""
    assert first.shape == second.shape
    return float((abs(first - second) > 40).mean())


@pytest.fixture
def plain(browser: Browser, shared_server: RunningServer) -> Iterator[Visit]:
    """The map in a Chromium that cannot draw in three dimensions, as on an old office machine."""
    made = launch(browser.browser_type, WITHOUT_MAPS)
    with closing(made), Windows(made).visit(shared_server, COUNT, account="bupati") as opened:
        yield opened


def test_without_webgl_the_flat_map_answers_presses_as_well(
    shared_server: RunningServer, plain: Visit
) -> None:
    opened, page = plain, plain.page
    chart = page.locator('[data-testid="stVegaLiteChart"]')
    chart.wait_for()
    assert page.locator(MAP).count() == 0
    assert "Peramban ini tidak dapat menggambar peta gerak" in opened.text()
    opened.settle()
    box = chart.bounding_box()
    assert box is not None
    # Somewhere on the map is a kecamatan: the flat map has no place of its own to ask for.
    for down in range(3, 9):
        page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * down / 10)
        page.wait_for_timeout(600)
        if "wilayah" in page.url:
            break
    opened.settle()
    assert "wilayah=51.08." in page.url
    code = page.url.split("wilayah=")[1]
    card(page, code)
    assert len(page.locator(ROW).all_inner_texts()) == 1


def test_a_phone_gets_the_flat_map(shared_server: RunningServer, open_page: OpenPage) -> None:
    opened = open_page(shared_server, "/peta", account="bupati", width=360, height=800)
    assert opened.page.locator('[data-testid="stVegaLiteChart"]').count() == 1
    assert opened.page.locator(MAP).count() == 0
    assert opened.too_wide_by() == 0
