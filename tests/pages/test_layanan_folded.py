"""Long tables stand open with their worst rows alone; nothing is lost."""

from __future__ import annotations

from core.words import use_language
from pages.layanan.lines_view import SHOWN, folded
from pages.shared.rich_table import Head


def table(count: int, ours: tuple[int, ...] = ()) -> str:
    use_language("id")
    rows = [[f"nama-{number}", str(number)] for number in range(count)]
    return folded([Head("Nama"), Head("Nilai")], rows, caption="Uji", name="dk-x", ours=ours)


def test_ten_rows_stand_open_and_the_rest_is_one_press_away() -> None:
    shown = table(25)
    top, rest = shown.split("<details")
    assert top.count("<tr>") == SHOWN + 1
    assert rest.count("<tr>") == 25 - SHOWN + 1
    assert "Tampilkan semua (25)" in rest
    assert all(f"nama-{number}<" in shown for number in range(25))


def test_one_row_more_is_not_folded() -> None:
    assert "<details" not in table(SHOWN + 1)
    assert "<details" in table(SHOWN + 2)


def test_a_chosen_row_is_never_hidden() -> None:
    assert '<details class="dk-more" open>' in table(25, (20,))
    assert table(25, (20,)).split("<details")[1].count("dk-ours") == 1
    assert "open>" not in table(25, (3,))
