"""Papers finished in the village: share, coverage, and ways from points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from sqlalchemy import insert, update

from core.figure import State
from data.schema import point_of_interest, region
from metrics.services.travel import estimated_leg
from reports.services.basis import basis
from reports.services.village import lowest, village_figures, villages
from tests.queries.services.requests import SETTINGS, Row, local, put, row
from tests.reports.services.making import BULELENG, NOW, SUKASADA, VILLAGE, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

    from reports.services.village import Villages

MONTH: Final = "2026-10"
DONE: Final = local("2026-10-10 10:00")
INSIDE: Final = (-8.16, 115.02)
CENTRE: Final = (-8.1145, 115.10666)
OFFICE: Final = (-8.12, 115.09)


def paper(number: int, level: str | None, region_code: str | None, **given: Any) -> Row:
    return row(number, resolved_at=DONE, level=level, region_code=region_code, **given)


def load(engine: Engine, rows: Sequence[Row]) -> None:
    put(engine, rows)
    with engine.begin() as conn:
        places(conn)


def seen(conn: Connection, **given: str) -> Villages:
    return villages(conn, basis(conn, SETTINGS, NOW), MONTH, **given)


def put_points(conn: Connection) -> None:
    for code, (latitude, longitude) in ((VILLAGE, INSIDE), (BULELENG, CENTRE)):
        where = {"latitude": latitude, "longitude": longitude}
        conn.execute(update(region).where(region.c.code == code).values(**where))


def papers() -> list[Row]:
    rows = [paper(number, "desa", VILLAGE) for number in range(1, 9)]
    rows += [paper(9, "kecamatan", VILLAGE), paper(10, "kabupaten", BULELENG)]
    rows += [paper(11, "desa", SUKASADA, service_code="izin"), paper(12, "desa", None)]
    return [*rows, paper(13, None, VILLAGE)]


def test_the_share_is_of_papers_whose_place_of_finishing_is_known(empty_engine: Engine) -> None:
    load(empty_engine, papers())
    with empty_engine.connect() as conn:
        found = seen(conn)
    assert (found.whole.village, found.whole.district, found.whole.regency) == (10, 1, 1)
    assert found.whole.share.value == pytest.approx(100 * 10 / 12)
    by_place = {one.code: one for one in found.places}
    assert set(by_place) == {BULELENG, SUKASADA}
    assert (by_place[BULELENG].village, by_place[BULELENG].n) == (8, 10)
    assert by_place[BULELENG].share.value == 80
    assert by_place[SUKASADA].share.state is State.INSUFFICIENT
    worst = lowest(found.places)
    assert worst is not None
    assert worst.code == BULELENG
    assert dict(found.months)[MONTH] == found.whole.share
    assert [one.code for one in found.services] == ["izin", "kk"]


def test_a_village_is_served_when_it_finished_one(empty_engine: Engine) -> None:
    load(empty_engine, papers())
    with empty_engine.connect() as conn:
        every, inside, elsewhere = (
            seen(conn),
            seen(conn, place=BULELENG),
            seen(conn, place=SUKASADA),
        )
    # Sukasada has no desa in this register: a share of nothing is no data.
    assert (every.whole.served, every.whole.villages) == (1, 1)
    assert (inside.whole.served, inside.whole.villages) == (1, 1)
    assert elsewhere.whole.coverage.state is State.NO_DATA
    assert [one.code for one in inside.places] == [VILLAGE]


def test_ways_lead_to_the_office_or_to_a_point_of_the_kecamatan(empty_engine: Engine) -> None:
    load(empty_engine, papers())
    with empty_engine.begin() as conn:
        bare = seen(conn)
        put_points(conn)
        to_point = seen(conn)
        conn.execute(
            insert(point_of_interest).values(
                kind="kantor_camat", name="Kantor Camat Buleleng", kecamatan_code=BULELENG,
                latitude=OFFICE[0], longitude=OFFICE[1], precision="titik", source="uji",
                batch_id=1,
            )
        )  # fmt: skip
        to_office = seen(conn)
    # 10 papers were finished in villages, 8 of them in one that has a point.
    assert (bare.unmapped, bare.whole.saved.kilometres) == (1, None)
    for found, target in ((to_point, CENTRE), (to_office, OFFICE)):
        leg = estimated_leg(INSIDE, target)
        saved = found.whole.saved
        assert (saved.letters, saved.journeys, saved.without_leg) == (10, 20, 2)
        assert saved.kilometres == pytest.approx(8 * 2 * leg.kilometres)
        assert saved.minutes == pytest.approx(8 * 2 * leg.minutes)
        assert found.unmapped == 0
    assert (to_point.offices, to_office.offices, to_office.districts) == (0, 1, 2)


def test_one_service_alone_has_its_own_months(empty_engine: Engine) -> None:
    load(empty_engine, papers())
    with empty_engine.connect() as conn:
        found = seen(conn, service="izin")
    assert (found.whole.village, found.whole.n) == (1, 1)
    assert dict(found.months)[MONTH].whole == 1
    assert len(found.months) == 13


def test_figures_name_place_and_service(empty_engine: Engine) -> None:
    load(empty_engine, papers())
    with empty_engine.connect() as conn:
        held = basis(conn, SETTINGS, NOW)
        made = village_figures(held, seen(conn))
        inside = village_figures(held, seen(conn, place=BULELENG), BULELENG)
    assert {(one.metric, one.region) for one in made} == {
        ("village_share", "51.08"), ("village_journeys", "51.08"),
        ("village_share", SUKASADA), ("village_share", BULELENG),
    }  # fmt: skip
    assert made[1].value == 20
    assert inside[0].region == BULELENG
    assert len({(one.metric, one.region) for one in inside}) == len(inside)


def test_nothing_loaded_is_no_data(empty_engine: Engine) -> None:
    load(empty_engine, [])
    with empty_engine.connect() as conn:
        found = seen(conn)
    assert found.whole.share.state is State.NO_DATA
    assert village_figures(basis_of(empty_engine), found)[1].value is None


def basis_of(engine: Engine) -> Any:
    with engine.connect() as conn:
        return basis(conn, SETTINGS, NOW)
