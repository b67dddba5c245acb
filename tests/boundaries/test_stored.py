"""Boundaries go the way of any figure: previewed, stored, credited, undone; on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from shapely.geometry import Point, shape
from sqlalchemy import func, select

import manage
from core.errors import Invalid, NotAllowed
from core.settings import DATABASE_VARIABLE, ROOT
from core.words import speaking
from data.boundaries.prepare import prepare_boundaries
from data.boundaries.refusal import BadBoundaries
from data.queries.boundaries import boundary_credit, outlines
from data.schema import boundary, import_batch
from data.versions import version_of
from review.importing import describe, import_file, prepare_import
from review.undoing import undo_batch
from tests.boundaries.maps import as_file, features, texts_of
from tests.imports.files import ADMIN, OPERATOR, SYSTEM_ACTOR

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from data.queries.boundaries import Credit

A1 = (
    "Batas wilayah: BPS – OCHA/HDX COD-AB Indonesia 2020, CC BY 3.0 IGO"
    " (disederhanakan; kode Kemendagri ditambahkan)"
)
INDICATIVE = "Batas indikatif, bukan batas hukum."


def stored(engine: Engine) -> dict[str, str]:
    with engine.connect() as conn:
        rows = conn.execute(select(boundary.c.region_code, boundary.c.geometry))
        return {row.region_code: row.geometry for row in rows}


def credit(engine: Engine) -> Credit | None:
    with engine.connect() as conn:
        return boundary_credit(conn)


def moved() -> bytes:
    """The regency's own kecamatan: the shipped ones, all a little to the east."""
    rows = features()
    for row in rows:
        away = shapely.transform(
            shape(row["geometry"]), lambda points: np.add(points, [0.001, 0.0])
        )
        row["geometry"] = json.loads(shapely.to_geojson(away))
    return as_file(rows)


def test_what_is_stored_is_a_coverage_and_its_kecamatan_are_its_desa(sample_engine: Engine) -> None:
    with sample_engine.connect() as conn:
        desa = outlines(conn, level="desa", within="51.08")
        kecamatan = outlines(conn, level="kecamatan", within="51.08")
        few = outlines(conn, level="desa", within="51.08.06")
    assert (len(desa), len(kecamatan), len(few)) == (148, 9, 29)
    assert [one.code for one in desa] == sorted(one.code for one in desa)
    assert {one.level for one in few} == {"desa", "kelurahan"}
    shapes = {one.code: shape(one.geometry) for one in (*desa, *kecamatan)}
    assert shapely.coverage_is_valid([shapes[one.code] for one in desa])
    for one in kecamatan:
        own = [shapes[part.code] for part in desa if part.parent_code == one.code]
        assert shapely.equals(shapely.coverage_union_all(own), shapes[one.code])
    for one in (*desa, *kecamatan):
        assert shapes[one.code].contains(Point(one.longitude, one.latitude)), one.code


def test_a_regencys_own_file_replaces_the_shipped_one_and_can_be_undone(
    sample_engine: Engine,
) -> None:
    before = stored(sample_engine)
    with sample_engine.connect() as conn:
        version = version_of(conn, "boundaries")
    prepared = prepare_boundaries(sample_engine, content=moved(), file_name="kecamatan.geojson")
    assert stored(sample_engine) == before
    assert (len(prepared.added), len(prepared.changed), prepared.same) == (0, 9, 0)
    said = "\n".join(describe(prepared))
    assert "garis desa yang tersimpan dapat berbeda" in said
    assert "garis batas dengan" in said
    assert "coordinates" not in said
    result = import_file(
        sample_engine, by=ADMIN, prepared=prepared, source="Bagian Tata Pemerintahan", as_of="2026"
    )
    now = stored(sample_engine)
    assert {code for code in now if now[code] != before[code]} == set(texts_of("51.08"))
    found = credit(sample_engine)
    assert found is not None
    assert found.lines == (A1, "Batas wilayah: Bagian Tata Pemerintahan", INDICATIVE)
    assert found.as_of == "2026"
    assert result.batch_id is not None
    undo_batch(sample_engine, by=ADMIN, batch_id=result.batch_id)
    assert stored(sample_engine) == before
    again = credit(sample_engine)
    assert again is not None
    assert again.lines == (A1, INDICATIVE)
    with sample_engine.connect() as conn:
        assert version_of(conn, "boundaries") == (version[0] + 2,)


