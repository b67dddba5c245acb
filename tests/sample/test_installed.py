"""A new sample database holds the performance of its offices, all of it marked as a sample."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.settings import load_settings
from data.engine import writing
from data.rollups import rebuild, rules_of
from data.rollups.subjects import read_subjects
from data.schema import (
    actual,
    actual_step,
    budget,
    evidence,
    goal,
    import_batch,
    indicator,
    opd,
    recommendation,
    score_part,
    standing,
    target,
)
from metrics.performance.audit import age_band
from metrics.performance.gaming import (
    Revision,
    Rule,
    Step,
    exact_hits,
    questions,
    stamped,
    unlocked_edits,
)
from metrics.performance.kinds import Reason, ReportState
from metrics.performance.model import Aim
from metrics.performance.score import Part, contributions, score_of_parts
from review.undoing import prepare_undo
from review.work import first_broken_event
from tests.rollups.regency import same_after_rebuild
from tests.rollups.test_sums import entries, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from metrics.performance.score import Score

SETTINGS = load_settings()
TODAY = date(2026, 11, 22)


@pytest.fixture
def conn(sample_reader: Engine) -> Iterator[Connection]:
    with sample_reader.connect() as opened:
        yield opened


def score_of(conn: Connection, period: str, office: str | None = None) -> Score:
    rows: list[Part] = [
        one
        for (code, at), those in parts(conn).items()
        for one in those
        if at == period and office in (None, code)
    ]
    return score_of_parts(rows, TODAY, min_coverage=SETTINGS.performance.min_coverage)


def test_the_regency_stands_between_eighty_and_eighty_eight(conn: Connection) -> None:
    for period in ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"):
        found = score_of(conn, period)
        assert found.shown
        assert 80 < (found.value or 0) < 88
    newest = score_of(conn, "2026-Q3")
    assert 0.7 < (newest.coverage or 0) < 0.95
    assert 0.8 < (newest.verified_share or 0) < 1


def test_offices_differ_and_the_silent_one_has_no_score(conn: Connection) -> None:
    rows = conn.execute(select(opd.c.code, opd.c.league))
    found = {code: (league, score_of(conn, "2026-Q3", code)) for code, league in rows}
    values = {code: one.value for code, (_league, one) in found.items() if one.shown and one.value}
    assert sum(value < 51 for value in values.values()) >= 1
    assert sum(value < 66 for value in values.values()) >= 3
    assert sum(70 < value <= 80 for value in values.values()) >= 4
    kecamatan = [values[code] for code, (league, _one) in found.items() if league == "B"]
    assert max(kecamatan) - min(kecamatan) > 20
    silent = found["OPD-20"][1]
    assert (silent.value, silent.shown, silent.verified) == (None, False, 0)
    assert any(one.value is not None and not one.shown for _league, one in found.values())


def test_one_score_rose_only_because_an_indicator_left(conn: Connection) -> None:
    lines = entries(conn)
    before, after = lines["OPD-18", "2026-Q2"], lines["OPD-18", "2026-Q3"]
    rise = (score_of(conn, "2026-Q3", "OPD-18").value or 0) - (
        score_of(conn, "2026-Q2", "OPD-18").value or 0
    )
    shares = contributions(before, after, cap=SETTINGS.performance.capaian_cap)
    left = [one for one in shares if one.left]
    assert rise > 10
    assert [one.code for one in left] == ["OPD-18-01"]
    assert left[0].points == max(one.points for one in shares) > rise / 2
    # Nothing that stayed did better: the rest of the rise is their greater share of the mean.
    then = {one.code: one.value for one in before}
    stayed = [one for one in after if one.verified and one.code != "OPD-18-01"]
    assert stayed
    for one in stayed:
        assert min(one.value or 0, 100) <= min(then[one.code] or 0, 100) + 0.5, one.code
    assert score_of(conn, "2026-Q3", "OPD-18").shown


def asked(conn: Connection) -> dict[str, Counter[str]]:
    """Office -> how often each check asks about a period of the last two years."""
    revisions: dict[str, list[Revision]] = defaultdict(list)
    for row in conn.execute(select(target)):
        day = date.fromisoformat(row.decided_on)
        aim = Aim(row.value, row.lower, row.upper)
        revisions[row.indicator_code].append(Revision(row.period, row.revision, aim, day))
    steps = [
        Step(row.indicator_code, row.period, row.at, row.actor, ReportState(row.to_state),
             row.new_value)
        for row in conn.execute(select(actual_step))
    ]  # fmt: skip
    rules = SETTINGS.performance
    found = [
        *unlocked_edits(steps),
        *stamped(steps, count=rules.stamp_count, minutes=rules.stamp_minutes),
    ]
    for code, subject in read_subjects(conn).items():
        values = {at: row for year in subject.actuals.values() for at, row in year.items()}
        found += questions(subject.indicator, revisions[code], values, rules)
    by_office: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        by_office[one.indicator[:-3]][one.rule] += 1
    return by_office


def test_checks_ask_about_the_office_that_games_and_about_others_rarely(conn: Connection) -> None:
    found = asked(conn)
    assert {Rule.LOWERED, Rule.EXACT_HIT, Rule.COPIED} <= set(found["OPD-10"])
    everything = {rule for count in found.values() for rule in count}
    # Parts of a total (G6) are nothing that the sample has.
    assert everything == set(Rule) - {Rule.SUM}
    for rule in (Rule.EXACT_HIT, Rule.COPIED):
        assert sum(count[rule] for count in found.values()) < 60


def test_exact_hits_are_those_of_the_gaming_office(conn: Connection) -> None:
    subject = read_subjects(conn, ["OPD-10-02"])["OPD-10-02"]
    aims = {row.period: row.aim for row in subject.targets[2026]}
    found = exact_hits(subject.indicator, aims, subject.actuals[2026], 3)
    assert [one.period for one in found] == ["2026-Q3"]


def test_every_row_belongs_to_a_batch_that_says_sample(conn: Connection) -> None:
    query = select(import_batch.c.id).where(import_batch.c.synthetic.is_(True))
    made_up = set(conn.scalars(query))
    for table in (goal, indicator, target, actual, budget, recommendation):
        assert set(conn.scalars(select(table.c.batch_id))) <= made_up, table.name
    for derived in (standing, score_part):
        assert set(conn.scalars(select(derived.c.sample))) == {True}, derived.name


def test_batches_say_how_many_rows_they_brought(conn: Connection) -> None:
    tables = {"goals": goal, "indicators": indicator, "targets": target, "budgets": budget,
              "recommendations": recommendation, "actuals": actual}  # fmt: skip
    for topic, table in tables.items():
        rows = conn.scalars(select(import_batch.c.rows).where(import_batch.c.topic == topic)).all()
        assert rows == [len(conn.execute(select(table)).all())], topic


def test_the_structure_can_be_taken_back_like_any_import(sample_reader: Engine) -> None:
    with sample_reader.connect() as conn:
        query = select(import_batch.c.id).where(import_batch.c.topic == "contributors")
        batch = conn.scalar(query)
    assert batch is not None
    found = prepare_undo(sample_reader, batch_id=batch)
    assert found.obstacles == ()
    assert found.removed > 10


def test_standings_hold_every_reason_that_a_regency_meets(conn: Connection) -> None:
    found = set(conn.scalars(select(standing.c.reason)))
    assert {None, Reason.NOT_REPORTED, Reason.NOT_RELEASED, Reason.NOT_DUE, Reason.ZERO_TARGET,
            Reason.NO_BASELINE, Reason.NO_TARGET, Reason.NOTHING_EXPECTED} == found  # fmt: skip
    assert any(conn.scalars(select(standing.c.linear)))
    lowered = set(conn.scalars(select(standing.c.indicator_code).where(standing.c.original > 0)))
    assert "OPD-10-01" in lowered


def test_derived_rows_are_those_of_a_rebuild(sample_engine: Engine) -> None:
    with writing(sample_engine).connect() as conn:
        assert same_after_rebuild(conn, rules_of(SETTINGS))


def test_making_everything_anew_takes_less_than_one_and_a_half_seconds(
    sample_engine: Engine,
) -> None:
    taken = []
    for _ in range(2):
        with writing(sample_engine).begin() as conn:
            start = time.process_time()
            assert rebuild(conn, rules_of(SETTINGS)) > 3000
            taken.append(time.process_time() - start)
    assert min(taken) < 1.5


def test_whatever_was_submitted_has_evidence(conn: Connection) -> None:
    submitted = set(conn.scalars(select(actual.c.id).where(actual.c.submitted_by.is_not(None))))
    proven = set(conn.scalars(select(evidence.c.actual_id))) - {None}
    assert submitted <= proven
    assert len(set(conn.scalars(select(evidence.c.token)))) == len(
        conn.execute(select(evidence.c.id)).all()
    )


def test_recommendations_are_of_every_age(conn: Connection) -> None:
    days = [date.fromisoformat(day) for day in conn.scalars(select(recommendation.c.report_date))]
    assert len({age_band((TODAY - day).days) for day in days}) == 4


def test_the_trail_is_whole(conn: Connection) -> None:
    assert first_broken_event(conn) is None
