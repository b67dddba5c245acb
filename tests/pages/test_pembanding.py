"""Pembanding on the sample regency: what it says, draws and refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pytest

from core.settings import load_settings
from core.words import speaking
from data.engine import make_engine
from data.queries.published import metrics_with_values, published_values
from metrics.definitions import definition, definitions
from pages.pembanding.choices import AUTOMATIC, NOBODY, Chosen
from pages.pembanding.values import MAIN, components
from pages.pembanding.view import Material, View, build_view, material
from tests.charts.specs import ENGLISH_NUMBER, rows, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

SETTINGS = load_settings(environment={})


@pytest.fixture
def engine(sample_url: str) -> Iterator[Engine]:
    made = make_engine(sample_url)
    yield made
    made.dispose()


def given(engine: Engine, metric: str, component: str = MAIN) -> Material:
    with engine.connect() as conn:
        return material(published_values(conn, metrics=[metric]), metric, component)


def look(
    engine: Engine,
    metric: str,
    region: str = "51.08",
    *,
    component: str = MAIN,
    period: str | None = None,
    best: str = AUTOMATIC,
    peers: tuple[str, ...] = (),
) -> View:
    """The screen without its widgets."""
    some = given(engine, metric, component)
    known = some.coverage
    periods = known.periods_of(region, known.first, known.last)
    chosen = Chosen(
        metric, component, region, peers, known.first.text, known.last.text,
        period or (periods[0] if periods else ""), best,
    )  # fmt: skip
    return build_view(some, chosen, SETTINGS, dark=False)


def trend(view: View) -> dict[str, Any]:
    assert view.trend is not None
    return view.trend.spec


# The sentence and the ladder


def test_siak_2022_is_told_up_to_sumedang(engine: Engine) -> None:
    view = look(engine, "spbe_index", "14.08", period="2022")
    assert view.answer == (
        "Indeks SPBE Kabupaten Siak 2022: 2,35 poin, naik 0,43 dari 2021 (Cukup). "
        "0,25 lagi menuju Baik; 1,49 di bawah Kabupaten Sumedang."
    )


def test_the_ladder_of_siak_2022_has_the_published_numbers(engine: Engine) -> None:
    view = look(engine, "spbe_index", "14.08", period="2022")
    assert view.ladder is not None
    found = sorted(rows(view.ladder.spec, "bar"), key=lambda row: row["place"])
    assert [(row["name"], row["long"]) for row in found] == [
        ("Kabupaten Sumedang", "3,84 (+1,49 poin)"),
        ("Sangat Baik", "3,50 (+1,15 poin)"),
        ("Baik", "2,60 (+0,25 poin)"),
        ("Kabupaten Siak (Cukup)", "2,35"),
    ]
    assert view.ladder.notes[0] == "Skala: Permenpan RB 59/2020, hasil 2021–2025."


def test_in_english_the_same_numbers_carry_a_point(engine: Engine) -> None:
    with speaking("en"):
        view = look(engine, "spbe_index", "14.08", period="2022")
    assert "2.35 points, up 0.43 from 2021 (Fair). 0.25 more for Good" in view.answer
    assert view.ladder is not None
    assert "3.84 (+1.49 points)" in [row["long"] for row in rows(view.ladder.spec, "bar")]


def test_buleleng_2024_is_not_compared_over_the_break_of_the_areas(engine: Engine) -> None:
    view = look(engine, "mcp_score")
    assert view.answer == (
        "Skor MCP Kabupaten Buleleng 2024: 91 poin (Zona hijau); 15 di atas rata-rata nasional. "
        "Sudah di predikat tertinggi; 8 di bawah Kota Denpasar."
    )


def test_a_scale_younger_than_the_figure_is_said_to_be(engine: Engine) -> None:
    view = look(engine, "mcp_score", period="2021")
    assert "94,59 poin, naik 6,59 dari 2020 (Zona hijau, skala berlaku surut)" in view.answer
    assert view.ladder is not None
    assert "Skala lebih muda daripada angkanya: skala berlaku surut." in view.ladder.notes


def test_a_region_without_a_figure_is_told_in_words(engine: Engine) -> None:
    view = look(engine, "spbe_index", peers=("14.08", "32.11"))
    assert view.answer == (
        "Indeks SPBE Kabupaten Buleleng: belum ada angka yang terbit atau dimuat."
    )
    assert view.ladder is None
    assert {row["role"] for row in rows(trend(view), "point", "dot")} == {"peer"}


def test_a_chosen_rival_takes_the_place_of_the_best(engine: Engine) -> None:
    view = look(engine, "mcp_score", best="33.14")
    assert view.answer.endswith("7 di bawah Kabupaten Sragen.")


def test_the_best_region_is_told_that_it_is(engine: Engine) -> None:
    view = look(engine, "spbe_index", "32.11", period="2022")
    assert "terbaik dari 2 kabupaten/kota di basis data ini" in view.answer


def test_a_metric_without_a_scale_has_no_ladder(engine: Engine) -> None:
    assert look(engine, "inflation_yoy").ladder is None


# Interim values, derived ones, gaps and breaks


def test_interim_values_are_never_ranked(engine: Engine) -> None:
    candidates = given(engine, "mcp_score").coverage.candidates
    assert set(candidates) == {"2020", "2021", "2022", "2023", "2024"}
    assert candidates["2024"][0].name == "Kota Denpasar"
    # Klungkung (2025-10-30) and Kampar (2024-11-04) have interim values alone.
    assert not {"51.05", "14.01"} & {one.code for some in candidates.values() for one in some}


def test_a_province_is_not_a_rival_of_governments_below_it(engine: Engine) -> None:
    levels = given(engine, "mcp_score").coverage
    ranked = {one.code for some in levels.candidates.values() for one in some}
    assert all("." in code for code in ranked)


def test_interim_values_stand_apart_and_say_so(engine: Engine) -> None:
    view = look(engine, "mcp_score")
    joined = {row["y"] for row in rows(trend(view), "line") if row["role"] == "ours"}
    assert joined == {88, 94.59, 90, 91}
    rings = {row["y"] for row in rows(trend(view), "point", "ring") if row["role"] == "ours"}
    assert rings == {66, 57}
    assert "57 sementara" in view.values
    assert view.trend is not None
    assert any(note.startswith("Lingkaran kosong") for note in view.trend.notes)


def test_an_interim_figure_has_no_predicate_and_no_ladder(engine: Engine) -> None:
    view = look(engine, "mcp_score", "14.01")
    assert view.answer == "Skor MCP Kabupaten Kampar 4 November 2024 (sementara): 69,03 poin."
    assert view.ladder is None


def test_a_derived_value_is_marked(engine: Engine) -> None:
    view = look(engine, "mcp_score", "35.10")
    kinds = {row["y"]: row["kind"] for row in rows(trend(view), "point", "dot")}
    assert kinds[94.2] == "derived"
    assert "94,20 turunan" in view.values or "94,2 turunan" in view.values


def test_the_break_of_the_areas_cuts_every_line(engine: Engine) -> None:
    made = trend(look(engine, "mcp_score"))
    assert [row["name"] for row in rows(made, "text", "strong-text")] == [["Area MCP berubah"]]
    assert_cut_at_the_rule(made)


def assert_cut_at_the_rule(made: dict[str, Any]) -> None:
    [rule] = rows(made, "rule", "break")
    runs: dict[str, list[int]] = {}
    for row in rows(made, "line"):
        runs.setdefault(row["run"], []).append(row["x"])
    assert any(min(run) > rule["x"] for run in runs.values())
    assert all(max(run) < rule["x"] or min(run) > rule["x"] for run in runs.values())


def test_the_two_bases_of_the_price_index_share_no_line(engine: Engine) -> None:
    made = trend(look(engine, "inflation_yoy"))
    assert_cut_at_the_rule(made)


def test_the_inflation_target_is_a_band_with_its_note(engine: Engine) -> None:
    view = look(engine, "inflation_yoy")
    assert [(row["y"], row["y2"]) for row in rows(trend(view), "rect")] == [(2, 4), (1.5, 3.5)]
    assert view.trend is not None
    assert "kesepakatan aplikasi" in view.trend.notes[-1]
    assert "dalam sasaran" in view.answer


def test_the_province_and_the_mean_of_its_governments_are_two_lines(engine: Engine) -> None:
    labels = {row["wide"] for row in rows(trend(look(engine, "mcp_score")), "text", "quiet-text")}
    assert "Provinsi Bali 99" in labels
    assert "Bali (rata-rata pemda) 88 (2020)" in labels
    assert "Indonesia (rata-rata nasional) 76" in labels


def test_a_national_figure_that_is_no_mean_is_not_called_one(engine: Engine) -> None:
    view = look(engine, "cpi_2018")
    assert "angka nasional" in view.answer
    assert "rata-rata" not in view.answer


def test_what_was_measured_keeps_its_exact_name(engine: Engine) -> None:
    view = look(engine, "inflation_yoy")
    assert view.answer.startswith("Inflasi tahunan Singaraja (Kabupaten Buleleng) Juni 2025")
    assert "Bali (gabungan Denpasar dan Singaraja)" in view.sources


# Everything that is loaded


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_metric_that_is_loaded_can_be_looked_at(engine: Engine, language: str) -> None:
    with engine.connect() as conn:
        present = metrics_with_values(conn)
        frames = {metric: published_values(conn, metrics=[metric]) for metric in present}
    for metric, frame in sorted(frames.items()):
        component = components(frame, definition(metric))[0]
        some = material(frame, metric, component)
        region = next(iter(some.coverage.places))
        with speaking(language):
            view = look(engine, metric, region, component=component)
        assert view.trend is not None
        assert len(view.figures) >= 1


def test_no_indonesian_spec_carries_an_english_number(engine: Engine) -> None:
    for metric in ("mcp_score", "spbe_index", "inflation_yoy", "cpi_2018", "rabies_bites"):
        view = look(engine, metric, peers=SETTINGS.peers.regions)
        for picture in (view.trend, view.ladder):
            if picture is None:
                continue
            assert picture.spec["config"]["locale"]["number"]["decimal"] == ","
            found = [text for text in said(picture.spec) if ENGLISH_NUMBER.search(text)]
            assert found == []
            alt.LayerChart.from_dict(picture.spec, validate=True)


def test_components_that_are_means_are_not_offered_for_themselves(engine: Engine) -> None:
    with engine.connect() as conn:
        frame = published_values(conn, metrics=["mcp_area_score"])
    offered = components(frame, definitions()["mcp_area_score"])
    assert "Manajemen ASN" in offered
    assert not [name for name in offered if name.endswith("rata-rata")]


def test_an_area_is_held_against_the_mean_of_the_same_area(engine: Engine) -> None:
    view = look(engine, "mcp_area_score", "14.01", component="Manajemen ASN")
    assert {row["name"] for row in rows(trend(view), "point", "dot")} == {
        "Indonesia (rata-rata nasional)"
    }


def test_the_figures_to_download_are_those_on_the_screen(engine: Engine) -> None:
    view = look(engine, "spbe_index", "14.08", period="2022", peers=("35.10",))
    assert {(one.region, one.period, one.value) for one in view.figures} == {
        ("14.08", "2021", 1.92), ("14.08", "2022", 2.35),
        ("32.11", "2020", 3.81), ("32.11", "2021", 3.52), ("32.11", "2022", 3.84),
        ("35.10", "2019", 3.41), ("35.10", "2021", 3.53),
    }  # fmt: skip


def test_coverage_counts_the_chosen_regions(engine: Engine) -> None:
    view = look(engine, "mcp_score", peers=("51.02", "51.07", "35.10"))
    assert "2 dari 4 wilayah punya angka final 2024." in view.foot


# The page


def test_nobody_to_compare_with_is_no_rival(engine: Engine) -> None:
    view = look(engine, "mcp_score", best=NOBODY)
    assert view.answer.endswith("Sudah di predikat tertinggi.")
