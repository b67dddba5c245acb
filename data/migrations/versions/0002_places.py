"""Places: boundaries, points of interest, and the remembered layouts of files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TOPICS = ("boundaries", "places")
VERSIONS = sa.table("data_version", sa.column("topic"), sa.column("version"))


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "import_layout",
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=60), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "fingerprint", name=op.f("pk_import_layout")),
    )
    op.create_table(
        "boundary",
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code"], ["region.code"], name=op.f("fk_boundary_region_code")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_boundary_batch_id")
        ),
        sa.PrimaryKeyConstraint("region_code", name=op.f("pk_boundary")),
    )
    op.create_table(
        "point_of_interest",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kecamatan_code", sa.String(length=13), nullable=False),
        sa.Column("village_code", sa.String(length=13), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("precision", sa.String(length=10), nullable=False),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "precision IN ('titik', 'desa', 'kecamatan')",
            name=op.f("ck_point_of_interest_precision"),
        ),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_point_of_interest_point_pair")
        ),
        sa.CheckConstraint(
            "(precision = 'kecamatan') = (latitude IS NULL)",
            name=op.f("ck_point_of_interest_point_known"),
        ),
        sa.ForeignKeyConstraint(
            ["kecamatan_code"], ["region.code"], name=op.f("fk_point_of_interest_kecamatan_code")
        ),
        sa.ForeignKeyConstraint(
            ["village_code"], ["region.code"], name=op.f("fk_point_of_interest_village_code")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_point_of_interest_batch_id")
        ),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_point_of_interest")),
    )
    op.bulk_insert(VERSIONS, [{"topic": topic, "version": 0} for topic in TOPICS])


def downgrade() -> None:
    """Take back."""
    op.execute(VERSIONS.delete().where(VERSIONS.c.topic.in_(TOPICS)))
    op.drop_table("point_of_interest")
    op.drop_table("boundary")
    op.drop_table("import_layout")
