"""The words of the subject: kinds of formula, patterns of measurement, states, reasons.

The values are kept in the database and written in files; Permendagri 86/2017 and the practice of
regency systems name them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.figure import State
from core.words import N_, _


class Formula(StrEnum):
    """Which way an indicator is good (formula_kind)."""

    UP = "naik"
    DOWN = "turun"
    DOWN_RATIO = "turun_rasio"
    RANGE_UP = "rentang_naik"
    RANGE_DOWN = "rentang_turun"
    EXACT = "tepat"
    YES_NO = "ya_tidak"

    @property
    def is_range(self) -> bool:
        """Whether the target is a range with two ends."""
        return self in (Formula.RANGE_UP, Formula.RANGE_DOWN)

    @property
    def label(self) -> str:
        """The kind in words of this run's language."""
        return _(FORMULA_LABELS[self])


class Pattern(StrEnum):
    """How values of several periods make one to date (pola)."""

    FLOW = "hitungan"
    STOCK = "posisi"
    RELEASE = "rilis"
    MEAN = "rata"

    @property
    def label(self) -> str:
        """The pattern in words of this run's language."""
        return _(PATTERN_LABELS[self])


class Cadence(StrEnum):
    """How often an indicator is reported."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class ReportState(StrEnum):
    """How far a reported actual has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    APPROVED = "approved"
    LOCKED = "locked"
    RETURNED = "returned"
    REJECTED = "rejected"

    @property
    def is_verified(self) -> bool:
        """Whether it counts in scores: verified, approved or locked."""
        return self in VERIFIED

    @property
    def is_open(self) -> bool:
        """Whether its OPD may still change it: draft, sent back or rejected."""
        return self in OPEN

    @property
    def label(self) -> str:
        """The state in words of this run's language."""
        return _(REPORT_STATE_LABELS[self])


VERIFIED: Final = frozenset({ReportState.VERIFIED, ReportState.APPROVED, ReportState.LOCKED})
OPEN: Final = frozenset({ReportState.DRAFT, ReportState.RETURNED, ReportState.REJECTED})
# The least firm first: what rests on several actuals is as firm as the least firm one.
FIRMNESS: Final = (
    ReportState.DRAFT,
    ReportState.RETURNED,
    ReportState.REJECTED,
    ReportState.SUBMITTED,
    ReportState.VERIFIED,
    ReportState.APPROVED,
    ReportState.LOCKED,
)


class Reason(StrEnum):
    """Why there is no achievement, or (target_nol) on which rule of its own it rests."""

    BAD_DATA = "data_salah"
    NOT_REPORTED = "belum_lapor"
    NOT_DUE = "belum_jatuh_tempo"
    NOT_RELEASED = "belum_rilis"
    NO_TARGET = "tanpa_target"
    NOTHING_EXPECTED = "belum_ada_target_periode"
    ZERO_TARGET = "target_nol"
    NEGATIVE_TARGET = "target_negatif"
    NO_BASELINE = "tanpa_baseline"

    @property
    def counts_in_coverage(self) -> bool:
        """Whether an indicator in this state stays in the denominator of the coverage."""
        return self not in OUT_OF_COVERAGE

    @property
    def state(self) -> State:
        """The state of a figure that this reason makes."""
        return REASON_STATES[self]

    @property
    def label(self) -> str:
        """The reason in words of this run's language."""
        return _(REASON_LABELS[self])


OUT_OF_COVERAGE: Final = frozenset({Reason.NOT_DUE, Reason.NOT_RELEASED, Reason.NOTHING_EXPECTED})
REASON_STATES: Final = {
    Reason.BAD_DATA: State.BAD_DATA,
    Reason.NOT_REPORTED: State.NOT_REPORTED,
    Reason.NOT_DUE: State.NOT_DUE,
    Reason.NOT_RELEASED: State.NOT_DUE,
    Reason.NO_TARGET: State.NO_TARGET,
    Reason.NOTHING_EXPECTED: State.NOT_DUE,
    Reason.ZERO_TARGET: State.NO_TARGET,
    Reason.NEGATIVE_TARGET: State.BAD_DATA,
    Reason.NO_BASELINE: State.NO_TARGET,
}
FORMULA_LABELS: Final = {
    Formula.UP: N_("higher is better"),
    Formula.DOWN: N_("lower is better"),
    Formula.DOWN_RATIO: N_("lower is better, by ratio"),
    Formula.RANGE_UP: N_("within a range, above it counts more"),
    Formula.RANGE_DOWN: N_("within a range, below it counts more"),
    Formula.EXACT: N_("an exact value"),
    Formula.YES_NO: N_("yes or no"),
}
PATTERN_LABELS: Final = {
    Pattern.FLOW: N_("amounts that add up"),
    Pattern.STOCK: N_("position on a date"),
    Pattern.RELEASE: N_("published by an outside body"),
    Pattern.MEAN: N_("mean of the periods"),
}
REPORT_STATE_LABELS: Final = {
    ReportState.DRAFT: N_("draft"),
    ReportState.SUBMITTED: N_("waits for verification"),
    ReportState.VERIFIED: N_("verified"),
    ReportState.APPROVED: N_("approved"),
    ReportState.LOCKED: N_("locked"),
    ReportState.RETURNED: N_("sent back"),
    ReportState.REJECTED: N_("rejected"),
}
REASON_LABELS: Final = {
    Reason.BAD_DATA: N_("faulty data"),
    Reason.NOT_REPORTED: N_("not reported"),
    Reason.NOT_DUE: N_("not due yet"),
    Reason.NOT_RELEASED: N_("not published yet"),
    Reason.NO_TARGET: N_("no target yet"),
    Reason.NOTHING_EXPECTED: N_("no target for this period yet"),
    Reason.ZERO_TARGET: N_("the target is zero"),
    Reason.NEGATIVE_TARGET: N_("the target is negative"),
    Reason.NO_BASELINE: N_("no baseline yet"),
}
