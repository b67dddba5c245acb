"""Sources read as Indonesian on an Indonesian screen, and stay what they are in the data."""

from __future__ import annotations

import csv
import re

import pytest

from core.settings import ROOT
from core.words import speaking
from metrics.source_words import source_text

ENGLISH = re.compile(
    r"\b(the|of|and|from|with|that|quoting|press|release|counted|approximate|unknown|against|"
    r"prints?|printed|position|year|stated|May|Aug|Oct|Dec)\b"
)
ENGLISH_DECIMAL = re.compile(r"(?<![\d./-])\d{1,3}\.\d{1,2}(?![\d./-])")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("balipost.com 21 Oct 2025 (approximate)", "balipost.com 21 Oktober 2025 (perkiraan)"),
        (
            "kompas.com 12 Dec 2022 (counted from 2022-01)",
            "kompas.com 12 Desember 2022 (dihitung sejak Januari 2022)",
        ),
        (
            "kominfosanti.bulelengkab.go.id (May 2024) (against the mean of the previous month)",
            "kominfosanti.bulelengkab.go.id (Mei 2024) (terhadap rata-rata bulan sebelumnya)",
        ),
        ("baliberkabar.id", "baliberkabar.id"),
    ],
)
def test_a_source_in_indonesian(stored: str, shown: str) -> None:
    assert source_text(stored) == shown
    with speaking("en"):
        assert source_text(stored) == stored


def test_no_shipped_source_shows_english_in_indonesian() -> None:
    with (ROOT / "data/reference/published_values.csv").open(encoding="utf-8") as file:
        sources = {row["source"] for row in csv.DictReader(file)}
    left = {
        text: source_text(text)
        for text in sources
        if ENGLISH.search(source_text(text)) or ENGLISH_DECIMAL.search(source_text(text))
    }
    assert len(sources) > 100
    assert left == {}
