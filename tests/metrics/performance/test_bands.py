"""Words for achievements and scores: the edges of the rules, read from the table at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.periods import Period
from metrics.scales import SCALES_FILE, judge, read_scales

if TYPE_CHECKING:
    from pathlib import Path

SECOND = Period.parse("2026-Q2")


@pytest.mark.parametrize(
    ("value", "word"), [(80.0, "BB"), (80.01, "A"), (90.0, "A"), (90.01, "AA"), (30.0, "D")]
)
def test_the_lower_edges_of_sakip_are_exclusive(value: float, word: str) -> None:
    assert judge("sakip", value, SECOND).band.label_id.split()[0] == word


def test_two_bands_side_by_side_of_one_flow() -> None:
    to_date, year = 100 * 160 / 180, 100 * 160 / 400
    assert judge("realisasi_kinerja", to_date, SECOND).band.label_id == "Tinggi"
    scaled = judge("capaian_triwulan_buleleng", year, SECOND)
    assert (scaled.band.label_id, scaled.band.colour) == ("Sedang", "oranye")
    assert judge("realisasi_kinerja", year, SECOND).band.label_id == "Sangat Rendah"


@pytest.mark.parametrize(
    ("rows", "value", "words"),
    [
        (("sakip,permenpanrb_88_2021,2021,80,", "sakip,permenpanrb_88_2021,2021,85,"),
         82.0, ("A", "BB")),
        (("realisasi_kinerja,permendagri_86_2017,2017,76,",
          "realisasi_kinerja,permendagri_86_2017,2017,90,"), 88.89, ("Tinggi", "Sedang")),
    ],
)  # fmt: skip
def test_a_changed_row_of_the_table_changes_the_word(
    tmp_path: Path, rows: tuple[str, str], value: float, words: tuple[str, str]
) -> None:
    text = SCALES_FILE.read_text(encoding="utf-8")
    assert text.count(rows[0]) == 1
    file = tmp_path / "scales.csv"
    file.write_text(text.replace(*rows), encoding="utf-8")
    scale = rows[0].partition(",")[0]
    found = [
        judge(scale, value, SECOND, book=book).band.label_id.split()[0]
        for book in (None, read_scales(file))
    ]
    assert tuple(found) == words
