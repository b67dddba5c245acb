"""Answers to the survey of satisfaction: nine unsur from 1 to 4, no name (Permenpan RB 14/2017)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from data.sample_services.season import DAYS_A_YEAR, YEARS
from data.sample_services.tables import HERE, lots, picked, rows
from data.sample_services.town import DISTRICT_OFFICE, town_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from core.settings import Settings
    from data.sample_services.tables import Floats, Row
    from data.sample_services.town import Town

SOURCE: Final = "survei-skm"
UNSUR: Final = tuple(f"u{number}" for number in range(1, 10))
# Conduct is praised, time and complaints are not.
TASTE: Final = np.array([0.02, -0.04, -0.14, 0.10, 0.03, 0.05, 0.14, -0.10, -0.06])
# How answers of one person hang together, and how they differ; how many units differ by.
PERSON: Final = 0.34
ANSWER: Final = 0.42
UNIT: Final = 0.08
UNANSWERED: Final = 0.012
DISTRICT_UNIT: Final = "KEC"
MONTHS: Final = (3, 4, 5, 8, 9, 10)


def survey_answers(regency: str, *, until: datetime, settings: Settings) -> pa.Table:
    """One row a respondent of the last three years, in the order of the days.

    Columns: source, source_id, opd_code, service_code (null: the unit as a whole), answered_on
    (local day, ISO), u1 to u9 (1 to 4, null: not answered). One unit is D, one has too few answers.
    """
    town = town_of(regency, until, settings)
    parts = [part for unit in _units(town) for part in _unit(town, unit)]
    order = [("answered_on", "ascending"), ("opd_code", "ascending")]
    every = pa.concat_tables(parts).sort_by(order)
    ids = [f"SKM-{number:06d}" for number in range(1, every.num_rows + 1)]
    named = every.add_column(0, "source_id", pa.array(ids))
    return named.add_column(0, "source", pa.array([SOURCE] * len(ids)))


def _units(town: Town) -> Iterator[Row]:
    """The units of surveys.csv, the line of the kecamatan once for each of their offices."""
    for row in rows(HERE / "surveys.csv"):
        if row["unit"] != DISTRICT_UNIT:
            yield row
            continue
        for code in town.places.districts:
            yield {**row, "unit": DISTRICT_OFFICE + code}


def _unit(town: Town, unit: Row) -> Iterator[pa.Table]:
    lot = lots("survey", town.regency, unit["unit"])
    of_its_own = UNIT * lot.standard_normal() if unit["unit"].startswith(DISTRICT_OFFICE) else 0.0
    for year in range(YEARS):
        count = int(unit["a_year"])
        mean = float(unit["mean"]) + of_its_own + float(unit["change"]) * (year - YEARS + 1)
        scores = _scores(mean, count, lot)
        first = town.days.first + round(year * DAYS_A_YEAR)
        # People are asked on working days, more of them towards the end of a year's round.
        days = first + np.sort(lot.integers(0, round(DAYS_A_YEAR) - 1, count))
        days = np.minimum(days, town.days.first + town.days.count - 1)
        services = [*unit["services"].split(), None]
        asked = picked(np.ones(len(services)), lot.random(count))
        yield pa.table(
            {
                "opd_code": pa.array([unit["unit"]] * count),
                "service_code": pa.array([services[place] for place in asked], pa.string()),
                "answered_on": pa.array(np.datetime_as_string(days.astype("datetime64[D]"))),
                **{name: pa.array(scores[:, place], mask=np.isnan(scores[:, place])).cast(pa.int8())
                   for place, name in enumerate(UNSUR)},
            }
        )  # fmt: skip


def _scores(mean: float, count: int, lot: np.random.Generator) -> Floats:
    """(count, 9) answers; NaN where one was left out."""
    person = PERSON * lot.standard_normal((count, 1))
    drawn = mean + TASTE + person + ANSWER * lot.standard_normal((count, len(UNSUR)))
    found = np.clip(np.rint(drawn), 1, 4)
    found[lot.random(found.shape) < UNANSWERED] = np.nan
    return np.asarray(found)
