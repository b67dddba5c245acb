"""Layouts of files that are not the template: which header means which column, once confirmed."""

from __future__ import annotations

import html
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select

from data.imports.cells import shown
from data.imports.headers import header_texts, plain
from data.imports.workbook import ATTRIBUTE, NOTES_SHEETS, SHEET
from data.schema import account, import_layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from data.imports.files import Table
    from data.imports.model import Cell

SAMPLES: Final = 3
ROWS_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class Remembered:
    """A mapping that a person confirmed: header -> column key, empty for one that is not read.

    by: the display name, or the user name of an account that is gone. at: UTC.
    """

    mapping: Mapping[str, str]
    by: str
    at: datetime


def remembered(conn: Connection, topic: str, fingerprint: str) -> Remembered | None:
    """The mapping that was confirmed for this row of headers, if one was."""
    query = (
        select(import_layout, account.c.display_name)
        .outerjoin(account, account.c.username == import_layout.c.confirmed_by)
        .where(import_layout.c.topic == topic, import_layout.c.fingerprint == fingerprint)
    )
    row = conn.execute(query).mappings().first()
    if row is None:
        return None
    by = row["display_name"] or row["confirmed_by"]
    return Remembered(dict(row["mapping"]), by, row["confirmed_at"])


def remember(
    conn: Connection,
    *,
    topic: str,
    fingerprint: str,
    mapping: Mapping[str, str],
    by: str,
    at: datetime,
) -> None:
    """Keep a mapping in place of the one before, inside the transaction of a command."""
    place = (import_layout.c.topic == topic) & (import_layout.c.fingerprint == fingerprint)
    conn.execute(delete(import_layout).where(place))
    conn.execute(
        insert(import_layout).values(
            topic=topic,
            fingerprint=fingerprint,
            mapping=dict(mapping),
            confirmed_by=by,
            confirmed_at=at.replace(tzinfo=None),
        )
    )


def headers_of(table: Table) -> tuple[str, ...]:
    """The texts of the first row that is not empty; the place of each is its column."""
    for row in table.rows:
        if any(cell is not None for cell in row):
            return header_texts(row)
    return ()


def samples_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """For each header, the first few different values under it."""
    found: list[dict[str, None]] = [{} for _header in headers_of(table)]
    for row in _below(table.rows):
        for column, cell in enumerate(row[: len(found)]):
            if cell is not None and len(found[column]) < SAMPLES:
                found[column][shown(cell)] = None
    return tuple(tuple(values) for values in found)


def _below(rows: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    filled = (row for row in rows[:ROWS_LOOKED_AT] if any(cell is not None for cell in row))
    next(filled, None)
    yield from filled


def data_sheets(content: bytes) -> tuple[str, ...]:
    """The visible sheets of a workbook that was read before, without notes; none of CSV."""
    if not content.startswith(b"PK"):
        return ()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tags = SHEET.findall(archive.read("xl/workbook.xml"))
    names = []
    for tag in tags:
        facts = {key.decode(): value.decode() for key, value in ATTRIBUTE.findall(tag)}
        name = html.unescape(facts.get("name", ""))
        if name and facts.get("state", "visible") == "visible" and plain(name) not in NOTES_SHEETS:
            names.append(name)
    return tuple(names)
