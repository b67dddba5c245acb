"""Sentences of the review, word for word."""

from __future__ import annotations

import pytest

from core.figure import Publication, State
from core.periods import Period
from core.words import _, speaking
from metrics.comparison import change
from metrics.definitions import definition
from metrics.inflation import room_left
from metrics.scales import judge
from metrics.sentences import (
    against_mean,
    against_national,
    against_target,
    inflation_sentence,
    missing_sentence,
    published_sentence,
    room_note,
)
from metrics.targets import Target

MCP = definition("mcp_score")
SPBE = definition("spbe_index")
YEARLY = definition("inflation_yoy")
BAND_2024 = Target(1.5, 3.5, "", regional=False)
MAY_2024 = Period.parse("2024-05")


def test_the_parts_of_s10_make_the_template_word_for_word() -> None:
    with speaking("id"):
        moved = _(", up {amount} from {before}").format(amount="{d}", before="{periode lama}")
        side = _("; {gap} above {other}").format(gap="{d2}", other=_("the national mean"))
        whole = _("{metric} {region} {period}: {value}{change}{predicate}{against}.").format(
            metric="{metrik}",
            region="{wilayah}",
            period="{periode}",
            value="{nilai} {satuan}",
            change=moved,
            predicate=" ({predikat})",
            against=side,
        )
    assert whole == (
        "{metrik} {wilayah} {periode}: {nilai} {satuan}, naik {d} dari {periode lama} "
        "({predikat}); {d2} di atas rata-rata nasional."
    )


def test_mcp_of_buleleng_in_both_languages() -> None:
    period = Period.parse("2021")
    said = {}
    for language in ("id", "en"):
        with speaking(language):
            said[language] = published_sentence(
                MCP,
                "Kabupaten Buleleng",
                period,
                94.59,
                change=change(MCP, 94.59, 88, Period.parse("2020")),
                predicate=judge("mcp_zone", 94.59, period).band.label,
                against=against_mean(MCP, 94.59, 71),
            )
    assert said == {
        "id": "Skor MCP Kabupaten Buleleng 2021: 94,59 poin, naik 6,59 dari 2020 (Zona hijau); "
        "23,59 di atas rata-rata nasional.",
        "en": "MCP score Kabupaten Buleleng 2021: 94.59 points, up 6.59 from 2020 (Green zone); "
        "23.59 above the national mean.",
    }


def test_spbe_of_siak() -> None:
    period = Period.parse("2022")
    with speaking("id"):
        assert published_sentence(
            SPBE,
            "Kabupaten Siak",
            period,
            2.35,
            change=change(SPBE, 2.35, 1.92, Period.parse("2021")),
            predicate=judge("digital_index", 2.35, period).band.label,
        ) == ("Indeks SPBE Kabupaten Siak 2022: 2,35 poin, naik 0,43 dari 2021 (Cukup).")


def test_a_percentage_has_no_space_and_its_change_is_in_percentage_points() -> None:
    coverage = definition("rabies_vaccination_coverage")
    target = Target(70, None, "", regional=False)
    with speaking("id"):
        assert published_sentence(
            coverage,
            "Kabupaten Buleleng",
            Period.parse("2025-10"),
            74.48,
            publication=Publication.INTERIM,
            against=against_target(coverage, 74.48, target),
        ) == (
            "Cakupan vaksinasi rabies Kabupaten Buleleng Oktober 2025 (sementara): 74,48%; "
            "4,48 poin persen di atas target."
        )


def test_values_that_print_alike_are_tetap() -> None:
    with speaking("id"):
        assert published_sentence(
            SPBE,
            "Sumedang",
            Period.parse("2023"),
            3.844,
            change=change(SPBE, 3.844, 3.84, Period.parse("2022")),
            predicate="Sangat Baik",
            against=against_mean(SPBE, 3.844, 3.84),
        ) == (
            "Indeks SPBE Sumedang 2023: 3,84 poin, tetap dari 2022 (Sangat Baik); "
            "sama dengan rata-rata nasional."
        )


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (2.92, 3.71, "2,92%, turun 0,79 {pp}, mendekati sasaran; dalam sasaran."),
        (3.71, 2.8, "3,71%, naik 0,91 {pp}, menjauhi sasaran; 0,21 poin persen di atas sasaran."),
        (1.2, 2.8, "1,20%, turun 1,60 {pp}, menjauhi sasaran; 0,30 poin persen di bawah sasaran."),
        (2.5, 2.4, "2,50%, naik 0,10 {pp}; dalam sasaran."),
    ],
)
def test_a_two_sided_target_is_neared_or_left(now: float, before: float, said: str) -> None:
    with speaking("id"):
        found = published_sentence(
            YEARLY,
            "Singaraja",
            MAY_2024,
            now,
            change=change(YEARLY, now, before, Period.parse("2024-03"), BAND_2024),
            against=against_target(YEARLY, now, BAND_2024),
        )
    expected = said.format(pp="poin persen dari Maret 2024")
    assert found == "Inflasi tahunan Singaraja Mei 2024: " + expected


