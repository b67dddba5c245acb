"""Performance: goals, indicators, targets and actuals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TOPICS = ("goals", "indicators", "contributors", "targets", "actuals")
VERSIONS = sa.table("data_version", sa.column("topic"), sa.column("version"))

LOCKED = "a locked actual changes only into a revision"
KEPT = "actual_step is append-only"
# What no move of a locked row may touch.
KEPT_COLUMNS = (
    "indicator_code", "period", "value", "numerator", "denominator", "note", "entered_by",
    "first_submitted_at",
)  # fmt: skip
VALUE_MOVES = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in KEPT_COLUMNS)
LOOSENED = "NEW.state = 'returned' AND NOT ({moves})"


def _guards_of_sqlite() -> None:
    loosened = LOOSENED.format(moves=VALUE_MOVES.format(differs="IS NOT"))
    asked = (
        "NEW.state = 'locked' AND NEW.unlock_by IS NOT OLD.unlock_by"
        f" AND NOT ({VALUE_MOVES.format(differs='IS NOT')})"
    )
    op.execute(
        "CREATE TRIGGER actual_locked_update BEFORE UPDATE ON actual"
        f" WHEN OLD.state = 'locked' AND NOT ({loosened}) AND NOT ({asked})"
        f" BEGIN SELECT RAISE(ABORT, '{LOCKED}'); END"
    )
    op.execute(
        "CREATE TRIGGER actual_locked_delete BEFORE DELETE ON actual WHEN OLD.state = 'locked'"
        f" BEGIN SELECT RAISE(ABORT, '{LOCKED}'); END"
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER actual_step_no_{verb.lower()} BEFORE {verb} ON actual_step"
            f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
        )


def _guards_of_postgresql() -> None:
    moves = VALUE_MOVES.format(differs="IS DISTINCT FROM")
    op.execute(
        "CREATE FUNCTION refuse_locked_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '{LOCKED}'; END IF;"
        f" IF {LOOSENED.format(moves=moves)} THEN RETURN NEW; END IF;"
        " IF NEW.state = 'locked' AND NEW.unlock_by IS DISTINCT FROM OLD.unlock_by"
        f" AND NOT ({moves}) THEN RETURN NEW; END IF;"
        f" RAISE EXCEPTION '{LOCKED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER actual_locked BEFORE UPDATE OR DELETE ON actual FOR EACH ROW"
        " WHEN (OLD.state = 'locked') EXECUTE FUNCTION refuse_locked_change()"
    )
    op.execute(
        "CREATE FUNCTION refuse_step_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{KEPT}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER actual_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE"
        " ON actual_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_step_change()"
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "goal",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.String(length=40), nullable=True),
        sa.Column("opd_code", sa.String(length=30), nullable=True),
        sa.Column("valid_from", sa.String(length=4), nullable=True),
        sa.Column("valid_to", sa.String(length=4), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'program') = (opd_code IS NOT NULL)", name=op.f("ck_goal_program_of_opd")
        ),
        sa.CheckConstraint(
            "kind IN ('visi', 'misi', 'tujuan', 'sasaran', 'program')", name=op.f("ck_goal_kind")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_goal_batch_id")),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_goal_opd_code")),
        sa.ForeignKeyConstraint(["parent_code"], ["goal.code"], name=op.f("fk_goal_parent_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_goal")),
    )
    op.create_table(
        "indicator",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=True),
        sa.Column("formula", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("formula_kind", sa.String(length=20), nullable=False),
        sa.Column("pattern", sa.String(length=10), nullable=False),
        sa.Column("cadence", sa.String(length=10), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("goal_code", sa.String(length=40), nullable=True),
        sa.Column("data_source", sa.Text(), nullable=True),
        sa.Column("decree", sa.Text(), nullable=True),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("ratio", sa.Float(), nullable=True),
        sa.Column("release_month", sa.Integer(), nullable=True),
        sa.Column("lowest", sa.Float(), nullable=True),
        sa.Column("highest", sa.Float(), nullable=True),
        sa.Column("valid_from", sa.String(length=4), nullable=True),
        sa.Column("valid_to", sa.String(length=4), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(pattern = 'rilis') = (release_month IS NOT NULL)", name=op.f("ck_indicator_release")
        ),
        sa.CheckConstraint(
            "cadence IN ('month', 'quarter', 'year')", name=op.f("ck_indicator_cadence")
        ),
        sa.CheckConstraint(
            "formula_kind IN ('naik', 'turun', 'turun_rasio', 'rentang_naik',"
            " 'rentang_turun', 'tepat', 'ya_tidak')",
            name=op.f("ck_indicator_formula_kind"),
        ),
        sa.CheckConstraint(
            "pattern IN ('hitungan', 'posisi', 'rilis', 'rata')", name=op.f("ck_indicator_pattern")
        ),
        sa.CheckConstraint("decimals BETWEEN 0 AND 6", name=op.f("ck_indicator_decimals")),
        sa.CheckConstraint("weight > 0", name=op.f("ck_indicator_weight")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_indicator_batch_id")
        ),
        sa.ForeignKeyConstraint(["goal_code"], ["goal.code"], name=op.f("fk_indicator_goal_code")),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_indicator_opd_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_indicator")),
    )
    op.create_index(op.f("ix_indicator_opd_code"), "indicator", ["opd_code"], unique=False)
    op.create_table(
        "contributor",
        sa.Column("indicator_code", sa.String(length=40), nullable=False),
        sa.Column("opd_code", sa.String(length=30), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("share > 0 AND share <= 100", name=op.f("ck_contributor_share")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_contributor_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_code"], ["indicator.code"], name=op.f("fk_contributor_indicator_code")
        ),
        sa.ForeignKeyConstraint(["opd_code"], ["opd.code"], name=op.f("fk_contributor_opd_code")),
        sa.PrimaryKeyConstraint("indicator_code", "opd_code", name=op.f("pk_contributor")),
    )
    op.create_index(op.f("ix_contributor_opd_code"), "contributor", ["opd_code"], unique=False)
    op.create_table(
        "target",
        sa.Column("indicator_code", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("lower", sa.Float(), nullable=True),
        sa.Column("upper", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decree", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.String(length=10), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(lower IS NULL) = (upper IS NULL)", name=op.f("ck_target_range_pair")),
        sa.CheckConstraint("(value IS NULL) <> (lower IS NULL)", name=op.f("ck_target_one_form")),
        sa.CheckConstraint("lower <= upper", name=op.f("ck_target_range_order")),
        sa.CheckConstraint(
            "revision = 0 OR reason IS NOT NULL", name=op.f("ck_target_revision_reason")
        ),
        sa.CheckConstraint("revision >= 0", name=op.f("ck_target_revision")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_target_batch_id")),
        sa.ForeignKeyConstraint(
            ["indicator_code"], ["indicator.code"], name=op.f("fk_target_indicator_code")
        ),
        sa.PrimaryKeyConstraint("indicator_code", "period", "revision", name=op.f("pk_target")),
    )
    op.create_table(
        "actual",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_code", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.String(length=60), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_by", sa.String(length=60), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("first_submitted_at", sa.DateTime(), nullable=True),
        sa.Column("verified_by", sa.String(length=60), nullable=True),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by", sa.String(length=60), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("locked_by", sa.String(length=60), nullable=True),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.Column("returned_by", sa.String(length=60), nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("unlock_by", sa.String(length=60), nullable=True),
        sa.Column("unlock_at", sa.DateTime(), nullable=True),
        sa.Column("unlock_reason", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'verified', 'approved',"
            " 'locked', 'returned', 'rejected')",
            name=op.f("ck_actual_state"),
        ),
        sa.CheckConstraint(
            "(numerator IS NULL) = (denominator IS NULL)", name=op.f("ck_actual_ratio_pair")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_actual_batch_id")),
        sa.ForeignKeyConstraint(
            ["indicator_code"], ["indicator.code"], name=op.f("fk_actual_indicator_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actual")),
        sa.UniqueConstraint(
            "indicator_code", "period", name=op.f("uq_actual_indicator_code_period")
        ),
    )
    op.create_index(op.f("ix_actual_state"), "actual", ["state"], unique=False)
    op.create_table(
        "actual_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_code", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=True),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("old_value", sa.Float(), nullable=True),
        sa.Column("new_value", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actual_step")),
    )
    op.create_index(
        op.f("ix_actual_step_indicator_code_period"),
        "actual_step",
        ["indicator_code", "period"],
        unique=False,
    )
    op.bulk_insert(VERSIONS, [{"topic": topic, "version": 0} for topic in TOPICS])
    if op.get_context().dialect.name == "sqlite":
        _guards_of_sqlite()
    else:
        _guards_of_postgresql()


def downgrade() -> None:
    """Take back."""
    op.execute(VERSIONS.delete().where(VERSIONS.c.topic.in_(TOPICS)))
    op.drop_table("actual_step")
    op.drop_table("actual")
    op.drop_table("target")
    op.drop_table("contributor")
    op.drop_table("indicator")
    op.drop_table("goal")
    if op.get_context().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_locked_change")
        op.execute("DROP FUNCTION refuse_step_change")
