"""The performance of the OPD on the overview: two tiles, who must act, why the score moved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.scope import PUBLIC
from core.settings import load_settings
from data.queries.performance.offices import offices
from reports.overview.model import Context, Contribution, Standing, Tone
from reports.overview.performance import performance
from reports.performance.board import board, register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

TODAY = date(2026, 11, 22)
QUARTER = "2026-Q3"
SILENT = "OPD-20"


@pytest.fixture
def context(sample_reader: Engine) -> Context:
    return Context(sample_reader.connect(), load_settings(), PUBLIC, TODAY)


@pytest.fixture
def given(context: Context) -> Iterator[Contribution]:
    yield performance(context)
    context.conn.close()


def test_the_score_comes_with_its_coverage_and_verified_share(
    context: Context, given: Contribution
) -> None:
    held = register(context.conn, context.settings, TODAY)
    whole = board(context.conn, held, QUARTER).whole
    tile = next(one for one in given.tiles if one.key == "opd_score")
    assert whole.score.value is not None
    assert tile.value == f"{whole.score.value:.2f}".replace(".", ",")
    assert tile.target == "cakupan 82%, terverifikasi 91%"
    assert (tile.status, tile.tone, tile.standing) == ("Tinggi", Tone.PLAIN, Standing.GOOD)
    assert tile.as_of == "TW III 2026"
    assert tile.sample
    assert tile.change is not None
    assert tile.change.endswith("dari TW II 2026")
    assert dict(tile.link.query) == {"periode": QUARTER}


def test_the_compliance_counts_late_and_missing_reports(given: Contribution) -> None:
    tile = next(one for one in given.tiles if one.key == "reporting_compliance")
    on_time, late, missing = (int(part.split()[0]) for part in (tile.target or "").split(", "))
    assert tile.value == f"{100 * on_time / (on_time + late + missing):.2f}%".replace(".", ",")
    assert missing > 0


def test_the_silent_opd_is_named_with_the_days_and_leads_to_its_report_card(
    context: Context, given: Contribution
) -> None:
    name = next(one.short_name for one in offices(context.conn) if one.code == SILENT)
    row = next(one for one in given.attention if one.owner == name)
    assert row.what.startswith("belum lapor")
    assert "hari kerja" in row.since
    assert (row.link.address, row.link.query["opd"]) == ("rapor-opd", SILENT)


def test_the_reason_of_a_change_is_said_and_what_left_is_said_too(given: Contribution) -> None:
    (finding,) = given.findings
    assert finding.text.startswith("Skor naik ")
    assert "penyumbang terbesar" in finding.text
    assert "indikator yang tidak dilaporkan" in finding.text


def test_without_any_indicator_there_is_nothing_to_say(empty_engine: Engine) -> None:
    with empty_engine.connect() as conn:
        found = performance(Context(conn, load_settings(), PUBLIC, TODAY))
    assert found == Contribution()
