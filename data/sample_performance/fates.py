"""How far each report of the sample has come, and on which day it was begun."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from core.periods import Period
from data.sample_performance.draw import as_share, as_whole, lots, office_day
from metrics.performance.kinds import Pattern, ReportState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.sample_performance.catalogue import Measure

# The day on which the sample is told: nothing in it is later.
SNAPSHOT: Final = date(2026, 11, 20)
# An office that stopped to report: its last reported period ends before this day.
SILENT: Final = {"OPD-20": date(2026, 4, 1)}
# How often an office is late, and how often it leaves a report out, out of 100.
SLACK: Final[Mapping[str, tuple[int, int]]] = {
    "OPD-06": (45, 2),
    "OPD-07": (30, 2),
    "OPD-09": (18, 1),
    "OPD-15": (25, 1),
    "OPD-20": (70, 3),
    "OPD-29": (28, 1),
    "OPD-12": (1, 0),
    "OPD-16": (2, 0),
    "OPD-04": (4, 0),
}
USUAL: Final = (9, 0.4)
EARLY: Final = (3, 11)
LATE: Final = (24, 46)
# Out of 100 reports so many are sent back first, or withdrawn.
SENT_BACK: Final = 6
WITHDRAWN: Final = 1
# From these days on: approved and not yet locked, ..., the newest full triwulan, the running one.
SECOND_QUARTER, SECOND_HALF = date(2026, 4, 1), date(2026, 7, 1)
NEWEST_FROM, RUNNING_FROM = date(2026, 9, 1), date(2026, 10, 1)
# Reports of the newest periods, out of 100: so many are approved, verified, submitted, ...
NEWEST: Final = (
    (38, ReportState.APPROVED),
    (84, ReportState.VERIFIED),
    (92, ReportState.SUBMITTED),
    (94, ReportState.RETURNED),
    (96, ReportState.DRAFT),
)
RUNNING: Final = (
    (12, ReportState.APPROVED),
    (46, ReportState.VERIFIED),
    (74, ReportState.SUBMITTED),
    (78, ReportState.RETURNED),
    (88, ReportState.DRAFT),
)
PERCENT: Final = 100
# Days after the first draft in which a report may come so far, or is sent back and mended.
ROOM: Final = {ReportState.VERIFIED: 8, ReportState.APPROVED: 14, ReportState.LOCKED: 46}
TO_SEND_BACK, TO_MEND = 4, 12
REASONS: Final[Mapping[str, str]] = {
    "sum": "Jumlah per kecamatan tidak sama dengan angka yang dilaporkan. Mohon dicek kembali.",
    "evidence": "Bukti dukung belum lengkap: rekap bulan terakhir belum dilampirkan.",
    "unit": "Satuan tidak sesuai dengan definisi operasional indikator.",
    "period": "Angka memuat data di luar periode yang dilaporkan.",
    "jump": "Angka melonjak dari periode sebelumnya tanpa penjelasan.",
    "objection": "Sanggahan diterima: dua tanda terima sah belum ikut dihitung.",
    "unlock": "Ditemukan kesalahan rekapitulasi setelah angka dikunci.",
}
WHY: Final = ("sum", "evidence", "unit", "period", "jump")
# On this day the verifier passed very many reports of the kecamatan within minutes.
STAMPED: Final = {date(2026, 10, 14): "KEC"}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one report.

    first_day: of its first draft. sent_back: returned once before it went on; withdrawn: taken
    back once by its own office. verify_on: not before this day is it verified. reopened: opened
    again once it had come so far.
    """

    state: ReportState
    first_day: date
    sent_back: bool = False
    reason: str = ""
    note: str | None = None
    verify_on: date | None = None
    reopened: ReportState | None = None
    withdrawn: bool = False
    unlock_asked: bool = False


class Told:
    """A fate that the story of the sample asks for."""

    MISSING: Final = "missing"


# Indicator and period -> the state it is in, or that it was never reported.
STORY: Final[Mapping[tuple[str, str], ReportState | str]] = {
    ("OPD-05-04", "2026-Q3"): ReportState.VERIFIED,
    ("OPD-05-06", "2026-Q3"): ReportState.RETURNED,
    ("OPD-05-08", "2026-Q3"): Told.MISSING,
    ("OPD-05-01", "2026-Q3"): ReportState.APPROVED,
    ("OPD-05-02", "2026-10"): ReportState.DRAFT,
    ("OPD-05-03", "2026-10"): ReportState.SUBMITTED,
    ("OPD-05-05", "2026-10"): ReportState.VERIFIED,
    ("OPD-05-07", "2026-10"): ReportState.DRAFT,
    ("OPD-05-09", "2026-10"): Told.MISSING,
    ("OPD-21-01", "2026-Q3"): ReportState.VERIFIED,
    ("OPD-21-02", "2026-Q3"): ReportState.RETURNED,
    ("OPD-21-03", "2026-10"): ReportState.DRAFT,
    ("OPD-21-05", "2026-10"): ReportState.RETURNED,
    ("OPD-21-07", "2026-10"): ReportState.DRAFT,
    ("OPD-21-09", "2026-Q3"): Told.MISSING,
    ("OPD-18-01", "2026-Q3"): Told.MISSING,
    ("OPD-07-04", "2026-Q3"): ReportState.REJECTED,
    ("OPD-15-01", "2026-Q3"): ReportState.REJECTED,
    ("OPD-10-01", "2026-Q3"): ReportState.VERIFIED,
    ("OPD-10-02", "2026-Q3"): ReportState.VERIFIED,
    ("OPD-22-02", "2026-09"): ReportState.SUBMITTED,
}
# Whole offices whose newest reports all came through, so that the story of others stands out.
THROUGH: Final = frozenset({"OPD-05", "OPD-10", "OPD-12", "OPD-18", "OPD-21"})
VERIFY_ON: Final = {("OPD-05-05", "2026-10"): date(2026, 11, 16)}
# Opened again once they had come so far: after the lock, or by an objection that was upheld.
REOPENED: Final[Mapping[tuple[str, str], ReportState]] = {
    ("OPD-06-02", "2025-11"): ReportState.LOCKED,
    ("OPD-25-05", "2025-Q2"): ReportState.LOCKED,
    ("OPD-13-05", "2025-Q3"): ReportState.VERIFIED,
}
UNLOCK_ASKED: Final = frozenset({("OPD-25-05", "2025-Q4"), ("OPD-08-03", "2025-12")})
# Periods that run still, of which a first draft lies there since this day.
BEGUN_ON: Final = date(2026, 11, 18)
BEGUN: Final = frozenset(
    {("OPD-05-04", "2026-Q4"), ("OPD-05-05", "2026-11"), ("OPD-21-08", "2026-Q4"),
     ("OPD-16-02", "2026-11"), ("OPD-12-05", "2026-11")}
)  # fmt: skip


