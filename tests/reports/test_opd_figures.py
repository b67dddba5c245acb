"""Figures of the OPD as data: the same numbers as on screen, and nothing the reader may not see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from core.figure import State, Verification
from core.scope import PUBLIC, Scope
from core.settings import load_settings
from data.schema import standing
from reports.area.model import Context, Level
from reports.area.scores import scores_by_kecamatan
from reports.figures import figures

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from core.figure import Figure

HEALTH = "OPD-05"
QUARTER = "2026-Q3"
OWN = Scope(full=frozenset({HEALTH}))
CHECKING = Scope(sees_submitted=True)
SETTINGS = load_settings(environment={})


@pytest.fixture(autouse=True)
def _still(fixed_clock: datetime) -> None:
    """The sample's story is told as of November 2026."""


def read(engine: Engine, scope: Scope = PUBLIC, **filters: Any) -> list[Figure]:
    with engine.connect() as conn:
        return figures(conn, settings=SETTINGS, scope=scope, **filters)


def test_scores_come_for_each_opd_and_for_the_regency(sample_reader: Engine) -> None:
    found = {
        one.opd: one for one in read(sample_reader, metric="opd_score", first=QUARTER, last=QUARTER)
    }
    assert len(found) == 39
    whole = found[None]
    assert whole.value == pytest.approx(85.9130631)
    assert (whole.band_label, whole.state, whole.sample) == ("Tinggi", State.OK, True)
    assert str(whole.ref) == "opd_score@51.08:total~2026-Q3"
    assert str(found[HEALTH].ref) == "opd_score@51.08/OPD-05:total~2026-Q3"
    silent = found["OPD-20"]
    assert (silent.value, silent.state) == (None, State.INSUFFICIENT)


def test_a_triwulan_that_runs_has_no_score_yet(sample_reader: Engine) -> None:
    (whole,) = [
        one for one in read(sample_reader, metric="opd_score", first="2026-Q4") if one.opd is None
    ]
    assert (whole.value, whole.state) in ((None, State.NOT_DUE), (None, State.INSUFFICIENT))


def test_an_opd_filter_keeps_its_own_figures_alone(sample_reader: Engine) -> None:
    found = read(sample_reader, opd=HEALTH)
    assert {one.opd for one in found} == {HEALTH}
    assert {one.metric for one in found} == {
        "opd_score", "opd_score_year", "reporting_compliance", "reporting_completeness",
        "indicator_achievement", "indicator_actual", "opd_budget_absorption",
        "opd_budget_physical", "opd_budget_deviation", "audit_settled", "service_compliance",
        "service_compliance_closed", "service_first_response", "service_backlog",
        "service_overdue", "skm_ikm",
    }  # fmt: skip
    assert read(sample_reader, opd=HEALTH, region="35.10") == []


def waiting(engine: Engine) -> tuple[str, str, str]:
    """OPD, indicator and triwulan of a standing that is reported and not verified."""
    query = select(standing.c.opd_code, standing.c.indicator_code, standing.c.period).where(
        standing.c.verification == "submitted", standing.c.to_date.is_not(None)
    )
    with engine.connect() as conn:
        row = conn.execute(query.order_by(standing.c.indicator_code)).first()
    assert row is not None
    return row[0], row[1], row[2]


def test_an_unverified_value_is_a_state_for_everyone_but_those_who_may_see_it(
    sample_reader: Engine,
) -> None:
    office, code, period = waiting(sample_reader)

    def value(scope: Scope) -> Figure:
        (one,) = [
            one
            for one in read(
                sample_reader,
                scope,
                metric="indicator_actual",
                opd=office,
                first=period,
                last=period,
            )
            if one.component == code
        ]
        return one

    for scope in (PUBLIC, Scope(full=frozenset({"OPD-01"})), Scope(sees_audits=True)):
        hidden = value(scope)
        assert (hidden.value, hidden.state) == (None, State.NOT_VERIFIED)
        assert hidden.verification is Verification.SUBMITTED
    for scope in (Scope(full=frozenset({office})), CHECKING):
        assert value(scope).value is not None


def test_an_indicator_keeps_its_own_unit_and_its_target_to_date(sample_reader: Engine) -> None:
    found = read(sample_reader, metric="indicator_actual", opd=HEALTH, first=QUARTER, last=QUARTER)
    assert {"%", "kasus"} <= {one.unit for one in found}
    assert any(one.target is not None for one in found)
    assert all(one.component and one.component.startswith(HEALTH) for one in found)


def test_the_map_offers_no_triwulan_that_still_runs(sample_reader: Engine) -> None:
    with sample_reader.connect() as conn:
        (found, _reporting) = scores_by_kecamatan(Context(conn, SETTINGS))
    periods = found.periods[Level.KECAMATAN]
    assert periods[0] == QUARTER
    assert len(found.figures(Level.KECAMATAN, QUARTER)) == 9
    assert all(one.value for one in found.figures(Level.KECAMATAN, QUARTER).values())
