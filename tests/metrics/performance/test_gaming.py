"""Checks that ask: each rule, its limit from both sides, and its words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from core.settings import Performance
from core.words import speaking
from metrics.performance.gaming import (
    Question,
    Revision,
    Rule,
    Step,
    copied_values,
    exact_hits,
    late_jumps,
    lowered_targets,
    outliers,
    question_text,
    questions,
    stamped,
    sum_mismatch,
    unlocked_edits,
)
from metrics.performance.kinds import Cadence, Formula, Pattern, ReportState
from metrics.performance.model import Aim
from tests.metrics.performance.building import actuals, indicator

QUARTERLY = indicator()
MONTHLY = indicator(cadence=Cadence.MONTH)
STOCK = indicator(Pattern.STOCK)


def quarters(*values: float | None) -> dict[str, float | None]:
    return {f"{2025 + n // 4}-Q{n % 4 + 1}": value for n, value in enumerate(values)}


def months(*values: float | None) -> dict[str, float | None]:
    return {f"2025-{n:02}": value for n, value in enumerate(values, 1)}


def at(found: tuple[Question, ...]) -> list[str]:
    return [one.period for one in found]


@pytest.mark.parametrize(
    ("decided_on", "value", "asked"),
    [
        (date(2026, 1, 1), 75, True),
        (date(2026, 3, 2), 75, True),
        (None, 75, True),
        (date(2025, 12, 31), 75, False),
        (date(2026, 3, 2), 100, False),
        (date(2026, 3, 2), 120, False),
    ],
)
def test_g1_a_target_made_easier_after_its_period_began(
    decided_on: date | None, value: float, asked: bool
) -> None:
    rows = [Revision("2026-Q1", 1, Aim(value), decided_on), Revision("2026-Q1", 0, Aim(100))]
    found = lowered_targets(QUARTERLY, rows)
    assert bool(found) is asked
    if asked:
        assert (found[0].before, found[0].now) == (100, 75)


def test_g1_knows_the_direction_of_the_indicator() -> None:
    rows = [Revision("2026", 0, Aim(10)), Revision("2026", 1, Aim(12))]
    assert lowered_targets(QUARTERLY, rows) == ()
    assert at(lowered_targets(indicator(formula=Formula.DOWN), rows)) == ["2026"]


def test_g2_equal_to_the_target_three_periods_in_a_row() -> None:
    aims = {text: Aim(80) for text in quarters(*range(6))}
    assert at(exact_hits(QUARTERLY, aims, actuals(quarters(80, 80, 80, 80)), 3)) == [
        "2025-Q3",
        "2025-Q4",
    ]
    for broken in ((80, 80, 80.01), (80, 80, None, 80), (80, 80)):
        assert exact_hits(QUARTERLY, aims, actuals(quarters(*broken)), 3) == ()


def test_g2_does_not_ask_where_every_success_is_exact() -> None:
    aims = {text: Aim(1) for text in quarters(1, 1, 1)}
    yes = indicator(Pattern.STOCK, Formula.YES_NO)
    assert exact_hits(yes, aims, actuals(quarters(1, 1, 1)), 3) == ()


def test_g3_the_same_amount_three_periods_in_a_row() -> None:
    assert at(copied_values(QUARTERLY, actuals(quarters(5, 7, 7, 7)), 3)) == ["2025-Q4"]
    for other in ((7, 7), (0, 0, 0), (7, 7, None, 7)):
        assert copied_values(QUARTERLY, actuals(quarters(*other)), 3) == ()
    assert copied_values(STOCK, actuals(quarters(7, 7, 7)), 3) == ()


def test_g4_most_of_a_year_in_december() -> None:
    found = late_jumps(MONTHLY, actuals(months(*[4] * 10, 0, 60)), 0.6)
    assert (at(found), found[0].share) == (["2025-12"], 60)
    for other in (months(*[4] * 10, 1, 60), months(None, *[4] * 10, 90), months(*[0] * 12)):
        assert late_jumps(MONTHLY, actuals(other), 0.6) == ()
    assert late_jumps(QUARTERLY, actuals(quarters(1, 1, 1, 90)), 0.6) == ()


def test_g5_outside_the_plausible_range() -> None:
    ranged = indicator(Pattern.STOCK, lowest=0, highest=100)
    found = outliers(ranged, actuals(quarters(100, 100.1, 0, -1)), 3)
    assert at(found) == ["2025-Q2", "2025-Q4"]
    assert (found[0].now, found[0].low, found[0].high) == (100.1, 0, 100)


def test_g5_a_change_beyond_three_times_the_usual_one() -> None:
    found = outliers(STOCK, actuals(quarters(10, 12, 10, 12, 19)), 3)
    assert [(one.period, one.now, one.before, one.count) for one in found] == [
        ("2026-Q1", 19, 12, 3)
    ]
    for other in (
        (10, 12, 10, 12, 18),
        (10, 12, 10, 40),
        (5, 5, 5, 5, 9),
        (10, 12, 10, 12, None, 40),
    ):
        assert outliers(STOCK, actuals(quarters(*other)), 3) == ()


@pytest.mark.parametrize(
    ("parts", "total", "asked"),
    [
        ((60, 40), 100, False),
        ((60, 40.5), 100, False),
        ((60, 40.51), 100, True),
        ((60, 39.4), 100, True),
        ((), 0, False),
        ((1,), 0, True),
    ],
)
def test_g6_parts_that_do_not_make_their_total(
    parts: tuple[float, ...], total: float, asked: bool
) -> None:
    assert bool(sum_mismatch("I-1", "2026", parts, total, percent=0.5)) is asked


START = datetime(2026, 11, 2, 8, tzinfo=UTC)


def step(minute: float, state: ReportState, value: float | None = None, **other: str) -> Step:
    names = {"indicator": "I-1", "period": "2026-Q3", "actor": "verifikator", **other}
    return Step(
        names["indicator"],
        names["period"],
        START + timedelta(minutes=minute),
        names["actor"],
        state,
        value,
    )


def test_g7_another_value_than_the_one_that_was_locked() -> None:
    before = [
        step(0, ReportState.DRAFT, 80),
        step(1, ReportState.LOCKED),
        step(2, ReportState.RETURNED),
    ]
    assert unlocked_edits(before) == ()
    assert unlocked_edits([*before, step(3, ReportState.DRAFT, 80)]) == ()
    (found,) = unlocked_edits(
        [*before, step(3, ReportState.DRAFT, 85), step(4, ReportState.LOCKED)]
    )
    assert (found.before, found.now, found.period) == (80, 85, "2026-Q3")


def test_g8_many_verifications_within_minutes() -> None:
    done = [step(n / 3, ReportState.VERIFIED, indicator=f"I-{n:02}") for n in range(21)]
    (found,) = stamped(done, count=20, minutes=10)
    assert (found.count, found.person, found.indicator) == (21, "verifikator", "I-20")
    assert stamped(done[:20], count=20, minutes=10) == ()


def test_g8_counts_persons_and_windows_apart() -> None:
    two = [
        step(n / 3, ReportState.VERIFIED, actor=f"v{n % 2}", indicator=f"I-{n}") for n in range(40)
    ]
    assert stamped(two, count=20, minutes=10) == ()
    slow = [step(n, ReportState.VERIFIED, indicator=f"I-{n}") for n in range(60)]
    assert stamped(slow, count=20, minutes=10) == ()
    again = [step(600 + n / 3, ReportState.VERIFIED, indicator=f"J-{n:02}") for n in range(25)]
    first = [step(n / 3, ReportState.VERIFIED, indicator=f"I-{n:02}") for n in range(21)]
    assert [
        (one.count, one.indicator) for one in stamped([*again, *first], count=20, minutes=10)
    ] == [
        (21, "I-20"),
        (25, "J-24"),
    ]


def test_an_honest_indicator_is_asked_nothing() -> None:
    rows = [Revision(text, 0, Aim(80)) for text in quarters(*range(8))]
    seen = actuals(quarters(70, 74, 72, 78, 77, 79, 81, 83))
    assert questions(STOCK, rows, seen, Performance()) == ()


def test_the_checks_of_one_indicator_come_together() -> None:
    rows = [Revision(text, 0, Aim(80)) for text in quarters(*range(4))]
    rows.append(Revision("2025-Q4", 1, Aim(60), date(2025, 11, 1)))
    found = questions(QUARTERLY, rows, actuals(quarters(80, 80, 80, 90)), Performance())
    assert [(one.rule.value, one.period) for one in found] == [
        ("G1", "2025-Q4"),
        ("G2", "2025-Q3"),
        ("G3", "2025-Q3"),
    ]


ASKED = {
    "G1": Question(Rule.LOWERED, "I-1", "2026-Q3", now=75, before=100),
    "G1 range": Question(Rule.LOWERED, "I-1", "2026-Q3"),
    "G2": Question(Rule.EXACT_HIT, "I-1", "2026-Q3", now=80, count=3),
    "G3": Question(Rule.COPIED, "I-1", "2026-Q3", now=1234.5, count=4),
    "G4": Question(Rule.LATE_JUMP, "I-1", "2026-12", now=60, share=62.55),
    "G5": Question(Rule.OUTLIER, "I-1", "2026-Q3", now=19, before=12, count=3),
    "G5 range": Question(Rule.OUTLIER, "I-1", "2026-Q3", now=101, low=0, high=100),
    "G5 high": Question(Rule.OUTLIER, "I-1", "2026-Q3", now=101, high=100),
    "G5 low": Question(Rule.OUTLIER, "I-1", "2026-Q3", now=-1, low=0),
    "G6": Question(Rule.SUM, "I-1", "2026", now=99, before=100, share=1),
    "G7": Question(Rule.UNLOCKED, "I-1", "2026-Q3", now=85, before=80),
    "G8": Question(Rule.STAMPED, "I-1", "2026-Q3", count=21, minutes=10, person="verifikator"),
}


@pytest.mark.parametrize("name", ASKED)
def test_every_hit_is_a_question(name: str) -> None:
    for language in ("id", "en"):
        with speaking(language):
            said = question_text(ASKED[name], indicator="Prevalensi stunting", period="TW III 2026")
        assert said.endswith("?")
        assert "{" not in said
        assert "Prevalensi stunting" in said


def test_the_words_of_two_questions() -> None:
    with speaking("id"):
        lowered, copied = (
            question_text(ASKED[name], indicator="Akseptor KB", period="TW III 2026")
            for name in ("G1", "G3")
        )
        assert [rule.label for rule in Rule][:2] == [
            "target dilonggarkan",
            "sama persis dengan target",
        ]
    assert lowered == (
        "Target Akseptor KB TW III 2026 dilonggarkan dari 100 menjadi 75 "
        "setelah periodenya berjalan. Apa alasannya?"
    )
    assert copied == (
        "Realisasi Akseptor KB bernilai sama, 1.234,5, selama 4 periode berturut-turut "
        "sampai dengan TW III 2026. Apakah diukur ulang setiap periode?"
    )
