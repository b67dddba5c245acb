"""The sample's requests as frames, and held against their standards, for the tests."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from core.settings import ROOT, load_settings
from data.sample_services import files
from data.sample_services.generate import generate
from metrics.services.due import Standard
from metrics.services.events import milestones
from metrics.services.hours import office_hours
from metrics.services.judge import judge, rules_of
from metrics.services.kinds import EventKind, Measure, PauseReason, Start, Unit

SETTINGS: Final = load_settings()
HOME: Final = "51.08"
UNTIL: Final = files.end_of_sample(SETTINGS)
END: Final = pd.Timestamp(UNTIL).tz_localize(None)
AHEAD: Final = pd.Timedelta(hours=8)
SMALL, LARGE = 10_000, 200_000
DESCRIBING: Final = (
    "source", "service_code", "opd_code", "region_code", "channel", "class_code", "level",
)  # fmt: skip


def table_of(size: int) -> pa.Table:
    chunks = list(generate(size, HOME, until=UNTIL, settings=SETTINGS))
    return pa.concat_tables(chunks).unify_dictionaries().combine_chunks()


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Events with the place of their request, and the moments of those local."""
    frame: pd.DataFrame = table.to_pandas()
    frame["request"] = table["source_id"].combine_chunks().indices.to_numpy()
    frame["local"] = frame["at"] + AHEAD
    return frame


def received(events: pd.DataFrame) -> pd.DataFrame:
    return events[events["kind"] == "received"]


def rows_of(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def standards() -> list[Standard]:
    return [
        Standard(
            row["service_code"],
            row["class_code"],
            Measure(row["measure"]),
            Unit(row["unit"]),
            float(row["amount"]),
            Start(row["clock_start"]),
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            row["source"],
        )
        for row in rows_of("service_standards.csv")
    ]


def judged_of(events: pd.DataFrame) -> pd.DataFrame:
    """Milestones, descriptions and outcomes, one row a request."""
    log = pd.DataFrame(
        {
            "request": events["request"].astype(np.int64),
            "kind": events["kind"].map({str(one): one.code for one in EventKind}).astype(np.int8),
            "at": events["at"],
            "reason": events["reason"]
            .map({str(one): one.code for one in PauseReason})
            .astype(np.float64)
            .fillna(0)
            .astype(np.int8),
        }
    )
    found, pauses = milestones(log)
    described = events.drop_duplicates("request").set_index("request").loc[found["request"]]
    for name in DESCRIBING:
        found[name] = described[name].astype(object).to_numpy()
    found["service"], found["klass"] = found["service_code"], found["class_code"]
    hours = office_hours(SETTINGS.calendar, SETTINGS.regency.time_zone)
    outcomes = judge(found, pauses, standards(), hours, rules_of(SETTINGS.services, UNTIL))
    joined = pd.concat([found, outcomes.drop(columns="request")], axis=1)
    joined["open"] = joined["resolved_at"].isna() & joined["archived_at"].isna()
    joined["overdue"] = joined["open"] & (joined["late_after"] < END)
    joined["due_month"] = (joined["due_at"] + AHEAD).dt.strftime("%Y-%m")
    joined["district"] = joined["region_code"].str[:8]
    return joined


def compliance(rows: pd.DataFrame) -> float:
    met, late = int(rows["met"].eq(True).sum()), int(rows["met"].eq(False).sum())  # noqa: FBT003 (a column's value)
    return 100 * met / (met + late + int(rows["overdue"].sum()))


@cache
def small() -> pd.DataFrame:
    """The events of the shipped size; not to be changed."""
    return frame_of(table_of(SMALL))


@cache
def large() -> pd.DataFrame:
    """The events of many more; not to be changed."""
    return frame_of(table_of(LARGE))


@cache
def judged() -> pd.DataFrame:
    """The requests of `large` with their outcomes; not to be changed."""
    return judged_of(large())
