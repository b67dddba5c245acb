"""A whole file or nothing, and the way back; on SQLite and on PostgreSQL."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from core.errors import Invalid, NotAllowed
from data.schema import audit_event, import_batch, opd, published_value, region
from data.versions import version_of
from review.importing import (
    BatchResult,
    describe,
    import_file,
    prepare_import,
)
from review.work import Actor, first_broken_event
from tests.imports.files import (
    ADMIN,
    BUPATI,
    NEW,
    OPERATOR,
    REFERENCE,
    SYSTEM_ACTOR,
    VERIFIER,
    as_csv,
    as_xlsx,
    dump,
    load,
    load_file,
    prepared,
    published,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from review.access import Person


def test_all_published_values_are_taken_unchanged_and_a_second_run_changes_nothing(
    regency: Engine,
) -> None:
    path = REFERENCE / "published_values.csv"
    assert load_file(regency, "published", path) == BatchResult(2, 503, 0, 0)
    with path.open(encoding="utf-8", newline="") as file:
        expected = {
            (r["region_code"], r["metric"], r["component"], r["period"], r["status"]): (
                r["region_name"], float(r["value"]), r["unit"], r["source"],
                r["source_url"] or None, r["confidence"],
            )
            for r in csv.DictReader(file)
        }  # fmt: skip
    names = ("region_code", "metric", "component", "period", "status",
             "named_as", "value", "unit", "source", "source_url", "confidence")  # fmt: skip
    with regency.connect() as conn:
        rows = conn.execute(select(*(published_value.c[name] for name in names))).all()
    assert {tuple(row[:5]): tuple(row[5:]) for row in rows} == expected
    before = dump(regency)
    assert load_file(regency, "published", path) == BatchResult(None, 0, 0, 503)
    assert dump(regency) == before


def test_the_reference_regions_and_opd_are_taken_in_their_order(regency: Engine) -> None:
    assert load_file(regency, "regions", REFERENCE / "kecamatan.csv").added == 103
    assert load_file(regency, "regions", REFERENCE / "villages.csv").added == 1185
    assert load_file(regency, "opd", REFERENCE / "opd_typical.csv").added == 38
    with regency.connect() as conn:
        office = conn.execute(select(opd).where(opd.c.code == "KEC-51.08.01")).one()
        village = conn.execute(select(region).where(region.c.code == "51.08.06.1006")).one()
    assert (office.league, office.region_code) == ("B", "51.08.01")
    assert (village.level, village.parent_code) == ("kelurahan", "51.08.06")
    for topic, name in (("regions", "villages.csv"), ("opd", "opd_typical.csv")):
        assert load_file(regency, topic, REFERENCE / name).batch_id is None


def test_an_opd_learns_its_region_when_the_region_comes_later(regency: Engine) -> None:
    load_file(regency, "opd", REFERENCE / "opd_typical.csv")
    load_file(regency, "regions", REFERENCE / "kecamatan.csv")
    assert load_file(regency, "opd", REFERENCE / "opd_typical.csv").changed == 9


def test_a_batch_keeps_who_when_what_and_from_where(regency: Engine, fixed_clock: Any) -> None:
    rows = published({})
    result = import_file(
        regency,
        by=VERIFIER,
        prepared=prepared(regency, rows),
        source="Inspektorat",
        source_url="https://jaga.id",
        as_of="2024-12",
    )
    with regency.connect() as conn:
        batch = conn.execute(select(import_batch).where(import_batch.c.id == result.batch_id)).one()
        event = conn.execute(select(audit_event).order_by(audit_event.c.id.desc())).first()
        assert first_broken_event(conn) is None
    assert (batch.imported_by, batch.imported_at) == (
        "verifikator",
        fixed_clock.replace(tzinfo=None),
    )
    assert (batch.source, batch.source_url, batch.as_of) == (
        "Inspektorat",
        "https://jaga.id",
        "2024-12",
    )
    assert (batch.rows, batch.added, batch.changed, batch.same) == (1, 1, 0, 0)
    assert len(batch.sha256) == 64
    assert event is not None
    assert (event.actor, event.action, event.subject) == ("verifikator", "import", "published#2")


def test_the_difference_shows_added_changed_and_same(regency: Engine) -> None:
    load(regency, published({}, {"period": "2023"}))
    found = prepared(regency, published({"value": "92.25"}, {"period": "2023"}, {"period": "2022"}))
    assert (len(found.added), len(found.changed), found.same) == (1, 1, 1)
    change = found.changed[0]
    place = found.topic.fields.index("value")
    assert (change.before[place], change.after[place], change.fields) == (91.5, 92.25, ("value",))
    text = "\n".join(describe(found))
    assert "Akan ditambah 1, diubah 1, tetap 1." in text
    assert "Nilai 91,5 → 92,25" in text
    result = import_file(regency, by=SYSTEM_ACTOR, prepared=found)
    assert (result.added, result.changed, result.same) == (1, 1, 1)


def test_columns_that_the_file_does_not_have_keep_what_is_stored(regency: Engine) -> None:
    load(regency, published({}))
    rows = published({"value": "92"}, leave_out=["source_url", "confidence", "region_name"])
    load(regency, rows)
    with regency.connect() as conn:
        row = conn.execute(select(published_value)).one()
    assert (row.value, row.source_url, row.confidence, row.named_as) == (
        92.0, "https://jaga.id/", "high", "Kabupaten Buleleng",
    )  # fmt: skip


def test_rows_that_the_file_does_not_name_are_left_alone(sample_engine: Engine) -> None:
    before = dump(sample_engine, "published_value")["published_value"]
    load(sample_engine, published(NEW))
    after = dump(sample_engine, "published_value")["published_value"]
    assert len(after) == len(before) + 1
    assert set(before) < set(after)


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_one_fault_in_a_thousand_rows_and_nothing_is_stored(regency: Engine, make: Any) -> None:
    rows = published(*[{"period": f"{1960 + n // 12}-{n % 12 + 1:02d}"} for n in range(1000)])
    rows[777][rows[0].index("value")] = "sembilan puluh"
    before = dump(regency)
    found = prepare_import(regency, topic="published", content=make(rows), file_name="uji")
    assert [problem.row for problem in found.problems] == [778]
    with pytest.raises(Invalid) as caught:
        import_file(regency, by=SYSTEM_ACTOR, prepared=found)
    assert "1 kesalahan" in caught.value.message
    assert dump(regency) == before


def test_a_failure_in_the_middle_of_storing_leaves_everything_as_it_was(
    regency: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = prepared(regency, published(*[{"period": str(year)} for year in range(1960, 2020)]))
    monkeypatch.setattr("data.imports.store.CHUNK", 10)

    def fail(done: int, total: int, phase: str) -> None:
        if done > 20:
            message = "the power went"
            raise RuntimeError(message)

    before = dump(regency)
    with pytest.raises(RuntimeError):
        import_file(regency, by=SYSTEM_ACTOR, prepared=found, progress=fail)
    assert dump(regency) == before


@pytest.mark.parametrize(
    ("facts", "word"),
    [({"as_of": "2024-Q3"}, "2024-Q3"), ({"as_of": "kemarin"}, "kemarin"),
     ({"source_url": "javascript:1"}, "javascript")],
)  # fmt: skip
def test_facts_about_the_file_are_checked_too(
    regency: Engine, facts: dict[str, Any], word: str
) -> None:
    before = dump(regency)
    with pytest.raises(Invalid) as caught:
        import_file(regency, by=SYSTEM_ACTOR, prepared=prepared(regency, published({})), **facts)
    assert word in caught.value.message
    assert dump(regency) == before


@pytest.mark.parametrize(
    ("by", "topic", "allowed"),
    [
        (VERIFIER, "published", True),
        (OPERATOR, "published", True),
        (ADMIN, "published", False),
        (BUPATI, "published", False),
        (ADMIN, "regions", True),
        (VERIFIER, "regions", False),
        (SYSTEM_ACTOR, "published", True),
        (SYSTEM_ACTOR, "regions", True),
        (Actor("verifikator"), "published", False),
    ],
)
def test_who_may_import_what(
    sample_engine: Engine, by: Person | Actor, topic: str, allowed: bool
) -> None:
    rows = published(NEW) if topic == "published" else [["kode", "nama"], ["99", "Uji"]]
    found = prepared(sample_engine, rows, topic)
    if allowed:
        assert import_file(sample_engine, by=by, prepared=found).added == 1
        return
    before = dump(sample_engine)
    with pytest.raises(NotAllowed):
        import_file(sample_engine, by=by, prepared=found)
    assert dump(sample_engine) == before


def test_an_import_bumps_the_version_of_its_topic_only(sample_engine: Engine) -> None:
    with sample_engine.connect() as conn:
        before = version_of(conn, "published", "regions", "opd")
    load(sample_engine, published(NEW))
    with sample_engine.connect() as conn:
        assert version_of(conn, "published", "regions", "opd") == (before[0] + 1, *before[1:])


def test_a_file_without_its_name_column_names_new_rows_as_the_region_is_called(
    regency: Engine,
) -> None:
    load(regency, published({"region_code": "35.10"}, leave_out=["region_name"]))
    with regency.connect() as conn:
        assert conn.scalar(select(published_value.c.named_as)) == "Kabupaten Banyuwangi"


def test_progress_is_told_in_its_phases(regency: Engine) -> None:
    seen: list[str] = []

    def tell(done: int, total: int, phase: str) -> None:
        assert 0 <= done <= max(total, 1)
        if phase not in seen:
            seen.append(phase)

    found = prepare_import(
        regency, topic="published", content=REFERENCE / "published_values.csv", progress=tell
    )
    import_file(regency, by=SYSTEM_ACTOR, prepared=found, progress=tell)
    assert seen == ["read", "check", "write"]


def test_a_missing_file_and_a_wrong_decimal_sign_are_said_plainly(
    regency: Engine, tmp_path: Path
) -> None:
    with pytest.raises(Invalid) as caught:
        prepare_import(regency, topic="published", content=tmp_path / "tiada.csv")
    assert "tiada.csv" in caught.value.message
    with pytest.raises(Invalid) as caught:
        prepare_import(regency, topic="published", content=b"x", decimal="titik")
    assert "comma" in caught.value.hint


def test_describe_lists_every_problem_with_its_place_and_its_mend(regency: Engine) -> None:
    rows = published({"value": "1.234"}, {"region_code": "35.1", "value": "9"})
    found = prepare_import(regency, topic="published", content=as_xlsx(rows), file_name="uji.xlsx")
    lines = describe(found)
    assert lines[0].startswith("Berkas uji.xlsx: 2 baris")
    assert "2 kesalahan" in lines[1]
    assert lines[2].startswith("Lembar Data, baris 2, kolom value: '1.234'")
    assert "ribuan atau desimal" in lines[2]
    assert "35.10 (Kabupaten Banyuwangi)" in lines[3]
