"""What a file would add and change; stored rows that it does not name are left alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from data.imports.hooks import raised
from data.imports.model import UNSET, Change, Difference, Phase, Record
from data.schema import import_batch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Select

    from data.imports.known import Known
    from data.imports.model import Progress, Topic, Value

Key = tuple["Value", ...]
FETCH: Final = 2_000
# A key column with few different values narrows the rows to look at.
FEW: Final = 300


def compare(
    conn: Connection,
    topic: Topic,
    records: Iterable[Record],
    known: Known,
    *,
    synthetic: bool,
    progress: Progress | None = None,
) -> Difference:
    """Compare the records of a file with the stored rows of the same keys.

    A real row that equals a sample row is a change too: it takes the row over, so that removing
    the sample does not remove it. Not so a row that people change one by one: a file that was
    filled from it and says the same would make a new version of it for nothing.
    """
    places = topic.key_places
    waiting = {tuple(r.values[place] for place in places): r for r in records}
    total = len(waiting)
    changed: list[Change] = []
    same = 0
    # Not on the connection itself: there it would stay, and turn every later statement into a
    # server-side cursor.
    rows = conn.execute(_stored(topic, waiting), execution_options={"yield_per": FETCH})
    for row in rows:
        before: Key = tuple(row[:-2])
        record = waiting.pop(tuple(before[place] for place in places), None)
        if record is None:
            continue
        if progress is not None and len(waiting) % FETCH == 0:
            progress(total - len(waiting), total, Phase.COMPARE)
        batch_id, sample = row[-2:]
        after = _after(topic, record, before, known)
        fields = _differing(topic, before, after)
        adopted = bool(sample) and not synthetic and topic.life is None
        if fields or adopted:
            after = raised(topic, before, after)
            changed.append(Change(record.line, before, after, fields, adopted, batch_id))
        else:
            same += 1
    nothing = (None,) * len(topic.fields)
    added = (Record(r.line, _after(topic, r, nothing, known)) for r in waiting.values())
    return Difference(tuple(added), tuple(sorted(changed, key=lambda one: one.line)), same)


def _differing(topic: Topic, before: Key, after: Key) -> tuple[str, ...]:
    pairs = zip(topic.fields, before, after, strict=True)
    return tuple(name for name, old, new in pairs if old != new)


@cache
def _all_stored(topic: Topic) -> Select[Any]:
    columns = [topic.table.c[name] for name in topic.fields]
    # Rows that were typed on a screen belong to no batch.
    return select(*columns, topic.table.c.batch_id, import_batch.c.synthetic).outerjoin(
        import_batch, import_batch.c.id == topic.table.c.batch_id
    )


def _stored(topic: Topic, waiting: dict[Key, Record]) -> Select[Any]:
    query = _all_stored(topic)
    for place, name in enumerate(topic.key):
        values = {key[place] for key in waiting}
        if len(values) <= FEW:
            query = query.where(topic.table.c[name].in_(values))
    return query


def _after(topic: Topic, record: Record, before: tuple[Value, ...], known: Known) -> Key:
    """The row as it will be: unset fields keep what is stored, or take their fallback."""
    if UNSET not in record.values:
        return record.values
    row = {
        name: old if new is UNSET else new
        for name, old, new in zip(topic.fields, before, record.values, strict=True)
    }
    for name, fallback in topic.fallback.items():
        place = topic.fields.index(name)
        if record.values[place] is UNSET and row[name] is None:
            row[name] = fallback(row, known)
    return tuple(row.values())
