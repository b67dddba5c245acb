"""What holds an indicator up: said by an OPD that works at it, shown to the one that causes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from core.errors import Invalid, NotFound
from core.periods import Period
from core.words import _
from data.schema import blocker, contributor, opd
from review.access import Permission, insist
from review.performance import texts
from review.performance.held import indicator_row
from review.performance.machine import may_for_own
from review.performance.steps import TOPIC
from review.work import Actor, Work, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from review.access import Person


def raise_blocker(
    engine: Engine,
    *,
    by: Person,
    indicator: str,
    period: str,
    said_by: str,
    caused_by: str,
    text: str,
) -> int:
    """Report an obstacle; its number. said_by: an OPD that leads or contributes, the own one.

    Refuses: NotFound (indicator, OPD), NotAllowed (role, OPD), Invalid (period, text, an OPD
    that does not work at the indicator).
    """
    words = texts.reason(text)
    when = Period.parse(period).text
    with unit_of_work(engine, by=Actor(by.username)) as work:
        insist(may_for_own(by, Permission.RAISE_BLOCKER, said_by))
        _check_part(work, indicator_row(work.conn, indicator), said_by)
        _check_office(work, caused_by)
        made = work.conn.execute(
            insert(blocker)
            .values(
                indicator_code=indicator,
                period=when,
                opd_code=said_by,
                cause_opd_code=caused_by,
                text=words,
                raised_by=by.username,
                raised_at=work.at.replace(tzinfo=None),
            )
            .returning(blocker.c.id)
        )
        number = int(made.scalar_one())
        details = {"blocker": number, "said_by": said_by, "caused_by": caused_by}
        work.audit("blocker.raise", f"{indicator}~{when}", details)
        work.bump(TOPIC)
        return number


def close_blocker(engine: Engine, *, by: Person, blocker_id: int, words: str) -> None:
    """Say how an obstacle ended. For the OPD that reported it and the one that caused it.

    Refuses: NotFound, NotAllowed (role, OPD), Invalid (closed already, words).
    """
    closing = texts.reason(words)
    with unit_of_work(engine, by=Actor(by.username)) as work:
        row = _blocker(work, blocker_id)
        cause, raiser = row["cause_opd_code"], row["opd_code"]
        is_cause = may_for_own(by, Permission.RAISE_BLOCKER, cause).allowed
        insist(may_for_own(by, Permission.RAISE_BLOCKER, cause if is_cause else raiser))
        if row["closed_at"] is not None:
            raise Invalid(_("This obstacle is closed already."))
        work.conn.execute(
            update(blocker)
            .where(blocker.c.id == blocker_id)
            .values(closed_by=by.username, closed_at=work.at.replace(tzinfo=None), closing=closing)
        )
        subject = f"{row['indicator_code']}~{row['period']}"
        work.audit("blocker.close", subject, {"blocker": blocker_id})
        work.bump(TOPIC)


def _check_office(work: Work, code: str) -> None:
    query = select(opd.c.code).where(opd.c.code == code)
    if not code.isprintable() or work.conn.scalar(query) is None:
        raise NotFound(_("The OPD '{code}' is not known.").format(code=code))


def _check_part(work: Work, known: Mapping[str, Any], said_by: str) -> None:
    query = select(contributor.c.opd_code).where(
        contributor.c.indicator_code == known["code"], contributor.c.opd_code == said_by
    )
    if known["opd_code"] != said_by and work.conn.scalar(query) is None:
        raise Invalid(
            _("{opd} does not work at “{indicator}”.").format(opd=said_by, indicator=known["name"]),
            hint=_("An obstacle is reported by the OPD that leads or contributes."),
        )


def _blocker(work: Work, number: int) -> Mapping[str, Any]:
    found = work.conn.execute(select(blocker).where(blocker.c.id == number)).mappings().first()
    if found is None:
        raise NotFound(_("This obstacle is not known."))
    return dict(found)
