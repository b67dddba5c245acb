"""Durations: exact from the rows where they are few, within 1 % from histograms where not."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from data.queries.services.lengths import (
    Asked,
    Lengths,
    of_districts,
    of_services,
    together,
    weeks_to,
)
from tests.queries.services.requests import Row, local, look, put, row

if TYPE_CHECKING:
    from sqlalchemy import Engine

LOOK = look("2026-11-20 12:00")
MINUTE = 60


def done(number: int, minutes: int, day: str = "2026-11-18", **given: object) -> Row:
    """A request resolved at nine of a day after so many minutes on its clock."""
    seconds = minutes * MINUTE
    return row(
        number, resolved_at=local(f"{day} 09:00"), elapsed=seconds, lasted=2 * seconds, met=True,
        **given,
    )  # fmt: skip


def test_weeks_are_whole_and_end_with_the_running_one() -> None:
    assert weeks_to(date(2026, 11, 20), 2) == (date(2026, 11, 9), date(2026, 11, 22))
    assert weeks_to(date(2026, 11, 22), 1) == (date(2026, 11, 16), date(2026, 11, 22))


def test_few_durations_are_exact_and_only_those_of_the_weeks(empty_engine: Engine) -> None:
    times = (90, 150, 240, 400)
    put(empty_engine, [
        *(done(number, minutes) for number, minutes in enumerate(times, 1)),
        done(10, 9999, "2026-11-08"),
        done(11, 9999, "2026-11-23"),
        done(12, 7, service_code="izin"),
        done(13, 7, flaw="future"),
        row(14),
    ])  # fmt: skip
    asked = Asked(date(2026, 11, 9), date(2026, 11, 22), 1000)
    with empty_engine.connect() as conn:
        found = of_services(conn, LOOK, asked)
        lasted = of_services(conn, LOOK, Asked(asked.first, asked.last, 1000, "lasted"), ["kk"])
    spread = found["kk"].spread(10)
    assert (found["kk"].n, found["kk"].is_exact) == (4, True)
    assert (spread.p50, spread.p90) == (195 * MINUTE, None)
    assert found["kk"].spread(4).p90 == pytest.approx(352 * MINUTE)
    assert found["izin"].n == 1
    assert list(lasted) == ["kk"]
    assert lasted["kk"].spread(10).p50 == 2 * 195 * MINUTE


def test_many_durations_come_from_histograms_within_one_percent(empty_engine: Engine) -> None:
    draw = Random(1)  # noqa: S311 (chance for a test)
    minutes = [draw.randrange(5, 40_000) for _n in range(300)]
    put(empty_engine, [
        done(number, minutes[number], f"2026-11-{9 + number % 10:02}") for number in range(300)
    ])  # fmt: skip
    first, last = date(2026, 11, 9), date(2026, 11, 22)
    with empty_engine.connect() as conn:
        exact = of_services(conn, LOOK, Asked(first, last, 301))["kk"]
        merged = of_services(conn, LOOK, Asked(first, last, 300))["kk"]
    assert (exact.is_exact, merged.is_exact) == (True, False)
    assert exact.n == merged.n == 300
    truth = np.percentile(np.array(minutes) * MINUTE, [50, 80, 90])
    for found, share in ((exact, 1e-9), (merged, 0.01)):
        spread = found.spread(10)
        usual = found.usual(86_400, 10)
        assert spread.p50 == pytest.approx(truth[0], rel=share)
        assert spread.p90 == pytest.approx(truth[2], rel=share)
        assert usual.p80 == pytest.approx(truth[1] / 86_400, rel=share)


def test_places_are_kecamatan_with_their_desa_or_none(empty_engine: Engine) -> None:
    put(empty_engine, [
        done(1, 10, region_code="51.08.01"), done(2, 30, region_code="51.08.01.2001"),
        done(3, 50, region_code="51.08"), done(4, 70), done(5, 90, "2026-10-31"),
    ])  # fmt: skip
    month = (date(2026, 11, 1), date(2026, 11, 30))
    with empty_engine.connect() as conn:
        for threshold in (1, 1000):
            found = of_districts(conn, LOOK, Asked(*month, threshold))
            assert {code: one.n for code, one in found.items()} == {"51.08.01": 2, "": 2}
            assert found["51.08.01"].spread(1).p50 == pytest.approx(20 * MINUTE, rel=0.01)
        assert set(of_districts(conn, LOOK, Asked(*month, 1000), ["51.08.01"])) == {"51.08.01"}


def test_sets_are_added_from_rows_or_from_histograms_alike(empty_engine: Engine) -> None:
    put(empty_engine, [
        done(number, 10 * number, service_code="kk" if number % 3 else "izin")
        for number in range(1, 31)
    ])  # fmt: skip
    week = (date(2026, 11, 16), date(2026, 11, 22))
    with empty_engine.connect() as conn:
        exact = of_services(conn, LOOK, Asked(*week, 1000))
        mixed = of_services(conn, LOOK, Asked(*week, 15))
    assert [mixed[code].is_exact for code in ("izin", "kk")] == [True, False]
    assert together(list(exact.values()), 1000).is_exact
    for parts in (exact, mixed):
        whole = together(list(parts.values()), 20)
        assert (whole.n, whole.is_exact) == (30, False)
        assert whole.spread(10).p50 == pytest.approx(155 * MINUTE, rel=0.01)
    nothing = together([], 1000)
    assert (nothing.n, Lengths().n, nothing.spread(1).p50) == (0, 0, None)
