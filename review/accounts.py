"""Accounts: whom a name stands for, which ones a sample database offers, a person's language."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, or_, select, update

from core.errors import Invalid, NotFound
from core.words import LANGUAGES, _
from data.schema import account, installation, role_grant
from review.access import Grant, Person, Role
from review.work import Actor, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Engine, RowMapping, Select

IS_SAMPLE: Final = exists().where(installation.c.sample.is_(True))
# A sample account counts in a sample database only, whatever became of its row.
COUNTS: Final = account.c.active.is_(True) & or_(account.c.sample.is_(False), IS_SAMPLE)


def people_query() -> Select[tuple[object, ...]]:
    """One row for each account and role (role null without one), to be read by `people`."""
    return (
        select(
            account.c.username,
            account.c.display_name,
            account.c.language,
            account.c.sample,
            role_grant.c.role,
            role_grant.c.opd_code,
        )
        .select_from(account.outerjoin(role_grant, role_grant.c.account_id == account.c.id))
        .where(COUNTS)
        .order_by(account.c.id, role_grant.c.id)
    )


def people(rows: Iterable[RowMapping]) -> tuple[Person, ...]:
    """Persons out of the rows of `people_query`, in their order."""
    found: dict[str, Person] = {}
    for row in rows:
        before = found.get(row["username"])
        grants = before.roles if before else ()
        if row["role"] is not None:
            grants = (*grants, Grant(Role(row["role"]), row["opd_code"]))
        found[row["username"]] = Person(
            row["username"], row["display_name"], grants, row["language"], row["sample"]
        )
    return tuple(found.values())


def sample_accounts(conn: Connection) -> tuple[Person, ...]:
    """The accounts that the sign-in screen offers; none unless the database is a sample."""
    query = people_query().where(account.c.sample.is_(True), IS_SAMPLE)
    return people(conn.execute(query).mappings())


def person_named(conn: Connection, username: str) -> Person:
    """The active account of this name; NotFound lists names that are near."""
    found = people(conn.execute(people_query().where(account.c.username == username)).mappings())
    if found:
        return found[0]
    names = conn.scalars(select(account.c.username).where(COUNTS).order_by(account.c.username))
    near = get_close_matches(username, names.all(), n=3, cutoff=0.5)
    raise NotFound(
        _("There is no active account '{name}'.").format(name=username),
        hint=_("Did you mean: {names}?").format(names=", ".join(near)) if near else "",
    )


def check_language(language: str) -> None:
    """Raise Invalid for a language that the dashboard does not speak."""
    if language not in LANGUAGES:
        raise Invalid(
            _("The language '{code}' is not known.").format(code=language),
            hint=_("Choices: {choices}.").format(choices=", ".join(LANGUAGES)),
        )


def set_language(engine: Engine, *, by: Person, language: str) -> None:
    """Keep the language in which this person reads. Refuses: Invalid for an unknown one."""
    check_language(language)
    with unit_of_work(engine, by=Actor(by.username)) as work:
        work.conn.execute(
            update(account).where(account.c.username == by.username).values(language=language)
        )
        work.audit("account.language", by.username, {"language": language})
        work.bump("accounts")
