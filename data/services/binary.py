"""Rows in PostgreSQL's binary COPY format, made from whole columns at once.

Layout (documentation of COPY, "Binary Format"): a row is the number of its fields, then of each
field its length (-1 for null) and its bytes, all in network order. Every field gets a slot as wide
as its widest value; what of the slots is not used is left out in one step for all rows.
"""

from __future__ import annotations

from dataclasses import dataclass
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
COUNT: Final = 2
LENGTH: Final = 4
# The first that fits is taken: SmallInteger and BigInteger are Integers too.
WIDTHS: Final[tuple[tuple[type[TypeEngine[Any]], str], ...]] = (
    (DateTime, ">i8"), (Boolean, "u1"), (BigInteger, ">i8"), (SmallInteger, ">i2"),
    (Integer, ">i4"),
)  # fmt: skip
Bytes = np.ndarray[Any, np.dtype[np.uint8]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class _Field:
    """A column. lengths: of each value, -1 for null; payload: of each value its bytes.

    payload: shape (rows,) of numbers in network order, or (rows, widest) of bytes.
    """

    lengths: NDArray[np.int64]
    payload: NDArray[Any]

    @property
    def width(self) -> int:
        """Bytes of the widest value."""
        return int(self.payload.nbytes // max(len(self.payload), 1))


def binary_rows(table: Table, rows: pa.Table) -> bytes:
    """Rows of a table, with signature and end.

    Columns are whole numbers, moments, booleans, texts and bytes, named as those of the table.
    """
    fields = [_field(table, name, rows[name].combine_chunks()) for name in rows.column_names]
    width = COUNT + sum(LENGTH + field.width for field in fields)
    whole = np.zeros((rows.num_rows, width), dtype=np.uint8)
    used = np.ones(whole.shape, dtype=np.bool_)
    _slot(whole, 0, ">i2")[:] = len(fields)
    start, gaps = COUNT, False
    for field in fields:
        _slot(whole, start, ">i4")[:] = field.lengths
        start += LENGTH
        if field.payload.ndim == 1:
            _slot(whole, start, field.payload.dtype.str)[:] = field.payload
        else:
            whole[:, start : start + field.width] = field.payload
        if field.width and int(field.lengths.min(initial=field.width)) < field.width:
            gaps = True
            used[:, start : start + field.width] = np.arange(field.width) < field.lengths[:, None]
        start += field.width
    content: bytes = (whole[used] if gaps else whole).tobytes()
    return SIGNATURE + content + END


def _slot(whole: Bytes, start: int, kind: str) -> NDArray[Any]:
    """The numbers that stand at one place of every row."""
    return np.ndarray(
        (len(whole),), dtype=kind, buffer=whole.data, offset=start, strides=(whole.shape[1],)
    )


def _field(table: Table, name: str, column: pa.Array) -> _Field:
    kind = next((width for own, width in WIDTHS if isinstance(table.c[name].type, own)), None)
    if kind is None:
        return _bytes(column)
    numbers = pc.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
    if isinstance(table.c[name].type, DateTime):
        numbers = (numbers - MILLENNIUM) * MICROSECONDS
    lengths = np.full(len(column), np.dtype(kind).itemsize, dtype=np.int64)
    if column.null_count:
        lengths[column.is_null().to_numpy(zero_copy_only=False)] = -1
    return _Field(lengths, numbers.astype(kind))


def _bytes(column: pa.Array) -> _Field:
    """Texts or bytes; many of them repeat, so each different one is laid out once."""
    coded = column.cast(pa.binary()).dictionary_encode()
    texts = coded.dictionary.to_pylist()
    if not texts:
        return _Field(np.full(len(column), -1), np.zeros((len(column), 0), dtype=np.uint8))
    sizes = np.array([*map(len, texts), -1], dtype=np.int64)
    padded = np.array([*texts, b""], dtype=f"S{max(int(sizes.max()), 1)}")
    which = pc.fill_null(coded.indices, len(texts)).to_numpy(zero_copy_only=False)
    payload = padded.view(np.uint8).reshape(len(padded), -1)[which]
    return _Field(sizes[which], payload)
