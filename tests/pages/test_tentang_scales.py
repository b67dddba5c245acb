"""Edges and validity of the scales in words, exact at every edge."""

from __future__ import annotations

import pytest

from core.words import speaking
from metrics.scales import scales
from pages.tentang.scales_part import edges, validity


def rows(scale: str, version: str) -> list[tuple[str, str]]:
    found = next(one for one in scales()[scale] if one.name == version)
    return [
        (band.label, edges(band, above))
        for above, band in zip((None, *found.bands), found.bands, strict=False)
    ]


@pytest.mark.parametrize(
    ("scale", "version", "expected"),
    [
        ("mcp_zone", "2023", ["≥ 75", "≥ 50 dan < 75", "≥ 25 dan < 50", "< 25"]),
        (
            "sakip",
            "permenpanrb_88_2021",
            ["> 90", "> 80 dan ≤ 90", "> 70 dan ≤ 80", "> 60 dan ≤ 70", "> 50 dan ≤ 60",
             "> 30 dan ≤ 50", "≤ 30"],
        ),
        (
            "digital_index",
            "spbe_2020",
            ["≥ 4,2", "≥ 3,5 dan < 4,2", "≥ 2,6 dan < 3,5", "≥ 1,8 dan < 2,6", "< 1,8"],
        ),
        ("deviasi_serapan", "product_default", ["> −10", "≥ −30 dan ≤ −10", "< −30"]),
    ],
)  # fmt: skip
def test_edges_say_what_belongs_to_the_band(scale: str, version: str, expected: list[str]) -> None:
    assert [words for _label, words in rows(scale, version)] == expected


def test_edges_follow_the_language() -> None:
    with speaking("en"):
        assert rows("digital_index", "spbe_2020")[1] == ("Very good", "≥ 3.5 and < 4.2")


@pytest.mark.parametrize(
    ("scale", "version", "expected"),
    [
        ("digital_index", "spbe_2020", "Berlaku sejak 2020 sampai sebelum 1 Juni 2026"),
        ("digital_index", "pemdi_2026", "Berlaku sejak 1 Juni 2026"),
        ("mcp_zone", "2023", "Berlaku sejak 2023"),
        ("deviasi_serapan", "product_default", "Awal berlakunya tidak diketahui"),
        ("capaian_triwulan_buleleng", "TW3", "Untuk angka triwulan III"),
        (
            "realisasi_kinerja",
            "permendagri_86_2017",
            "Versi yang dipakai dasbor ini, berlaku sejak 2017",
        ),
        (
            "realisasi_kinerja",
            "sampang_2019",
            "Istilah daerah lain sebagai pembanding, berlaku sejak 2019",
        ),
    ],
)
def test_validity_is_said_in_words(scale: str, version: str, expected: str) -> None:
    versions = scales()[scale]
    chosen = next(one for one in versions if one.name == version)
    assert validity(scale, chosen, versions) == expected
