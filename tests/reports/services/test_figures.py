"""Public services as figures: the numbers of the screens, each once, filtered as asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, Engine, select

from core import clock
from core.scope import PUBLIC
from core.settings import load_settings
from data.schema import region
from reports.figures import figures, history
from reports.services.basis import basis
from reports.services.board import board
from reports.services.emergency import alarms
from reports.services.figures import METRICS
from reports.services.satisfaction import satisfaction_board
from reports.services.village import villages

if TYPE_CHECKING:
    from core.figure import Figure

SETTINGS = load_settings(environment={})
MONTH = "2026-10"

pytestmark = pytest.mark.usefixtures("fixed_clock")


def made(conn: Connection, **asked: str) -> list[Figure]:
    found = figures(conn, settings=SETTINGS, scope=PUBLIC, **asked)
    return [one for one in found if one.metric in METRICS]


def key(one: Figure) -> tuple[str, str, str | None, str | None, str]:
    return one.metric, one.region, one.opd, one.component, one.period


def test_every_figure_is_told_once_with_its_mark(sample_reader: Engine) -> None:
    with sample_reader.connect() as conn:
        found = made(conn)
        known = set(conn.scalars(select(region.c.code)))
    assert {one.metric for one in found} == METRICS
    assert len({key(one) for one in found}) == len(found)
    assert all(one.sample for one in found)
    assert {one.region for one in found} <= known
    assert all(one.value is not None or one.state_label for one in found)


def test_they_are_the_figures_of_the_screen(sample_reader: Engine) -> None:
    with sample_reader.connect() as conn:
        shown = board(conn, SETTINGS, clock.now(), month=MONTH)
        held = basis(conn, SETTINGS, clock.now())
        by_key = {key(one): one for one in made(conn, first=MONTH)}
        fires, papers = alarms(conn, held, MONTH), villages(conn, held, MONTH)
        survey = satisfaction_board(conn, SETTINGS, year="2026")
    lines = (shown.whole, *shown.offices, *shown.services,
             *(one for one in shown.districts if one.code.count(".") == 2))  # fmt: skip
    for line in (one for one in lines if one.n):
        assert by_key[key(line.figure)].value == line.figure.value, line.name
    today = held.look.today.isoformat()
    overdue = by_key[("service_overdue", "51.08", None, "total", today)]
    assert overdue.value == shown.whole.counts.overdue
    for office in (one for one in shown.offices if one.open.all):
        found = by_key[("service_backlog", "51.08", office.code, "total", today)]
        assert found.value == office.open.all
    assert fires is not None
    fire = by_key[("emergency_in_time", "51.08", "OPD-08", "damkar", MONTH)]
    assert fire.value == fires.now.in_time.value
    share = by_key[("village_share", "51.08", None, "total", MONTH)]
    assert share.value == papers.whole.share.value
    for unit in (survey.whole, *survey.units):
        assert by_key[key(unit.figure)].value == unit.figure.value


def test_an_opd_has_its_own_alone_and_no_place(sample_reader: Engine) -> None:
    with sample_reader.connect() as conn:
        own = made(conn, opd="OPD-12")
        fires = made(conn, opd="OPD-08", metric="emergency_in_time")
    assert own
    assert all(one.opd == "OPD-12" for one in own)
    assert {one.component for one in fires} == {"damkar"}


def test_a_place_has_its_own_alone(sample_reader: Engine) -> None:
    with sample_reader.connect() as conn:
        place = made(conn, region="51.08.06")
        regency = made(conn, region="51.08", metric="service_compliance")
        other = made(conn, region="35.10")
    assert {one.region for one in place} == {"51.08.06"}
    assert {"service_compliance", "service_overdue", "village_share"} <= {
        one.metric for one in place
    }
    assert {one.region for one in regency} == {"51.08"}
    assert any(one.opd is None for one in regency)
    assert other == []


def test_a_span_is_a_span(sample_reader: Engine) -> None:
    with sample_reader.connect() as conn:
        found = made(conn, first="2025-03", last="2025-04")
    assert {one.period for one in found} == {"2025-03", "2025-04"}
    assert {"emergency_in_time", "village_share"} <= {one.metric for one in found}


def test_a_figure_has_its_history(sample_reader: Engine) -> None:
    with sample_reader.connect() as conn:
        newest = made(conn, metric="service_compliance", opd="OPD-12")[-1]
        found = [one for one, _day in history(conn, settings=SETTINGS, like=newest)]
    assert len({one.component for one in found}) == 1
    assert [one.period for one in found] == sorted({one.period for one in found}, reverse=True)
    assert newest in found


def test_without_requests_there_is_no_figure(empty_engine: Engine) -> None:
    with empty_engine.connect() as conn:
        assert made(conn) == []
