"""Performance of the OPD: goals, indicators, targets, actuals, and what is said of them.

Periods are texts: 2026, 2026-Q3, 2026-08. An actual's value is what one OPD reported for one
indicator and one period of its cadence; its state is one of
metrics.performance.kinds.ReportState.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from data.schema.base import metadata

# The cascade: visi > misi > tujuan > sasaran > program of an OPD.
goal: Final = Table(
    "goal",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("parent_code", ForeignKey("goal.code")),
    Column("opd_code", ForeignKey("opd.code")),
    Column("valid_from", String(4)),
    Column("valid_to", String(4)),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint("kind IN ('visi', 'misi', 'tujuan', 'sasaran', 'program')", name="kind"),
    CheckConstraint("(kind = 'program') = (opd_code IS NOT NULL)", name="program_of_opd"),
)

# goal_code: a sasaran or tujuan makes it an IKU, a program a programme indicator. opd_code: the
# lead OPD. ratio: value = numerator / denominator * ratio, where it is reported so.
# release_month: months from December of the measured year to the month of publication (March of
# the next year is 3, July of the same year -5). lowest, highest: the plausible range.
indicator: Final = Table(
    "indicator",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("meaning", Text),
    Column("formula", Text),
    Column("unit", String(40), nullable=False),
    Column("decimals", Integer, nullable=False),
    Column("formula_kind", String(20), nullable=False),
    Column("pattern", String(10), nullable=False),
    Column("cadence", String(10), nullable=False),
    Column("weight", Float, nullable=False),
    Column("opd_code", ForeignKey("opd.code"), nullable=False),
    Column("goal_code", ForeignKey("goal.code")),
    Column("data_source", Text),
    Column("decree", Text),
    Column("baseline", Float),
    Column("ratio", Float),
    Column("release_month", Integer),
    Column("lowest", Float),
    Column("highest", Float),
    Column("valid_from", String(4)),
    Column("valid_to", String(4)),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint(
        "formula_kind IN ('naik', 'turun', 'turun_rasio', 'rentang_naik', 'rentang_turun',"
        " 'tepat', 'ya_tidak')",
        name="formula_kind",
    ),
    CheckConstraint("pattern IN ('hitungan', 'posisi', 'rilis', 'rata')", name="pattern"),
    CheckConstraint("cadence IN ('month', 'quarter', 'year')", name="cadence"),
    CheckConstraint("weight > 0", name="weight"),
    CheckConstraint("decimals BETWEEN 0 AND 6", name="decimals"),
    CheckConstraint("(pattern = 'rilis') = (release_month IS NOT NULL)", name="release"),
    Index(None, "opd_code"),
)

# Who else works at a shared ("super tim") indicator. The shares of an indicator, that of the lead
# OPD among them, sum to 100.
contributor: Final = Table(
    "contributor",
    metadata,
    Column("indicator_code", ForeignKey("indicator.code"), primary_key=True),
    Column("opd_code", ForeignKey("opd.code"), primary_key=True),
    Column("share", Float, nullable=False),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint("share > 0 AND share <= 100", name="share"),
    Index(None, "opd_code"),
)

# revision 0 is the original; the highest one is in force. A range target has lower and upper.
target: Final = Table(
    "target",
    metadata,
    Column("indicator_code", ForeignKey("indicator.code"), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("value", Float),
    Column("lower", Float),
    Column("upper", Float),
    Column("reason", Text),
    Column("decree", Text),
    Column("decided_on", String(10)),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint("revision >= 0", name="revision"),
    CheckConstraint("(lower IS NULL) = (upper IS NULL)", name="range_pair"),
    CheckConstraint("(value IS NULL) <> (lower IS NULL)", name="one_form"),
    CheckConstraint("lower <= upper", name="range_order"),
    CheckConstraint("revision = 0 OR reason IS NOT NULL", name="revision_reason"),
)

# batch_id: the file it came from, none for a value typed on the screen. version is raised by every
# change. first_submitted_at never changes: lateness is judged by it. unlock_*: asked, not granted.
# A trigger refuses to change a locked row in any way but into a revision.
actual: Final = Table(
    "actual",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("indicator_code", ForeignKey("indicator.code"), nullable=False),
    Column("period", String(10), nullable=False),
    Column("value", Float),
    Column("numerator", Float),
    Column("denominator", Float),
    Column("note", Text),
    Column("state", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("entered_by", String(60), nullable=False),
    Column("entered_at", DateTime, nullable=False),
    Column("submitted_by", String(60)),
    Column("submitted_at", DateTime),
    Column("first_submitted_at", DateTime),
    Column("verified_by", String(60)),
    Column("verified_at", DateTime),
    Column("approved_by", String(60)),
    Column("approved_at", DateTime),
    Column("locked_by", String(60)),
    Column("locked_at", DateTime),
    Column("returned_by", String(60)),
    Column("returned_at", DateTime),
    Column("return_reason", Text),
    Column("unlock_by", String(60)),
    Column("unlock_at", DateTime),
    Column("unlock_reason", Text),
    Column("batch_id", ForeignKey("import_batch.id")),
    UniqueConstraint("indicator_code", "period"),
    CheckConstraint(
        "state IN ('draft', 'submitted', 'verified', 'approved', 'locked', 'returned', 'rejected')",
        name="state",
    ),
    CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="ratio_pair"),
    Index(None, "state"),
)

# What happened to an actual, oldest first. Append-only: triggers refuse any change. No foreign
# keys on purpose: the trail outlives what it speaks of.
actual_step: Final = Table(
    "actual_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("indicator_code", String(40), nullable=False),
    Column("period", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("actor", String(60), nullable=False),
    Column("action", String(20), nullable=False),
    Column("from_state", String(10)),
    Column("to_state", String(10), nullable=False),
    Column("old_value", Float),
    Column("new_value", Float),
    Column("reason", Text),
    Index(None, "indicator_code", "period"),
)

# A file lies outside the web root under its sha256; a link has an address. token: its unguessable
# name in an address of ours.
evidence: Final = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String(32), nullable=False, unique=True),
    Column("actual_id", ForeignKey("actual.id")),
    Column("recommendation_code", ForeignKey("recommendation.code")),
    Column("objection_id", ForeignKey("objection.id")),
    Column("kind", String(4), nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text),
    Column("media_type", String(100)),
    Column("size", Integer),
    Column("sha256", String(64)),
    Column("added_by", String(60), nullable=False),
    Column("added_at", DateTime, nullable=False),
    Column("removed_by", String(60)),
    Column("removed_at", DateTime),
    CheckConstraint("kind IN ('link', 'file')", name="kind"),
    CheckConstraint(
        "(kind = 'link' AND address IS NOT NULL AND sha256 IS NULL)"
        " OR (kind = 'file' AND sha256 IS NOT NULL AND address IS NULL)",
        name="content",
    ),
    CheckConstraint(
        "CASE WHEN actual_id IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN recommendation_code IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN objection_id IS NULL THEN 0 ELSE 1 END = 1",
        name="one_subject",
    ),
    Index(None, "actual_id"),
    Index(None, "recommendation_code"),
    Index(None, "objection_id"),
)

# opd_code: who objects. decide_by: last day of the decision.
objection: Final = Table(
    "objection",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("actual_id", ForeignKey("actual.id"), nullable=False),
    Column("opd_code", ForeignKey("opd.code"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("raised_by", String(60), nullable=False),
    Column("raised_at", DateTime, nullable=False),
    Column("decide_by", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("decided_by", String(60)),
    Column("decided_at", DateTime),
    Column("decision", Text),
    CheckConstraint("state IN ('open', 'upheld', 'rejected', 'expired')", name="state"),
    Index(None, "actual_id"),
)

# What holds an indicator up, said by one OPD, caused by another (or itself).
blocker: Final = Table(
    "blocker",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("indicator_code", ForeignKey("indicator.code"), nullable=False),
    Column("period", String(10), nullable=False),
    Column("opd_code", ForeignKey("opd.code"), nullable=False),
    Column("cause_opd_code", ForeignKey("opd.code"), nullable=False),
    Column("text", Text, nullable=False),
    Column("raised_by", String(60), nullable=False),
    Column("raised_at", DateTime, nullable=False),
    Column("closed_by", String(60)),
    Column("closed_at", DateTime),
    Column("closing", Text),
    Column("batch_id", ForeignKey("import_batch.id")),
    CheckConstraint("(closed_by IS NULL) = (closed_at IS NULL)", name="closed_pair"),
    Index(None, "cause_opd_code"),
    Index(None, "indicator_code"),
)

# The answer to a question that a check asked (G1 to G8); without a row the question is new.
question_answer: Final = Table(
    "question_answer",
    metadata,
    Column("indicator_code", ForeignKey("indicator.code"), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("rule", String(2), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("words", Text, nullable=False),
    Column("answered_by", String(60), nullable=False),
    Column("answered_at", DateTime, nullable=False),
    CheckConstraint("state IN ('explained', 'mended')", name="state"),
)
