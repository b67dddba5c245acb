"""Whole frames in and out of the database: COPY on PostgreSQL, the driver's own loop on SQLite.

SQLAlchemy's own way costs several times what the rows do. Everything happens on the connection,
and so in the transaction, of the command.
"""

from __future__ import annotations

import io
import json
from abc import ABC, abstractmethod
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv
from sqlalchemy import text

from data.schema import metadata
from data.services.ahead import Ahead
from data.services.binary import END, SIGNATURE, binary_rows
from data.services.column_types import from_sqlite, to_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Table

    from metrics.services.hours import Ints

ROWS: Final = 8_000
# A temporary table like another is called so, before its name.
WAITING: Final = "waiting_"


class Bulk(ABC):
    """One connection. Frames are Arrow tables whose columns are named as those of the table.

    mark: what stands for an argument in SQL.
    """

    mark = "?"

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self.driver: Any = conn.connection.driver_connection

    @property
    def conn(self) -> Connection:
        """The connection, once everything handed to it has arrived."""
        return self._conn

    @contextmanager
    def ahead(self) -> Iterator[None]:
        """Inside, rows may still be on their way to the database when `insert` returns."""
        yield

    @abstractmethod
    def read(
        self, query: str, types: Mapping[str, pa.DataType], arguments: Sequence[Any] = ()
    ) -> pa.Table:
        """The rows of a query; its columns in the order of `types`."""

    @abstractmethod
    def insert(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table."""

    @abstractmethod
    def each(self, keys: str, table: str, fits: str) -> str:
        """SQL of a join that looks the rows of a table up by an index, key after key.

        Planners that know a table badly would rather read all of it. keys: of `ids` or `texts`.
        """

    @abstractmethod
    def ids(self, numbers: Ints) -> str:
        """SQL of a table k(id) with these numbers."""

    @abstractmethod
    def texts(self) -> str:
        """SQL of a table k(n, text) of one argument, that `listed` makes: n counts from 0."""

    @abstractmethod
    def listed(self, values: Sequence[str]) -> Any:  # noqa: ANN401 (a driver's own value)
        """The argument of `texts`."""

    def delete(self, table: str, column: str, numbers: Ints) -> None:
        """Remove the rows with these numbers."""
        if len(numbers):
            cursor = self.conn.connection.cursor()
            cursor.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM {self.ids(numbers)})"  # noqa: S608 (names are ours)
            )
            cursor.close()

    def add_up(self, table: Table, rows: pa.Table) -> None:
        """Add rows to the stored ones of the same key, number by number."""
        if not rows.num_rows:
            return
        if self.conn.execute(text(f"SELECT 1 FROM {table.name} LIMIT 1")).first() is None:  # noqa: S608
            self.insert(table.name, rows)
            return
        keys = [column.name for column in table.primary_key]
        sums = [name for name in rows.column_names if name not in keys]
        waiting = self.aside(table, rows)
        quoted = ", ".join(f'"{name}"' for name in rows.column_names)
        added = ", ".join(f'"{n}" = {table.name}."{n}" + excluded."{n}"' for n in sums)
        # "WHERE true": without it SQLite takes ON CONFLICT for the condition of a join.
        self.conn.execute(
            text(
                f"INSERT INTO {table.name} ({quoted}) SELECT {quoted} FROM {waiting} WHERE true "  # noqa: S608
                f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}"
            )
        )
        if any(pc.min(rows[name]).as_py() < 0 for name in sums):
            empty = " AND ".join(f'"{name}" = 0' for name in sums)
            self.conn.execute(text(f"DELETE FROM {table.name} WHERE {empty}"))  # noqa: S608

    def aside(self, table: Table, rows: pa.Table) -> str:
        """The name of a temporary table like another, with these rows in it alone."""
        waiting = WAITING + table.name
        self.conn.execute(text(self._waiting(waiting, table.name)))
        self.conn.execute(text(f"DELETE FROM {waiting}"))  # noqa: S608 (names are ours)
        self.insert(waiting, rows)
        return waiting

    @abstractmethod
    def _waiting(self, name: str, like: str) -> str:
        """SQL that makes an empty temporary table like another."""


class PostgresBulk(Bulk):
    """By COPY: binary in, CSV out."""

    mark = "%s"

    def __init__(self, conn: Connection) -> None:
        super().__init__(conn)
        self._ahead: Ahead | None = None
        # A chunk may take longer than a question of a page may.
        conn.execute(text("SET LOCAL statement_timeout = 0"))

    @property
    def conn(self) -> Connection:
        """The connection, once everything handed to it has arrived."""
        if self._ahead is not None:
            self._ahead.arrived()
        return self._conn

    @contextmanager
    def ahead(self) -> Iterator[None]:
        """Inside, a thread writes while the next rows are made: two cores are busy, not one."""
        ahead = self._ahead = Ahead()
        try:
            yield
            ahead.arrived()
        finally:
            # The thread ends before anyone else may use the connection.
            ahead.end()
            self._ahead = None

    def read(
        self, query: str, types: Mapping[str, pa.DataType], arguments: Sequence[Any] = ()
    ) -> pa.Table:
        """The rows of a query."""
        driver: Any = self.conn.connection.driver_connection
        with driver.cursor() as cursor:
            found = io.BytesIO()
            copied = f"COPY ({query}) TO STDOUT (FORMAT csv)"
            with cursor.copy(copied, list(arguments) or None) as copy:
                for block in copy:
                    found.write(block)
        found.seek(0)
        if not found.getbuffer().nbytes:
            return pa.schema(types.items()).empty_table()
        return pv.read_csv(
            found,
            read_options=pv.ReadOptions(column_names=list(types)),
            parse_options=pv.ParseOptions(newlines_in_values=True),
            convert_options=pv.ConvertOptions(
                column_types=dict(types), null_values=[""], strings_can_be_null=True,
                quoted_strings_can_be_null=False, true_values=["t"], false_values=["f"],
            ),
        )  # fmt: skip

    def insert(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table."""
        if not rows.num_rows:
            return
        if self._ahead is None:
            self._write(table, rows)
        else:
            self._ahead.hand(partial(self._write, table, rows))

    def _write(self, table: str, rows: pa.Table) -> None:
        own = metadata.tables[table.removeprefix(WAITING)]
        names = ", ".join(f'"{name}"' for name in rows.column_names)
        with (
            self.driver.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT binary)") as copy,
        ):
            for start in range(0, rows.num_rows, ROWS):
                some = binary_rows(own, rows.slice(start, ROWS))
                head = len(SIGNATURE) if start else 0
                last = start + ROWS >= rows.num_rows
                copy.write(some[head:] if last else some[head : -len(END)])

    def each(self, keys: str, table: str, fits: str) -> str:
        """SQL of a join; OFFSET 0 keeps the planner out."""
        rows = f"SELECT * FROM {table} WHERE {fits} OFFSET 0"  # noqa: S608 (names are ours)
        return f"{keys} CROSS JOIN LATERAL ({rows}) AS {table}"

    def ids(self, numbers: Ints) -> str:
        """SQL of a table k(id)."""
        listed = ",".join(map(str, numbers.tolist()))
        return f"unnest('{{{listed}}}'::bigint[]) AS k(id)"

    def texts(self) -> str:
        """SQL of a table k(n, text)."""
        return "(SELECT o - 1 AS n, t AS text FROM unnest(%s::text[]) WITH ORDINALITY u(t, o)) k"

    def listed(self, values: Sequence[str]) -> Any:  # noqa: ANN401 (a driver's own value)
        """The values themselves."""
        return list(values)

    def _waiting(self, name: str, like: str) -> str:
        return f"CREATE TEMP TABLE IF NOT EXISTS {name} (LIKE {like}) ON COMMIT DROP"


