"""Public services: standards, requests and events, surveys, and the sums over them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TOPICS = ("services", "standards", "requests", "surveys", "events")
VERSIONS = sa.table("data_version", sa.column("topic"), sa.column("version"))
WAITING = sa.text("closed_at IS NULL AND flaw IS NULL")
GAP = sa.text("closed_at IS NULL AND flaw IS NULL AND late_after > due_at")
UNANSWERED = sa.text("closed_at IS NULL AND flaw IS NULL AND answered_at IS NULL")
SUMS = (
    "received", "closed_in", "met_in", "late_in", "reopened", "archived", "flawed", "unjudged",
    "resolved", "due", "due_closed", "due_met", "risk", "risk_closed", "half", "half_closed",
    "double", "double_closed", "answer_due", "answered", "answer_met",
)  # fmt: skip
MOMENTS = (
    "received_at", "complete_at", "answered_at", "first_resolved_at", "resolved_at", "closed_at",
    "paused_at",
)  # fmt: skip
JUDGED = ("started_at", "due_at", "late_after", "risk_at", "half_at", "double_at")


def upgrade() -> None:
    """Apply."""
    _services()
    _requests()
    _day_table("service_day_opd", ("opd_code", 30))
    _day_table("service_day_service", ("service_code", 30))
    _day_table("service_day_place", ("region_code", 13))
    _day_table("service_day_channel", ("channel", 20), ("level", 10))
    _histograms()
    _surveys()
    _events()
    op.bulk_insert(VERSIONS, [{"topic": topic, "version": 0} for topic in TOPICS])


def _services() -> None:
    op.create_table(
        "service",
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("family", sa.String(length=12), nullable=False),
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "family IN ('pengaduan', 'perizinan', 'adminduk', 'kesehatan', 'darurat', 'desa',"
            " 'lainnya')",
            name=op.f("ck_service_family"),
        ),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_service_opd_code")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_service_batch_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_service")),
    )
    op.create_index(op.f("ix_service_opd_code"), "service", ["opd_code"], unique=False)
    op.create_table(
        "service_standard",
        sa.Column("service_code", sa.String(length=30), nullable=False),
        sa.Column("class_code", sa.String(length=20), nullable=False),
        sa.Column("measure", sa.String(length=14), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=False),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.Column("unit", sa.String(length=13), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("clock_start", sa.String(length=8), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "measure IN ('first_response', 'resolution')", name=op.f("ck_service_standard_measure")
        ),
        sa.CheckConstraint(
            "unit IN ('menit', 'jam_kerja', 'hari_kerja', 'hari_kalender')",
            name=op.f("ck_service_standard_unit"),
        ),
        sa.CheckConstraint(
            "clock_start IN ('received', 'complete')", name=op.f("ck_service_standard_clock_start")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_service_standard_amount")),
        sa.ForeignKeyConstraint(
            ["service_code"], ["service.code"], name=op.f("fk_service_standard_service_code")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_service_standard_batch_id")
        ),
        sa.PrimaryKeyConstraint(
            "service_code", "class_code", "measure", "valid_from", name=op.f("pk_service_standard")
        ),
    )


def _described() -> list[sa.Column[str]]:
    return [
        sa.Column("service_code", sa.String(length=30), nullable=False),
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=True),
        sa.Column("class_code", sa.String(length=20), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=True),
    ]


def _requests() -> None:
    op.create_table(
        "request",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("source_id", sa.String(length=60), nullable=False),
        *_described(),
        sa.Column("described_at", sa.DateTime(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.DateTime(), nullable=True) for name in MOMENTS),
        sa.Column("paused_seconds", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.SmallInteger(), nullable=False),
        *(sa.Column(name, sa.DateTime(), nullable=True) for name in JUDGED),
        sa.Column("elapsed", sa.Integer(), nullable=True),
        sa.Column("lasted", sa.Integer(), nullable=True),
        sa.Column("met", sa.Boolean(), nullable=True),
        sa.Column("answer_due_at", sa.DateTime(), nullable=True),
        sa.Column("answer_late_after", sa.DateTime(), nullable=True),
        sa.Column("answer_elapsed", sa.Integer(), nullable=True),
        sa.Column("answer_met", sa.Boolean(), nullable=True),
        sa.Column("flaw", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_request_source_source_id")),
    )
    op.create_index("ix_request_service", "request", ["service_code", "resolved_at"])
    for name in ("late_after", "risk_at", "half_at", "double_at"):
        op.create_index(
            f"ix_request_{name}", "request", [name], postgresql_where=WAITING, sqlite_where=WAITING
        )
    op.create_index(
        "ix_request_gap", "request", ["late_after"], postgresql_where=GAP, sqlite_where=GAP
    )
    op.create_index(
        "ix_request_unanswered",
        "request",
        ["answer_late_after"],
        postgresql_where=UNANSWERED,
        sqlite_where=UNANSWERED,
    )
    op.create_table(
        "request_former",
        sa.Column("request_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("described_at", sa.DateTime(), nullable=False),
        sa.Column("replaced_by", sa.Integer(), autoincrement=False, nullable=False),
        *_described(),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "request_id", "described_at", "replaced_by", name=op.f("pk_request_former")
        ),
    )
    op.create_index(op.f("ix_request_former_replaced_by"), "request_former", ["replaced_by"])
    op.create_table(
        "request_event",
        sa.Column("request_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.SmallInteger(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "at", "kind", name=op.f("pk_request_event")),
    )


def _day_table(name: str, *keys: tuple[str, int]) -> None:
    op.create_table(
        name,
        *(sa.Column(key, sa.String(length=length), nullable=False) for key, length in keys),
        sa.Column("day", sa.String(length=10), nullable=False),
        *(sa.Column(one, sa.Integer(), nullable=False) for one in SUMS),
        sa.PrimaryKeyConstraint(*(key for key, _ in keys), "day", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_day"), name, ["day"])


def _histograms() -> None:
    op.create_table(
        "duration_histogram",
        sa.Column("subject", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("measure", sa.String(length=8), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "subject", "code", "period", "measure", name=op.f("pk_duration_histogram")
        ),
    )


def _surveys() -> None:
    op.create_table(
        "survey_answer",
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("source_id", sa.String(length=60), nullable=False),
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("service_code", sa.String(length=30), nullable=True),
        sa.Column("answered_on", sa.String(length=10), nullable=False),
        *(sa.Column(f"u{n}", sa.SmallInteger(), nullable=True) for n in range(1, 10)),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        *(
            sa.CheckConstraint(f"u{n} BETWEEN 1 AND 4", name=op.f(f"ck_survey_answer_u{n}"))
            for n in range(1, 10)
        ),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_survey_answer_opd_code")),
        sa.ForeignKeyConstraint(
            ["service_code"], ["service.code"], name=op.f("fk_survey_answer_service_code")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_survey_answer_batch_id")
        ),
        sa.PrimaryKeyConstraint("source", "source_id", name=op.f("pk_survey_answer")),
    )
    op.create_index(
        op.f("ix_survey_answer_opd_code_answered_on"), "survey_answer", ["opd_code", "answered_on"]
    )


def _events() -> None:
    op.create_table(
        "local_event",
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('bencana', 'hari_raya', 'gangguan', 'lainnya')",
            name=op.f("ck_local_event_kind"),
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_local_event_days")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_local_event_batch_id")
        ),
        sa.PrimaryKeyConstraint("first_day", "name", name=op.f("pk_local_event")),
    )


def downgrade() -> None:
    """Take back."""
    op.execute(VERSIONS.delete().where(VERSIONS.c.topic.in_(TOPICS)))
    for name in (
        "local_event", "survey_answer", "duration_histogram", "service_day_channel",
        "service_day_place", "service_day_service", "service_day_opd", "request_event",
        "request_former", "request", "service_standard", "service",
    ):  # fmt: skip
        op.drop_table(name)
