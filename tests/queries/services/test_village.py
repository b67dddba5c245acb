"""Where papers were finished: what plain pandas says of the same rows, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from data.queries.services.village import (
    LEVELS,
    finished,
    finished_by_month,
    finished_of_service,
    points_within,
)
from data.schema import request, service
from tests.queries.services.requests import local, look, put, row

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

STARTS = [date(2025, month, 1) for month in (10, 11, 12)] + [
    date(2026, month, 1) for month in range(1, 12)
]


def plain(conn: Connection) -> pd.DataFrame:
    frame = pd.read_sql_query(select(request), conn)
    frame = frame[frame["level"].isin(LEVELS) & frame["flaw"].isna() & frame["resolved_at"].notna()]
    return frame.assign(month=(frame["resolved_at"] + timedelta(hours=8)).dt.strftime("%Y-%m"))


def test_month_region_level_are_what_pandas_says_of_the_sample(sample_reader: Engine) -> None:
    held = look("2026-11-20 12:00")
    with sample_reader.connect() as conn:
        codes = list(conn.scalars(select(service.c.code)))
        found = finished(
            conn, codes, held.start_of(date(2026, 10, 1)), held.start_of(date(2026, 11, 1))
        )
        truth = plain(conn)
    truth = truth[truth["month"] == "2026-10"]
    sizes = truth.groupby([truth["service_code"], truth["region_code"].fillna(""), "level"]).size()
    assert {(one.service, one.region, one.level): one.number for one in found} == dict(sizes)
    assert {one.level for one in found} == set(LEVELS)


def test_the_months_from_the_sums_are_those_of_the_rows(sample_reader: Engine) -> None:
    held = look("2026-11-20 12:00")
    with sample_reader.connect() as conn:
        found = finished_by_month(conn, STARTS[0], STARTS[-1] - timedelta(days=1))
        letters = finished_of_service(conn, held, "sku", STARTS)
        truth = plain(conn)
    wanted = {f"{one:%Y-%m}" for one in STARTS[:-1]}
    assert set(found) == wanted
    for mine, rows in ((found, truth), (letters, truth[truth["service_code"] == "sku"])):
        some = rows[rows["month"].isin(wanted)]
        sizes = dict(some.groupby(["month", "level"]).size())
        assert {(month, level): number for month, levels in mine.items()
                for level, number in levels.items()} == sizes  # fmt: skip


def test_a_paper_counts_in_the_local_month_in_which_it_was_finished(empty_engine: Engine) -> None:
    moments = ("2026-09-30 23:59", "2026-10-01 00:00", "2026-10-31 23:59", "2026-11-01 00:00")
    rows = [
        row(number, resolved_at=local(text), level="desa", region_code="51.08.01.2001")
        for number, text in enumerate(moments, 1)
    ]
    rows += [
        row(5, level="desa"),
        row(6, resolved_at=local("2026-10-02 09:00")),
        row(7, resolved_at=local("2026-10-02 09:00"), level="kecamatan", flaw="future"),
    ]
    put(empty_engine, rows)
    held = look("2026-11-20 12:00")
    with empty_engine.connect() as conn:
        days = held.start_of(date(2026, 10, 1)), held.start_of(date(2026, 11, 1))
        assert [tuple(one) for one in finished(conn, ["kk"], *days)] == [
            ("kk", "51.08.01.2001", "desa", 2)
        ]
        assert finished(conn, [], *days) == ()
        months = finished_of_service(conn, held, "kk", [date(2026, 10, 1), date(2026, 11, 1)])
        assert months == {"2026-10": {"desa": 2}}
        assert finished_by_month(conn, date(2026, 10, 1), date(2026, 10, 31)) == months


def test_every_desa_of_the_sample_has_a_point(sample_reader: Engine) -> None:
    with sample_reader.connect() as conn:
        points = points_within(conn, "51.08")
    assert sum(code.count(".") == 3 for code in points) == 148
    assert sum(code.count(".") == 2 for code in points) == 9
