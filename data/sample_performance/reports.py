"""Reports of the sample and how far each has come: when, by whom, through which steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from data.sample_performance.catalogue import YEARS, measures
from data.sample_performance.draw import as_whole, lots, moment, noise, office_day
from data.sample_performance.fates import REASONS, STAMPED, Fate, fate_of
from data.sample_performance.targets import periods
from data.sample_performance.values import bounded, ratio_of, value_of
from metrics.performance.kinds import ReportState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from data.sample_performance.catalogue import Measure

VERIFIER, APPROVER, ADMIN = "verifikator", "penyetuju", "admin"
# How far a first value that was sent back was from the right one.
SLIP: Final = 0.05
# Days, fewest and most, until the next person looks.
TO_PASS, TO_LOCK, TO_REOPEN, TO_RETURN = (1, 4), (14, 30), (9, 11), (1, 3)
Pass = tuple[ReportState, str, str, str]
# The steps from submitted on, in their order: state, action, who, and the mark it leaves.
PASSES: Final[tuple[Pass, ...]] = (
    (ReportState.VERIFIED, "verify", VERIFIER, "verified"),
    (ReportState.APPROVED, "approve", APPROVER, "approved"),
    (ReportState.LOCKED, "lock", ADMIN, "locked"),
)
DEPTH: Final = {
    ReportState.SUBMITTED: 0,
    ReportState.VERIFIED: 1,
    ReportState.APPROVED: 2,
    ReportState.LOCKED: 3,
}
MARKS: Final = (
    "entered_by", "entered_at", "submitted_by", "submitted_at", "first_submitted_at",
    "verified_by", "verified_at", "approved_by", "approved_at", "locked_by", "locked_at",
    "returned_by", "returned_at", "return_reason", "unlock_by", "unlock_at", "unlock_reason",
)  # fmt: skip
MANY: Final = 8
PAUSE: Final = timedelta(minutes=7)
# Second of the day (UTC) at which the many stamps begin, and how long they take.
STAMPS_FROM, STAMPS_FOR = 6 * 3600, 539


@dataclass(slots=True)
class Report:
    """One report: its row of the table `actual` without the id, and its steps, oldest first."""

    row: dict[str, object]
    steps: list[dict[str, Any]] = field(default_factory=list)


def reports(kecamatan: tuple[str, ...]) -> Iterator[Report]:
    """Every report of the sample, by indicator and period."""
    for measure in measures(kecamatan):
        for year in YEARS:
            if not measure.valid_in(year):
                continue
            for period in periods(measure.cadence, year):
                fate = fate_of(measure, period)
                if fate is not None:
                    yield _report(measure, year, period, fate)


def _report(measure: Measure, year: int, period: str, fate: Fate) -> Report:
    value, above, below = _figures(measure, year, period)
    walk = _Walk(measure, period, fate)
    first = _slipped(measure, period, value) if fate.sent_back or fate.reopened else value
    walk.enter(first)
    if fate.state is not ReportState.DRAFT:
        walk.go_on(value, fate)
    row: dict[str, object] = {
        "indicator_code": measure.code,
        "period": period,
        "value": value,
        "numerator": above,
        "denominator": below,
        "note": fate.note,
        **walk.marks,
        "state": str(walk.state),
        "version": walk.version,
    }
    return Report(row, walk.steps)


def _figures(measure: Measure, year: int, period: str) -> tuple[float, float | None, float | None]:
    value = value_of(measure, year, period)
    two = ratio_of(measure, period, value)
    return (value, None, None) if two is None else (two[2], two[0], two[1])


def _slipped(measure: Measure, period: str, value: float) -> float:
    """What stood there first: a little beside the right value, mostly below it."""
    drawn = noise(measure.code, period, "slip")
    return bounded(measure, value * (1 + SLIP * (drawn - 1)))


class _Walk:
    """A report on its way through the states; each step raises the version."""

    def __init__(self, measure: Measure, period: str, fate: Fate) -> None:
        self.measure, self.period = measure, period
        self.lots = lots(measure.code, period, "walk")
        self.day = fate.first_day
        self.state = ReportState.DRAFT
        self.version = 0
        self.value: float | None = None
        self.steps: list[dict[str, Any]] = []
        self.marks: dict[str, object] = dict.fromkeys(MARKS)

    def enter(self, value: float) -> None:
        """Store a value, by the office's own operator."""
        self._step("save", ReportState.DRAFT, self.measure.office.operator, value=value)
        self.marks["entered_by"], self.marks["entered_at"] = self._who_and_when()

    def go_on(self, value: float, fate: Fate) -> None:
        """Everything after the first draft."""
        if fate.sent_back:
            self._submit()
            self._back("return", ReportState.RETURNED, fate.reason)
            self._later(*TO_PASS)
            self.enter(value)
        self._submit()
        if fate.withdrawn:
            self._step("withdraw", ReportState.DRAFT, self.measure.office.operator)
            self.enter(value)
            self._submit()
        if fate.state in (ReportState.RETURNED, ReportState.REJECTED):
            action = "return" if fate.state is ReportState.RETURNED else "reject"
            self._back(action, fate.state, fate.reason)
            return
        if fate.reopened is not None:
            self._pass_on(PASSES[: DEPTH[fate.reopened]], fate)
            self._reopen(value, fate.reopened)
        self._pass_on(PASSES[: DEPTH[fate.state]], fate)
        if fate.unlock_asked:
            self._later(*TO_PASS)
            self._step("ask_unlock", self.state, ADMIN, reason=REASONS["unlock"])
            self.marks["unlock_by"], self.marks["unlock_at"] = self._who_and_when()
            self.marks["unlock_reason"] = REASONS["unlock"]

    def _submit(self) -> None:
        self._step("submit", ReportState.SUBMITTED, self.measure.office.operator)
        self.marks["submitted_by"], self.marks["submitted_at"] = self._who_and_when()
        if self.marks["first_submitted_at"] is None:
            self.marks["first_submitted_at"] = self.marks["submitted_at"]

    def _pass_on(self, passes: Sequence[Pass], fate: Fate) -> None:
        for state, action, who, mark in passes:
            self._later(*(TO_LOCK if state is ReportState.LOCKED else TO_PASS))
            if fate.verify_on is not None and state is ReportState.VERIFIED:
                self.day = max(self.day, fate.verify_on)
            self._step(action, state, who)
            self.marks[f"{mark}_by"], self.marks[f"{mark}_at"] = self._who_and_when()

    def _back(self, action: str, state: ReportState, reason: str) -> None:
        self._later(*TO_RETURN)
        self._step(action, state, VERIFIER, reason=reason)
        self.marks["returned_by"], self.marks["returned_at"] = self._who_and_when()
        self.marks["return_reason"] = reason

    def _reopen(self, value: float, reached: ReportState) -> None:
        """Opened again, by an unlock or an objection, and handed in with another value."""
        self._later(*TO_REOPEN)
        if reached is ReportState.LOCKED:
            reason = REASONS["unlock"]
            self._step("ask_unlock", self.state, ADMIN, reason=reason)
            self._step("confirm_unlock", ReportState.RETURNED, APPROVER, reason=reason)
        else:
            reason = REASONS["objection"]
            self._step("uphold", ReportState.RETURNED, APPROVER, reason=reason)
        self.marks["returned_by"], self.marks["returned_at"] = self._who_and_when()
        self.marks["return_reason"] = reason
        self._later(*TO_PASS)
        self.enter(value)
        self._submit()

    def _later(self, fewest: int, most: int) -> None:
        days = as_whole(self.lots[-(self.version % MANY) - 1], fewest, most)
        self.day = office_day(self.day + timedelta(days=days))

    def _step(
        self,
        action: str,
        state: ReportState,
        actor: str,
        *,
        value: float | None = None,
        reason: str | None = None,
    ) -> None:
        before = self.value
        self.value = before if value is None else value
        self.version += 1
        self.steps.append(
            {
                "indicator_code": self.measure.code,
                "period": self.period,
                "version": self.version,
                "at": self._now(action),
                "actor": actor,
                "action": action,
                "from_state": str(self.state) if self.version > 1 else None,
                "to_state": str(state),
                "old_value": before,
                "new_value": self.value,
                "reason": reason,
            }
        )
        self.state = state

    def _now(self, action: str) -> datetime:
        """Within office hours, and after the step before."""
        stamped = STAMPED.get(self.day) if action == "verify" else None
        if stamped is not None and self.measure.code.startswith(stamped):
            second = self.lots[0] % STAMPS_FOR
            return datetime.combine(self.day, time()) + timedelta(seconds=STAMPS_FROM + second)
        now = moment(self.day, self.lots[self.version % MANY])
        if self.steps:
            now = max(now, self.steps[-1]["at"] + PAUSE)
        return now

    def _who_and_when(self) -> tuple[object, object]:
        return self.steps[-1]["actor"], self.steps[-1]["at"]
