"""Rows in PostgreSQL's binary COPY format, made from whole columns at once.

Layout (documentation of COPY, "Binary Format"): a row is the number of its fields, then of each
field its length (-1 for null) and its bytes, all in network order. Every field gets a slot as wide
as its widest value; what of the slots is not used is left out in one step for all rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import BigInteger, Boolean, DateTime, Integer, SmallInteger

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Table
    from sqlalchemy.types import TypeEngine

SIGNATURE: Final = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
END: Final = b"\xff\xff"
# PostgreSQL counts microseconds from the year 2000.
MILLENNIUM: Final = 946_684_800
MICROSECONDS: Final = 1_000_000
LENGTH: Final = 4
# The first that fits is taken: SmallInteger and BigInteger are Integers too.
WIDTHS: Final[tuple[tuple[type[TypeEngine[Any]], str], ...]] = (
    (DateTime, ">i8"), (Boolean, "u1"), (BigInteger, ">i8"), (SmallInteger, ">i2"),
    (Integer, ">i4"),
)  # fmt: skip


def binary_rows(table: Table, rows: pa.Table) -> bytes:
    """Rows of a table, with signature and end.

    Columns are whole numbers, moments, booleans and texts, named as those of the table.
    """
    fields = [_field(table, name, rows[name].combine_chunks()) for name in rows.column_names]
    slots = [field for field, _used in fields]
    count = np.tile(np.array([len(fields)], dtype=">i2").view(np.uint8), (rows.num_rows, 1))
    whole = np.concatenate([count, *slots], axis=1)
    used = np.concatenate(
        [np.ones(count.shape, dtype=np.bool_), *(used for _field, used in fields)], axis=1
    )
    content: bytes = whole[used].tobytes()
    return SIGNATURE + content + END


def _field(
    table: Table, name: str, column: pa.Array
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """The slots of a column, shape (rows, width), and which bytes of them are used."""
    kind = next((width for own, width in WIDTHS if isinstance(table.c[name].type, own)), None)
    if kind is None:
        return _texts(column)
    known = column.is_valid().to_numpy(zero_copy_only=False)
    numbers = pc.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
    if isinstance(table.c[name].type, DateTime):
        numbers = (numbers - MILLENNIUM) * MICROSECONDS
    payload = np.ascontiguousarray(numbers.astype(kind)).view(np.uint8).reshape(len(column), -1)
    lengths = np.where(known, payload.shape[1], -1)
    used = np.ones((len(column), LENGTH + payload.shape[1]), dtype=np.bool_)
    used[:, LENGTH:] = known[:, None]
    return np.concatenate([_lengths(lengths), payload], axis=1), used


def _texts(column: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    known = column.is_valid().to_numpy(zero_copy_only=False)
    filled = pc.fill_null(column, "").cast(pa.binary())
    sizes = pc.binary_length(filled).to_numpy(zero_copy_only=False).astype(np.int64)
    widest = int(sizes.max(initial=0))
    inside = np.arange(widest) < sizes[:, None]
    payload = np.zeros(inside.shape, dtype=np.uint8)
    # Row after row, as the bytes of the texts stand in memory.
    payload[inside] = np.frombuffer(b"".join(filled.to_pylist()), dtype=np.uint8)
    used = np.concatenate([np.ones((len(column), LENGTH), dtype=np.bool_), inside], axis=1)
    return np.concatenate([_lengths(np.where(known, sizes, -1)), payload], axis=1), used


def _lengths(lengths: NDArray[np.int64]) -> NDArray[np.uint8]:
    return np.ascontiguousarray(lengths.astype(">i4")).view(np.uint8).reshape(-1, LENGTH)
