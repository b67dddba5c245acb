"""Public services: standards, requests with their events, surveys, and the sums over them.

Requests and events come by the million. Their codes carry no foreign keys: each key costs more
than the row it guards, and the import, the only writer, checks every code. Derived columns of
`request` are made from its events by one function (metrics.services) and can be made anew.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from data.schema.base import metadata

OPEN: Final = text("closed_at IS NULL AND flaw IS NULL")
UNANSWERED: Final = text("closed_at IS NULL AND flaw IS NULL AND answered_at IS NULL")
# The target is used up, but the office clock stands still: not yet late.
GAP: Final = text("closed_at IS NULL AND flaw IS NULL AND late_after > due_at")

# family: what kind of service it is; a public emergency line or a fire post is 'darurat'.
service: Final = Table(
    "service",
    metadata,
    Column("code", String(30), primary_key=True),
    Column("name", Text, nullable=False),
    Column("family", String(12), nullable=False),
    Column("opd_code", ForeignKey("opd.code"), nullable=False),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint(
        "family IN ('pengaduan', 'perizinan', 'adminduk', 'kesehatan', 'darurat', 'desa',"
        " 'lainnya')",
        name="family",
    ),
    Index(None, "opd_code"),
)

# What is promised, from one day to another. class_code '': whatever the class of the request.
# amount in the unit: menit, jam_kerja (hours), hari_kerja, hari_kalender.
service_standard: Final = Table(
    "service_standard",
    metadata,
    Column("service_code", ForeignKey("service.code"), primary_key=True),
    Column("class_code", String(20), primary_key=True),
    Column("measure", String(14), primary_key=True),
    Column("valid_from", String(10), primary_key=True),
    Column("valid_to", String(10)),
    Column("unit", String(13), nullable=False),
    Column("amount", Float, nullable=False),
    Column("clock_start", String(8), nullable=False),
    Column("source", Text),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint("measure IN ('first_response', 'resolution')", name="measure"),
    CheckConstraint("unit IN ('menit', 'jam_kerja', 'hari_kerja', 'hari_kalender')", name="unit"),
    CheckConstraint("clock_start IN ('received', 'complete')", name="clock_start"),
    CheckConstraint("amount > 0", name="amount"),
)

# source, source_id: the system it comes from, and its number there. level: where it was finished
# (desa, kecamatan, kabupaten). described_at: when the row that named service, place and so on
# was true; a later one replaces them.
# Derived, UTC: started_at: when the clock began. due_at: when the target is used up; late_after:
# the last moment still within it. risk_at: the first moment with the share of it used that is
# called at risk; half_at, double_at: the last ones with 50 % and 200 % used. elapsed: seconds on
# the standard's clock, pauses off; lasted: calendar seconds, pauses off; of closed requests. met,
# answer_met: null while open or without a standard. flaw: why it is counted nowhere.
request: Final = Table(
    "request",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("source", String(30), nullable=False),
    Column("source_id", String(60), nullable=False),
    Column("service_code", String(30), nullable=False),
    Column("opd_code", String(30), nullable=False),
    Column("region_code", String(13)),
    Column("channel", String(20)),
    Column("class_code", String(20)),
    Column("level", String(10)),
    Column("described_at", DateTime, nullable=False),
    Column("batch_id", Integer, nullable=False),
    Column("received_at", DateTime),
    Column("complete_at", DateTime),
    Column("answered_at", DateTime),
    Column("first_resolved_at", DateTime),
    Column("resolved_at", DateTime),
    Column("closed_at", DateTime),
    Column("paused_at", DateTime),
    Column("paused_seconds", Integer, nullable=False),
    Column("reopened", SmallInteger, nullable=False),
    Column("started_at", DateTime),
    Column("due_at", DateTime),
    Column("late_after", DateTime),
    Column("risk_at", DateTime),
    Column("half_at", DateTime),
    Column("double_at", DateTime),
    Column("elapsed", Integer),
    Column("lasted", Integer),
    Column("met", Boolean),
    Column("answer_due_at", DateTime),
    Column("answer_late_after", DateTime),
    Column("answer_elapsed", Integer),
    Column("answer_met", Boolean),
    Column("flaw", String(20)),
    UniqueConstraint("source", "source_id"),
    Index("ix_request_service", "service_code", "resolved_at"),
    # What waits is a small part: who is late, at risk, half or twice through, is found in it.
    *(
        Index(f"ix_request_{name}", name, postgresql_where=OPEN, sqlite_where=OPEN)
        for name in ("late_after", "risk_at", "half_at", "double_at")
    ),
    Index("ix_request_gap", "late_after", postgresql_where=GAP, sqlite_where=GAP),
    Index(
        "ix_request_unanswered",
        "answer_late_after",
        postgresql_where=UNANSWERED,
        sqlite_where=UNANSWERED,
    ),
)

# A description that a later one replaced, so that taking back a batch finds it again.
request_former: Final = Table(
    "request_former",
    metadata,
    Column("request_id", BigInteger, primary_key=True, autoincrement=False),
    Column("described_at", DateTime, primary_key=True),
    Column("replaced_by", Integer, primary_key=True, autoincrement=False),
    Column("service_code", String(30), nullable=False),
    Column("opd_code", String(30), nullable=False),
    Column("region_code", String(13)),
    Column("channel", String(20)),
    Column("class_code", String(20)),
    Column("level", String(10)),
    Column("batch_id", Integer, nullable=False),
    Index(None, "replaced_by"),
)

# kind, reason: codes of metrics.services.kinds.
request_event: Final = Table(
    "request_event",
    metadata,
    Column("request_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", DateTime, primary_key=True),
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("reason", SmallInteger),
    Column("batch_id", Integer, nullable=False),
)

# Derived sums, one table for each question. day: local. Each counts, by the day that its name
# says: received; closed_in, met_in, late_in: those received that day which are closed by now, in
# time and late; resolved: by the day of the (last) resolution; reopened: by the day received;
# due, due_closed, due_met: by the day on which the target is used up; risk, half, double and their
# _closed: by the days on which 80 %, 50 % and 200 % of it are used; answer_due, answered,
# answer_met: by the day on which the first response is due; archived, flawed: by the day received
# (or first seen). So what is open, overdue or at risk follows for any moment, exactly.
SUMS: Final = (
    "received", "closed_in", "met_in", "late_in", "reopened", "archived", "flawed", "unjudged",
    "resolved", "due", "due_closed", "due_met", "risk", "risk_closed", "half", "half_closed",
    "double", "double_closed", "answer_due", "answered", "answer_met",
)  # fmt: skip


def _sums() -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in SUMS]


service_day_opd: Final = Table(
    "service_day_opd",
    metadata,
    Column("opd_code", String(30), primary_key=True),
    Column("day", String(10), primary_key=True),
    *_sums(),
    Index(None, "day"),
)

service_day_service: Final = Table(
    "service_day_service",
    metadata,
    Column("service_code", String(30), primary_key=True),
    Column("day", String(10), primary_key=True),
    *_sums(),
    Index(None, "day"),
)

# A request of a desa counts there and in its kecamatan; one without a place under ''.
service_day_place: Final = Table(
    "service_day_place",
    metadata,
    Column("region_code", String(13), primary_key=True),
    Column("day", String(10), primary_key=True),
    *_sums(),
    Index(None, "day"),
)

service_day_channel: Final = Table(
    "service_day_channel",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("level", String(10), primary_key=True),
    Column("day", String(10), primary_key=True),
    *_sums(),
    Index(None, "day"),
)

# Durations of resolved requests by the period of their resolution, in buckets of 2 %
# (metrics.services.histogram). subject: 'service' with a week (2026-W33), 'place' (kecamatan, or ''
# without) with a month. measure: 'elapsed' (the standard's clock), 'lasted' (calendar), 'answer'.
duration_histogram: Final = Table(
    "duration_histogram",
    metadata,
    Column("subject", String(8), primary_key=True),
    Column("code", String(30), primary_key=True),
    Column("period", String(8), primary_key=True),
    Column("measure", String(8), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

# One person's answers to the nine unsur, 1 to 4; null: not answered. No name, ever.
survey_answer: Final = Table(
    "survey_answer",
    metadata,
    Column("source", String(30), primary_key=True),
    Column("source_id", String(60), primary_key=True),
    Column("opd_code", ForeignKey("opd.code"), nullable=False),
    Column("service_code", ForeignKey("service.code")),
    Column("answered_on", String(10), nullable=False),
    *(Column(f"u{n}", SmallInteger) for n in range(1, 10)),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    *(CheckConstraint(f"u{n} BETWEEN 1 AND 4", name=f"u{n}") for n in range(1, 10)),
    Index(None, "opd_code", "answered_on"),
)

# What happened in the regency and may explain a figure: a flood, a feast, a system that failed.
local_event: Final = Table(
    "local_event",
    metadata,
    Column("first_day", String(10), primary_key=True),
    Column("name", String(120), primary_key=True),
    Column("last_day", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("source", Text),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint("kind IN ('bencana', 'hari_raya', 'gangguan', 'lainnya')", name="kind"),
    CheckConstraint("first_day <= last_day", name="days"),
)
