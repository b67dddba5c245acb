"""A boundary file is used whole or refused in words, with every fault; never by its names."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from data.boundaries.codes import Place, plain_code
from data.boundaries.collection import MAX_BYTES
from data.boundaries.generalise import BUDGETS
from data.boundaries.prepare import Made, make_outlines
from data.boundaries.refusal import SHOWN, BadBoundaries
from data.boundaries.ship import outlines_of
from tests.boundaries.maps import as_file, detailed, feature, features, shapes_of, shipped, texts_of

SQUARE = [[[115.0, -8.2], [115.1, -8.2], [115.1, -8.1], [115.0, -8.1], [115.0, -8.2]]]
BOW = [[[115.0, -8.2], [115.1, -8.1], [115.1, -8.2], [115.0, -8.1], [115.0, -8.2]]]
PLACES = [
    Place(code, f"Nama {code}", "kecamatan" if len(code) == 8 else "desa", code.rpartition(".")[0])
    for code in shipped()
    if code.startswith("51.08.")
]
# Three kecamatan side by side.
STRIP = [Place(f"51.08.0{n}", f"Kecamatan {n}", "kecamatan", "51.08") for n in (1, 2, 3)]


def polygon(rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": rings}


def strip(*shift: float) -> list[dict[str, Any]]:
    """Three squares of 0.1 degree in a row; shift: how far each is moved to the east."""
    moves = (*shift, 0.0, 0.0, 0.0)[:3]
    return [
        feature(
            place.code,
            polygon([[[x + number / 10 + move, y] for x, y in SQUARE[0]]]),
        )
        for number, (place, move) in enumerate(zip(STRIP, moves, strict=True))
    ]


def refusal(content: bytes, places: list[Place] = STRIP) -> BadBoundaries:
    with pytest.raises(BadBoundaries) as caught:
        make_outlines(content, places)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("51.08.06", "51.08.06"),
        ("510806", "51.08.06"),
        (510806, "51.08.06"),
        (510806.0, "51.08.06"),
        (" 51.08.06.1006 ", "51.08.06.1006"),
        ("5108061006", "51.08.06.1006"),
        (5108061006, "51.08.06.1006"),
        (51.08, None),
        ("51.8.6", None),
        ("5108060", None),
        (True, None),
        (None, None),
    ],
)
def test_codes_are_read_where_nothing_is_lost(value: object, code: str | None) -> None:
    assert plain_code(value) == code


@pytest.mark.parametrize("write", [str, lambda code: code.replace(".", ""),
                                   lambda code: int(code.replace(".", ""))])  # fmt: skip
def test_a_file_of_kecamatan_gives_every_kecamatan(write: Any) -> None:
    made = make_outlines(as_file(features(write=write)), PLACES)
    assert set(made.texts) == {place.code for place in PLACES if place.level == "kecamatan"}


def test_a_detailed_file_of_desa_becomes_small_and_gives_the_kecamatan_too() -> None:
    content = detailed()
    assert len(content) > 2_000_000
    made = make_outlines(content, PLACES)
    assert made.level == "desa"
    assert set(made.texts) == {place.code for place in PLACES}
    assert any("Celah" in note for note in made.notes)
    check(made)


def check(made: Made) -> None:
    """Budgets, shared lines, and kecamatan that are their desa."""
    levels = {
        level: {code: text for code, text in made.texts.items() if (len(code) == 8) == whole}
        for level, whole in (("kecamatan", True), ("desa", False))
    }
    for level, texts in levels.items():
        assert sum(map(len, texts.values())) <= BUDGETS[level]
        assert shapely.coverage_is_valid(shapes_of(texts.values()))
    for code, text in levels["kecamatan"].items():
        own = [other for desa, other in levels["desa"].items() if desa.startswith(code)]
        assert shapely.equals(shapely.coverage_union_all(shapes_of(own)), shapes_of([text])[0])


def test_a_generalised_file_comes_out_as_it_went_in() -> None:
    made = make_outlines(as_file(features(desa=True)), PLACES)
    assert made.texts == {**texts_of("51.08"), **texts_of("51.08", desa=True)}


def test_the_shipped_table_is_made_from_a_folder_of_files(tmp_path: Any) -> None:
    (tmp_path / "kecamatan_33.71_kota.geojson").write_bytes(as_file(features(regency="33.71")))
    (tmp_path / "desa_51.08_x.geojson").write_bytes(as_file(features(desa=True)))
    (tmp_path / "kecamatan_51.08_x.geojson").write_bytes(as_file(features()))
    made = dict(outlines_of(tmp_path))
    assert len(made) == 3 + 9 + 148
    assert made == {code: shipped()[code] for code in made}


def test_every_difference_is_listed_and_the_first_are_in_the_message() -> None:
    rows = features(desa=True)
    for place, row in enumerate(rows[:10]):
        row["properties"]["kode"] = f"51.08.77.20{place:02}"
    error = refusal(as_file(rows), PLACES)
    assert len(error.lines) == 20
    missing = [line for line in error.lines if line.startswith("Tidak ada di berkas")]
    assert len(missing) == 10
    assert "51.08.01.2001 Nama 51.08.01.2001" in missing[0]
    assert "51.08.77.2000 N51.08.01.2001 (fitur 1)" in " ".join(error.lines)
    assert f"dan {20 - SHOWN} lainnya" in error.message
    assert "20 perbedaan" in error.message


def test_a_region_twice_and_one_without_a_code_are_named() -> None:
    rows = strip()
    rows[1]["properties"]["kode"] = "51.08.01"
    rows[2]["properties"] = {"nama": "Hutan"}
    error = refusal(as_file(rows))
    assert list(error.lines) == [
        "Tidak ada di berkas: 51.08.02 Kecamatan 2.",
        "Tidak ada di berkas: 51.08.03 Kecamatan 3.",
        "Dua kali di berkas: 51.08.01 Kecamatan 1 (fitur 2).",
        "Tidak dikenal di sini: (tanpa kode) Hutan (fitur 3).",
    ]


def test_names_are_never_compared() -> None:
    rows = [feature(f"N{n}", polygon(SQUARE), nama=place.name) for n, place in enumerate(STRIP)]
    assert "Tidak ada kolom" in refusal(as_file(rows)).message


def test_codes_of_bps_are_called_so() -> None:
    places = [Place(p.code, p.name, p.level, p.parent_code, f"510801{n}") for n, p in
              enumerate(STRIP)]  # fmt: skip
    rows = [feature(f"510801{n}", polygon(SQUARE)) for n in range(3)]
    assert "kode BPS" in refusal(as_file(rows), places).message


def test_another_regencys_file_is_refused_with_the_differences() -> None:
    error = refusal(as_file(features(regency="35.01")), PLACES)
    assert len(error.lines) == 9 + 12


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Berkas kosong"),
        (b"  \n", "Berkas kosong"),
        (b"kode;nama\n51.08.01;Gerokgak", "bukan JSON"),
        (b"\xff\xfe\x00\xd8", "bukan JSON"),
        (b"[" * 100_000, "bukan JSON"),
        (b'{"type":"FeatureCollection","features":[NaN]}', "bukan JSON"),
        (b'{"type":"Feature"}', "bukan FeatureCollection"),
        (b"[1]", "bukan FeatureCollection"),
        (b'{"type":"FeatureCollection","features":[]}', "tidak memuat fitur"),
        (b'{"type":"FeatureCollection","features":[5]}', "Entri 1"),
        (b" " * (MAX_BYTES + 1), "50 MB"),
    ],
)
def test_what_is_no_geojson_of_regions_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refusal(content).message


def geometry_of(coordinates: Any) -> bytes:
    rows = strip()
    rows[1]["geometry"] = coordinates
    return as_file(rows)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "Tidak ada geometri"),
        ({"type": "Point", "coordinates": [115.1, -8.1]}, "Geometrinya Point"),
        ({"type": "Polygon", "coordinates": []}, "tidak memiliki koordinat"),
        ({"type": "Polygon", "coordinates": "115 -8"}, "tidak memiliki koordinat"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "tidak memiliki koordinat"),
        (polygon([SQUARE[0][:-1]]), "tidak tertutup"),
        (polygon([[[115.0, "x"]] * 4]), "bukan pasangan angka"),
        (polygon([[[y, x] for x, y in SQUARE[0]]]), "Lintang titik"),
        (polygon([[[x - 100, y] for x, y in SQUARE[0]]]), "di luar Indonesia"),
        (polygon(BOW), "berpotongan dengan dirinya sendiri"),
        (polygon([[[115.0, -8.2], [115.1, -8.2], [115.0, -8.2], [115.0, -8.2]]]), "berpotongan"),
    ],
)
def test_an_outline_that_cannot_be_used_is_named_by_its_code(geometry: Any, words: str) -> None:
    error = refusal(geometry_of(geometry))
    assert len(error.lines) == 1
    assert error.lines[0].startswith("51.08.02 Kecamatan 2")
    assert words in error.lines[0]


def test_a_projected_file_is_told_so() -> None:
    rows = strip()
    for row in rows:
        row["geometry"] = polygon([[[x * 3000, y * 10**6] for x, y in SQUARE[0]]])
    assert "terproyeksi (meter, misalnya UTM)" in refusal(as_file(rows)).message
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32750"}}
    assert "EPSG::32750" in refusal(as_file(strip(), crs=crs)).message
    for good in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        crs = {"type": "name", "properties": {"name": good}}
        assert len(make_outlines(as_file(strip(), crs=crs), STRIP).texts) == 3


def test_small_gaps_and_overlaps_are_closed_and_said() -> None:
    made = make_outlines(as_file(strip(0.00002, 0.0, -0.00002)), STRIP)
    assert any("Celah dan tumpang-tindih kecil" in note for note in made.notes)
    assert shapely.coverage_is_valid(shapes_of(made.texts.values()))


def test_large_overlaps_are_refused_with_the_regions() -> None:
    error = refusal(as_file(strip(0.03)))
    assert "bertumpang-tindih" in error.message
    assert error.lines
    assert all("dari luasnya" in line for line in error.lines)


def test_a_ring_that_touches_itself_is_mended_and_said() -> None:
    rows = strip()
    # A hole that touches the outer ring along a stretch of it.
    hole = [[115.14, -8.2], [115.16, -8.2], [115.15, -8.1999], [115.14, -8.2]]
    rows[1]["geometry"]["coordinates"].append(hole)
    made = make_outlines(as_file(rows), STRIP)
    assert any("dirapikan" in note for note in made.notes)


def test_an_islet_may_vanish_but_a_region_that_is_small_stays() -> None:
    islet = [[[114.5 + x / 1e6, -8.0 + y / 1e6] for x, y in ((0, 0), (3, 0), (3, 3), (0, 0))]]
    rows = strip()
    rows[0]["geometry"] = {"type": "MultiPolygon", "coordinates": [SQUARE, islet]}
    made = make_outlines(as_file(rows), STRIP)
    assert json.loads(made.texts["51.08.01"])["type"] == "Polygon"
    rows[0]["geometry"] = polygon(islet)
    with pytest.raises(BadBoundaries, match="menghilangkan suatu wilayah"):
        make_outlines(as_file(rows), STRIP)
