"""What services give to the overview and to the map."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

import pytest

from core import clock
from core.figure import State
from core.scope import PUBLIC
from reports.area.model import Context as AreaContext
from reports.area.model import Level
from reports.overview.model import Context, Contribution, Standing
from reports.services.area import late_by_place
from reports.services.overview import services
from tests.queries.services.requests import SETTINGS, local, put
from tests.reports.services.making import (
    BULELENG,
    NOW,
    SUKASADA,
    VILLAGE,
    answers,
    timed,
    worked_example,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(tzinfo=UTC))


def given(conn: Connection) -> Contribution:
    return services(Context(conn, SETTINGS, PUBLIC, TODAY))


def test_nothing_loaded_gives_nothing(empty_engine: Engine) -> None:
    with empty_engine.connect() as conn:
        assert given(conn) == Contribution()
        assert late_by_place(AreaContext(conn, SETTINGS)) == ()


def test_two_tiles_who_must_act_and_what_moved(empty_engine: Engine) -> None:
    rows = [
        *(timed(100 + n, local("2026-09-07 08:00"), 100) for n in range(10)),
        *(timed(200 + n, local("2026-10-05 08:00"), 100 if n < 9 else 500) for n in range(12)),
    ]
    worked_example(empty_engine, rows)
    with empty_engine.begin() as conn:
        answers(conn, "O-2", (2,) * 9, 30)
    with empty_engine.connect() as conn:
        found = given(conn)
    compliance, ikm = found.tiles
    assert (compliance.key, compliance.value) == ("service_compliance", "75,00%")
    assert compliance.change == "−25,00 poin persen dari September 2026"
    assert compliance.standing is Standing.UNJUDGED
    assert (ikm.key, ikm.value, ikm.status) == ("skm_ikm", "50,00", "D (Tidak baik)")
    assert (ikm.standing, ikm.figure is not None, ikm.sample) == (Standing.MISSED, True, True)
    assert [one.owner for one in found.attention] == ["D O-1", "D O-2"]
    assert dict(found.attention[0].link.query) == {"opd": "O-1"}
    (finding,) = found.findings
    assert finding.text == (
        "Kepatuhan layanan Oktober 2026: 75,00% (n = 12), −25,00 poin persen dari September 2026"
        " (n = 10)."
    )


def test_the_late_map_shares_what_fell_due_in_thirty_days_and_no_rate_under_ten(
    empty_engine: Engine,
) -> None:
    day = NOW - timedelta(days=5)
    rows = [
        *(timed(1 + n, day, 100 if n < 6 else 500, region_code=VILLAGE) for n in range(9)),
        timed(20, day, region_code=BULELENG),
        *(timed(30 + n, day, 100, region_code=SUKASADA) for n in range(9)),
        *(timed(50 + n, NOW - timedelta(days=40), 500, region_code=SUKASADA) for n in range(9)),
        timed(70, NOW - timedelta(minutes=10), region_code=SUKASADA),
        timed(71, day),
    ]
    put(empty_engine, rows)
    with empty_engine.connect() as conn:
        (metric,) = late_by_place(AreaContext(conn, SETTINGS))
    assert metric.metric == "service_late_share"
    assert metric.periods == {Level.KECAMATAN: ("2026-11-20",), Level.DESA: ("2026-11-20",)}
    found = metric.figures(Level.KECAMATAN, "2026-11-20")
    assert {code: one.value for code, one in found.items()} == {BULELENG: 40.0, SUKASADA: None}
    assert found[SUKASADA].state is State.INSUFFICIENT
    assert found[SUKASADA].state_label == "terlalu sedikit (n = 9)"
    (desa,) = metric.figures(Level.DESA, "2026-11-20").items()
    assert (desa[0], desa[1].value, desa[1].sample) == (VILLAGE, None, True)
    assert metric.figures(Level.DESA, "2026-11-19") == {}
