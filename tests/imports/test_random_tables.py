"""Random tables: no crash, every fault in words, and never half a file.

The files are the same in every run; with OTHER_TABLES=1 in the environment they are others.
"""

from __future__ import annotations

import os
from datetime import date, datetime, time
from functools import cache, reduce
from operator import add
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import String, cast, func, literal_column, select, text

from core.errors import DashboardError
from core.settings import load_settings
from data.imports.files import read_table
from data.imports.model import Broken, Record
from data.imports.topics import TOPICS, topic_named
from data.schema import actual, data_version, import_batch
from review.access import Grant, Person, Role
from review.importing import BatchResult, import_file, prepare_import
from review.undoing import undo_batch
from tests.imports.files import (
    PUBLISHED,
    REGIONS,
    SYSTEM_ACTOR,
    TABLES,
    as_xlsx,
    check,
    dump,
    prepared,
    published,
)  # fmt: skip
from tests.imports.random_files import GOOD, ROW_TOPICS, random_files

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Engine

    from data.imports.model import Topic
    from review.work import Actor

EXAMPLES: Final = 5_000
AS_GOOD: Final = ("budgets", "recommendations", "services", "standards", "surveys", "events")
TOPIC_TABLES: Final = tuple(TOPICS[topic].table.name for topic in ROW_TOPICS)
EACH: Final = 20
COMMA: Final[ColumnElement[str]] = literal_column("','")
COUNTED: Final = (
    *(select(func.count()).select_from(table).scalar_subquery() for table in TABLES),
    select(func.sum(data_version.c.version)).scalar_subquery(),
)
# As text and in one cell: asked after each file, it would be put together each time anew.
LENGTHS: Final = text(str(select(reduce(add, (cast(one, String) + COMMA for one in COUNTED)))))
FIRST: Final[dict[str, list[list[Any]]]] = {
    "regions": [["kode", "nama"], *map(list, REGIONS.items())],
    "opd": [
        ["code", "name", "short_name", "kind"], ["OPD-01", "Dinas Uji", "Uji", "dinas"],
        ["OPD-02", "Dinas Coba", "Coba", "dinas"],
    ],
    "published": published({}, {"period": "2020"}, {"period": "2001"}),
    "places": [list(GOOD["places"]), [*GOOD["places"].values()]],
    "goals": [
        ["code", "kind", "text", "parent_code", "opd_code"], ["V", "visi", "Visi", "", ""],
        ["M1", "misi", "Misi", "V", ""], ["T1", "tujuan", "Tujuan", "M1", ""],
        ["S1", "sasaran", "Sasaran", "T1", ""], ["P1", "program", "Program", "S1", "OPD-01"],
    ],
    "indicators": [
        ["code", "name", "unit", "formula_kind", "pattern", "cadence", "opd_code", "ratio"],
        ["I-1", "Satu", "%", "naik", "posisi", "quarter", "OPD-01", ""],
        ["I-2", "Dua", "%", "turun", "rata", "month", "OPD-01", "100"],
        ["I-3", "Tiga", "%", "rentang_naik", "posisi", "quarter", "OPD-02", ""],
    ],
    "contributors": [["indicator_code", "opd_code", "share"], ["I-1", "OPD-01", "100"]],
    "targets": [
        ["indicator_code", "period", "value", "lower", "upper"], ["I-1", "2025", "80", "", ""],
        ["I-3", "2025", "", "10", "20"],
    ],
    "actuals": [["indicator_code", "period", "value"], ["I-1", "2025-Q1", "70"]],
    **{t: [[*GOOD[t]], [*GOOD[t].values()]] for t in AS_GOOD},
}  # fmt: skip
SETTINGS: Final = load_settings(environment={})
# Reports are handed in by people of an OPD alone; this one answers for all of them.
REPORTER: Final = Person("operator", "Operator", (Grant(Role.OPERATOR_OPD),))
# Each change raises the version: an undo as well.
RISING: Final = ("version", "entered_at")
CELLS: dict[str, tuple[Any, ...]] = {
    "region_code": ("51.08", "35.10", "ID", "35.1", 51.08),
    "region_name": ("Kabupaten Buleleng", None),
    "metric": ("mcp_score", "inflation_yoy", "het_price", "mcp"),
    "component": ("total", None, "Jumlah"),
    "period": ("2024", "TW III 2024", "Agustus 2024", "31 Februari 2024", date(2024, 8, 1), 2024),
    "status": ("final", "sementara", "?"),
    "value": ("91,5", "1.234", 5.5, "1,234.5", None, "NaN", 0),
    "unit": ("index_0_100", "%", "Rp/kg", "kg"),
    "source": ("BPS", "=1+1", "x" * 2000, None),
    "source_url": ("https://bps.go.id", None, "bps"),
    "confidence": ("high", "tinggi", None),
}
ODD = st.one_of(
    st.none(), st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.dates(),
    st.datetimes(), st.times(), st.builds(Broken, st.text(max_size=5), formula=st.booleans()),
)  # fmt: skip
HEADERS = st.sampled_from(
    ["code", "Kode", "nama", "nilai", "metric", "Level", "", "lat", "x", "status"]
)


