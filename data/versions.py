"""A counter per topic, raised in each write's own transaction; caches are keyed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from data.schema import data_version

if TYPE_CHECKING:
    from sqlalchemy import Connection

TOPICS: Final = (
    "regions", "opd", "published", "accounts", "boundaries", "places", "goals", "indicators",
    "contributors", "targets", "actuals", "budgets", "recommendations",
)  # fmt: skip
ALL: Final = select(data_version.c.topic, data_version.c.version)


def version_of(conn: Connection, *topics: str) -> tuple[int, ...]:
    """The versions of the topics, in their order; 0 for a topic never written."""
    found = conn.execute(ALL.where(data_version.c.topic.in_(topics)))
    versions: dict[str, int] = {key: value for key, value in found}  # noqa: C416 (a result is not a mapping)
    return tuple(versions.get(topic, 0) for topic in topics)


def all_versions(conn: Connection) -> dict[str, int]:
    """The version of every topic that was ever written."""
    found = conn.execute(ALL)
    return {topic: version for topic, version in found}  # noqa: C416 (a result is not a mapping)


def bump(conn: Connection, topic: str) -> None:
    """Raise a topic's version by one.

    The migration makes a row for each topic of its time; a missing one is added here.
    """
    changed = conn.execute(
        update(data_version)
        .where(data_version.c.topic == topic)
        .values(version=data_version.c.version + 1)
    )
    if changed.rowcount == 0:
        conn.execute(insert(data_version).values(topic=topic, version=1))
