"""The words of the subject: units of a standard, events, pauses, outcomes, statuses, flaws.

The values are kept in the database and written in files. Legal clocks: UU 25/2009, Perpres
76/2013; statuses: SP4N-LAPOR!; outcomes: conventions of ticket systems.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.words import N_, _


class Unit(StrEnum):
    """What a standard counts in."""

    MINUTES = "menit"
    WORKING_HOURS = "jam_kerja"
    WORKING_DAYS = "hari_kerja"
    CALENDAR_DAYS = "hari_kalender"

    @property
    def counts_days(self) -> bool:
        """Whether it is due at the end of a day, and not at a moment."""
        return self in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)

    @property
    def is_working(self) -> bool:
        """Whether its clock stands still outside office hours."""
        return self in (Unit.WORKING_HOURS, Unit.WORKING_DAYS)

    @property
    def seconds(self) -> int:
        """Seconds of one unit; 0 for a unit that counts days."""
        return UNIT_SECONDS.get(self, 0)

    @property
    def label(self) -> str:
        """The unit in words of this run's language."""
        return _(UNIT_LABELS[self])


class Start(StrEnum):
    """Where the clock of a standard starts."""

    RECEIVED = "received"
    COMPLETE = "complete"

    @property
    def label(self) -> str:
        """The start in words of this run's language."""
        return _(START_LABELS[self])


class Measure(StrEnum):
    """Which promise a standard makes; the two are never mixed."""

    FIRST_RESPONSE = "first_response"
    RESOLUTION = "resolution"

    @property
    def label(self) -> str:
        """The promise in words of this run's language."""
        return _(MEASURE_LABELS[self])


class EventKind(StrEnum):
    """What happened to a request. Their order is the order of events of one moment."""

    RECEIVED = "received"
    COMPLETE = "complete"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    PAUSED = "paused"
    RESUMED = "resumed"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    ARCHIVED = "archived"

    @property
    def code(self) -> int:
        """The number under which it is stored, 1 to 11, in the order of one moment."""
        return EVENT_CODES[self]

    @property
    def label(self) -> str:
        """The event in words of this run's language."""
        return _(EVENT_LABELS[self])


class PauseReason(StrEnum):
    """For what a clock may pause; a pause for anything else counts nothing off."""

    WAITING_FOR_REPORTER = "menunggu_pelapor"
    FILE_INCOMPLETE = "berkas_belum_lengkap"

    @property
    def code(self) -> int:
        """The number under which it is stored; 0 is no reason."""
        return REASON_CODES[self]

    @property
    def label(self) -> str:
        """The reason in words of this run's language."""
        return _(REASON_LABELS[self])


class Outcome(StrEnum):
    """How a request stands against its standard at a moment."""

    MET = "met"
    BREACHED = "breached"
    BREACHED_OPEN = "breached_open"
    RUNNING = "running"
    WAITING = "waiting"
    ARCHIVED = "archived"
    FLAWED = "flawed"
    NO_STANDARD = "no_standard"

    @property
    def label(self) -> str:
        """The outcome in words of this run's language."""
        return _(OUTCOME_LABELS[self])


class Status(StrEnum):
    """How far a request has come; every request has exactly one, so the parts make the total."""

    UNVERIFIED = "belum_terverifikasi"
    UNTOUCHED = "belum_ditindaklanjuti"
    IN_PROGRESS = "proses"
    RESOLVED = "selesai"
    ON_HOLD = "ditunda"
    ARCHIVED = "diarsipkan"

    @property
    def label(self) -> str:
        """The status in words of this run's language."""
        return _(STATUS_LABELS[self])


class Flaw(StrEnum):
    """Why the events of a request cannot be timed: counted and listed, in no denominator."""

    NO_RECEIVED = "no_received"
    IMPLAUSIBLE = "implausible"
    RESOLVED_FIRST = "resolved_first"
    BEFORE_RECEIVED = "before_received"
    FUTURE = "future"

    @property
    def label(self) -> str:
        """The flaw in words of this run's language."""
        return _(FLAW_LABELS[self])


UNIT_SECONDS: Final = {Unit.MINUTES: 60, Unit.WORKING_HOURS: 3600}
EVENT_CODES: Final = {kind: code for code, kind in enumerate(EventKind, 1)}
EVENTS_BY_CODE: Final = {code: kind for kind, code in EVENT_CODES.items()}
REASON_CODES: Final = {reason: code for code, reason in enumerate(PauseReason, 1)}
REASONS_BY_CODE: Final = {code: reason for reason, code in REASON_CODES.items()}
UNIT_LABELS: Final = {
    Unit.MINUTES: N_("minutes, round the clock"),
    Unit.WORKING_HOURS: N_("office hours"),
    Unit.WORKING_DAYS: N_("working days"),
    Unit.CALENDAR_DAYS: N_("calendar days"),
}
START_LABELS: Final = {
    Start.RECEIVED: N_("from receipt"),
    Start.COMPLETE: N_("from the complete file"),
}
MEASURE_LABELS: Final = {
    Measure.FIRST_RESPONSE: N_("First response"),
    Measure.RESOLUTION: N_("Resolution"),
}
EVENT_LABELS: Final = {
    EventKind.RECEIVED: N_("received"),
    EventKind.COMPLETE: N_("file complete"),
    EventKind.ACKNOWLEDGED: N_("receipt confirmed automatically"),
    EventKind.ANSWERED: N_("answered by an official"),
    EventKind.DEPARTED: N_("unit departed"),
    EventKind.ARRIVED: N_("unit arrived"),
    EventKind.PAUSED: N_("put on hold"),
    EventKind.RESUMED: N_("resumed"),
    EventKind.REOPENED: N_("reopened"),
    EventKind.RESOLVED: N_("resolved"),
    EventKind.ARCHIVED: N_("archived"),
}
REASON_LABELS: Final = {
    PauseReason.WAITING_FOR_REPORTER: N_("waits for the reporter"),
    PauseReason.FILE_INCOMPLETE: N_("file incomplete"),
}
OUTCOME_LABELS: Final = {
    Outcome.MET: N_("on time"),
    Outcome.BREACHED: N_("late"),
    Outcome.BREACHED_OPEN: N_("open and overdue"),
    Outcome.RUNNING: N_("open, within the standard"),
    Outcome.WAITING: N_("waits for a complete file"),
    Outcome.ARCHIVED: N_("archived without an outcome"),
    Outcome.FLAWED: N_("faulty times"),
    Outcome.NO_STANDARD: N_("no service standard"),
}
STATUS_LABELS: Final = {
    Status.UNVERIFIED: N_("not verified yet"),
    Status.UNTOUCHED: N_("verified, not acted upon yet"),
    Status.IN_PROGRESS: N_("in progress"),
    Status.RESOLVED: N_("completed"),
    Status.ON_HOLD: N_("on hold"),
    Status.ARCHIVED: N_("archived"),
}
FLAW_LABELS: Final = {
    Flaw.NO_RECEIVED: N_("the time of receipt is missing"),
    Flaw.IMPLAUSIBLE: N_("a time before 1990 or after 2099"),
    Flaw.RESOLVED_FIRST: N_("resolved before it was received"),
    Flaw.BEFORE_RECEIVED: N_("an event before the receipt"),
    Flaw.FUTURE: N_("a time later than the import"),
}
