"""Predicates with their exact edges, judged by the rule of their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Invalid, NotFound
from core.periods import Period
from core.words import speaking
from metrics.scales import SCALES_FILE, bands, judge, next_band, read_scales, scales

if TYPE_CHECKING:
    from pathlib import Path

YEAR_2025 = Period.parse("2025")


def word(scale: str, value: float, period: str = "2025", version: str | None = None) -> str:
    return judge(scale, value, Period.parse(period), version).band.label_id


@pytest.mark.parametrize(
    ("scale", "value", "expected"),
    [
        ("sakip", 90.0, "A (Memuaskan)"),
        ("sakip", 90.01, "AA (Sangat Memuaskan)"),
        ("sakip", 80.0, "BB (Sangat Baik)"),
        ("sakip", 67.26, "B (Baik)"),
        ("sakip", 65.41, "B (Baik)"),
        ("sakip", 30.0, "D (Sangat Kurang)"),
        ("realisasi_kinerja", 91, "Sangat Tinggi"),
        ("realisasi_kinerja", 90.5, "Tinggi"),
        ("realisasi_kinerja", 140, "Sangat Tinggi"),
        ("realisasi_kinerja", 88.89, "Tinggi"),
        ("realisasi_kinerja", 40, "Sangat Rendah"),
        ("realisasi_kinerja", -50, "Sangat Rendah"),
        ("spi", 78, "Terjaga"),
        ("spi", 77.97, "Waspada"),
        ("spi", 72.95, "Rentan"),
        ("spi", 71.53, "Rentan"),
        ("mcp_zone", 75, "Zona hijau"),
        ("mcp_zone", 74.99, "Zona biru"),
        ("mcp_zone", 37, "Zona kuning"),
        ("mcp_zone", 24.99, "Zona merah"),
        ("ikm", 88.305, "A (Sangat baik)"),
        ("ikm", 88.304, "B (Baik)"),
        ("ikm", 82.5, "B (Baik)"),
        ("ikm", 64.99, "D (Tidak baik)"),
        ("spm", 100, "Tuntas Paripurna"),
        ("spm", 99.99, "Tuntas Utama"),
        ("digital_index", 2.595, "Baik"),
        ("digital_index", 2.594, "Cukup"),
        ("deviasi_serapan", -10, "Tertinggal"),
        ("deviasi_serapan", -9.99, "Sesuai rencana"),
        ("deviasi_serapan", -33.37, "Jauh tertinggal"),
    ],
)
def test_a_value_gets_the_highest_band_whose_edge_it_reaches(
    scale: str, value: float, expected: str
) -> None:
    assert word(scale, value) == expected


def test_the_same_index_is_cukup_under_spbe_and_baik_under_pemdi() -> None:
    assert word("digital_index", 2.55, "2025") == "Cukup"
    assert word("digital_index", 2.55, "2026") == "Baik"
    assert judge("digital_index", 2.55, Period.parse("2026")).version == "pemdi_2026"


def test_a_period_that_ended_before_pemdi_began_is_judged_by_spbe() -> None:
    assert judge("digital_index", 2.55, Period.parse("2026-05")).version == "spbe_2020"
    assert judge("digital_index", 2.55, Period.parse("2026-05-31")).version == "spbe_2020"
    assert judge("digital_index", 2.55, Period.parse("2026-06-01")).version == "pemdi_2026"


def test_a_value_before_the_first_version_is_judged_by_that_first_one() -> None:
    found = judge("digital_index", 3.41, Period.parse("2019"))
    assert (found.version, found.retroactive) == ("spbe_2020", True)
    assert found.band.label_id == "Baik"


def test_a_value_older_than_its_scale_is_marked_as_judged_retroactively() -> None:
    old = judge("sakip", 65.41, Period.parse("2015"))
    assert old.retroactive
    with speaking("id"):
        assert old.note == "skala berlaku surut"
    young = judge("sakip", 65.41, Period.parse("2021"))
    assert not young.retroactive
    assert young.note == ""


def test_words_of_other_regions_are_used_only_when_named() -> None:
    assert word("realisasi_kinerja", 80, "2023") == "Tinggi"
    assert word("realisasi_kinerja", 80, "2023", "sampang_2019") == "Baik"
    assert word("realisasi_kinerja", 80, "2023", "maluku_tengah_2021") == "Sangat Baik"


def test_an_unknown_word_is_said_to_be_unknown() -> None:
    band = judge("realisasi_kinerja", 20, YEAR_2025, "maluku_tengah_2021").band
    assert band.label_id == ""
    with speaking("id"):
        assert band.label == "belum diketahui"


@pytest.mark.parametrize(
    ("period", "value", "expected", "retroactive"),
    [
        ("2021-Q1", 25.5, "Sangat Tinggi", False),
        ("2021-Q2", 40, "Sedang", False),
        ("2021-Q3", 75, "Tinggi", False),
        ("2021-Q3", 54.9, "Rendah", False),
        ("2021-Q3", 44.9, "Sangat Rendah", False),
        ("2020-Q3", 75.1, "Sangat Tinggi", True),
        ("2021-Q4", 80, "Sedang", False),
        ("2021", 80, "Sedang", False),
        ("2021-H1", 40, "Sedang", False),
        ("2021-08", 75, "Tinggi", False),
    ],
)
def test_the_bands_of_buleleng_move_with_the_quarter(
    period: str, value: float, expected: str, retroactive: bool
) -> None:
    found = judge("capaian_triwulan_buleleng", value, Period.parse(period))
    assert (found.band.label_id, found.retroactive) == (expected, retroactive)


def test_blue_is_best_in_buleleng_and_second_in_mcp() -> None:
    blue = {
        scale: next(one.order for one in bands(scale, YEAR_2025) if one.colour == "biru")
        for scale in ("capaian_triwulan_buleleng", "mcp_zone")
    }
    assert blue == {"capaian_triwulan_buleleng": 1, "mcp_zone": 2}


def test_a_changed_row_changes_the_band(tmp_path: Path) -> None:
    text = SCALES_FILE.read_text(encoding="utf-8")
    row = "mcp_zone,2023,2023,75,true,Zona hijau"
    assert text.count(row) == 1
    file = tmp_path / "scales.csv"
    file.write_text(text.replace(row, row.replace("75", "85")), encoding="utf-8")
    assert judge("mcp_zone", 80, YEAR_2025).band.label_id == "Zona hijau"
    assert judge("mcp_zone", 80, YEAR_2025, book=read_scales(file)).band.label_id == "Zona biru"


def test_a_file_without_the_indonesian_sources_is_read(tmp_path: Path) -> None:
    lines = SCALES_FILE.read_text(encoding="utf-8").splitlines()
    file = tmp_path / "scales.csv"
    file.write_text(
        "\n".join([lines[0].removesuffix(",source_id"), "x,1,2020,0,true,a,b,,1,src"]), "utf-8"
    )
    with speaking("id"):
        assert read_scales(file)["x"][0].bands[0].source == "src"


def test_the_next_band_is_told_with_its_distance() -> None:
    above = next_band("digital_index", 2.35, Period.parse("2022"))
    assert above is not None
    assert (above[0].label_id, above[1]) == ("Baik", 0.25)


def test_there_is_no_band_above_the_top() -> None:
    assert next_band("digital_index", 4.2, Period.parse("2022")) is None


def test_an_exclusive_edge_that_is_only_reached_lies_at_distance_zero() -> None:
    above = next_band("sakip", 80.0, YEAR_2025)
    assert above is not None
    assert (above[0].label_en, above[0].lower_inclusive, above[1]) == ("A", False, 0.0)


def test_an_unknown_scale_or_version_names_the_valid_ones() -> None:
    with pytest.raises(NotFound) as caught:
        judge("mcp", 80, YEAR_2025)
    assert "mcp_zone" in caught.value.hint
    with pytest.raises(NotFound) as caught:
        judge("digital_index", 3, YEAR_2025, "pemdi")
    assert "pemdi_2026" in caught.value.hint


def test_what_is_not_a_number_has_no_band() -> None:
    with pytest.raises(Invalid):
        judge("spi", float("nan"), YEAR_2025)


def test_every_scale_is_ordered_from_the_best_down_and_has_one_last_band() -> None:
    for versions in scales().values():
        for version in versions:
            lowers = [band.lower for band in version.bands]
            assert lowers == sorted(lowers, reverse=True)
            assert [band.order for band in version.bands] == list(range(1, len(lowers) + 1))
            assert [band.last for band in version.bands] == [False] * (len(lowers) - 1) + [True]


EVERY_VERSION = [(scale, one.name) for scale, versions in scales().items() for one in versions]


@pytest.mark.parametrize(("scale", "version"), EVERY_VERSION)
@settings(max_examples=40)
@given(
    values=st.tuples(
        st.floats(-150, 150, allow_nan=False), st.floats(-150, 150, allow_nan=False)
    ).map(sorted)
)
def test_a_higher_value_never_gets_a_worse_band(
    scale: str, version: str, values: list[float]
) -> None:
    low, high = (judge(scale, value, YEAR_2025, version).band.order for value in values)
    assert high <= low


@pytest.mark.parametrize(("scale", "version"), EVERY_VERSION)
@settings(max_examples=40)
@given(value=st.floats(-150, 150, allow_nan=False))
def test_the_way_to_the_next_band_leads_into_it(scale: str, version: str, value: float) -> None:
    above = next_band(scale, value, YEAR_2025, version)
    own = judge(scale, value, YEAR_2025, version).band
    if above is None:
        assert own.order == 1
    else:
        band, distance = above
        assert (band.order, distance >= 0) == (own.order - 1, True)
        assert judge(scale, band.lower + 0.01, YEAR_2025, version).band.order <= band.order
