"""What an OPD can do: in which order, and what it wins."""

from __future__ import annotations

from datetime import date

import pytest

from core.words import speaking
from metrics.performance.kinds import Reason
from metrics.performance.score import score
from metrics.performance.tasks import Task, TaskKind, gain_text, task_text, tasks, total_gain
from tests.metrics.performance.building import entry

AS_OF = date(2026, 11, 22)
SOON, LATER = date(2026, 11, 27), date(2027, 1, 15)


def test_a_report_wins_the_rise_of_the_score_if_it_is_on_target() -> None:
    there = [entry("A", 2, 80), entry("B", 1, 50)]
    missing = entry("C", 1, None, due_on=SOON, reason=Reason.NOT_REPORTED)
    found = {one.code: one for one in tasks([*there, missing], AS_OF, cap=100)}
    rules = {"cap": 100.0, "min_coverage": 0.0}
    now = score(there, AS_OF, **rules).value
    then = score([*there, entry("C", 1, 100)], AS_OF, **rules).value
    assert now == 70
    assert then == 77.5
    assert (found["C"].kind, found["C"].points) == (TaskKind.REPORT, then - now)
    assert found["C"].deadline == SOON


def test_bringing_a_figure_to_its_target_wins_its_gap() -> None:
    entries = [entry("A", 2, 80), entry("B", 1, -50), entry("C", 1, 130)]
    found = {one.code: one for one in tasks(entries, AS_OF, cap=100, next_due=LATER)}
    assert {code: one.points for code, one in found.items()} == {
        "A": 2 * (100 - 80) / 4,
        "B": 1 * (100 - 0) / 4,
    }
    assert {one.kind for one in found.values()} == {TaskKind.RAISE}
    assert {one.deadline for one in found.values()} == {LATER}


def test_a_cap_above_100_promises_no_more_than_the_target() -> None:
    (found,) = tasks([entry("A", 1, 80), entry("B", 1, 130)], AS_OF, cap=120)
    assert found.points == 1 * (100 - 80) / 2


def test_the_nearest_deadline_goes_first_and_within_a_day_what_wins_most() -> None:
    missing = [
        entry("small", 1, None, due_on=SOON, reason=Reason.NOT_REPORTED),
        entry("large", 5, None, due_on=SOON, reason=Reason.NOT_REPORTED),
        entry("later", 9, None, due_on=LATER, reason=Reason.NOT_REPORTED),
        entry("overdue", 1, None, due_on=date(2026, 10, 14), reason=Reason.NOT_REPORTED),
        entry("older", 2, None, due_on=date(2026, 11, 2), reason=Reason.NOT_REPORTED),
    ]
    found = tasks([entry("A", 3, 50), *missing], AS_OF, cap=100)
    assert [one.code for one in found] == ["older", "overdue", "large", "small", "later", "A"]


def test_other_work_is_put_into_the_same_order() -> None:
    others = [
        Task(TaskKind.FOLLOW_UP, "BPK-1", LATER),
        Task(TaskKind.ANSWER, "G1", SOON),
    ]
    missing = entry("C", 1, None, due_on=SOON, reason=Reason.NOT_REPORTED)
    found = tasks([entry("A", 3, 50), missing], AS_OF, cap=100, others=others)
    assert [one.code for one in found] == ["C", "G1", "BPK-1", "A"]


def test_a_report_that_was_sent_back_is_to_be_mended() -> None:
    missing = entry("C", 1, None, due_on=SOON, reason=Reason.NOT_REPORTED)
    (found,) = tasks([missing], AS_OF, cap=100, returned={"C"})
    assert found.kind is TaskKind.MEND


@pytest.mark.parametrize(
    "waiting",
    [
        entry("X", 1, 50, verified=False),
        entry("X", 1, 100),
        entry("X", 1, None, due_on=None, reason=Reason.NOT_DUE),
        entry("X", 1, None, due_on=LATER, reason=Reason.NOT_RELEASED),
        entry("X", 1, None, reason=Reason.NOTHING_EXPECTED),
    ],
)
def test_what_the_opd_cannot_move_now_is_no_task(waiting: object) -> None:
    assert tasks([waiting], AS_OF, cap=100) == ()  # type: ignore[list-item]


def test_where_no_points_can_be_told_the_coverage_is_what_it_wins() -> None:
    missing = entry("C", 1, None, due_on=SOON, reason=Reason.NOT_REPORTED)
    (alone,) = tasks([missing], AS_OF, cap=100)
    above = next(
        one for one in tasks([missing, entry("A", 1, 150)], AS_OF, cap=120) if one.code == "C"
    )
    without_target = Task(TaskKind.TARGET, "D")
    with speaking("id"):
        for one in (alone, above, without_target):
            assert (one.points, one.widens, gain_text(one)) == (0, True, "menaikkan cakupan")
        assert gain_text(Task(TaskKind.ANSWER, "G1")) == ""


def test_an_indicator_without_target_asks_for_one() -> None:
    (found,) = tasks([entry("A", 1, None, reason=Reason.NO_TARGET)], AS_OF, cap=100)
    assert (found.kind, found.deadline) == (TaskKind.TARGET, None)


def test_tasks_have_words() -> None:
    with speaking("id"):
        said = [task_text(Task(kind, "X"), "Prevalensi stunting") for kind in TaskKind]
        assert gain_text(Task(TaskKind.RAISE, "X", points=6.875)) == "hingga +6,88 poin"
    assert said == [
        "Laporkan Prevalensi stunting.",
        "Perbaiki dan ajukan kembali: Prevalensi stunting.",
        "Kejar target Prevalensi stunting.",
        "Usulkan penetapan target Prevalensi stunting.",
        "Tindak lanjuti rekomendasi Prevalensi stunting.",
        "Selesaikan kendala Prevalensi stunting.",
        "Jawab pertanyaan tentang Prevalensi stunting.",
    ]


def test_the_gains_add_up_to_an_upper_bound() -> None:
    assert total_gain([Task(TaskKind.RAISE, "A", points=1.5), Task(TaskKind.RAISE, "B")]) == 1.5
