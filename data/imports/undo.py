"""Taking a batch back: what stands in the way, and the way back itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, func, null, select

from core.numbers import number
from core.words import N_, _, ngettext
from data.imports.hooks import Touched, above
from data.imports.store import chunks, overwrite
from data.schema import batch_change, import_batch, metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Column, Connection, Select

    from data.imports.hooks import Stamp
    from data.imports.model import Topic

SHOWN: Final = 5
USERS: Final = {
    "region": N_("Regions below"),
    "opd": N_("OPD"),
    "published_value": N_("Published figures"),
    "role_grant": N_("Roles of accounts"),
    "boundary": N_("Boundaries"),
    "point_of_interest": N_("Points of interest"),
    "goal": N_("Tree of goals"),
    "indicator": N_("Indicators"),
    "contributor": N_("Contributors to indicators"),
    "target": N_("Targets"),
    "actual": N_("Actuals"),
    "objection": N_("Objections"),
    "blocker": N_("Obstacles"),
    "question_answer": N_("Answers to questions"),
    "evidence": N_("Evidence"),
    "budget": N_("Budgets"),
    "recommendation": N_("Audit recommendations"),
    "service": N_("Public services"),
    "service_standard": N_("Service standards"),
    "survey_answer": N_("Satisfaction surveys"),
    "local_event": N_("Local events"),
}
# Reckoned from the rest: they stand in nobody's way.
DERIVED: Final = frozenset({"standing", "score_part"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a batch back would do: keys to remove, rows to restore, obstacles in words.

    rows: all of them, as they are now and as they will be.
    """

    removed: tuple[dict[str, Any], ...]
    restored: tuple[Mapping[str, Any], ...]
    obstacles: tuple[str, ...]
    rows: tuple[Touched, ...]


def plan(conn: Connection, topic: Topic, batch_id: int) -> Plan:
    """Look whether every row still is as the batch left it and nothing rests on a row it added."""
    query = (
        select(batch_change.c.row_key, batch_change.c.before, batch_change.c.after)
        .where(batch_change.c.batch_id == batch_id)
        .order_by(batch_change.c.number)
    )
    current = _current(conn, topic, batch_id)
    rows: list[Touched] = []
    moved: set[tuple[Any, ...]] = set()
    for row_key, before, after in conn.execute(query):
        key = tuple(row_key[name] for name in topic.key)
        if current.get(key) != after:
            moved.add(key)
        else:
            rows.append(Touched(after, _restored(topic, before, after)))
    obstacles = list(_moved(conn, topic, moved, batch_id)) if moved else []
    if not rows and not moved:
        obstacles.append(_("The batch was loaded without a record of its rows."))
    removed = tuple({name: one.row[name] for name in topic.key} for one in rows if not one.after)
    restored = tuple(one.after for one in rows if one.after)
    if len(topic.key) == 1:
        name = topic.key[0]
        going = (row[name] for row in removed)
        obstacles += _resting(conn, topic, going, (row[name] for row in restored))
    found = Plan(removed, restored, tuple(obstacles), tuple(rows))
    if topic.guard is None:
        return found
    return replace(found, obstacles=(*obstacles, *topic.guard(conn, found)))


def _restored(
    topic: Topic, before: dict[str, Any] | None, after: dict[str, Any]
) -> dict[str, Any] | None:
    """The row of before; where people change rows as well it is a further version of it."""
    if before is None or topic.life is None:
        return before
    return before | {"version": above(after["version"])}


def take_back(conn: Connection, topic: Topic, steps: Plan, stamp: Stamp) -> None:
    """Restore what was changed and remove what was added, the last row first."""
    for rows in chunks(steps.restored):
        overwrite(conn, topic, rows, stamp)
    statement = delete(topic.table)
    for name in topic.key:
        statement = statement.where(topic.table.c[name] == bindparam(f"at_{name}"))
    for keys in chunks(reversed(steps.removed)):
        conn.execute(statement, [{f"at_{name}": key[name] for name in topic.key} for key in keys])


def _current(conn: Connection, topic: Topic, batch_id: int) -> dict[tuple[Any, ...], Any]:
    names = (*topic.fields, "batch_id")
    query = select(*(topic.table.c[name] for name in names)).where(
        topic.table.c.batch_id == batch_id
    )
    found = {}
    for values in conn.execute(query):
        row = dict(zip(names, values, strict=True))
        found[tuple(row[name] for name in topic.key)] = row
    return found


def _moved(
    conn: Connection, topic: Topic, keys: set[tuple[Any, ...]], batch_id: int
) -> Iterator[str]:
    """Say which later batch the rows belong to now, that people changed them, or are gone."""
    columns = [topic.table.c[name] for name in topic.key]
    count: dict[int, int] = {}
    for *key, batch in conn.execute(select(*columns, topic.table.c.batch_id)):
        if tuple(key) in keys:
            count[batch or batch_id] = count.get(batch or batch_id, 0) + 1
    gone = len(keys) - sum(count.values())
    by_hand = count.pop(batch_id, 0)
    if by_hand:
        yield ngettext(
            "{count} row was worked on since.", "{count} rows were worked on since.", by_hand
        ).format(count=number(by_hand))
    for batch, rows in sorted(count.items()):
        name = conn.scalar(select(import_batch.c.file_name).where(import_batch.c.id == batch))
        yield ngettext(
            "{count} row was changed by the later batch {batch} ({file}).",
            "{count} rows were changed by the later batch {batch} ({file}).",
            rows,
        ).format(count=number(rows), batch=batch, file=name)
    if gone:
        yield ngettext(
            "{count} row was removed since.", "{count} rows were removed since.", gone
        ).format(count=number(gone))


def _resting(
    conn: Connection, topic: Topic, removed: Iterable[str], restored: Iterable[str]
) -> Iterator[str]:
    """Say which rows that stay refer to a row that would go."""
    codes = set(removed)
    leaving = codes.union(restored)
    for table, query in _references(topic):
        used: dict[str, int] = {}
        for code, user, count in conn.execute(query):
            if code in codes and user not in leaving:
                used[code] = used.get(code, 0) + count
        if used:
            listed = ", ".join(sorted(used)[:SHOWN]) + (", …" if len(used) > SHOWN else "")
            words = _(USERS.get(table, table))
            yield _("{users} refer to {codes} ({count} rows).").format(
                users=words, codes=listed, count=number(sum(used.values()))
            )


@cache
def _references(topic: Topic) -> tuple[tuple[str, Select[Any]], ...]:
    """For each column that refers to this topic's table: its own table, and who uses what."""
    return tuple(
        (table.name, _users(topic, column))
        for table in metadata.sorted_tables
        if table.name not in DERIVED
        for column in table.columns
        if any(key.column.table is topic.table for key in column.foreign_keys)
    )


def _users(topic: Topic, column: Column[Any]) -> Select[Any]:
    """Which codes a column refers to, from which row if of the topic's own table, how often."""
    own = topic.table.c[topic.key[0]] if column.table is topic.table else None
    shown = null() if own is None else own
    query = select(column, shown, func.count()).where(column.is_not(None))
    return query.group_by(column) if own is None else query.group_by(column, own)