def fate_of(measure: Measure, period: str) -> Fate | None:
    """What became of the report of a period; None: there is none."""
    key = (measure.code, period)
    if key in BEGUN:
        return Fate(ReportState.DRAFT, BEGUN_ON)
    ready = ready_on(measure, period)
    told = STORY.get(key)
    if told == Told.MISSING or _is_silent(measure, ready) or ready > SNAPSHOT:
        return None
    drawn = lots(measure.code, period, "fate")
    state = told if isinstance(told, ReportState) else _state(measure, ready, drawn[0])
    if state is None:
        return None
    made = _begun(measure, period, ready, state, drawn)
    return None if made.first_day > SNAPSHOT else _within_time(made)


@cache
def _end(period: str) -> date:
    return Period.parse(period).end


def ready_on(measure: Measure, period: str) -> date:
    """The last day of what a report waits for: its period, or the outside body's publication."""
    end = _end(period)
    if measure.pattern is not Pattern.RELEASE:
        return end
    months = end.year * 12 + 11 + (measure.release_month or 0)
    return date(months // 12, months % 12 + 1, 25)


def _is_silent(measure: Measure, ready: date) -> bool:
    since = SILENT.get(measure.office.code)
    return since is not None and ready >= since


def _state(measure: Measure, ready: date, lot: int) -> ReportState | None:
    _late, missing = SLACK.get(measure.office.code, USUAL)
    drawn = as_share(lot) * PERCENT
    if ready < SECOND_HALF:
        # A hole in a flow stays open the whole year: rarer than elsewhere.
        rare = missing / 4 if measure.pattern is Pattern.FLOW else missing
        if drawn < rare:
            return None
        return ReportState.LOCKED if ready < SECOND_QUARTER else ReportState.APPROVED
    if ready < NEWEST_FROM:
        return ReportState.APPROVED
    if measure.office.code in THROUGH and ready < RUNNING_FROM:
        return ReportState.VERIFIED if drawn > NEWEST[0][0] else ReportState.APPROVED
    table = NEWEST if ready < RUNNING_FROM else RUNNING
    return next((state for until, state in table if drawn < until), None)


def _begun(
    measure: Measure, period: str, ready: date, state: ReportState, drawn: tuple[int, ...]
) -> Fate:
    late, _missing = SLACK.get(measure.office.code, USUAL)
    key = (measure.code, period)
    is_late = as_share(drawn[1]) * PERCENT < late and key not in STORY
    days = as_whole(drawn[2], *(LATE if is_late else EARLY))
    settled = state not in (ReportState.DRAFT, ReportState.RETURNED, ReportState.REJECTED)
    plain = settled and key not in REOPENED and key not in VERIFY_ON
    return Fate(
        state,
        office_day(ready + timedelta(days=days)),
        sent_back=plain and as_share(drawn[3]) * PERCENT < SENT_BACK,
        withdrawn=plain and as_share(drawn[4]) * PERCENT < WITHDRAWN,
        reason=REASONS[WHY[drawn[5] % len(WHY)]],
        note="Data sementara, menunggu rekap akhir." if state is ReportState.DRAFT else None,
        verify_on=VERIFY_ON.get(key) or _stamped(measure, period),
        reopened=REOPENED.get(key),
        unlock_asked=key in UNLOCK_ASKED,
    )


def _stamped(measure: Measure, period: str) -> date | None:
    """The day of the many stamps, for the reports of September by kecamatan."""
    if measure.office.code.startswith("KEC") and period in ("2026-09", "2026-Q3"):
        return next(iter(STAMPED))
    return None


def _within_time(fate: Fate) -> Fate:
    """A late report has not come as far as one in time; nobody works after the snapshot."""
    days = (SNAPSHOT - fate.first_day).days
    room = ROOM
    if fate.sent_back:
        room = {state: needed + TO_MEND for state, needed in room.items()}
    state = fate.state
    for lower in (ReportState.APPROVED, ReportState.VERIFIED, ReportState.SUBMITTED):
        if state in room and days < room[state]:
            state = lower
    if state in (ReportState.RETURNED, ReportState.REJECTED) and days < TO_SEND_BACK:
        state = ReportState.SUBMITTED
    return replace(fate, state=state, sent_back=fate.sent_back and days > TO_MEND)
