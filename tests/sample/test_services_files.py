"""The shipped services and standards, and the sample's files."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from core.periods import Period
from data.sample_services import files
from data.sample_services.tables import desks
from data.shipped import kecamatan_of
from metrics.services.kinds import Measure, Unit
from metrics.services.survey import satisfaction
from metrics.services.unsur import scores_of
from tests.sample.requests import SETTINGS, rows_of, standards

if TYPE_CHECKING:
    from pathlib import Path


def test_every_service_has_a_desk_and_a_name() -> None:
    rows = rows_of("services.csv")
    assert sorted(desks().services) == sorted(row["code"] for row in rows)
    assert {row["family"] for row in rows} == {
        "pengaduan", "perizinan", "adminduk", "kesehatan", "darurat", "desa", "lainnya",
    }  # fmt: skip
    assert all(len(row["code"]) <= 30 and row["name"] for row in rows)


def test_the_standards_hold_together() -> None:
    services = {row["code"] for row in rows_of("services.csv")}
    spans: dict[tuple[str, str, Measure], list[tuple[date, date]]] = {}
    for one in standards():
        assert one.service in services
        assert one.amount > 0
        assert one.source
        end = one.valid_to or date.max
        held = spans.setdefault((one.service, one.klass, one.measure), [])
        assert all(last < one.valid_from or end < first for first, last in held)
        held.append((one.valid_from, end))
    promised = {one.service for one in standards()}
    # No known target: their times are shown and not judged().
    assert services - promised == {"psc-119", "bpbd"}
    assert {one.unit for one in standards()} == set(Unit)


def test_the_promise_to_citizens_is_halved_on_the_sixteenth_of_october_2025() -> None:
    found = [
        (one.amount, one.valid_from, one.valid_to)
        for one in standards()
        if one.service == "pengaduan-bupati" and one.measure is Measure.FIRST_RESPONSE
    ]
    assert found == [
        (240, date(2018, 1, 1), date(2025, 10, 15)),
        (120, date(2025, 10, 16), None),
    ]


@pytest.mark.parametrize("regency", ["33.71", "51.02"])
def test_other_regencies_have_their_own_places_or_none(regency: str) -> None:
    chosen = replace(SETTINGS, regency=replace(SETTINGS.regency, code=regency))
    (table,) = files.requests(2_000, settings=chosen)
    found = {code for code in table["region_code"].unique().to_pylist() if code}
    offices = {code for code in table["opd_code"].unique().to_pylist() if code.startswith("KEC")}
    assert bool(found) == bool(offices) == bool(kecamatan_of(regency))
    assert all(code.startswith(regency) for code in found)
    units = set(files.surveys(settings=chosen)["opd_code"].to_pylist())
    assert {unit for unit in units if unit.startswith("KEC")} == {
        f"KEC-{code}" for code in kecamatan_of(regency)
    }


def test_files_hold_the_same_in_local_time(tmp_path: Path) -> None:
    written = files.write_csv(500, tmp_path)
    assert [path.name for path in written] == [files.REQUESTS_FILE, files.SURVEYS_FILE]
    with written[0].open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    (table,) = files.requests(500)
    expected = table.to_pylist()
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert datetime.fromisoformat(one.pop("at")) == other.pop("at") + timedelta(hours=8)
        assert one == {name: value or "" for name, value in other.items()}
    alone = files.write_csv(500, tmp_path / "satu.csv")
    assert alone[0].read_bytes() == written[0].read_bytes()
    assert len(written[1].read_text(encoding="utf-8").splitlines()) == len(files.surveys()) + 1


def test_the_survey_has_every_band_and_a_unit_with_too_few_answers() -> None:
    frame = files.surveys().to_pandas()
    assert frame["source_id"].is_unique
    assert frame["answered_on"].between("2023-11-21", "2026-11-20").all()
    assert frame["answered_on"].is_monotonic_increasing
    services = {row["code"] for row in rows_of("services.csv")}
    assert set(frame["service_code"].dropna()) <= services
    bands: Counter[str] = Counter()
    for unit, rows in frame.groupby("opd_code"):
        answers = {
            f"U{n}": [None if pd.isna(one) else int(one) for one in rows[f"u{n}"]]
            for n in range(1, 10)
        }
        found = satisfaction(scores_of(answers, len(rows)), Period.parse("2026"))
        bands[found.judgement.band.label[0] if found.judgement else unit] += 1
        if unit == "OPD-09":
            assert found.judgement is not None
            assert found.judgement.band.last
    assert set(bands) == {"A", "B", "C", "D", "OPD-08"}
    assert bands["B"] > 8
    assert 0.005 < frame["u5"].isna().mean() < 0.03
