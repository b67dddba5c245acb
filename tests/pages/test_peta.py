"""Peta on the sample regency: the map, its table, the card and the address agree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from data.engine import make_engine
from review.accounts import person_named, set_language
from tests.access.visitors import carry, dashboard, page_alone, token_of, words_of

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

FILTERS = ("indikator", "wilayah", "tingkat", "periode", "titik", "peta")
COVERAGE = "rabies_vaccination_coverage"


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that says it draws maps and is no phone."""
    say(monkeypatch, webgl="1", layar="sedang")


def say(monkeypatch: pytest.MonkeyPatch, **cookies: str) -> None:
    """The browser of this test says this of itself."""

    class Context:
        class theme:  # noqa: N801 (as Streamlit names it)
            type = "light"

    Context.cookies = cookies  # type: ignore[attr-defined]
    monkeypatch.setattr(st, "context", Context)


def page(url: str, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    carry(monkeypatch, token_of(url, "bupati"))
    run = dashboard("peta", query)
    assert not run.exception
    return run


def deck(run: AppTest) -> dict[str, Any]:
    (found,) = run.get("deck_gl_json_chart")
    made: dict[str, Any] = json.loads(found.proto.json)
    return made


def shapes(run: AppTest) -> dict[str, dict[str, Any]]:
    """What the regions of the deck say, by code."""
    layer = next(one for one in deck(run)["layers"] if one["id"].startswith("regions"))
    features = layer["data"]["features"]
    return {one["properties"]["code"]: one["properties"] for one in features}


def listed(run: AppTest) -> dict[str, dict[str, Any]]:
    """The rows of the table beside the map, by code."""
    (found,) = run.get("bidi_component")
    return {row["code"]: row for row in json.loads(found.proto.json)["rows"]}


def test_map_and_table_hold_the_same_places_and_values(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, indikator=COVERAGE)
    drawn, rows = shapes(run), listed(run)
    assert len(drawn) == 9
    assert drawn.keys() == rows.keys()
    for code, row in rows.items():
        assert row["value"] in drawn[code]["v"]
        assert drawn[code]["n"] == row["name"]
    assert "9 kecamatan mencapai target" in words_of(run)
    assert "Batas wilayah: BPS – OCHA/HDX COD-AB Indonesia 2020" in words_of(run)
    assert "Batas indikatif" in words_of(run)
    assert not {key for key in run.query_params if key in FILTERS} - {"indikator"}


def test_a_link_to_a_kecamatan_opens_its_desa_and_its_card(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, indikator=COVERAGE, wilayah="51.08.05")
    drawn, rows = shapes(run), listed(run)
    assert len(rows) == 15
    assert drawn.keys() == rows.keys()
    assert all(code.startswith("51.08.05.") for code in rows)
    words = words_of(run)
    assert "Kecamatan Sukasada · 51.08.05" in words
    assert "Jumlah desa dan kelurahan" in words
    assert run.selectbox(key="wilayah").value == "51.08.05"


def test_a_link_to_a_desa_shows_its_card_and_marks_it(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, indikator=COVERAGE, wilayah="51.08.05.2001")
    (table,) = run.get("bidi_component")
    assert json.loads(table.proto.json)["selected"] == "51.08.05.2001"
    assert any(layer["id"].startswith("selected") for layer in deck(run)["layers"])
    assert "51.08.05.2001" in words_of(run)


def test_a_metric_without_desa_stays_on_the_kecamatan_and_marks_the_one(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, indikator="village_count", wilayah="51.08.05")
    assert len(listed(run)) == 9
    (table,) = run.get("bidi_component")
    assert json.loads(table.proto.json)["selected"] == "51.08.05"
    assert "148 desa di 9 kecamatan" in words_of(run)


def test_what_is_unknown_is_hatched_and_worded(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, indikator=COVERAGE, periode="2025-10")
    rows, drawn = listed(run), shapes(run)
    unknown = [code for code, row in rows.items() if row.get("hatched")]
    assert len(unknown) == 8
    assert {rows[code]["value"] for code in unknown} == {"belum ada data"}
    assert all("tone" not in rows[code] for code in unknown)
    assert all("belum ada data" in drawn[code]["v"] for code in unknown)
    assert "56%" in rows["51.08.05"]["value"]
    assert rows["51.08.05"]["state"] == "belum mencapai target · sementara"
    assert "sementara" in drawn["51.08.05"]["s"]
    assert "8 kecamatan belum ada data" in words_of(run)


def test_sample_values_say_so_and_published_ones_do_not(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, indikator=COVERAGE, periode="2026-10")
    assert all(row.get("sample") for row in listed(run).values() if not row.get("hatched"))
    assert "DATA CONTOH" in words_of(run)
    run = page(use_sample, monkeypatch, indikator=COVERAGE, periode="2025-10")
    assert not any(row.get("sample") for row in listed(run).values())


@pytest.mark.parametrize(
    "cookies", [{"webgl": "0", "layar": "sedang"}, {}, {"webgl": "1", "layar": "sempit"}]
)
def test_without_webgl_on_phones_and_when_in_doubt_the_flat_map_is_shown(
    use_sample: str, monkeypatch: pytest.MonkeyPatch, cookies: dict[str, str]
) -> None:
    moving = listed(page(use_sample, monkeypatch, indikator=COVERAGE))
    say(monkeypatch, **cookies)
    run = page(use_sample, monkeypatch, indikator=COVERAGE)
    assert not run.get("deck_gl_json_chart")
    assert listed(run) == moving
    (chart,) = run.get("vega_lite_chart")
    said = json.dumps(json.loads(chart.proto.spec), ensure_ascii=False)
    for row in moving.values():
        assert row["value"] in said
    assert "Batas indikatif" in said


def test_points_are_drawn_where_they_are_known_and_listed_where_not(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, titik="*")
    words = words_of(run)
    assert "Lokasi belum dipetakan" in words
    assert "Kantor Camat Gerokgak" in words
    assert "OpenStreetMap" in words
    drawn = json.dumps(deck(run), ensure_ascii=False)
    assert "RSUD Kabupaten Buleleng" in drawn
    assert "Kantor Camat Gerokgak" not in drawn
    without = page(use_sample, monkeypatch)
    assert "RSUD Kabupaten Buleleng" not in json.dumps(deck(without), ensure_ascii=False)
    assert "OpenStreetMap" not in words_of(without)


def test_the_map_stays_where_it_is_when_the_metric_changes(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = [
        deck(page(use_sample, monkeypatch, indikator=metric, titik=points))["initialViewState"]
        for metric, points in ((COVERAGE, "-"), ("village_count", "-"), ("rabies_bites", "*"))
    ]
    assert views[0] == views[1] == views[2]


def test_junk_in_the_address_gives_the_default_screen(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, **dict.fromkeys(FILTERS, "<script>alert(1)</script>"))
    assert "alert" not in words_of(run)
    assert not {key for key in run.query_params if key in FILTERS}
    assert len(listed(run)) == 9


def test_a_page_by_itself_asks_who_looks(use_sample: str) -> None:
    assert "kecamatan" not in words_of(page_alone("pages/peta/page.py"))


def test_an_english_reader_gets_the_page_in_english(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.connect() as conn:
        person = person_named(conn, "bupati")
    set_language(engine, by=person, language="en")
    engine.dispose()
    run = page(use_sample, monkeypatch, indikator=COVERAGE)
    assert "kecamatan reach the target" in words_of(run)
    assert "Indicative boundaries" in words_of(run)
