"""Figures by place: of the parts of the regency alone, the firmest of each period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, select

from core.settings import load_settings
from core.words import speaking
from data.engine import writing
from data.schema import boundary, import_batch, published_value, region
from reports.area.model import AreaMetric, Context, Level
from reports.area.registry import area_metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

SETTINGS = load_settings(environment={})
COVERAGE = "rabies_vaccination_coverage"


def metrics(engine: Engine) -> Mapping[str, AreaMetric]:
    with speaking("id"), engine.connect() as conn:
        return area_metrics(Context(conn, SETTINGS))


def put(engine: Engine, *rows: dict[str, object]) -> None:
    with writing(engine).begin() as conn:
        batch = conn.scalar(select(import_batch.c.id).where(import_batch.c.topic == "published"))
        plain = {
            "metric": COVERAGE,
            "component": "total",
            "period": "2026-09",
            "period_end": "2026-09-30",
            "named_as": "uji",
            "unit": "%",
            "source": "uji",
            "status": "final",
            "batch_id": batch,
        }
        conn.execute(insert(published_value), [{**plain, **row} for row in rows])


def test_the_villages_are_counted_by_kecamatan(sample_engine: Engine) -> None:
    one = metrics(sample_engine)["village_count"]
    (period,) = one.periods[Level.KECAMATAN]
    found = one.figures(Level.KECAMATAN, period)
    assert len(found) == 9
    assert sum(figure.value or 0 for figure in found.values()) == 148
    assert found["51.08.01"].value == 14
    assert found["51.08.01"].unit == "villages"
    assert one.figures(Level.DESA, period) == {}
    with writing(sample_engine).begin() as conn:
        for column in (boundary.c.region_code, published_value.c.region_code, region.c.code):
            conn.execute(delete(column.table).where(column == "51.08.01.2001"))
    again = metrics(sample_engine)["village_count"].figures(Level.KECAMATAN, period)
    assert again["51.08.01"].value == 13


def test_a_component_that_names_a_kecamatan_stands_at_its_place(sample_reader: Engine) -> None:
    one = metrics(sample_reader)[COVERAGE]
    assert "2025-10" in one.periods[Level.KECAMATAN]
    found = one.figures(Level.KECAMATAN, "2025-10")
    assert {code: figure.value for code, figure in found.items()} == {"51.08.05": 56.0}


def test_only_parts_of_the_own_regency_are_on_its_map(sample_engine: Engine) -> None:
    put(
        sample_engine,
        {"region_code": "51.08.06", "value": 81.5},
        {"region_code": "51.08.06.1006", "value": 12.0},
        {"region_code": "51.07", "value": 33.0},
        {"region_code": "51.08.06", "component": "nasional", "value": 1.0},
    )
    one = metrics(sample_engine)[COVERAGE]
    kecamatan = one.figures(Level.KECAMATAN, "2026-09")
    assert {code: figure.value for code, figure in kecamatan.items()} == {"51.08.06": 81.5}
    assert list(one.figures(Level.DESA, "2026-09")) == ["51.08.06.1006"]
    assert kecamatan["51.08.06"].target == 70.0


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_of_two_figures_of_a_period_the_firmer_is_shown(
    sample_engine: Engine, order: tuple[int, ...]
) -> None:
    rows = [
        {"region_code": "51.08.06", "value": 70.0, "status": "interim"},
        {"region_code": "51.08.06", "value": 72.0, "status": "final"},
        {"region_code": "51.08.06", "value": 71.0, "status": "derived"},
    ]
    put(sample_engine, *(rows[place] for place in order))
    found = metrics(sample_engine)[COVERAGE].figures(Level.KECAMATAN, "2026-09")
    assert found["51.08.06"].value == 72.0


def test_the_newest_period_comes_first(sample_engine: Engine) -> None:
    put(sample_engine, {"region_code": "51.08.06", "value": 1.0})
    periods = metrics(sample_engine)[COVERAGE].periods[Level.KECAMATAN]
    assert periods.index("2026-09") < periods.index("2025-10")
