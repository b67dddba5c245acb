"""Sample figures by place: the same every time, and sums that agree."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from core.settings import load_settings
from data.queries.published import published_values
from data.shipped import sample_of_areas
from pages.pembanding import loader

if TYPE_CHECKING:
    from sqlalchemy import Engine

REGENCIES = ("14.08", "32.11", "33.27", "33.71", "35.01", "35.10", "51.08")
COVERAGE = "rabies_vaccination_coverage"
POPULATION, VACCINATED = "rabies_dog_population", "rabies_dogs_vaccinated"
COUNTS = (POPULATION, VACCINATED, "rabies_bites")

Values = dict[str, dict[str, float]]


def values(regency: str) -> Values:
    found: Values = {}
    for row in csv.DictReader(next(sample_of_areas(regency)).content.decode().splitlines()):
        found.setdefault(row["region_code"], {})[row["metric"]] = float(row["value"])
    return found


@pytest.mark.parametrize("regency", REGENCIES)
def test_a_kecamatan_is_the_sum_of_its_desa_and_coverage_their_share(regency: str) -> None:
    found = values(regency)
    desa = {code: one for code, one in found.items() if len(code) == 13}
    kecamatan = {code: one for code, one in found.items() if len(code) == 8}
    for code, one in kecamatan.items():
        own = [two for other, two in desa.items() if other.startswith(code)]
        assert all(one[metric] == sum(two[metric] for two in own) for metric in COUNTS)
    for one in found.values():
        assert one[COVERAGE] == one[VACCINATED] / one[POPULATION] * 100
    assert all(150 <= one[POPULATION] <= 900 for one in desa.values())
    assert all(44 <= one[COVERAGE] <= 95 for one in desa.values())


@pytest.mark.parametrize("regency", REGENCIES)
def test_one_kecamatan_lags_and_every_one_has_a_figure(regency: str) -> None:
    found = {code: one for code, one in values(regency).items() if len(code) == 8}
    below = [code for code, one in found.items() if one[COVERAGE] < 65]
    assert len(below) == 1
    assert len(found) == {"14.08": 14, "32.11": 26, "33.27": 14, "33.71": 3, "35.01": 12,
                          "35.10": 25, "51.08": 9}[regency]  # fmt: skip


def test_some_desa_are_silent_and_the_rows_are_always_the_same() -> None:
    desa = [code for code in values("51.08") if len(code) == 13]
    assert 130 <= len(desa) < 148
    (made,) = sample_of_areas("51.08")
    assert made == next(sample_of_areas("51.08"))
    assert made.synthetic
    assert list(sample_of_areas("12.01")) == []


def test_the_rows_are_marked_as_sample(sample_engine: Engine) -> None:
    with sample_engine.connect() as conn:
        frame = published_values(conn, metrics=[COVERAGE], within="51.08")
    parts = frame[frame["region_code"].str.len() > 5]
    assert parts["synthetic"].all()
    assert set(parts["source"]) == {"Data contoh"}


def test_places_within_a_regency_are_not_offered_for_comparison(use_sample: str) -> None:
    shelf = loader.Shelf()
    for metric in (COVERAGE, *COUNTS):
        for component in shelf.components(metric):
            labels = shelf.place_labels("id", metric, component)
            assert all(len(code) <= 5 for code in labels), metric
    assert load_settings().regency.code in shelf.place_labels("id", COVERAGE, "total")
