"""The doors in a browser: a cold deep link, a sign-in, a sign-out, the other language."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

import pytest

from pages.shared.navigation import ENTRIES, Entry
from tests.words.screens import english_words_on

if TYPE_CHECKING:
    from tests.browser import OpenPage, Visit
    from tests.serving import RunningServer

QUERY = "metrik=mcp_score&embed_options=dark_theme"
# The Bupati opens every page but those of the daily work.
WHO_OPENS = {"data": "verifikator", "verifikasi": "verifikator", "lapor": "operator.kesehatan"}
# The first screen, a light and a heavy one; what a fresh process does is the same for the rest.
COLD = ("ringkasan", "tentang", "rapor-opd")
SIZES = [(360, 800), (1280, 720), (1920, 1080)]


def sign_in(window: Visit, account: str) -> None:
    window.page.click(f"button[value='{account}']")
    window.page.wait_for_selector(".dk-who")
    window.settle()


def assert_quiet(window: Visit) -> None:
    assert window.errors == []
    assert window.outside == []


@pytest.mark.parametrize("address", COLD)
def test_the_first_request_of_a_fresh_process_asks_who_and_leads_back(
    server: RunningServer, open_page: OpenPage, address: str
) -> None:
    insist_on_the_way_back(server, open_page, address)


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.address for entry in ENTRIES])
def test_a_deep_link_asks_who_and_leads_back(
    shared_server: RunningServer, open_page: OpenPage, entry: Entry
) -> None:
    insist_on_the_way_back(shared_server, open_page, entry.address)


def insist_on_the_way_back(server: RunningServer, open_page: OpenPage, address: str) -> None:
    """A deep link survives the sign-in, with its query."""
    window = open_page(server, f"/{address}?{QUERY}")
    words = window.text()
    assert "Masuk" in words
    assert "Page not found" not in words
    assert window.page.locator("[data-testid='stMain'] .element-container").count() == 2
    assert window.page.title() == "Masuk · Kabupaten Buleleng"
    sign_in(window, WHO_OPENS.get(address, "bupati"))
    assert window.page.url == f"{server.url}/{address}?{QUERY}"
    assert "Page not found" not in window.text()
    assert window.page.locator("[data-testid='stMain'] .element-container").count() > 2
    assert window.page.title().endswith(" · Kabupaten Buleleng")
    assert_quiet(window)


def test_a_reload_and_a_second_tab_stay_signed_in_and_signing_out_ends_both(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    window = open_page(shared_server, "/tentang")
    sign_in(window, "sekda")
    window.page.reload()
    window.settle()
    assert "Sekretaris Daerah (contoh)" in window.text()
    second = window.context.new_page()
    second.goto(f"{shared_server.url}/pembanding")
    second.wait_for_selector(".dk-who")
    window.page.click("form[action='/auth/keluar'] button")
    window.page.wait_for_selector(".dk-accounts")
    # The second tab still holds its old connection: its next run must see the end.
    second.click("[data-testid='stTopNavLink'] >> nth=0")
    second.wait_for_selector(".dk-accounts")
    assert second.locator("[data-testid='stMain'] .element-container").count() == 2


def test_a_refused_person_finds_who_why_and_the_way_on(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    window = open_page(shared_server, "/tentang", account="layar.rapat")
    words = window.text()
    assert "Halaman ini tidak terbuka bagi Anda" in words
    assert "Anda masuk sebagai Layar rapat (contoh)." in words
    links = window.page.locator("[data-testid='stTopNavLink']").all_inner_texts()
    assert [link.split("\n")[-1] for link in links] == ["Ringkasan"]
    groups = window.page.locator("[data-testid='stTopNavSection']").all_inner_texts()
    assert groups == ["Kinerja", "Layanan", "Wilayah"]
    window.page.locator("[data-testid='stTopNavSection']").nth(2).click()
    window.page.locator("a", has_text="Pembanding").first.wait_for()
    folded = window.page.locator("a").all_inner_texts()
    assert {"Pembanding", "Peta"} <= {link.split("\n")[-1] for link in folded}
    assert "Tentang data" not in " ".join(folded)
    assert_quiet(window)


def test_what_the_menu_has_no_room_for_folds_under_a_word_of_the_readers_language(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    """Streamlit itself writes "3 more" there, in English alone."""
    window = open_page(shared_server, "/tentang", account="verifikator", width=820)
    window.page.locator(".rc-overflow-item-rest button").wait_for()
    rest = window.page.locator(".rc-overflow-item-rest p")
    shown = "(e, part) => [getComputedStyle(e, part).content, getComputedStyle(e, part).fontSize]"
    assert rest.evaluate(shown, "::after") == ['"Lainnya"', "14px"]
    assert rest.evaluate("e => getComputedStyle(e).fontSize") == "0px"


def test_every_group_of_the_menu_is_in_sight_on_a_small_desk(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    window = open_page(shared_server, "/tentang", account="verifikator")
    assert not window.page.locator(".rc-overflow-item-rest button").is_visible()


def test_the_other_language_is_one_click_and_keeps_the_address(
    server: RunningServer, open_page: OpenPage
) -> None:
    window = open_page(server, f"/tentang?{QUERY}")
    window.page.click("button[name='language']")
    window.page.wait_for_selector("text=Sign in")
    sign_in(window, "layar.rapat")
    assert "This page is not open to you" in window.text()
    window.page.click("button[name='language']")
    window.page.wait_for_selector("text=Halaman ini tidak terbuka bagi Anda")
    assert window.page.url == f"{server.url}/tentang?{QUERY}"
    with sqlite3.connect(server.database_url.removeprefix("sqlite:///")) as conn:
        found = conn.execute("SELECT language FROM account WHERE username = 'layar.rapat'")
        assert found.fetchone() == ("id",)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("account", [None, "layar.rapat"])
def test_the_doors_fit_the_screen_and_speak_indonesian(
    shared_server: RunningServer,
    open_page: OpenPage,
    account: str | None,
    size: tuple[int, int],
    dark: bool,
) -> None:
    width, height = size
    window = open_page(
        shared_server, "/tentang", account=account, width=width, height=height, dark=dark
    )
    assert window.too_wide_by() == 0
    assert english_words_on(window.text(), ["English"]) == []
    actions = "form button, summary, [data-testid='stMain'] button"
    small = window.page.eval_on_selector_all(
        actions, "all => all.filter(e => e.getBoundingClientRect().height < 28).length"
    )
    assert small == 0
    if width < 640:
        buttons = window.page.eval_on_selector_all(
            "form button", "all => all.map(e => e.getBoundingClientRect().height)"
        )
        assert min(buttons) >= 40
    assert_quiet(window)


def test_a_script_that_is_not_ours_does_not_run(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    page = open_page(shared_server, "/tentang", account="bupati").page
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1';"
        " document.head.append(s) }"
    )
    assert page.evaluate("window.bad") is None


def test_an_unforeseen_failure_of_a_page_shows_a_number_and_no_trace(
    server: RunningServer, open_page: OpenPage
) -> None:
    with sqlite3.connect(server.database_url.removeprefix("sqlite:///")) as conn:
        conn.execute("ALTER TABLE published_value RENAME TO lain")
    words = open_page(server, "/", account="bupati").text()
    number = re.search(r"Nomor rujukan: ([0-9A-F]{4}-[0-9A-F]{4})\.", words)
    assert number is not None
    assert "published_value" not in words
    assert "Error" not in words
    assert number[1] in server.log()
    assert "no such table: published_value" in server.log()