def test_the_credit_is_in_the_readers_language_and_none_without_boundaries(
    sample_engine: Engine, empty_engine: Engine
) -> None:
    with speaking("en"):
        found = credit(sample_engine)
    assert found is not None
    assert found.lines[0].startswith("Boundaries: BPS – OCHA/HDX COD-AB Indonesia 2020")
    assert found.lines[-1] == "Indicative boundaries, not legal ones."
    assert found.as_of == "2020"
    assert credit(empty_engine) is None


def test_the_same_file_again_changes_nothing(sample_engine: Engine) -> None:
    content = as_file(features(desa=True))
    prepared = prepare_boundaries(sample_engine, content=content)
    assert prepared.same == 157
    assert import_file(sample_engine, by=SYSTEM_ACTOR, prepared=prepared).batch_id is None


def test_only_who_keeps_the_structure_may_store_boundaries(sample_engine: Engine) -> None:
    before = stored(sample_engine)
    prepared = prepare_boundaries(sample_engine, content=moved())
    with pytest.raises(NotAllowed):
        import_file(sample_engine, by=OPERATOR, prepared=prepared)
    assert stored(sample_engine) == before


@pytest.mark.parametrize(
    "content", [b"{}", b"", as_file(features()[1:]), as_file([*features(), features()[0]])]
)
def test_a_bad_file_leaves_everything_as_it_was(sample_engine: Engine, content: bytes) -> None:
    before = stored(sample_engine)
    with pytest.raises(BadBoundaries):
        prepare_boundaries(sample_engine, content=content)
    assert stored(sample_engine) == before
    with sample_engine.connect() as conn:
        query = select(func.count()).where(import_batch.c.topic == "boundaries")
        assert conn.scalar(query) == 1


def test_the_products_own_table_is_imported_as_it_is(sample_engine: Engine) -> None:
    rows = [f'{code},"{text.replace(chr(34), chr(34) * 2)}"' for code, text in
            texts_of("51.08", desa=True).items()]  # fmt: skip
    content = "\n".join(["region_code,geometry", *rows]).encode()
    prepared = prepare_import(sample_engine, topic="boundaries", content=content)
    assert (prepared.problems, prepared.same) == ((), 148)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("POLYGON((115 -8))", "Tidak ada geometri"),
        ('{"type":"Point","coordinates":[115,-8]}', "Geometrinya Point"),
        ('{"type":"Polygon","coordinates":[[[115,-8],[115,-9],[116,-8]]]}', "tidak tertutup"),
        (
            '{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}',
            "di luar Indonesia",
        ),
    ],
)
def test_a_cell_without_a_polygon_is_refused(sample_engine: Engine, text: str, words: str) -> None:
    content = f'region_code;geometry\n51.08.06;"{text.replace(chr(34), chr(34) * 2)}"'.encode()
    prepared = prepare_import(sample_engine, topic="boundaries", content=content)
    assert [words in problem.message for problem in prepared.problems] == [True]
    with pytest.raises(Invalid):
        import_file(sample_engine, by=ADMIN, prepared=prepared)


def test_the_command_checks_shows_and_stores(
    sample_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, sample_url)
    file = tmp_path / "kecamatan.geojson"
    file.write_bytes(moved())
    assert manage.main(["boundaries", str(file), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "diubah 9" in out
    assert "tidak ada yang disimpan" in out
    assert manage.main(["boundaries", str(file), "--source", "uji", "--as-of", "2026-11"]) == 0
    assert "diubah 9" in capsys.readouterr().out
    file.write_bytes(as_file(features(regency="35.01")))
    assert manage.main(["boundaries", str(file)]) == 1
    shown = capsys.readouterr()
    assert len([line for line in shown.out.splitlines() if ".0" in line]) == 9 + 12
    assert "21 perbedaan" in shown.err
    assert manage.main(["boundaries", str(tmp_path / "tak-ada.geojson")]) == 1
    assert "tidak dapat dibuka" in capsys.readouterr().err


def test_no_screen_and_no_start_loads_the_geometry_library() -> None:
    modules = (
        "dashboard, manage, data.queries.boundaries, data.queries.places, review.installation,"
        " review.importing, data.imports.topics"
    )
    code = f"import sys, {modules}; raise SystemExit('shapely' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
