"""The shipped outlines: small enough, lines shared exactly, every region drawn once."""

from __future__ import annotations

import csv
import json

import pytest
import shapely

from data.boundaries.generalise import BUDGETS
from data.boundaries.geometry import as_text, read_polygons
from data.shipped import REFERENCE
from tests.boundaries.maps import shapes_of, shipped, texts_of

REGENCIES = ("14.08", "32.11", "33.27", "33.71", "35.01", "35.10", "51.08")


def codes_of(name: str) -> set[str]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


def test_the_kecamatan_of_all_seven_and_the_desa_of_buleleng_are_drawn() -> None:
    villages = {code for code in codes_of("villages.csv") if code.startswith("51.08.")}
    assert len(villages) == 148
    assert set(shipped()) == codes_of("kecamatan.csv") | villages


@pytest.mark.parametrize("regency", REGENCIES)
def test_kecamatan_take_at_most_60_kilobytes(regency: str) -> None:
    texts = texts_of(regency).values()
    assert sum(len(text.encode()) for text in texts) <= BUDGETS["kecamatan"] == 60_000


def test_desa_take_at_most_250_kilobytes() -> None:
    texts = texts_of("51.08", desa=True).values()
    assert sum(len(text.encode()) for text in texts) <= BUDGETS["desa"] == 250_000


@pytest.mark.parametrize(
    ("regency", "desa"), [*((one, False) for one in REGENCIES), ("51.08", True)]
)
def test_neighbours_share_their_lines_exactly(regency: str, desa: bool) -> None:
    shapes = shapes_of(texts_of(regency, desa=desa).values())
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert not shapely.is_empty(shapes).any()


def test_a_kecamatan_is_exactly_the_union_of_its_desa() -> None:
    desa = texts_of("51.08", desa=True)
    for code, text in texts_of("51.08").items():
        members = [text for own, text in desa.items() if own.startswith(f"{code}.")]
        union = shapely.coverage_union_all(shapes_of(members))
        (drawn,) = shapes_of([text])
        assert shapely.equals(union, drawn), code
        lines = shapely.union_all(shapely.boundary(shapes_of(members)))
        assert shapely.covers(lines, shapely.boundary(drawn)), code


def test_the_texts_are_written_in_the_one_way_of_the_import() -> None:
    for text in shipped().values():
        polygons = read_polygons(json.loads(text))
        assert isinstance(polygons, list)
        assert as_text(polygons) == text


def test_outer_rings_run_counter_clockwise_as_the_format_demands() -> None:
    parts = shapely.get_parts(shapes_of(shipped().values()))
    assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()
