"""Pembanding on the sample regency: the page, its address and its readers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from data.engine import make_engine
from review.accounts import set_language
from tests.access.visitors import carry, dashboard, page_alone, token_of, words_of
from tests.charts.specs import rows

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1 import AppTest

FILTERS = ("metric", "component", "region", "peers", "from", "to", "period", "best")


def page(url: str, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    carry(monkeypatch, token_of(url, "bupati"))
    run = dashboard("pembanding", query)
    assert not run.exception
    return run


def charts_of(run: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in run.get("vega_lite_chart")]


def test_the_page_opens_on_the_first_headline_metric(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch)
    assert "Skor MCP Kabupaten Buleleng 2024: 91 poin (Zona hijau)" in words_of(run)
    assert len(charts_of(run)) == 2
    assert not {key for key in run.query_params if key in FILTERS}


def test_a_link_brings_the_screen_in_its_state(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(
        use_sample, monkeypatch, metric="spbe_index", region="14.08", period="2022", peers="32.11"
    )
    assert "2,35 poin, naik 0,43 dari 2021 (Cukup)" in words_of(run)
    assert run.multiselect(key="peers").value == ["32.11"]
    assert "2 dari 2 wilayah punya angka final 2022." in words_of(run)


def test_a_page_by_itself_asks_who_looks(use_sample: str) -> None:
    assert "Skor MCP" not in words_of(page_alone("pages/pembanding/page.py"))


def test_junk_in_the_address_gives_the_default_screen(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    junk = dict.fromkeys(FILTERS, "<script>alert(1)</script>")
    run = page(use_sample, monkeypatch, **junk)
    assert "Skor MCP Kabupaten Buleleng 2024" in words_of(run)
    assert "alert" not in words_of(run)
    assert not {key for key in run.query_params if key in FILTERS}


def test_a_region_without_figures_can_be_linked_to(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, metric="spbe_index")
    assert "belum ada angka yang terbit atau dimuat" in words_of(run)
    assert len(charts_of(run)) == 1


def test_a_choice_goes_into_the_address(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = page(use_sample, monkeypatch)
    run.selectbox(key="region").set_value("51.71").run()
    assert run.query_params["region"] in ("51.71", ["51.71"])
    run.multiselect(key="peers").set_value([]).run()
    assert run.query_params["peers"] in ("-", ["-"])
    assert not run.exception
    assert "Skor MCP Kota Denpasar 2024: 99 poin" in words_of(run)


def test_the_span_narrows_chart_and_table(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = page(use_sample, monkeypatch, **{"from": "2023", "to": "2024"})
    drawn = [row["period"] for row in rows(charts_of(run)[0], "point", "dot")]
    assert set(drawn) == {"2023", "2024"}


def test_an_english_reader_gets_the_page_in_english(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from review.accounts import person_named  # noqa: PLC0415

    engine = make_engine(use_sample)
    with engine.connect() as conn:
        person = person_named(conn, "bupati")
    set_language(engine, by=person, language="en")
    engine.dispose()
    run = page(use_sample, monkeypatch, metric="spbe_index", region="14.08")
    assert "SPBE index Kabupaten Siak 2022: 2.35 points" in words_of(run)
    assert charts_of(run)[0]["config"]["locale"]["number"]["decimal"] == "."


def test_the_screen_of_the_room_may_compare(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(monkeypatch, token_of(use_sample, "layar.rapat"))
    run = dashboard("pembanding", {})
    assert "Skor MCP Kabupaten Buleleng 2024" in words_of(run)
