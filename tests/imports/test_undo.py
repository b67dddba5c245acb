"""The way back of a batch; on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, insert, select, update

from core.errors import Invalid, NotAllowed, NotFound
from data.schema import import_batch, published_value
from review.importing import describe, import_file
from review.undoing import prepare_undo, undo_batch
from review.work import Actor, first_broken_event
from tests.imports.files import (
    ADMIN,
    FACTS,
    NEW,
    OPERATOR,
    SYSTEM_ACTOR,
    VERIFIER,
    dump,
    load,
    prepared,
    published,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from review.access import Person


def test_undo_restores_a_logical_dump(sample_engine: Engine) -> None:
    before = dump(sample_engine, *FACTS)
    changed = [{"metric": "mcp_score", "period": "2024", "value": "12.25", "source": "uji"}, NEW]
    result = load(sample_engine, published(*changed))
    assert (result.added, result.changed) == (1, 1)
    assert dump(sample_engine, *FACTS) != before
    preview = prepare_undo(sample_engine, batch_id=result.batch_id or 0)
    assert (preview.removed, preview.restored, preview.obstacles) == (1, 1, ())
    undo_batch(sample_engine, by=VERIFIER, batch_id=result.batch_id or 0)
    assert dump(sample_engine, *FACTS) == before
    with sample_engine.connect() as conn:
        batch = conn.execute(select(import_batch).where(import_batch.c.id == result.batch_id)).one()
        assert first_broken_event(conn) is None
    assert batch.undone_by == "verifikator"
    assert load(sample_engine, published(*changed)).added == 1


def test_undo_of_regions_and_opd_goes_children_first(regency: Engine) -> None:
    before = dump(regency, *FACTS)
    rows = [["kode", "nama"], ["99.01.01.2001", "Desa"], ["99.01", "Kabupaten"], ["99", "Provinsi"],
            ["99.01.01", "Kecamatan"]]  # fmt: skip
    regions = load(regency, rows, "regions")
    rows = [
        ["code", "name", "short_name", "kind", "successor_code"],
        *([code, code, code, "dinas", after] for code, after in ("AB", "BC", ("C", ""))),
    ]
    offices = load(regency, rows, "opd")
    assert (regions.added, offices.added) == (4, 3)
    undo_batch(regency, by=ADMIN, batch_id=offices.batch_id or 0)
    undo_batch(regency, by=ADMIN, batch_id=regions.batch_id or 0)
    assert dump(regency, *FACTS) == before


def test_a_batch_on_which_a_later_one_rests_names_it(regency: Engine) -> None:
    first = load(regency, published({}, {"period": "2023"})).batch_id or 0
    second = load(regency, published({"value": "92"})).batch_id or 0
    before = dump(regency)
    with pytest.raises(Invalid) as caught:
        undo_batch(regency, by=SYSTEM_ACTOR, batch_id=first)
    assert f"1 baris diubah oleh batch berikutnya, {second} (uji.csv)" in caught.value.message
    assert dump(regency) == before
    undo_batch(regency, by=SYSTEM_ACTOR, batch_id=second)
    undo_batch(regency, by=SYSTEM_ACTOR, batch_id=first)
    with regency.connect() as conn:
        assert conn.scalar(select(func.count()).select_from(published_value)) == 0


def test_regions_in_use_cannot_be_undone_and_say_by_whom(regency: Engine) -> None:
    batch = load(regency, [["kode", "nama"], ["99", "Uji"], ["99.01", "Uji"]], "regions").batch_id
    load(regency, published({"region_code": "99.01"}))
    load(regency, [["kode", "nama"], ["99.01.01", "Uji"]], "regions")
    preview = prepare_undo(regency, batch_id=batch or 0)
    text = " ".join(preview.obstacles)
    assert "Angka terpublikasi merujuk ke 99.01" in text
    assert "Wilayah di bawahnya merujuk ke 99.01" in text
    with pytest.raises(Invalid):
        undo_batch(regency, by=SYSTEM_ACTOR, batch_id=batch or 0)


def test_undo_refuses_the_unknown_the_undone_and_the_unrecorded(regency: Engine) -> None:
    with pytest.raises(NotFound):
        undo_batch(regency, by=SYSTEM_ACTOR, batch_id=999)
    batch = load(regency, published({})).batch_id or 0
    undo_batch(regency, by=SYSTEM_ACTOR, batch_id=batch)
    with pytest.raises(Invalid) as caught:
        undo_batch(regency, by=SYSTEM_ACTOR, batch_id=batch)
    assert "sudah dibatalkan oleh sistem" in caught.value.message
    with regency.begin() as conn:
        values = dict(conn.execute(select(import_batch)).mappings().first() or {})
        values.update(id=500, topic="published")
        conn.execute(insert(import_batch).values(**values))
    with pytest.raises(Invalid) as caught:
        undo_batch(regency, by=SYSTEM_ACTOR, batch_id=500)
    assert "tanpa catatan" in caught.value.message


@pytest.mark.parametrize(
    ("by", "topic", "allowed"),
    [(VERIFIER, "published", True), (OPERATOR, "published", False), (ADMIN, "published", False),
     (ADMIN, "regions", True), (VERIFIER, "regions", False), (SYSTEM_ACTOR, "regions", True)],
)  # fmt: skip
def test_who_may_undo_what(
    sample_engine: Engine, by: Person | Actor, topic: str, allowed: bool
) -> None:
    rows = published(NEW) if topic == "published" else [["kode", "nama"], ["99", "Uji"]]
    batch = load(sample_engine, rows, topic).batch_id or 0
    if allowed:
        undo_batch(sample_engine, by=by, batch_id=batch)
        return
    before = dump(sample_engine)
    with pytest.raises(NotAllowed):
        undo_batch(sample_engine, by=by, batch_id=batch)
    assert dump(sample_engine) == before


def test_an_empty_cell_clears_what_is_stored_and_undo_brings_it_back(regency: Engine) -> None:
    load(regency, published({}))
    before = dump(regency, *FACTS)
    found = prepared(regency, published({"source_url": ""}))
    assert "https://jaga.id/ → (kosong)" in "\n".join(describe(found))
    batch = import_file(regency, by=SYSTEM_ACTOR, prepared=found).batch_id or 0
    undo_batch(regency, by=SYSTEM_ACTOR, batch_id=batch)
    assert dump(regency, *FACTS) == before


def test_a_row_changed_by_hand_since_is_an_obstacle(regency: Engine) -> None:
    batch = load(regency, published({})).batch_id or 0
    with regency.begin() as conn:
        conn.execute(update(published_value).values(value=1.0))
    assert prepare_undo(regency, batch_id=batch).obstacles
