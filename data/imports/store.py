"""Writing a difference, inside the transaction of a command."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import bindparam, insert, update

from data.imports.model import Phase
from data.schema import batch_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from data.imports.model import Difference, Progress, Record, Topic, Value

CHUNK: Final = 2_000
Item = TypeVar("Item")


def store(
    conn: Connection,
    topic: Topic,
    batch_id: int,
    difference: Difference,
    progress: Progress | None = None,
) -> None:
    """Write the added and changed rows, and for each what it was before, so that it can go back."""
    added = parents_first(topic, difference.added)
    total = len(added) + len(difference.changed)
    done = 0
    for records in chunks(added):
        rows = [_row(topic, record.values, batch_id) for record in records]
        conn.execute(insert(topic.table), rows)
        _note(conn, batch_id, done, [_change(topic, None, row) for row in rows])
        done = _tell(progress, done + len(rows), total)
    for changes in chunks(difference.changed):
        rows = [_row(topic, change.after, batch_id) for change in changes]
        overwrite(conn, topic, rows)
        before = (_row(topic, change.before, change.batch_id) for change in changes)
        notes = [_change(topic, old, new) for old, new in zip(before, rows, strict=True)]
        _note(conn, batch_id, done, notes)
        done = _tell(progress, done + len(rows), total)


def overwrite(conn: Connection, topic: Topic, rows: Sequence[dict[str, Any]]) -> None:
    """Give the rows of these keys these values."""
    fields = [name for name in (*topic.fields, "batch_id") if name not in topic.key]
    statement = update(topic.table).values({name: bindparam(f"to_{name}") for name in fields})
    for name in topic.key:
        statement = statement.where(topic.table.c[name] == bindparam(f"at_{name}"))
    parameters = [
        {f"to_{name}": row[name] for name in fields}
        | {f"at_{name}": row[name] for name in topic.key}
        for row in rows
    ]
    conn.execute(statement, parameters)


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


def _row(topic: Topic, values: tuple[Value, ...], batch_id: int) -> dict[str, Any]:
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
