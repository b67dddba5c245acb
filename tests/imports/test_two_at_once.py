"""Two people at the same rows; on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from core.errors import StaleVersion
from data.schema import published_value
from review.importing import describe, import_file
from review.undoing import undo_batch
from tests.imports.files import (
    SYSTEM_ACTOR,
    dump,
    load,
    prepared,
    published,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from data.imports.model import Prepared


def test_the_second_of_two_at_the_same_rows_is_shown_what_moved(regency: Engine) -> None:
    load(regency, published({}))
    first = prepared(regency, published({"value": "92"}))
    second = prepared(regency, published({"value": "93"}))
    import_file(regency, by=SYSTEM_ACTOR, prepared=first)
    before = dump(regency)
    with pytest.raises(StaleVersion) as caught:
        import_file(regency, by=SYSTEM_ACTOR, prepared=second)
    assert "91,5 → 92" in caught.value.message
    assert "mcp_score" in caught.value.message
    assert dump(regency) == before


def test_the_second_of_two_who_add_the_same_row_is_told(regency: Engine) -> None:
    first, second = (prepared(regency, published({"value": value})) for value in ("1", "2"))
    import_file(regency, by=SYSTEM_ACTOR, prepared=first)
    with pytest.raises(StaleVersion) as caught:
        import_file(regency, by=SYSTEM_ACTOR, prepared=second)
    assert "belum tersimpan saat pratinjau" in caught.value.message


def test_of_two_at_the_same_moment_one_wins_and_nothing_mixes(regency: Engine) -> None:
    years = [str(year) for year in range(1960, 2020)]
    files = [
        published(*[{"period": year, "value": value} for year in years]) for value in ("1", "2")
    ]
    previews = [prepared(regency, rows) for rows in files]
    start = Barrier(len(previews))

    def store(preview: Prepared) -> str:
        start.wait()
        try:
            import_file(regency, by=SYSTEM_ACTOR, prepared=preview)
        except StaleVersion:
            return "told"
        return "stored"

    with ThreadPoolExecutor(len(previews)) as pool:
        assert sorted(pool.map(store, previews)) == ["stored", "told"]
    with regency.connect() as conn:
        values = conn.scalars(select(published_value.c.value).distinct()).all()
        count = conn.scalar(select(func.count()).select_from(published_value))
    assert len(values) == 1
    assert count == len(years)


def test_others_rows_do_not_age_a_preview_and_a_double_click_does_nothing_twice(
    regency: Engine,
) -> None:
    mine = prepared(regency, published({}))
    load(regency, published({"period": "2019"}))
    assert import_file(regency, by=SYSTEM_ACTOR, prepared=mine).added == 1
    before = dump(regency)
    assert import_file(regency, by=SYSTEM_ACTOR, prepared=mine).batch_id is None
    assert dump(regency) == before


def test_a_region_that_went_after_the_preview_stops_the_import(regency: Engine) -> None:
    batch = load(regency, [["kode", "nama"], ["99", "Uji"]], "regions").batch_id
    found = prepared(regency, published({"region_code": "99"}))
    undo_batch(regency, by=SYSTEM_ACTOR, batch_id=batch or 0)
    before = dump(regency)
    with pytest.raises(StaleVersion):
        import_file(regency, by=SYSTEM_ACTOR, prepared=found)
    assert dump(regency) == before


def test_a_real_row_takes_over_the_equal_sample_row_and_not_the_other_way_round(
    regency: Engine,
) -> None:
    sample = load(regency, published({}), synthetic=True).batch_id
    assert load(regency, published({}), synthetic=True).batch_id is None
    found = prepared(regency, published({}))
    assert found.changed[0].adopted
    assert "baris contoh → baris nyata" in "\n".join(describe(found))
    real = import_file(regency, by=SYSTEM_ACTOR, prepared=found).batch_id
    assert real is not None
    assert load(regency, published({}), synthetic=True).batch_id is None
    with regency.connect() as conn:
        assert conn.scalar(select(published_value.c.batch_id)) == real
    undo_batch(regency, by=SYSTEM_ACTOR, batch_id=real)
    with regency.connect() as conn:
        assert conn.scalar(select(published_value.c.batch_id)) == sample
