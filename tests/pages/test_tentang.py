"""Tentang data shows every definition, scale, target, source and import, and how old they are."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from core import clock
from core.settings import DATABASE_VARIABLE, ROOT
from core.words import LANGUAGES, speaking
from data.engine import make_engine
from data.schema import published_value
from data.versions import bump
from metrics.definitions import definitions
from metrics.scales import scales
from pages.tentang.ages import Freshness, ages, answer, needing_a_person
from pages.tentang.scales_part import scale_name
from pages.tentang.sources import SourcesError, read_sources, sources
from review.accounts import person_named, set_language
from tests.access.visitors import carry, dashboard, token_of, words_of
from tests.conftest import NOW
from tests.databases import SAMPLE
from tests.words.screens import english_numbers_on, english_words_on

if TYPE_CHECKING:
    from pathlib import Path

    from tests.databases import SqliteDatabases

A1 = (
    "Batas wilayah: BPS – OCHA/HDX COD-AB Indonesia 2020, CC BY 3.0 IGO"
    " (disederhanakan; kode Kemendagri ditambahkan)"
)
A2 = (
    "Kode wilayah: Kepmendagri 300.2.2-2430 Tahun 2025, via cahyadsn/wilayah,"
    " © 2017-2025 Cahya DSN, MIT"
)
ENGLISH_NAMES = ("The Inter Project Authors", "SIL Open Font License", "IGO")


@pytest.fixture
def database(use_sample: str, monkeypatch: pytest.MonkeyPatch, fixed_clock: datetime) -> str:
    """The sample regency, signed in as the Bupati, on 22 November 2026."""
    carry(monkeypatch, token_of(use_sample, "bupati"))
    return use_sample


@pytest.fixture(scope="module")
def screens(sqlite_databases: SqliteDatabases) -> dict[str, str]:
    """The page in each language, for the tests that only look."""
    url = sqlite_databases.fresh(SAMPLE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE_VARIABLE, url)
        patch.setattr(clock, "now", lambda: NOW)
        carry(patch, token_of(url, "bupati"))
        found = {}
        for language in LANGUAGES:
            speak(url, language)
            found[language] = page()
    return found


def speak(url: str, language: str) -> None:
    engine = make_engine(url)
    with engine.connect() as conn:
        person = person_named(conn, "bupati")
    set_language(engine, by=person, language=language)
    engine.dispose()


def page(**query: str) -> str:
    run = dashboard("tentang", query)
    assert not run.exception
    return words_of(run)


def text_of(html: str) -> str:
    bare = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", bare))


def section(html: str, name: str) -> str:
    found = re.search(rf'<section class="dt-section" id="{name}">.*?</section>', html, re.DOTALL)
    assert found, f"no section {name}"
    return found.group()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_definition_is_there_with_all_it_says(screens: dict[str, str], language: str) -> None:
    listed = unescape(section(screens[language], "metrics"))
    for metric, one in definitions().items():
        assert f'id="metric-{metric}"' in listed
        for texts in (one.name, one.formula, one.how_to_read, one.caveats, one.owner, one.sources):
            assert texts[language] in listed, metric


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scale_is_there_with_every_version_and_predicate(
    screens: dict[str, str], language: str
) -> None:
    listed = unescape(section(screens[language], "scales"))
    for scale, versions in scales().items():
        with speaking(language):
            assert f'<span class="dt-name">{scale_name(scale)}</span>' in listed
            for version in versions:
                assert version.bands[0].source in listed
                assert all(f">{band.label}<" in listed for band in version.bands)
    assert ("ditandai: skala berlaku surut" in listed) is (language == "id")
    assert listed.count("<table>") == sum(len(versions) for versions in scales().values())


def test_the_answer_counts_the_headline_figures(screens: dict[str, str]) -> None:
    assert "Dari 8 indikator utama Kabupaten Buleleng, " in screens["id"]


def test_at_most_five_figures_wait_and_each_names_owner_and_definition(
    screens: dict[str, str],
) -> None:
    rows = re.findall(r'<li><a href="(\?metric=\w+)"><b>(.*?)</b> · (.*?)</a></li>', screens["id"])
    assert len(rows) == 5
    assert rows[0][:2] == ("?metric=mcp_score", "Inspektorat Daerah")
    assert rows[0][2].startswith("MCP: perlu diperbarui · angka terakhir 2024, 22 bulan lalu")


def test_a_link_opens_its_definition_before_all_others(database: str) -> None:
    html = page(metric="spbe_index")
    entries = re.findall(r'<details( open)? class="dt-metric" id="metric-(\w+)">', html)
    assert entries[0] == (" open", "spbe_index")
    assert html.count("<details open") == 1


@pytest.mark.parametrize("junk", ["nothing", "<script>", "mcp_score@51.08~2024", ""])
def test_a_link_to_no_metric_opens_none(database: str, junk: str) -> None:
    html = page(metric=junk)
    assert "<details open" not in html
    assert "<script" not in html


def test_the_theme_filters_the_definitions(database: str) -> None:
    listed = section(page(tema="digital"), "metrics")
    shown = set(re.findall(r'id="metric-(\w+)"', listed))
    assert shown == {one.id for one in definitions().values() if one.theme == "digital"}


def test_targets_name_their_regulation_and_validity(screens: dict[str, str]) -> None:
    text = text_of(section(screens["id"], "targets"))
    assert re.search(
        r"Inflasi tahunan\s+1,5–3,5%\s+2025 sampai 2027.*?PMK 31/2024", text, re.DOTALL
    )


def test_what_is_loaded_says_when_by_whom_and_whether_it_is_a_sample(
    screens: dict[str, str],
) -> None:
    text = text_of(section(screens["id"], "loaded"))
    assert re.search(r"OPD\s+\d+\s.*?sistem.*?DATA CONTOH", text, re.DOTALL)
    assert re.search(r"Angka terpublikasi\s+503\s.*?\d pukul \d\d\.\d\d WITA\s+sistem", text)


def test_licences_are_named_with_the_lines_they_ask_for(screens: dict[str, str]) -> None:
    shown = unescape(section(screens["id"], "sources"))
    assert A1 in shown
    assert A2 in shown
    assert 'href="app/static/licences/cahyadsn-wilayah.txt"' in shown


def test_an_imported_figure_is_on_the_next_look(database: str) -> None:
    newest = r'id="metric-mcp_score">.*?<span class="dt-period">(.*?)</span>'
    assert re.findall(newest, page())[0] == "2024"
    engine = make_engine(database)
    with engine.begin() as conn:
        last = select(published_value.c.period).where(
            published_value.c.metric == "mcp_score",
            published_value.c.region_code == "51.08",
            published_value.c.period == "2024",
        )
        assert conn.scalar(last) == "2024"
        conn.execute(
            update(published_value)
            .where(
                published_value.c.metric == "mcp_score",
                published_value.c.region_code == "51.08",
                published_value.c.period == "2024",
            )
            .values(period="2025", period_end="2025-12-31")
        )
        bump(conn, "published")
    engine.dispose()
    html = page()
    assert re.findall(newest, html)[0] == "2025"
    # MCP counts as old from the 15th month on; eleven have passed.
    assert "?metric=mcp_score" not in html


def test_the_page_grows_old_by_itself(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    state = r'id="metric-mcp_score">.*?<span class="dt-state dt-(\w+)">'
    assert re.findall(state, page())[0] == "old"
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2025-06-01T00:00:00+00:00"))
    carry(monkeypatch, token_of(database, "bupati"))
    assert re.findall(state, page())[0] == "current"


def test_no_english_on_the_indonesian_page(screens: dict[str, str]) -> None:
    text = text_of(screens["id"])
    assert english_words_on(text, ENGLISH_NAMES) == []
    assert english_numbers_on(text) == []


def test_the_meeting_screen_is_refused(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    carry(monkeypatch, token_of(use_sample, "layar.rapat"))
    assert "dt-section" not in page()


def test_a_figure_published_once_never_waits() -> None:
    lasting = {key: one for key, one in definitions().items() if not one.months_until_old}
    assert lasting
    found = ages(definitions(), [], date(2026, 11, 22))
    assert {one.freshness for one in found.values()} == {Freshness.MISSING}
    assert needing_a_person(found, ()) == []


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ((), "Belum ada indikator utama yang ditetapkan untuk Kabupaten Contoh."),
        (("mcp_score",), "Dari 1 indikator utama Kabupaten Contoh, 1 belum ada data."),
    ],
)
def test_the_answer_has_words_for_every_case(headline: tuple[str, ...], expected: str) -> None:
    found = ages(definitions(), [], date(2026, 11, 22))
    assert answer(found, headline, "Kabupaten Contoh") == expected


def test_every_shipped_table_names_its_source() -> None:
    tables = [*(ROOT / "data" / "reference").glob("*.csv"), *(ROOT / "metrics").glob("*.csv")]
    shipped = {path.relative_to(ROOT).as_posix() for path in tables}
    assert shipped
    assert shipped <= {one.file for one in sources()}
    assert all((ROOT / one.file).exists() for one in sources())
    assert all((ROOT / one.notice).exists() for one in sources() if one.notice)
    assert all(one.notice for one in sources() if "MIT" in one.licence["id"])


def test_the_mit_notice_is_whole() -> None:
    notice = (ROOT / "static/licences/cahyadsn-wilayah.txt").read_text(encoding="utf-8")
    assert "Copyright (c) 2017-2025 Cahya DSN" in notice
    assert "Permission is hereby granted, free of charge" in notice
    assert 'THE SOFTWARE IS PROVIDED "AS IS"' in notice


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("licence = ", "license = "), "license"),
        (('en = "Facts"', 'xx = "Facts"'), "licence"),
        (("file = ", "# file = "), "file"),
    ],
)
def test_a_slip_in_the_sources_is_named(tmp_path: Path, change: tuple[str, str], key: str) -> None:
    good = (
        '[[source]]\nfile = "a.csv"\n'
        'title = { id = "A", en = "A" }\nwhat = { id = "B", en = "B" }\n'
        'source = { id = "C", en = "C" }\nlicence = { id = "Fakta", en = "Facts" }\n'
    )
    path = tmp_path / "sources.toml"
    path.write_text(good, encoding="utf-8")
    assert read_sources(path)[0].licence["en"] == "Facts"
    path.write_text(good.replace(*change), encoding="utf-8")
    with pytest.raises(SourcesError, match=f"'{key}'"):
        read_sources(path)
