"""The made-up figures are plausible, always the same, and hold everything that screens show."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import datetime, timedelta
from functools import cache

import pytest

from core.periods import Period
from data.sample_performance import budgets, catalogue, fates, reports, targets
from data.sample_performance.files import files
from data.sample_performance.recommendations import recommendation_rows
from data.sample_performance.remarks import remarks
from data.shipped import kecamatan_of
from metrics.performance.kinds import Cadence, Formula, Pattern, ReportState
from tests.test_regencies import BARE, REGENCIES

HOME = "51.08"
KECAMATAN = kecamatan_of(HOME)
END = datetime(2026, 11, 21)  # noqa: DTZ001 (UTC without zone, as it is stored)


@cache
def made() -> tuple[reports.Report, ...]:
    return tuple(reports.reports(KECAMATAN))


def content() -> list[tuple[str, bytes]]:
    return [(topic, data) for topic, _name, data in files(KECAMATAN)]


def table(topic: str) -> list[dict[str, str]]:
    data = dict(content())[topic]
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_it_is_the_same_every_time() -> None:
    first, before = [one.row for one in made()], content()
    for module in (catalogue, fates, targets):
        for found in vars(module).values():
            if hasattr(found, "cache_clear"):
                found.cache_clear()
    assert [one.row for one in reports.reports(KECAMATAN)] == first
    assert content() == before


def test_every_kind_of_formula_pattern_and_cadence_occurs() -> None:
    found = catalogue.measures(KECAMATAN)
    assert {one.formula for one in found} == set(Formula)
    assert {one.pattern for one in found} == set(Pattern)
    assert {one.cadence for one in found} == set(Cadence)
    assert any(one.linear for one in found)
    assert any(one.valid_from or one.valid_to for one in found)
    assert {one.office.code[:3] for one in found} == {"OPD", "KEC"}


def test_every_office_has_six_to_ten_indicators() -> None:
    count = Counter(one.office.code for one in catalogue.measures(KECAMATAN))
    assert len(count) == 29 + len(KECAMATAN)
    assert min(count.values()) >= 6
    assert max(count.values()) <= 10


def test_values_lie_in_the_plausible_range_of_their_indicator() -> None:
    ranges = {one.code: (one.lowest, one.highest) for one in catalogue.measures(KECAMATAN)}
    for one in made():
        low, high = ranges[str(one.row["indicator_code"])]
        assert low <= float(str(one.row["value"])) <= high, one.row


def test_targets_lie_in_the_plausible_range_too() -> None:
    for measure in catalogue.measures(KECAMATAN):
        yearly = measure.pattern is Pattern.FLOW
        for line in targets.target_lines(measure):
            for value in (line.value, line.lower, line.upper):
                assert value is None or measure.lowest <= value, line
                assert value is None or yearly or value <= measure.highest, line


def test_amounts_of_the_periods_add_up_to_the_target_of_the_year() -> None:
    for measure in catalogue.measures(KECAMATAN):
        if measure.pattern is Pattern.FLOW:
            for year in catalogue.YEARS:
                parts = targets.path(measure, year)
                assert sum(parts.values()) == pytest.approx(measure.target(year)), measure.code


def test_a_share_is_what_its_two_numbers_make() -> None:
    two = [one.row for one in made() if one.row["denominator"] is not None]
    assert len(two) > 500
    for row in two:
        share = float(str(row["numerator"])) / float(str(row["denominator"])) * 100
        assert row["value"] == share


def test_every_state_of_a_report_occurs() -> None:
    count = Counter(one.row["state"] for one in made())
    assert set(count) == {str(state) for state in ReportState}
    actions = Counter(step["action"] for one in made() for step in one.steps)
    assert {"save", "submit", "withdraw", "return", "reject", "verify", "approve", "lock",
            "ask_unlock", "confirm_unlock", "uphold"} == set(actions)  # fmt: skip


def test_nobody_passes_what_the_same_person_entered() -> None:
    for one in made():
        row = one.row
        assert str(row["entered_by"]).startswith("operator.")
        people = [row["entered_by"], row["verified_by"], row["approved_by"]]
        named = [name for name in people if name is not None]
        assert len(named) == len(set(named)), row


def test_steps_follow_each_other_without_a_gap_and_end_in_the_state_of_the_report() -> None:
    for one in made():
        assert [step["version"] for step in one.steps] == list(range(1, len(one.steps) + 1))
        assert one.row["version"] == len(one.steps)
        assert one.steps[-1]["to_state"] == one.row["state"]
        assert one.steps[-1]["new_value"] == one.row["value"]
        times = [step["at"] for step in one.steps]
        assert times == sorted(times)
        assert times[-1] < END
        before: dict[str, object] = {"to_state": None, "new_value": None}
        for step in one.steps:
            assert step["from_state"] == before["to_state"]
            assert step["old_value"] == before["new_value"]
            before = step


def test_nothing_is_submitted_before_its_period_is_over() -> None:
    for one in made():
        at = one.row["first_submitted_at"]
        if isinstance(at, datetime):
            end = Period.parse(str(one.row["period"])).end
            code = str(one.row["indicator_code"])
            measure = next(m for m in catalogue.measures(KECAMATAN) if m.code == code)
            assert at.date() > min(end, fates.ready_on(measure, str(one.row["period"])))


def test_the_silent_office_reported_nothing_for_two_triwulan() -> None:
    mine = [one.row for one in made() if str(one.row["indicator_code"]).startswith("OPD-20")]
    assert mine
    last = max(Period.parse(str(row["period"])).end for row in mine)
    assert last < Period.parse("2026-Q2").start + timedelta(days=1)


def test_every_office_but_the_silent_one_reported_for_the_last_triwulan() -> None:
    last = {
        str(one.row["indicator_code"])[:-3]
        for one in made()
        if one.row["period"] in ("2026-Q3", "2026-09")
    }
    offices = {office.code for office in catalogue.offices(KECAMATAN)}
    assert offices - last == {"OPD-20"}


@pytest.mark.parametrize("office", ["OPD-05", "OPD-21"])
def test_the_offices_with_accounts_have_things_to_do(office: str) -> None:
    newest = {
        (str(one.row["indicator_code"]), str(one.row["period"])): one.row["state"]
        for one in made()
        if str(one.row["indicator_code"]).startswith(office)
        and Period.parse(str(one.row["period"])).end >= Period.parse("2026-Q3").end
    }
    states = Counter(newest.values())
    assert states["returned"] >= 1
    assert states["draft"] >= 2
    quarterly = {
        one.code
        for one in catalogue.measures(KECAMATAN)
        if one.office.code == office and one.cadence is Cadence.QUARTER
    }
    assert any((code, "2026-Q3") not in newest for code in quarterly)


def test_holes_are_there_to_be_seen() -> None:
    rows = table("goals")
    measured = {row["goal_code"] for row in table("indicators")}
    parent = {row["code"]: row["parent_code"] for row in rows}
    kinds = {row["code"]: row["kind"] for row in rows}
    covered = set()
    for start in measured:
        code = start
        while code:
            covered.add(code)
            code = parent[code]
    holes = Counter(kinds[code] for code in kinds if code not in covered)
    assert holes["misi"] >= 2
    assert holes["tujuan"] >= 2
    assert holes["sasaran"] >= 1
    assert holes["program"] >= 29
    without_child = [c for c, kind in kinds.items() if kind == "misi" and c not in parent.values()]
    assert without_child


def test_shares_of_a_team_add_up() -> None:
    whole: Counter[str] = Counter()
    for row in table("contributors"):
        whole[row["indicator_code"]] += int(row["share"])
    assert len(whole) >= 5
    assert set(whole.values()) == {100}


def test_money_grows_through_the_year_and_two_offices_are_far_behind() -> None:
    spent: Counter[str] = Counter()
    last: dict[tuple[str, str, str], int] = {}
    for row in budgets.budget_rows(KECAMATAN):
        opd, programme, period, stage, ceiling, planned, realised, _weight, physical = row
        assert 0 <= realised <= ceiling
        assert 0 <= planned <= ceiling
        assert 0 <= physical <= 100
        assert stage == ("perubahan" if period[5:] >= "10" else "murni")
        key = (opd, programme, period[:4])
        assert realised >= last.get(key, 0)
        last[key] = realised
        if period == "2026-10":
            for name, amount in (("plan", planned), ("real", realised), ("all", ceiling)):
                spent[f"{opd} {name}"] += amount
    apart = {
        office.code: (spent[f"{office.code} real"] - spent[f"{office.code} plan"])
        / spent[f"{office.code} all"]
        * 100
        for office in catalogue.offices(KECAMATAN)
    }
    assert {code for code, points in apart.items() if points < -30} == {"OPD-06", "OPD-07"}
    assert any(-30 < points <= -10 for points in apart.values())
    assert any(points > 0 for points in apart.values())


def test_recommendations_have_every_status_and_some_are_past_sixty_days() -> None:
    rows = list(recommendation_rows())
    assert 60 <= len(rows) <= 100
    assert len({row[0] for row in rows}) == len(rows)
    assert {row[9] for row in rows} == {"sesuai", "dalam_proses", "belum", "tidak_dapat"}
    assert {row[1] for row in rows} == {"bpk", "inspektorat"}
    old = [row for row in rows if row[9] in ("dalam_proses", "belum") and row[3] < "2026-09-20"]
    assert len(old) >= 10
    fresh = [row for row in rows if row[3] > "2026-09-20"]
    assert fresh
    assert all((row[8] or 0) <= (row[7] or 0) for row in rows)


def test_objections_obstacles_and_answers_speak_of_figures_that_are_there() -> None:
    there = {(one.row["indicator_code"], one.row["period"]): one for one in made()}
    said = remarks()
    for row in said["objection"]:
        report = there[row["indicator_code"], row["period"]]
        verified = [step["at"] for step in report.steps if step["action"] == "verify"]
        assert verified[0] < row["raised_at"]
        assert row["raised_by"] not in (row.get("decided_by"), report.row["verified_by"])
    assert {row["state"] for row in said["objection"]} == {"open", "upheld", "rejected"}
    codes = {one.code for one in catalogue.measures(KECAMATAN)}
    for row in (*said["blocker"], *said["question_answer"]):
        assert row["indicator_code"] in codes
    assert any("closed_at" in row for row in said["blocker"])


@pytest.mark.parametrize("regency", [*REGENCIES, *BARE])
def test_every_regency_gets_its_own_kecamatan_and_no_other_place(regency: str) -> None:
    own = kecamatan_of(regency)
    offices = {office.code for office in catalogue.offices(own)}
    assert offices >= {f"KEC-{code}" for code in own}
    assert len(offices) == 29 + len(own)
    for _topic, _name, data in files(own):
        assert "Buleleng" not in data.decode()
        assert "Singaraja" not in data.decode()
