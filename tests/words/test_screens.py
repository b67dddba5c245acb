"""The readers of screens find what is English and leave what is Indonesian alone."""

from __future__ import annotations

import pytest

from tests.words.screens import english_numbers_on, english_words_on


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Choose an option", ["Choose", "an"]),
        ("Press Enter to apply", ["Press", "Enter", "to", "apply"]),
        ("kompas.com 12 Dec 2022 (approximate)", ["approximate"]),
        ("Skor MCP of Kabupaten Buleleng", ["of"]),
        ("Dari 8 indikator utama, 3 memuat angka mutakhir.", []),
        ("Target 90, status final, sumber: papua.lelemuku.id", []),
        ("Kepmendagri 300.2.2-2430 Tahun 2025 via cahyadsn/wilayah", []),
        ("mcp_score@51.08~2024 https://example.org/the-best-of-all", []),
        ("No results", []),
        ("Semua kantor", []),
        ("Data tidak ada; belum lapor 12 hari", []),
    ],
)
def test_english_words_are_found(text: str, found: list[str]) -> None:
    assert english_words_on(text) == found


def test_a_named_source_may_keep_its_english_name() -> None:
    text = "© OpenStreetMap contributors and the rest"
    assert english_words_on(text, ["OpenStreetMap contributors"]) == ["and", "the"]


@pytest.mark.parametrize(
    "text",
    ["88.89%", "12.5 %", "1,234.5", "1,234,567", "Rp 13,500", "0.8333", "+0.5 poin", "−0.54 poin"],
)
def test_english_numbers_are_found(text: str) -> None:
    assert english_numbers_on(f"Nilai {text} pada 2024")


@pytest.mark.parametrize(
    "text",
    [
        "88,89%", "1.234,5", "1.234.567", "2.487 gigitan", "Rp 13.500", "Rp 1,2 miliar",
        "−0,5 poin", "51.08", "51.08.01.2003", "pukul 08.15 WITA", "Permendagri 86/2017",
        "Kepmendagri 300.2.2-2430", "0,833 (dari 3)", "PMK 101/PMK.010/2021", "versi 1.67.0",
        "mcp_score@51.08~2024", "5,0", "1,000",
    ],
)  # fmt: skip
def test_indonesian_numbers_codes_and_clocks_are_left_alone(text: str) -> None:
    assert english_numbers_on(f"Nilai {text} pada 2024") == []