def test_a_figure_of_the_whole_country_is_no_mean() -> None:
    with speaking("id"):
        assert published_sentence(
            YEARLY,
            "Singaraja",
            Period.parse("2024-01"),
            2.8,
            against=against_national(YEARLY, 2.8, 2.57),
        ) == (
            "Inflasi tahunan Singaraja Januari 2024: 2,80%; "
            "0,23 poin persen di atas angka nasional."
        )


def test_what_is_unknown_is_left_out() -> None:
    with speaking("id"):
        assert published_sentence(
            definition("rabies_bites"), "Kabupaten Buleleng", Period.parse("2021"), 2487
        ) == ("Gigitan hewan penular rabies Kabupaten Buleleng 2021: 2.487 gigitan.")


def test_a_missing_value_is_a_word() -> None:
    with speaking("id"):
        assert missing_sentence(MCP, "Kabupaten Buleleng", Period.parse("2022"), State.NO_DATA) == (
            "Skor MCP Kabupaten Buleleng 2022: belum ada data."
        )


def test_s6_of_singaraja_in_may_2024() -> None:
    room = room_left(105.66, 106.64, 5, BAND_2024)
    with speaking("id"):
        assert inflation_sentence("Singaraja", MAY_2024, 2.92, BAND_2024, room) == (
            "Inflasi tahunan Singaraja Mei 2024: 2,92%, dalam sasaran 1,5-3,5%; "
            "sisa ruang 0,08 s.d. 0,36% per bulan."
        )
        assert room_note(room) == "Perlu naik sedikitnya 0,08% rata-rata per bulan."
    with speaking("en"):
        assert inflation_sentence("Singaraja", MAY_2024, 2.92, BAND_2024, room) == (
            "Yearly inflation Singaraja May 2024: 2.92%, within the target range 1.5-3.5%; "
            "room left 0.08 to 0.36% a month."
        )


def test_s6_with_a_lower_end_below_zero() -> None:
    band = Target(2.0, 4.0, "", regional=False)
    room = room_left(108.74, 111.51, 5, band)
    with speaking("id"):
        assert inflation_sentence("Singaraja", Period.parse("2022-05"), 3.62, band, room) == (
            "Inflasi tahunan Singaraja Mei 2022: 3,62%, dalam sasaran 2-4%; "
            "sisa ruang −0,08 s.d. 0,20% per bulan."
        )
        assert room_note(room) == ""


def test_s6_in_december_speaks_of_no_room() -> None:
    band = Target(2.0, 4.0, "", regional=False)
    with speaking("id"):
        assert inflation_sentence("Singaraja", Period.parse("2023-12"), 4.31, band, None) == (
            "Inflasi tahunan Singaraja Desember 2023: 4,31%, di atas sasaran 2-4%."
        )


def test_s6_without_an_index_says_that_the_room_cannot_be_computed() -> None:
    with speaking("id"):
        assert inflation_sentence("Singaraja", Period.parse("2025-02"), 0.27, BAND_2024, None) == (
            "Inflasi tahunan Singaraja Februari 2025: 0,27%, di bawah sasaran 1,5-3,5%; "
            "sisa ruang tidak dapat dihitung."
        )


def test_an_upper_end_already_passed_asks_for_a_fall() -> None:
    room = room_left(100.0, 104.5, 10, BAND_2024)
    with speaking("id"):
        assert room_note(room) == (
            "Batas atas sudah terlewati, perlu deflasi rata-rata 0,48% per bulan."
        )
        assert room_note(None) == ""
