"""Columns of tables as they stand in frames, and as SQLite keeps them.

SQLite has moments as SQLAlchemy writes them, and booleans as numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Boolean, DateTime, Float, Integer, String

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table
    from sqlalchemy.types import TypeEngine

MOMENT: Final = pa.timestamp("s")
TYPES: Final[tuple[tuple[type[TypeEngine[Any]], pa.DataType], ...]] = (
    (DateTime, MOMENT),
    (Boolean, pa.bool_()),
    (Float, pa.float64()),
    (Integer, pa.int64()),
    (String, pa.string()),
)


def types_of(table: Table, names: Sequence[str] | None = None) -> dict[str, pa.DataType]:
    """The columns of a table as they stand in a frame."""
    return {
        column.name: next(kind for own, kind in TYPES if isinstance(column.type, own))
        for column in table.columns
        if names is None or column.name in names
    }


def from_sqlite(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Values that the driver gave, as a column of a frame."""
    if kind == MOMENT:
        return pc.utf8_slice_codeunits(pa.array(values, pa.string()), 0, 19).cast(MOMENT)
    if kind == pa.bool_():
        return pa.array(values, pa.int64()).cast(kind)
    return pa.array(values, kind)


def to_sqlite(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of a frame as the driver takes it."""
    if pa.types.is_timestamp(column.type):
        # As text it has its six decimals, and is there thirty times sooner than by a format.
        return column.cast(pa.timestamp("us")).cast(pa.string())
    if column.type == pa.bool_():
        return column.cast(pa.int64())
    return column
