"""The ways that people walk through the screens, with a mouse, by keyboard, in several tabs."""

from __future__ import annotations

import csv
import io
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.scope import PUBLIC
from core.settings import load_settings
from core.words import _
from data.engine import make_engine
from metrics.definitions import definition
from reports.figures import figures
from reports.files import HEADERS, names_of, to_csv
from tests.browser import SETTLE_SECONDS
from tests.databases import SAMPLE
from tests.screens.looks import CARD, PHONE, SPBE
from tests.serving import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page
    from sqlalchemy import Connection

    from core.figure import Figure
    from core.settings import Settings
    from tests.browser import OpenPage, Visit
    from tests.databases import SqliteDatabases
    from tests.serving import RunningServer

MOST_TABS = 80


@pytest.fixture(scope="module")
def house(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A server for the walks of this file, which change languages and end sessions."""
    with running(tmp_path_factory.mktemp("walks"), sqlite_databases.fresh(SAMPLE)) as server:
        yield server


@pytest.fixture
def walk(house: RunningServer, open_page: OpenPage) -> Iterator[Callable[..., Visit]]:
    """A function that opens a screen; whatever was walked, nothing left this machine."""
    opened: list[Visit] = []

    def start(
        path: str = "/", account: str | None = "bupati", *, width: int = 1280, height: int = 720
    ) -> Visit:
        opened.append(open_page(house, path, account=account, width=width, height=height))
        return opened[-1]

    yield start
    assert [one.outside for one in opened] == [[] for _ in opened]
    assert [one.errors for one in opened] == [[] for _ in opened]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what the selector names has the focus."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => document.activeElement.matches({selector!r})"):
            return
    pytest.fail(f"{selector} is not reached by {MOST_TABS} Tabs")


def wait_for(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for(timeout=SETTLE_SECONDS * 1000)


def address(page: Page) -> str:
    """Path and query of the browser's bar."""
    return re.sub(r"^https?://[^/]+", "", page.url)


def test_a_tile_opens_the_comparison_of_its_metric(walk: Callable[..., Visit]) -> None:
    opened = walk()
    value = opened.page.locator(".st-key-tile-inflation_mtm .dk-value")
    value.scroll_into_view_if_needed()
    box = value.bounding_box()
    assert box is not None
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    opened.page.wait_for_url("**/pembanding?metric=inflation_mtm")
    opened.settle()
    wait_for(opened.page, "Inflasi bulanan Singaraja")
    opened.page.go_back()
    opened.settle()
    wait_for(opened.page, "Perlu ditindaklanjuti")


def test_a_tile_opens_by_keyboard_too(walk: Callable[..., Visit]) -> None:
    opened = walk()
    tab_to(opened.page, ".st-key-tile-mcp_score a")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**/pembanding?metric=mcp_score")
    opened.settle()
    wait_for(opened.page, "Skor MCP Kabupaten Buleleng")


@pytest.mark.parametrize("size", [PHONE, (1280, 720)])
def test_the_card_opens_by_its_button_and_closes(
    walk: Callable[..., Visit], size: tuple[int, int]
) -> None:
    opened = walk(width=size[0], height=size[1])
    opened.page.locator(".st-key-card-mcp_score button").click()
    card = opened.page.get_by_role("dialog")
    card.wait_for()
    for said in ("Skor MCP", "Rumus", "mcp_score@51.08", "Baris asal angka"):
        card.get_by_text(said).first.wait_for()
    opened.page.keyboard.press("Escape")
    card.wait_for(state="detached")
    opened.settle()


def test_the_card_opens_by_keyboard_too(walk: Callable[..., Visit]) -> None:
    opened = walk()
    tab_to(opened.page, CARD)
    opened.page.keyboard.press("Enter")
    opened.page.get_by_role("dialog").get_by_text("Baris asal angka").wait_for()
    opened.settle()


def downloaded(page: Page, name: str) -> bytes:
    """What the browser saves when this button is pressed."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def rows(content: bytes) -> list[dict[str, str]]:
    """The lines of one of our CSV files, as a reader in Indonesian gets them."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@contextmanager
def database(house: RunningServer) -> Iterator[tuple[Connection, Settings]]:
    engine = make_engine(house.database_url)
    try:
        with engine.connect() as conn:
            yield conn, load_settings(environment={})
    finally:
        engine.dispose()


def as_rows(conn: Connection, found: list[Figure]) -> list[dict[str, str]]:
    return rows(to_csv(found, names_of(conn, found)))


def in_order(some: list[dict[str, str]]) -> list[list[str]]:
    return sorted(list(one.values()) for one in some)


def test_the_download_of_the_overview_holds_its_figures(
    walk: Callable[..., Visit], house: RunningServer
) -> None:
    opened = walk()
    found = rows(downloaded(opened.page, "Unduh CSV"))
    with database(house) as (conn, settings):
        code = settings.regency.code
        counted = ("opd_score", "reporting_compliance", "service_compliance", "skm_ikm")
        known = [
            one
            for metric in (*counted, *settings.headline.metrics)
            for one in figures(conn, settings=settings, scope=PUBLIC, metric=metric, region=code)
            if one.component in definition(metric).main
        ]
        expected = as_rows(conn, known)
    assert found
    assert all(row in expected for row in found)
    metric = _(HEADERS["metric"])
    assert [row[metric] for row in found] == list(dict.fromkeys(row[metric] for row in expected))


def test_the_download_of_a_comparison_is_what_the_figures_command_gives(
    walk: Callable[..., Visit], house: RunningServer
) -> None:
    opened = walk(SPBE)
    found = rows(downloaded(opened.page, "Unduh CSV"))
    region, period, value = (_(HEADERS[key]) for key in ("region", "period", "value"))
    shown = {row[region] for row in found}
    with database(house) as (conn, settings):
        expected = [
            row
            for code in sorted(shown)
            for row in as_rows(
                conn,
                figures(conn, settings=settings, scope=PUBLIC, metric="spbe_index", region=code),
            )
        ]
    assert {"14.08", "32.11"} <= shown
    assert in_order(found) == in_order(expected)
    values = {(row[region], row[period]): row[value] for row in found}
    assert (values["14.08", "2022"], values["32.11", "2022"]) == ("2,35", "3,84")


def test_the_workbook_is_a_workbook(walk: Callable[..., Visit]) -> None:
    assert downloaded(walk(SPBE).page, "Unduh XLSX").startswith(b"PK")


def test_a_language_switch_keeps_address_and_query(walk: Callable[..., Visit]) -> None:
    opened = walk(SPBE, account="inspektorat")
    opened.page.get_by_role("button", name="English").click()
    wait_for(opened.page, "Period compared")
    opened.settle()
    assert address(opened.page) == SPBE
    opened.page.get_by_role("button", name="Bahasa Indonesia").click()
    wait_for(opened.page, "Periode yang dibandingkan")
    opened.settle()
    assert address(opened.page) == SPBE


def test_a_reload_a_deep_link_and_a_second_tab_stay_signed_in(walk: Callable[..., Visit]) -> None:
    opened = walk()
    opened.page.reload()
    opened.settle()
    wait_for(opened.page, "Perlu ditindaklanjuti")
    opened.page.goto(opened.page.url.rstrip("/") + SPBE)
    opened.settle()
    wait_for(opened.page, "Indeks SPBE Kabupaten Siak")
    second = opened.context.new_page()
    second.goto(opened.page.url)
    wait_for(second, "Indeks SPBE Kabupaten Siak")


def test_signing_out_in_one_tab_ends_the_other_at_its_next_run(walk: Callable[..., Visit]) -> None:
    opened = walk(account="sekda")
    other = opened.context.new_page()
    other.goto(opened.page.url)
    wait_for(other, "Perlu ditindaklanjuti")
    opened.page.get_by_role("button", name="Keluar").click()
    wait_for(opened.page, "Pilih akun")
    other.get_by_test_id("stTopNavLink").first.click()
    wait_for(other, "Pilih akun")
    assert other.get_by_text("Skor MCP").count() == 0


def test_a_deep_link_survives_the_sign_in(walk: Callable[..., Visit]) -> None:
    opened = walk(SPBE, account=None)
    assert "Siak" not in opened.text()
    opened.page.get_by_role("button", name="Bupati (contoh)").click()
    wait_for(opened.page, "Indeks SPBE Kabupaten Siak")
    opened.settle()
    assert address(opened.page) == SPBE


def test_the_menu_of_a_phone_leads_to_every_page(walk: Callable[..., Visit]) -> None:
    opened = walk(width=PHONE[0], height=PHONE[1])
    opened.page.get_by_test_id("stExpandSidebarButton").click()
    menu = opened.page.get_by_test_id("stSidebar")
    menu.get_by_role("link", name="Ringkasan").wait_for()
    menu.get_by_role("link", name="Tentang data").wait_for()
    menu.get_by_role("link", name="Pembanding").click()
    opened.page.wait_for_url("**/pembanding")
    opened.settle()
    wait_for(opened.page, "Skor MCP Kabupaten Buleleng")
    assert opened.too_wide_by() == 0


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_mark_of_a_sample_database_says_what_it_means(
    walk: Callable[..., Visit], width: int
) -> None:
    opened = walk(width=width)
    opened.page.locator(".dk-mark summary").click()
    meaning = opened.page.locator(".dk-mark p")
    meaning.wait_for()
    box = meaning.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
