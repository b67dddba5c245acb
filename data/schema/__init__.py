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
from data.schema.services import (
    duration_histogram,
    request,
    request_event,
    request_former,
    service,
    service_day_channel,
    service_day_opd,
    service_day_place,
    service_day_service,
    service_standard,
    survey_answer,
)

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
    "duration_histogram",
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
    "request",
    "request_event",
    "request_former",
    "role_grant",
    "rollup_basis",
    "score_part",
    "service",
    "service_day_channel",
    "service_day_opd",
    "service_day_place",
    "service_day_service",
    "service_standard",
    "session",
    "standing",
    "survey_answer",
    "target",
]
