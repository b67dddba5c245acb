"""By which settings and standards the derived columns and sums were made; others make them anew."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select

from data.engine import writing
from data.schema import data_version, request, rollup_basis, service_standard
from data.services.columns import TOPIC_ID
from data.versions import bump

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from core.settings import Settings

# Raise it with every change of a rule or of what the columns and sums hold.
FORMULAS: Final = 1
NAME: Final = "services"
STANDARDS: Final = "standards"


def is_current(conn: Connection, settings: Settings, *, standards: bool = True) -> bool:
    """Whether what is stored was made by these rules, and by the standards of now.

    Without a single request there is nothing to be made anew.
    """
    found = dict(
        conn.execute(
            select(rollup_basis.c.name, rollup_basis.c.basis).where(
                rollup_basis.c.name.in_((NAME, STANDARDS))
            )
        ).all()
    )
    same = found.get(NAME) == _rules(settings)
    if standards:
        same = same and found.get(STANDARDS) == _standards(conn)
    return same or not has_requests(conn)


def has_requests(conn: Connection) -> bool:
    """Whether a single request is stored."""
    return conn.execute(select(request.c.id).limit(1)).first() is not None


def note(conn: Connection, settings: Settings) -> None:
    """Note by which rules and standards all is made."""
    conn.execute(delete(rollup_basis).where(rollup_basis.c.name.in_((NAME, STANDARDS))))
    conn.execute(
        insert(rollup_basis),
        [
            {"name": NAME, "basis": _rules(settings)},
            {"name": STANDARDS, "basis": _standards(conn)},
        ],
    )


def ensure(engine: Engine, settings: Settings, *, anew: bool = False) -> bool:
    """Make everything derived anew if other rules made it, or in any case; whether it was."""
    from data.services.rederiving import rebuild  # noqa: PLC0415 (loads slowly, seldom needed)

    with engine.connect() as conn:
        if not anew and is_current(conn, settings):
            return False
    with writing(engine).begin() as conn:
        take_turns(conn)
        if not anew and is_current(conn, settings):
            return False
        rebuild(conn, settings)
        bump(conn, TOPIC_ID)
    return True


def take_turns(conn: Connection) -> None:
    """Writers of requests take turns; SQLite holds the whole database already."""
    conn.execute(select(data_version).where(data_version.c.topic == TOPIC_ID).with_for_update())


def _rules(settings: Settings) -> str:
    content = {
        "calendar": asdict(settings.calendar),
        "time_zone": settings.regency.time_zone,
        "pause_cap_days": settings.services.pause_cap_days,
        "at_risk_percent": settings.services.at_risk_percent,
        "formulas": FORMULAS,
        "holidays": version("holidays"),
    }
    return json.dumps(content, sort_keys=True)


def _standards(conn: Connection) -> str:
    columns = [column for column in service_standard.columns if column.name != "batch_id"]
    rows = conn.execute(select(*columns).order_by(*service_standard.primary_key))
    written = json.dumps([list(row) for row in rows])
    return hashlib.sha256(written.encode()).hexdigest()
