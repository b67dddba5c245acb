"""Points of interest: what is known of each place, and what a file of them may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from core.words import speaking
from data.place_kinds import KINDS, PRECISIONS
from data.queries.places import places, places_credit
from data.shipped import REFERENCE
from review.importing import import_file, prepare_import
from tests.imports.files import ADMIN

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine

GOOD = {
    "jenis": "Puskesmas",
    "nama": "Puskesmas Uji",
    "kode kecamatan": "51.08.01",
    "kode desa": "51.08.01.2002",
    "lintang": "-8.14415",
    "bujur": "114.5896",
    "ketelitian": "titik",
    "sumber": "Dinas Kesehatan",
}


def read(engine: Engine) -> pd.DataFrame:
    with engine.connect() as conn:
        return places(conn)


def as_csv(**cells: Any) -> bytes:
    row = {**GOOD, **{key.replace("_", " "): value for key, value in cells.items()}}
    return f"{';'.join(row)}\n{';'.join(map(str, row.values()))}\n".encode()


def test_the_shipped_places_say_how_well_they_are_known(sample_engine: Engine) -> None:
    frame = read(sample_engine)
    assert len(frame) == 29
    assert frame["precision"].value_counts().to_dict() == {"kecamatan": 18, "desa": 6, "titik": 5}
    unknown = frame[frame["precision"] == "kecamatan"]
    assert unknown["latitude"].isna().all()
    assert unknown["longitude"].isna().all()
    assert set(unknown["precision_label"]) == {"lokasi belum dipetakan"}
    assert frame[frame["precision"] != "kecamatan"][["latitude", "longitude"]].notna().all().all()
    assert not frame["synthetic"].any()
    assert list(frame["kind"].drop_duplicates()) == [k for k in KINDS if k in set(frame["kind"])]
    assert frame.loc[frame["kind"] == "kantor_camat", "kind_label"].unique() == ["Kantor camat"]
    assert "-" not in set(frame["licence"])


def test_the_credit_names_the_owners_of_the_points(sample_engine: Engine) -> None:
    with sample_engine.connect() as conn:
        lines = places_credit(conn)
    assert any("© OpenStreetMap contributors" in line for line in lines)
    assert len(lines) == 2


def test_every_kind_and_precision_has_words_in_both_languages() -> None:
    from data.imports import places as topic  # noqa: PLC0415
    from data.place_kinds import kind_label, precision_label  # noqa: PLC0415

    assert set(topic.KINDS) == set(KINDS)
    assert set(topic.PRECISIONS) == set(PRECISIONS)
    for language in ("id", "en"):
        with speaking(language):
            assert len({kind_label(kind) for kind in KINDS}) == len(KINDS)
            assert len({precision_label(one) for one in PRECISIONS}) == len(PRECISIONS)


def test_a_place_is_stored_and_the_file_again_changes_nothing(sample_engine: Engine) -> None:
    prepared = prepare_import(sample_engine, topic="places", content=as_csv())
    assert (prepared.problems, len(prepared.added)) == ((), 1)
    import_file(sample_engine, by=ADMIN, prepared=prepared)
    assert len(read(sample_engine)) == 30
    content = (REFERENCE / "points_buleleng.csv").read_bytes()
    assert prepare_import(sample_engine, topic="places", content=content).same == 29


@pytest.mark.parametrize("cells", [
    {"ketelitian": "desa/kelurahan"},
    {"ketelitian": "kecamatan", "lintang": "", "bujur": "", "kode_desa": ""},
    {"kode_desa": ""},
    {"jenis": "kantor kecamatan"},
    {"jenis": "lainnya"},
])  # fmt: skip
def test_places_of_each_precision_are_taken(sample_engine: Engine, cells: dict[str, str]) -> None:
    assert prepare_import(sample_engine, topic="places", content=as_csv(**cells)).problems == ()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"jenis": "bandara"}, "jenis"),
        ({"kode_kecamatan": "51.08", "kode_desa": ""}, "kode kecamatan"),
        ({"kode_kecamatan": "51.08.77", "kode_desa": ""}, "kode kecamatan"),
        ({"kode_desa": "51.08.02.2001"}, "kode desa"),
        ({"kode_desa": "51.08.01.2099"}, "kode desa"),
        ({"lintang": ""}, "lintang"),
        ({"lintang": "", "bujur": ""}, "lintang"),
        ({"lintang": "48.2"}, "lintang"),
        ({"bujur": "14.5"}, "bujur"),
        ({"ketelitian": "kecamatan"}, "ketelitian"),
        ({"ketelitian": "kira-kira"}, "ketelitian"),
        ({"ketelitian": "desa", "kode_desa": ""}, "kode desa"),
        ({"sumber": ""}, "sumber"),
    ],
)
def test_a_place_that_contradicts_itself_is_refused(
    sample_engine: Engine, cells: dict[str, str], column: str
) -> None:
    prepared = prepare_import(sample_engine, topic="places", content=as_csv(**cells))
    assert [problem.column for problem in prepared.problems] == [column]
    assert len(read(sample_engine)) == 29


def test_a_point_whose_columns_are_missing_is_refused(sample_engine: Engine) -> None:
    row = {key: value for key, value in GOOD.items() if key not in {"lintang", "bujur"}}
    content = f"{';'.join(row)}\n{';'.join(row.values())}\n".encode()
    (problem,) = prepare_import(sample_engine, topic="places", content=content).problems
    assert "lintang dan bujur" in problem.message.lower()
