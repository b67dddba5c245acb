"""Who and where, provenance, and what outside bodies publish."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
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

# One row: what this database is. It knows its regency and whether it is a sample.
installation: Final = Table(
    "installation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("regency_code", String(5), nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("created_at", DateTime, nullable=False),
    CheckConstraint("id = 1", name="single"),
)

import_batch: Final = Table(
    "import_batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("topic", String(40), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("same", Integer, nullable=False),
    Column("imported_by", String(60), nullable=False),
    Column("imported_at", DateTime, nullable=False),
    Column("source", Text),
    Column("source_url", Text),
    Column("as_of", String(10)),
    Column("synthetic", Boolean, nullable=False),
    Column("undone_by", String(60)),
    Column("undone_at", DateTime),
    CheckConstraint("(undone_by IS NULL) = (undone_at IS NULL)", name="undone_pair"),
)

# What a batch did to each row, so that it can be undone: before is null for an added row.
batch_change: Final = Table(
    "batch_change",
    metadata,
    Column("batch_id", ForeignKey("import_batch.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("row_key", JSON, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON, nullable=False),
)

data_version: Final = Table(
    "data_version",
    metadata,
    Column("topic", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
)

# No foreign keys on purpose: the trail outlives what it speaks of. Triggers refuse any change.
audit_event: Final = Table(
    "audit_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("actor", String(60), nullable=False),
    Column("os_user", String(60)),
    Column("action", String(60), nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

region: Final = Table(
    "region",
    metadata,
    Column("code", String(13), primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", String(10), nullable=False),
    Column("parent_code", ForeignKey("region.code")),
    Column("bps_code", String(10)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint(
        "level IN ('negara', 'provinsi', 'kabupaten', 'kota', 'kecamatan', 'kelurahan', 'desa')",
        name="level",
    ),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point_pair"),
    Index(None, "parent_code"),
)

opd: Final = Table(
    "opd",
    metadata,
    Column("code", String(30), primary_key=True),
    Column("name", Text, nullable=False),
    Column("short_name", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("league", String(1), nullable=False),
    Column("region_code", ForeignKey("region.code")),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("successor_code", ForeignKey("opd.code")),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint(
        "kind IN ('sekretariat', 'inspektorat', 'dinas', 'badan', 'rsud', 'kecamatan')", name="kind"
    ),
    CheckConstraint("league IN ('A', 'B')", name="league"),
)

account: Final = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", String(60), nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("language", String(2)),
    Column("active", Boolean, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("created_at", DateTime, nullable=False),
)

role_grant: Final = Table(
    "role_grant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("opd_code", ForeignKey("opd.code")),
    UniqueConstraint("account_id", "role", "opd_code"),
)

# Only the hash of a token is kept: whoever reads the database cannot sign in with it.
session: Final = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    Index(None, "account_id"),
)

# What outside bodies publish, ours and other regions'. component is never null: "total".
published_value: Final = Table(
    "published_value",
    metadata,
    Column("region_code", ForeignKey("region.code"), primary_key=True),
    Column("metric", String(60), primary_key=True),
    Column("component", String(120), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("status", String(10), primary_key=True),
    Column("period_end", String(10), nullable=False),
    Column("named_as", Text, nullable=False),
    Column("value", Float, nullable=False),
    Column("unit", String(40), nullable=False),
    Column("source", Text, nullable=False),
    Column("source_url", Text),
    Column("confidence", String(10)),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint("status IN ('final', 'interim', 'derived')", name="status"),
    Index(None, "metric", "region_code"),
)

# The outline of a region as a GeoJSON geometry in WGS 84, generalised so that neighbours share
# their lines. What it was made from is the batch's source.
boundary: Final = Table(
    "boundary",
    metadata,
    Column("region_code", ForeignKey("region.code"), primary_key=True),
    Column("geometry", Text, nullable=False),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
)

# Hospitals, fire posts, offices. precision says how well the place is known: titik (measured),
# desa (the point of its village), kecamatan (no point at all).
point_of_interest: Final = Table(
    "point_of_interest",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("kecamatan_code", ForeignKey("region.code"), nullable=False),
    Column("village_code", ForeignKey("region.code")),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("precision", String(10), nullable=False),
    Column("licence", Text),
    Column("source", Text, nullable=False),
    Column("note", Text),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint("precision IN ('titik', 'desa', 'kecamatan')", name="precision"),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point_pair"),
    CheckConstraint("(precision = 'kecamatan') = (latitude IS NULL)", name="point_known"),
)

# Which column of a file that is not the template means what, as a person once confirmed it.
import_layout: Final = Table(
    "import_layout",
    metadata,
    Column("topic", String(40), primary_key=True),
    Column("fingerprint", String(64), primary_key=True),
    Column("mapping", JSON, nullable=False),
    Column("confirmed_by", String(60), nullable=False),
    Column("confirmed_at", DateTime, nullable=False),
)
