"""What is said of an actual, budget, audit recommendations, evidence, and derived tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TOPICS = ("budgets", "recommendations")
VERSIONS = sa.table("data_version", sa.column("topic"), sa.column("version"))


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actual_id", sa.Integer(), nullable=False),
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raised_by", sa.String(length=60), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("decide_by", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'upheld', 'rejected', 'expired')", name=op.f("ck_objection_state")
        ),
        sa.ForeignKeyConstraint(["actual_id"], ["actual.id"], name=op.f("fk_objection_actual_id")),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_objection_opd_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(op.f("ix_objection_actual_id"), "objection", ["actual_id"], unique=False)
    op.create_table(
        "blocker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_code", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("cause_opd_code", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_by", sa.String(length=60), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("closed_by", sa.String(length=60), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(closed_by IS NULL) = (closed_at IS NULL)", name=op.f("ck_blocker_closed_pair")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_blocker_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["cause_opd_code"], ["opd.code"], name=op.f("fk_blocker_cause_opd_code")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_code"], ["indicator.code"], name=op.f("fk_blocker_indicator_code")
        ),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_blocker_opd_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocker")),
    )
    op.create_index(op.f("ix_blocker_cause_opd_code"), "blocker", ["cause_opd_code"], unique=False)
    op.create_index(op.f("ix_blocker_indicator_code"), "blocker", ["indicator_code"], unique=False)
    op.create_table(
        "question_answer",
        sa.Column("indicator_code", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("rule", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=60), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('explained', 'mended')", name=op.f("ck_question_answer_state")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_code"], ["indicator.code"], name=op.f("fk_question_answer_indicator_code")
        ),
        sa.PrimaryKeyConstraint(
            "indicator_code", "period", "rule", name=op.f("pk_question_answer")
        ),
    )
    op.create_table(
        "budget",
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("programme", sa.String(length=120), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("ceiling", sa.BigInteger(), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=True),
        sa.Column("realised", sa.BigInteger(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=True),
        sa.Column("physical", sa.Float(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("stage IN ('murni', 'perubahan')", name=op.f("ck_budget_stage")),
        sa.CheckConstraint("ceiling >= 0", name=op.f("ck_budget_ceiling")),
        sa.CheckConstraint("physical BETWEEN 0 AND 100", name=op.f("ck_budget_physical")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_budget_batch_id")),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_budget_opd_code")),
        sa.PrimaryKeyConstraint("opd_code", "programme", "period", name=op.f("pk_budget")),
    )
    op.create_table(
        "recommendation",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("auditor", sa.String(length=12), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("report_date", sa.String(length=10), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("settled", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_date", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "auditor IN ('bpk', 'inspektorat')", name=op.f("ck_recommendation_auditor")
        ),
        sa.CheckConstraint(
            "status IN ('sesuai', 'dalam_proses', 'belum', 'tidak_dapat')",
            name=op.f("ck_recommendation_status"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_recommendation_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["opd_code"], ["opd.code"], name=op.f("fk_recommendation_opd_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_recommendation")),
    )
    op.create_index(
        op.f("ix_recommendation_opd_code"), "recommendation", ["opd_code"], unique=False
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("actual_id", sa.Integer(), nullable=True),
        sa.Column("recommendation_code", sa.String(length=60), nullable=True),
        sa.Column("objection_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("added_by", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_by", sa.String(length=60), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'link' AND address IS NOT NULL AND sha256 IS NULL)"
            " OR (kind = 'file' AND sha256 IS NOT NULL AND address IS NULL)",
            name=op.f("ck_evidence_content"),
        ),
        sa.CheckConstraint("kind IN ('link', 'file')", name=op.f("ck_evidence_kind")),
        sa.CheckConstraint(
            "CASE WHEN actual_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN recommendation_code IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN objection_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_evidence_one_subject"),
        ),
        sa.ForeignKeyConstraint(["actual_id"], ["actual.id"], name=op.f("fk_evidence_actual_id")),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["objection.id"], name=op.f("fk_evidence_objection_id")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_code"],
            ["recommendation.code"],
            name=op.f("fk_evidence_recommendation_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("token", name=op.f("uq_evidence_token")),
    )
    op.create_index(op.f("ix_evidence_actual_id"), "evidence", ["actual_id"], unique=False)
    op.create_index(op.f("ix_evidence_objection_id"), "evidence", ["objection_id"], unique=False)
    op.create_index(
        op.f("ix_evidence_recommendation_code"), "evidence", ["recommendation_code"], unique=False
    )
    op.create_table(
        "standing",
        sa.Column("indicator_code", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=True),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("verification", sa.String(length=10), nullable=True),
        sa.Column("realised", sa.Float(), nullable=True),
        sa.Column("expected", sa.Float(), nullable=True),
        sa.Column("expected_upper", sa.Float(), nullable=True),
        sa.Column("year_target", sa.Float(), nullable=True),
        sa.Column("year_target_upper", sa.Float(), nullable=True),
        sa.Column("to_date", sa.Float(), nullable=True),
        sa.Column("year", sa.Float(), nullable=True),
        sa.Column("original", sa.Float(), nullable=True),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("missing", sa.Text(), nullable=True),
        sa.Column("linear", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_code"], ["indicator.code"], name=op.f("fk_standing_indicator_code")
        ),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_standing_opd_code")),
        sa.PrimaryKeyConstraint("indicator_code", "period", name=op.f("pk_standing")),
    )
    op.create_index(
        op.f("ix_standing_opd_code_period"), "standing", ["opd_code", "period"], unique=False
    )
    op.create_index(op.f("ix_standing_period"), "standing", ["period"], unique=False)
    op.create_table(
        "score_part",
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("weight_reported", sa.Float(), nullable=False),
        sa.Column("weight_verified", sa.Float(), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("year_weight", sa.Float(), nullable=False),
        sa.Column("year_points", sa.Float(), nullable=False),
        sa.Column("capped", sa.Float(), nullable=False),
        sa.Column("reached", sa.Float(), nullable=False),
        sa.Column("indicators", sa.Integer(), nullable=False),
        sa.Column("indicators_reported", sa.Integer(), nullable=False),
        sa.Column("indicators_verified", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("reports_on_time", sa.Integer(), nullable=False),
        sa.Column("reports_late", sa.Integer(), nullable=False),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_score_part_opd_code")),
        sa.PrimaryKeyConstraint("opd_code", "period", "due_on", name=op.f("pk_score_part")),
    )
    op.create_index(op.f("ix_score_part_period"), "score_part", ["period"], unique=False)
    op.create_table(
        "rollup_basis",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_rollup_basis")),
    )
    op.bulk_insert(VERSIONS, [{"topic": topic, "version": 0} for topic in TOPICS])


def downgrade() -> None:
    """Take back."""
    op.execute(VERSIONS.delete().where(VERSIONS.c.topic.in_(TOPICS)))
    op.drop_table("rollup_basis")
    op.drop_table("score_part")
    op.drop_table("standing")
    op.drop_table("evidence")
    op.drop_table("recommendation")
    op.drop_table("budget")
    op.drop_table("question_answer")
    op.drop_table("blocker")
    op.drop_table("objection")