@st.composite
def published_tables(draw: st.DrawFn) -> list[list[Any]]:
    """Good rows of different years in any order of columns, with at most two odd cells."""
    keys = draw(st.permutations(sorted(PUBLISHED)))
    years = draw(st.lists(st.integers(1995, 2030), min_size=1, max_size=6, unique=True))
    values = draw(st.lists(st.floats(0, 100), min_size=len(years), max_size=len(years)))
    rows = [
        {**PUBLISHED, "period": str(year), "value": round(value, 3)}
        for year, value in zip(years, values, strict=True)
    ]
    for _cell in range(draw(st.integers(0, 2))):
        key = draw(st.sampled_from(keys))
        draw(st.sampled_from(rows))[key] = draw(st.sampled_from(CELLS[key]))
    return [list(keys), *([row[key] for key in keys] for row in rows)]


wild_tables = st.lists(st.lists(st.one_of(HEADERS, ODD), max_size=6), max_size=6)
WORKBOOK = as_xlsx([list(PUBLISHED), list(PUBLISHED.values())])


def refusal(content: bytes) -> DashboardError | None:
    try:
        read_table(content, topic_named("published"))
    except DashboardError as error:
        return error
    return None


@settings(max_examples=300)
@given(st.sampled_from(sorted(ROW_TOPICS)), st.one_of(published_tables(), wild_tables))
def test_any_table_ends_in_records_or_in_problems_with_words(
    topic: str, rows: list[list[Any]]
) -> None:
    checked = check(topic, rows)
    assert bool(checked.records) != bool(checked.problems)
    for problem in checked.problems:
        assert problem.row >= 1
        assert problem.message
        assert problem.hint
    for record in checked.records:
        assert isinstance(record, Record)
        assert not any(value != value for value in record.values)  # noqa: PLR0124 (only NaN differs from itself)


@settings(max_examples=300)
@given(st.binary(max_size=300), st.sampled_from((b"", b"PK\x03\x04", b"kode,nama\n", b"\xff\xfe")))
def test_any_bytes_end_in_a_table_or_in_words(content: bytes, start: bytes) -> None:
    error = refusal(start + content)
    assert error is None or (error.message and error.hint)


@settings(max_examples=100)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=4))
def test_a_workbook_with_changed_bytes_ends_in_a_table_or_in_words(at: int, other: bytes) -> None:
    content = bytearray(WORKBOOK)
    place = at % (len(content) - 4)
    content[place : place + len(other)] = other
    error = refusal(bytes(content))
    assert error is None or (error.message and error.hint)


@pytest.fixture
def walks(empty_engine: Engine) -> Walks:
    """A database of a few rows of each topic, so that the whole of it can be compared often."""
    for topic, rows in FIRST.items():
        found = prepared(empty_engine, rows, topic)
        assert import_file(empty_engine, by=reporter(topic), prepared=found).added
    return Walks(empty_engine)


