"""Writing a difference, inside the transaction of a command."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import bindparam, insert, update

from data.imports.hooks import Touched, signed, timed
from data.imports.model import Phase
from data.schema import batch_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Update

    from data.imports.hooks import Stamp
    from data.imports.model import Change, Difference, Progress, Record, Topic, Value

CHUNK: Final = 2_000
Item = TypeVar("Item")


def store(
    conn: Connection,
    topic: Topic,
    batch_id: int,
    difference: Difference,
    *,
    stamp: Stamp,
    progress: Progress | None = None,
) -> tuple[Touched, ...]:
    """Write the added and changed rows, and for each what it was before, so that it can go back.

    What was written is told to a topic that asks for it, and to none else: it may be long.
    """
    added = parents_first(topic, difference.added)
    total = len(added) + len(difference.changed)
    touched: list[Touched] = []
    done = 0
    for pairs in chunks(_pairs(topic, batch_id, added, difference.changed, stamp)):
        rows = [new for old, new in pairs if old is None]
        if rows:
            conn.execute(insert(topic.table), [row | timed(topic, stamp) for row in rows])
        rows = [new for old, new in pairs if old is not None]
        if rows:
            overwrite(conn, topic, rows, stamp)
        _note(conn, batch_id, done, [_change(topic, old, new) for old, new in pairs])
        done = _tell(progress, done + len(pairs), total)
        if topic.after is not None:
            touched += [Touched(old, new) for old, new in pairs]
    return tuple(touched)


def _pairs(
    topic: Topic,
    batch_id: int,
    added: Iterable[Record],
    changed: Iterable[Change],
    stamp: Stamp,
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any]]]:
    """Each row as it was and as it will be; those that are added first."""
    for record in added:
        yield None, signed(topic, _row(topic, record.values, batch_id), stamp)
    for change in changed:
        before = _row(topic, change.before, change.batch_id)
        yield before, signed(topic, _row(topic, change.after, batch_id), stamp)


def overwrite(
    conn: Connection, topic: Topic, rows: Sequence[Mapping[str, Any]], stamp: Stamp
) -> None:
    """Give the rows of these keys these values."""
    fields, at = _written(topic), timed(topic, stamp)
    parameters = [
        {f"to_{name}": value for name, value in at.items()}
        | {f"to_{name}": row[name] for name in fields}
        | {f"at_{name}": row[name] for name in topic.key}
        for row in rows
    ]
    conn.execute(_overwriting(topic, *at), parameters)


def _written(topic: Topic) -> list[str]:
    return [name for name in (*topic.fields, "batch_id") if name not in topic.key]


@cache
def _overwriting(topic: Topic, *more: str) -> Update:
    names = (*_written(topic), *more)
    statement = update(topic.table).values({name: bindparam(f"to_{name}") for name in names})
    for name in topic.key:
        statement = statement.where(topic.table.c[name] == bindparam(f"at_{name}"))
    return statement


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def parents_first(topic: Topic, records: Sequence[Record]) -> list[Record]:
    """In an order in which each row finds the row it refers to."""
    if topic.parent is None:
        return list(records)
    own, above = topic.fields.index(topic.key[0]), topic.fields.index(topic.parent)
    waiting = {record.values[own]: record for record in records}
    ordered: list[Record] = []
    for record in records:
        line: list[Record] = []
        code: Value = record.values[own]
        while code in waiting:
            one = waiting.pop(code)
            line.append(one)
            code = one.values[above]
        ordered.extend(reversed(line))
    return ordered


def _row(topic: Topic, values: tuple[Value, ...], batch_id: int | None) -> dict[str, Any]:
    return dict(zip(topic.fields, values, strict=True), batch_id=batch_id)


def _change(topic: Topic, before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, Any]:
    return {"row_key": {name: after[name] for name in topic.key}, "before": before, "after": after}


def _note(conn: Connection, batch_id: int, first: int, changes: list[dict[str, Any]]) -> None:
    numbered = [
        {"batch_id": batch_id, "number": number, **change}
        for number, change in enumerate(changes, first + 1)
    ]
    conn.execute(insert(batch_change), numbered)


def _tell(progress: Progress | None, done: int, total: int) -> int:
    if progress is not None:
        progress(done, total, Phase.WRITE)
    return done
