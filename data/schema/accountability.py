"""Budget and audit recommendations of the OPD. Money is in whole rupiah."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
)

from data.schema.base import metadata

# One programme of an OPD at the end of a month: planned, realised and physical are cumulative
# within the year. ceiling: the one valid then, stage names it. physical: percent.
budget: Final = Table(
    "budget",
    metadata,
    Column("opd_code", ForeignKey("opd.code"), primary_key=True),
    Column("programme", String(120), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("stage", String(10), nullable=False),
    Column("ceiling", BigInteger, nullable=False),
    Column("planned", BigInteger),
    Column("realised", BigInteger),
    Column("weight", Float),
    Column("physical", Float),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint("stage IN ('murni', 'perubahan')", name="stage"),
    CheckConstraint("ceiling >= 0", name="ceiling"),
    CheckConstraint("physical BETWEEN 0 AND 100", name="physical"),
)

# Recommendations of BPK and Inspektorat. amount, settled: rupiah to be paid back or put right.
recommendation: Final = Table(
    "recommendation",
    metadata,
    Column("code", String(60), primary_key=True),
    Column("auditor", String(12), nullable=False),
    Column("report", Text, nullable=False),
    Column("report_date", String(10), nullable=False),
    Column("finding", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("opd_code", ForeignKey("opd.code"), nullable=False),
    Column("amount", BigInteger),
    Column("settled", BigInteger),
    Column("status", String(20), nullable=False),
    Column("status_date", String(10)),
    Column("note", Text),
    Column("batch_id", ForeignKey("import_batch.id"), nullable=False),
    CheckConstraint("auditor IN ('bpk', 'inspektorat')", name="auditor"),
    CheckConstraint("status IN ('sesuai', 'dalam_proses', 'belum', 'tidak_dapat')", name="status"),
    Index(None, "opd_code"),
)