def reporter(topic: str) -> Person | Actor:
    return REPORTER if topic == "actuals" else SYSTEM_ACTOR


@cache
def drawn_files() -> tuple[tuple[str, bytes], ...]:
    """The files, drawn once for both databases."""
    return tuple(random_files(EXAMPLES, None if os.environ.get("OTHER_TABLES") else 0))


@pytest.mark.slow
def test_a_random_file_is_stored_whole_or_not_at_all(walks: Walks) -> None:
    assert len(drawn_files()) >= EXAMPLES
    for number, (topic, content) in enumerate(drawn_files()):
        try:
            insist_on_whole_or_nothing(walks, topic, content)
        except AssertionError as error:
            error.add_note(f"file {number} of topic {topic}: {content!r}")
            raise


def insist_on_whole_or_nothing(walks: Walks, topic: str, content: bytes) -> None:
    """Hand one file in: it is stored whole and can be undone, or words come and nothing moves."""
    engine = walks.engine
    try:
        found = prepare_import(engine, topic=topic, content=content, file_name="acak")
    except DashboardError as refused:
        walks.insist_on_no_trace(refused.message, refused.hint)
        return
    if not found.problems:
        walks.insist_on_no_trace()
        result = import_file(engine, by=reporter(topic), prepared=found, settings=SETTINGS)
        walks.insist_on_whole(topic_named(topic), result, found.row_count)
        return
    with pytest.raises(DashboardError):
        import_file(engine, by=reporter(topic), prepared=found)
    walks.insist_on_no_trace(*(text for one in found.problems for text in (one.message, one.hint)))


class Walks:
    """What random files do to one database, seen in its rows; each file leaves it as it was."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.facts = self.look()
        self.trail = self.lengths()
        self.steps = 0

    def look(self) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of every topic."""
        return self.rows(*TOPIC_TABLES)

    def rows(self, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of these tables, without what rises with every change."""
        found = dump(self.engine, *tables)
        if "actual" in found:
            places = [n for n, one in enumerate(actual.columns) if one.name not in RISING]
            rows = [tuple(row[n] for n in places) for row in found["actual"]]
            found["actual"] = sorted(rows, key=repr)
        return found

    def lengths(self) -> str:
        """How long every table is, in a row; any import would make one longer."""
        with self.engine.connect() as conn:
            return str(conn.scalar(LENGTHS))

    def insist_on_no_trace(self, *words: str) -> None:
        """The person got words; the database is as it was."""
        assert all(words)
        assert self.lengths() == self.trail
        self.insist_on_facts()

    def insist_on_facts(self) -> None:
        """Every so many files the whole of every topic is compared."""
        self.steps += 1
        if self.steps % EACH == 0:
            assert self.look() == self.facts

    def insist_on_whole(self, topic: Topic, result: BatchResult, rows: int) -> None:
        """The batch counts what was written, and undoing it brings back what was there."""
        name = topic.table.name
        before, after = set(self.facts[name]), set(self.rows(name)[name])
        assert len(after) - len(before) == result.added
        assert len(before - after) == result.changed
        assert result.added + result.changed + result.same == rows
        if result.batch_id is None:
            self.insist_on_no_trace()
            return
        query = select(import_batch).where(import_batch.c.id == result.batch_id)
        with self.engine.connect() as conn:
            batch = conn.execute(query).one()
        counts = (batch.rows, batch.added, batch.changed, batch.same)
        assert counts == (rows, result.added, result.changed, result.same)
        undo_batch(self.engine, by=reporter(topic.id), batch_id=result.batch_id, settings=SETTINGS)
        assert self.rows(name)[name] == self.facts[name]
        self.trail = self.lengths()
        self.insist_on_facts()


def test_the_strategies_reach_both_ends() -> None:
    assert check("published", [list(PUBLISHED), list(PUBLISHED.values())]).records
    assert check("published", [["kode"], [datetime(2024, 1, 1), time(1)]]).problems  # noqa: DTZ001 (a spreadsheet knows no zone)
