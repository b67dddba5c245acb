"""Tables of the shared database, one for SQLite and PostgreSQL alike.

Region codes are text. Time stamps are UTC without zone. Every fact row names the import batch
it came from. Migrations in data/migrations make exactly these tables; a test compares the two.
"""

from data.schema.accountability import budget, recommendation
from data.schema.base import metadata
from data.schema.house import (
    account,
    audit_event,
    batch_change,
    boundary,
    data_version,
    import_batch,
    import_layout,
    installation,
    opd,
    point_of_interest,
    published_value,
    region,
    role_grant,
    session,
)
from data.schema.performance import (
    actual,
    actual_step,
    blocker,
    contributor,
    evidence,
    goal,
    indicator,
    objection,
    question_answer,
    target,
)
from data.schema.rollups import rollup_basis, score_part, standing

__all__ = [
    "account",
    "actual",
    "actual_step",
    "audit_event",
    "batch_change",
    "blocker",
    "boundary",
    "budget",
    "contributor",
    "data_version",
    "evidence",
    "goal",
    "import_batch",
    "import_layout",
    "indicator",
    "installation",
    "metadata",
    "objection",
    "opd",
    "point_of_interest",
    "published_value",
    "question_answer",
    "recommendation",
    "region",
    "role_grant",
    "rollup_basis",
    "score_part",
    "session",
    "standing",
    "target",
]