class SqliteBulk(Bulk):
    """By the driver's executemany; moments are kept as SQLAlchemy writes them."""

    def read(
        self, query: str, types: Mapping[str, pa.DataType], arguments: Sequence[Any] = ()
    ) -> pa.Table:
        """The rows of a query."""
        cursor = self.driver.execute(query, list(arguments))
        rows = cursor.fetchall()
        cursor.close()
        columns = list(zip(*rows, strict=True)) or [()] * len(types)
        return pa.table({
            name: from_sqlite(values, kind)
            for (name, kind), values in zip(types.items(), columns, strict=True)
        })  # fmt: skip

    def insert(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table, some at a time: as Python's objects they are large."""
        names = ", ".join(f'"{name}"' for name in rows.column_names)
        marks = ", ".join("?" for _name in rows.column_names)
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 (names are ours)
        for start in range(0, rows.num_rows, ROWS):
            some = rows.slice(start, ROWS)
            columns = [to_sqlite(column).to_pylist() for column in some.columns]
            self.driver.executemany(statement, zip(*columns, strict=True)).close()

    def each(self, keys: str, table: str, fits: str) -> str:
        """SQL of a join; SQLite keeps the order of a CROSS JOIN."""
        return f"{keys} CROSS JOIN {table} ON {fits}"

    def ids(self, numbers: Ints) -> str:
        """SQL of a table k(id)."""
        listed = ",".join(map(str, numbers.tolist()))
        return f"(SELECT value AS id FROM json_each('[{listed}]')) k"  # noqa: S608 (whole numbers)

    def texts(self) -> str:
        """SQL of a table k(n, text)."""
        return "(SELECT key AS n, value AS text FROM json_each(?)) k"

    def listed(self, values: Sequence[str]) -> Any:  # noqa: ANN401 (a driver's own value)
        """The values as JSON."""
        return json.dumps(list(values))

    def _waiting(self, name: str, like: str) -> str:
        rows = f"SELECT * FROM {like} WHERE false"  # noqa: S608 (names are ours)
        return f"CREATE TEMP TABLE IF NOT EXISTS {name} AS {rows}"


def bulk_of(conn: Connection) -> Bulk:
    """The way of this connection's database."""
    return PostgresBulk(conn) if conn.dialect.name == "postgresql" else SqliteBulk(conn)


def seconds(column: pa.ChunkedArray | pa.Array, missing: int) -> Ints:
    """A column of moments or numbers as int64; missing: what stands for nothing."""
    numbers = column.cast(pa.int64()).fill_null(missing).to_numpy(zero_copy_only=False)
    found: Ints = np.asarray(numbers, dtype=np.int64)
    return found
