"""The sentence of the map: who lacks how much, and an amount that is summed with its coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.words import speaking
from metrics.definitions import definition
from metrics.targets import Target
from pages.peta.answer import Scene, Spot, answer, mover
from reports.area.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

RATE = definition("rabies_vaccination_coverage")
FLOOR = Target(70.0, None, "uji", regional=False)
CEILING = Target(None, 100.0, "uji", regional=False)


def scene(metric: str, spots: list[Spot], missing: int = 0, target: Target | None = None) -> Scene:
    return Scene(
        definition(metric), "2026-10", Level.KECAMATAN, spots, missing, target, "Kabupaten Uji"
    )


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    with speaking("id"):
        yield


def test_what_lies_behind_is_counted_named_and_owned() -> None:
    one = scene(RATE.id, [Spot("A", 70.0), Spot("B", 69.99), Spot("C", 56.0)], 2, FLOOR)
    said = answer(one)
    assert "1 dari 3 kecamatan mencapai target (minimal 70%)" in said
    assert "paling tertinggal C dengan 56%" in said
    assert "2 kecamatan belum ada data" in said
    assert "C (kurang 14 poin persen), B (kurang 0,01 poin persen)" in mover(one)


def test_above_a_ceiling_a_place_has_too_much_and_lacks_nothing() -> None:
    one = scene("rabies_bites", [Spot("A", 130.0), Spot("B", 90.0)], 0, CEILING)
    assert "A (lebih 30)" in mover(one)
    assert "kurang" not in mover(one)


def test_a_sum_says_over_how_many_places_and_how_many_are_unknown() -> None:
    said = answer(scene("rabies_bites", [Spot("A", 1200.0), Spot("B", 300.0)], 7))
    assert "1.500 gigitan di 2 kecamatan; terbanyak di A: 1.200 gigitan (80,00%)" in said
    assert "7 kecamatan belum ada data" in said


def test_nothing_known_is_no_zero() -> None:
    said = answer(scene("rabies_bites", [], 9))
    assert "belum ada data satu pun kecamatan di Kabupaten Uji" in said
    assert "0" not in said.replace("2026", "").replace("Oktober", "")
