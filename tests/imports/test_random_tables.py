"""Random tables: no crash, every fault in words, and never half a file."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DashboardError
from data.imports.files import read_table
from data.imports.model import Broken, Record
from data.imports.topics import TOPICS, topic_named
from review.importing import import_file, prepare_import
from tests.imports.files import (
    PUBLISHED,
    SYSTEM_ACTOR,
    as_csv,
    as_xlsx,
    check,
    dump,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

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
TOUCHED = ("published_value", "import_batch", "batch_change", "data_version", "audit_event")
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
@given(st.sampled_from(sorted(TOPICS)), st.one_of(published_tables(), wild_tables))
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


def _as_file(rows: list[list[Any]], *, workbook: bool) -> bytes:
    if workbook:
        return as_xlsx(rows)
    return as_csv([["" if cell is None else cell for cell in row] for row in rows])


@pytest.mark.slow
@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(rows=published_tables(), workbook=st.booleans())
def test_a_random_file_is_stored_whole_or_not_at_all(
    sample_engine: Engine, rows: list[list[Any]], *, workbook: bool
) -> None:
    before = dump(sample_engine, *TOUCHED)
    content = _as_file(rows, workbook=workbook)
    found = prepare_import(sample_engine, topic="published", content=content, file_name="acak")
    assert dump(sample_engine, *TOUCHED) == before
    if found.problems:
        with pytest.raises(DashboardError):
            import_file(sample_engine, by=SYSTEM_ACTOR, prepared=found)
        assert dump(sample_engine, *TOUCHED) == before
        return
    result = import_file(sample_engine, by=SYSTEM_ACTOR, prepared=found)
    assert result.added + result.changed + result.same == len(rows) - 1


def test_the_strategies_reach_both_ends() -> None:
    good = [list(PUBLISHED), list(PUBLISHED.values())]
    assert check("published", good).records
    assert check("published", [["kode"], [datetime(2024, 1, 1), time(1)]]).problems  # noqa: DTZ001 (a spreadsheet knows no zone)
