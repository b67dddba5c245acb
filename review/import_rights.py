"""Who may import which topic, and take which batch back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.words import _
from data.imports.check import foreign_office
from data.imports.known import load_known
from data.imports.topics import TOPICS
from review.access import PERMISSIONS, Answer, Permission, Person, may
from review.work import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from data.imports.model import Row, Topic

MAY_IMPORT: Final = {
    "regions": Permission.IMPORT_STRUCTURE,
    "opd": Permission.IMPORT_STRUCTURE,
    "published": Permission.IMPORT_FIGURES,
    "boundaries": Permission.IMPORT_STRUCTURE,
    "places": Permission.IMPORT_STRUCTURE,
    "goals": Permission.IMPORT_PERFORMANCE,
    "indicators": Permission.IMPORT_PERFORMANCE,
    "contributors": Permission.IMPORT_PERFORMANCE,
    "targets": Permission.IMPORT_PERFORMANCE,
    "budgets": Permission.IMPORT_PERFORMANCE,
    "recommendations": Permission.IMPORT_PERFORMANCE,
    "actuals": Permission.REPORT_ACTUAL,
    "services": Permission.IMPORT_STRUCTURE,
    "standards": Permission.IMPORT_PERFORMANCE,
    "surveys": Permission.IMPORT_FIGURES,
    "events": Permission.IMPORT_FIGURES,
    "requests": Permission.IMPORT_FIGURES,
}

# No spreadsheet holds an outline: manage.py takes the file of a mapping program.
BY_COMMAND: Final = frozenset({"boundaries"})


def actor_of(by: Person | Actor) -> Actor:
    """Who is named in the trail."""
    return by if isinstance(by, Actor) else Actor(by.username)


def person_of(by: Person | Actor) -> Person:
    """Whom `may` is asked about."""
    # An actor carries no roles: `may` lets the account of the command line pass, and nobody else.
    return by if isinstance(by, Person) else Person(by.username, by.username, ())


def may_import(by: Person | Actor, topic: str) -> Answer:
    """Whether they may import this topic, and why or why not."""
    return may(person_of(by), MAY_IMPORT[topic])


def within_of(by: Person | Actor, topic: str) -> frozenset[str] | None:
    """The OPD whose rows of a topic they may touch; None where it is no matter whose they are."""
    person = person_of(by)
    if TOPICS[topic].office is None or (not person.roles and may_import(by, topic).allowed):
        return None
    codes = {
        grant.opd_code for grant in person.roles if MAY_IMPORT[topic] in PERMISSIONS[grant.role]
    }
    return None if None in codes else frozenset(code for code in codes if code is not None)


def may_touch(conn: Connection, by: Person | Actor, topic: Topic, rows: Iterable[Row]) -> Answer:
    """Whether all of these rows are of an OPD that they may report for, and why or why not."""
    within = within_of(by, topic.id)
    if within is None:
        return may_import(by, topic.id)
    known = load_known(conn, frozenset(), topic, within)
    for row in rows:
        foreign = foreign_office(topic, row, known)
        if foreign is not None:
            return may(person_of(by), MAY_IMPORT[topic.id], opd=foreign)
    return may_import(by, topic.id)


def topics_of(person: Person) -> tuple[Topic, ...]:
    """The topics that a person may import on the screen, those of figures first."""
    allowed = [
        topic
        for topic in TOPICS.values()
        if topic.id not in BY_COMMAND and may_import(person, topic.id).allowed
    ]
    figures = Permission.IMPORT_FIGURES
    return tuple(sorted(allowed, key=lambda topic: MAY_IMPORT[topic.id] is not figures))


def may_undo(by: Person | Actor, topic: str, imported_by: str) -> Answer:
    """Whether they may take back a batch of this topic that `imported_by` has loaded.

    Whoever may undo any import may; an operator only what was loaded under the own name.
    """
    answer = may_take_back(by, imported_by)
    return may_import(by, topic) if answer.allowed else answer


def may_take_back(by: Person | Actor, imported_by: str) -> Answer:
    """The same, whatever the topic."""
    person = person_of(by)
    every = may(person, Permission.UNDO_IMPORT)
    if every.allowed:
        return every
    own = may(person, Permission.UNDO_OWN_IMPORT)
    if not own.allowed:
        return every
    if imported_by != person.username:
        reason = _("You may undo your own imports only; this one is from {name}.")
        return Answer(allowed=False, reason=reason.format(name=imported_by))
    return own
