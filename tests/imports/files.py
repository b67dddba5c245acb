"""Files as people send them, made in memory, and what the tests compare."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl
from sqlalchemy import select, text

from core.settings import ROOT
from data.imports.check import Checked, check_table
from data.imports.files import Table, read_table
from data.imports.known import Known
from data.imports.model import Decimal
from data.imports.topics import topic_named
from data.schema import metadata
from review.access import Grant, Person, Role
from review.importing import BatchResult, describe, import_file, prepare_import
from review.work import SYSTEM, Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from data.imports.model import Cell, CellProblem, Prepared

SYSTEM_ACTOR = Actor(SYSTEM, os_user="root")
VERIFIER = Person("verifikator", "Verifikator", (Grant(Role.VERIFIKATOR),))
ADMIN = Person("admin", "Admin", (Grant(Role.ADMIN),))
OPERATOR = Person("operator", "Operator", (Grant(Role.OPERATOR_OPD, "OPD-05"),))
BUPATI = Person("bupati", "Bupati", (Grant(Role.BUPATI),))

# In the order of their references, which takes longer to find than many a table to read.
TABLES = metadata.sorted_tables
REFERENCE = ROOT / "data" / "reference"
NEW = {"metric": "sakip_score", "unit": "score_0_100", "component": "uji", "value": "70.5"}
REGIONS = {
    "ID": "Indonesia",
    "35": "Jawa Timur",
    "35.01": "Kabupaten Pacitan",
    "35.10": "Kabupaten Banyuwangi",
    "51": "Bali",
    "51.02": "Kabupaten Tabanan",
    "51.08": "Kabupaten Buleleng",
    "51.08.06": "Buleleng",
}
PUBLISHED = {
    "region_code": "51.08",
    "region_name": "Kabupaten Buleleng",
    "metric": "mcp_score",
    "component": "total",
    "period": "2024",
    "status": "final",
    "value": "91.5",
    "unit": "index_0_100",
    "source": "JAGA KPK",
    "source_url": "https://jaga.id/",
    "confidence": "high",
}


def published(*rows: dict[str, Any], leave_out: Sequence[str] = ()) -> list[list[Any]]:
    """A table of `published`: the header, and a row for each set of changed cells."""
    keys = [key for key in PUBLISHED if key not in leave_out]
    return [keys, *([{**PUBLISHED, **row}[key] for key in keys] for row in rows)]


def as_csv(
    rows: Iterable[Sequence[Any]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Sequence[Any]], *, title: str = "Data") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def check(topic: str, rows: Sequence[Sequence[Cell]], decimal: str = "auto") -> Checked:
    """Check rows without a database, against a few known regions."""
    cells = tuple(tuple(None if cell == "" else cell for cell in row) for row in rows)
    return _check(topic, Table(None, cells), decimal)


def check_file(topic: str, content: bytes, decimal: str = "auto") -> Checked:
    """Read and check a file without a database."""
    return _check(topic, read_table(content, topic_named(topic)), decimal)


def _check(topic: str, table: Table, decimal: str) -> Checked:
    return check_table(
        topic_named(topic),
        table,
        lambda in_file: Known(REGIONS, frozenset({"OPD-01"}), in_file),
        decimal=Decimal(decimal),
    )


def field(checked: Checked, topic: str, name: str) -> list[Any]:
    """One field of every record."""
    assert checked.problems == (), checked.problems
    place = topic_named(topic).fields.index(name)
    return [record.values[place] for record in checked.records]


def only_problem(checked: Checked) -> CellProblem:
    assert len(checked.problems) == 1, checked.problems
    return checked.problems[0]


def prepared(
    engine: Engine, rows: list[list[Any]], topic: str = "published", **more: Any
) -> Prepared:
    return prepare_import(engine, topic=topic, content=as_csv(rows), file_name="uji.csv", **more)


def load(
    engine: Engine, rows: list[list[Any]], topic: str = "published", **more: Any
) -> BatchResult:
    return import_file(engine, by=SYSTEM_ACTOR, prepared=prepared(engine, rows, topic, **more))


def load_file(engine: Engine, topic: str, path: Path) -> BatchResult:
    found = prepare_import(engine, topic=topic, content=path)
    assert found.problems == (), describe(found)
    return import_file(engine, by=SYSTEM_ACTOR, prepared=found)


def dump(engine: Engine, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables (all of them unless named), in a fixed order."""
    with engine.connect() as conn:
        return {
            table.name: sorted(
                (tuple(row) for row in conn.execute(select(table))), key=repr
            )
            for table in TABLES
            if not tables or table.name in tables
        }  # fmt: skip


def whole(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table as the database gives it, in its own order.

    To see that a database was not written to: several times as quick as `dump`.
    """
    with engine.connect() as conn:
        return {
            table.name: list(conn.execute(select(text("*")).select_from(table)))
            for table in TABLES
        }  # fmt: skip


FACTS = ("region", "opd", "published_value")
