"""Sessions: a random token for the browser, its hash for the database."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, insert, select, update

from core import clock
from core.errors import NotAllowed
from core.words import _
from data.schema import account, session
from review.accounts import COUNTS, people, people_query
from review.work import SYSTEM, Actor, unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from review.access import Person

# secrets.token_urlsafe(32) has 43 letters; whatever is much longer is not one of ours.
LONGEST_TOKEN: Final = 100
LIVE: Final = (
    (session.c.token_hash == bindparam("hash"))
    & session.c.ended_at.is_(None)
    & (session.c.expires_at > bindparam("now"))
)
# Built once: this question is asked at each run of each page.
PERSON_OF_TOKEN: Final = people_query().where(
    account.c.id == select(session.c.account_id).where(LIVE).scalar_subquery()
)


def start_session(engine: Engine, *, by: Person, hours: int) -> str:
    """A new session of this person; the token is handed out here and kept nowhere.

    Refuses: NotAllowed for the account of manage.py and one that is not active (any more).
    """
    token = secrets.token_urlsafe(32)
    with unit_of_work(engine, by=Actor(by.username)) as work:
        known = select(account.c.id).where(account.c.username == by.username, COUNTS)
        number = None if by.username == SYSTEM else work.conn.scalar(known)
        if number is None:
            raise NotAllowed(
                _("The account '{name}' cannot sign in.").format(name=by.username),
                hint=_("Ask the administrator of the dashboard if this is not right."),
            )
        work.conn.execute(
            insert(session).values(
                token_hash=_hash(token),
                account_id=number,
                created_at=_naive(work.at),
                expires_at=_naive(work.at) + timedelta(hours=hours),
            )
        )
        work.audit("session.start", by.username, {"hours": hours})
    return token


def person_of_token(engine: Engine, token: str) -> Person | None:
    """Who holds this token; None if it is forged, ended or expired, or the account inactive."""
    with engine.connect() as conn:
        return person_holding(conn, token)


def person_holding(conn: Connection, token: str) -> Person | None:
    """As `person_of_token`, on a connection that is open already."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    rows = conn.execute(PERSON_OF_TOKEN, {"hash": _hash(token), "now": _naive(clock.now())})
    found = people(rows.mappings())
    return found[0] if found else None


def end_session(engine: Engine, *, token: str) -> None:
    """End the session of this token everywhere; one that is not (or no longer) live is left."""
    person = person_of_token(engine, token)
    if person is None:
        return
    with unit_of_work(engine, by=Actor(person.username)) as work:
        now = _naive(work.at)
        work.conn.execute(
            update(session).where(LIVE).values(ended_at=now), {"hash": _hash(token), "now": now}
        )
        work.audit("session.end", person.username)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
