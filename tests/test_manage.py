"""The command line does what it says, or says in words why not and changes nothing."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

import manage
from core.settings import CONFIG_VARIABLE, DATABASE_VARIABLE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = ROOT / "data" / "reference" / "published_values.csv"


@pytest.fixture
def empty_regency(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    file = tmp_path / "var" / "dasbor.db"
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{file}")
    assert manage.main(["init", "--empty"]) == 0
    assert "Basis data Kabupaten Buleleng siap." in capsys.readouterr().out
    return file


def figures(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert manage.main(["figures", *options]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_published_file_goes_in_whole_and_comes_back_unchanged(
    empty_regency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert figures(capsys) == []
    assert manage.main(["import", "published", str(PUBLISHED), "--dry-run"]) == 0
    assert figures(capsys) == []
    assert manage.main(["import", "published", str(PUBLISHED), "--source", "uji"]) == 0
    assert "503" in capsys.readouterr().out
    with PUBLISHED.open(encoding="utf-8") as file:
        given = sorted(
            (row["region_code"], row["metric"], row["component"], row["period"], row["status"],
             float(row["value"]), row["unit"], row["source"], row["source_url"] or None)
            for row in csv.DictReader(file)
        )  # fmt: skip
    keys = ("region", "metric", "component", "period", "publication", "value", "unit", "source",
            "source_url")  # fmt: skip
    found = figures(capsys)
    assert sorted(tuple(one[key] for key in keys) for one in found) == given


def test_a_second_run_changes_nothing_and_a_batch_can_be_undone(
    empty_regency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manage.main(["import", "published", str(PUBLISHED)])
    capsys.readouterr()
    assert manage.main(["import", "published", str(PUBLISHED)]) == 0
    assert "Tidak ada yang berubah: 503 baris" in capsys.readouterr().out
    assert manage.main(["undo", "5", "--dry-run"]) == 0
    assert len(figures(capsys)) == 503
    assert manage.main(["undo", "5"]) == 0
    assert figures(capsys) == []
    assert manage.main(["undo", "5"]) == 1
    assert "sudah dibatalkan" in capsys.readouterr().err


def test_filters_of_figures(empty_regency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manage.main(["import", "published", str(PUBLISHED)])
    found = figures(
        capsys, "--metric", "mcp_score", "--region", "51.08", "--from", "2021", "--to", "2023"
    )
    assert [(one["period"], one["value"]) for one in found] == [
        ("2021-09-16", 57.0), ("2021", 94.59), ("2023", 90.0),
    ]  # fmt: skip
    assert manage.main(["figures", "--metric", "mcp_skor"]) == 1
    assert "mcp_score" in capsys.readouterr().err
    assert manage.main(["figures", "--from", "kemarin"]) == 1
    assert "bukan periode" in capsys.readouterr().err
    assert manage.main(["figures", "--as", "bupati"]) == 1
    assert "Tidak ada akun aktif" in capsys.readouterr().err


def test_every_fault_of_a_file_is_listed_and_nothing_is_stored(
    empty_regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "salah.csv"
    bad.write_text(
        "region_code,metric,component,period,status,value,unit,source\n"
        "51.8,mcp_score,total,2024,final,91,index_0_100,KPK\n"
        '51.08,mcp_skor,total,2024,final,"1.234,5,0",index_0_100,KPK\n'
        "51.08,mcp_score,total,31 Februari 2024,final,90,index_0_100,KPK\n",
        encoding="utf-8",
    )
    assert manage.main(["import", "published", str(bad)]) == 1
    out = capsys.readouterr().out
    for words in ("Baris 2", "51.8", "Baris 3", "mcp_skor", "Baris 4", "31 Februari 2024"):
        assert words in out
    assert figures(capsys) == []


def test_a_template_is_written(
    empty_regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "angka.xlsx"
    assert manage.main(["template", "published", str(file)]) == 0
    assert len(openpyxl.load_workbook(file).sheetnames) == 3
    assert manage.main(["template", "published", str(tmp_path / "tak" / "ada.xlsx")]) == 1
    assert "tidak dapat ditulis" in capsys.readouterr().err
    assert manage.main(["template", "harga", str(file)]) == 1
    assert "published" in capsys.readouterr().err


def test_init_leaves_a_database_that_is_there_alone(
    empty_regency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = empty_regency.read_bytes()
    assert manage.main(["init"]) == 0
    assert empty_regency.read_bytes() == before
    assert [file.name for file in empty_regency.parent.iterdir()] == ["dasbor.db"]


def test_a_missing_database_is_named_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tak-ada.db"
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{file}")
    for command in (["figures"], ["migrate"], ["undo", "1"], ["import", "opd", str(PUBLISHED)]):
        assert manage.main(command) == 1
        assert "python manage.py init" in capsys.readouterr().err
    assert not file.exists()


def test_a_slip_in_the_settings_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.toml"
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    file.write_text(text.replace('"mcp_score"', '"mcp_skor"'), encoding="utf-8")
    monkeypatch.setenv(CONFIG_VARIABLE, str(file))
    assert manage.main(["figures"]) == 1
    assert "headline.metrics" in capsys.readouterr().err
