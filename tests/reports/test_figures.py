"""What is imported comes back unchanged from the figures, with its words beside it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from core.figure import FIGURE_KEYS, FigureRef, Publication, State
from core.scope import PUBLIC
from core.settings import ROOT, load_settings
from core.words import speaking
from reports.figures import figures
from reports.files import names_of, to_csv, to_xlsx

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.figure import Figure

DESIGN_KEYS = (
    "metric", "region", "opd", "component", "period", "value", "unit", "state", "state_label",
    "band", "band_label", "target", "publication", "verification", "source", "source_url",
    "as_of", "sample",
)  # fmt: skip


def read(engine: Engine, **filters: str | None) -> list[Figure]:
    with engine.connect() as conn:
        return figures(conn, settings=load_settings(), scope=PUBLIC, **filters)


def test_a_figure_has_exactly_the_keys_of_the_design() -> None:
    assert FIGURE_KEYS == DESIGN_KEYS


def test_every_published_value_comes_back_unchanged(sample_reader: Engine) -> None:
    with (ROOT / "data" / "reference" / "published_values.csv").open(encoding="utf-8") as file:
        given = {
            (row["region_code"], row["metric"], row["component"], row["period"], row["status"]): (
                float(row["value"]), row["unit"], row["source"], row["source_url"] or None,
            )
            for row in csv.DictReader(file)
        }  # fmt: skip
    found = {
        (one.region, one.metric, one.component, one.period, str(one.publication)): (
            one.value, one.unit, one.source, one.source_url,
        )
        for one in read(sample_reader)
        if not one.sample
    }  # fmt: skip
    assert len(given) == 503
    assert found == given


@pytest.mark.parametrize(
    ("metric", "period", "label"),
    [
        ("mcp_score", "2024", "Zona hijau"),
        ("mcp_score", "2021-09-16", "Zona biru"),
    ],
)
def test_a_band_comes_with_its_word(
    sample_reader: Engine, metric: str, period: str, label: str
) -> None:
    (found,) = read(sample_reader, metric=metric, region="51.08", first=period, last=period)[:1]
    assert found.band_label == label
    assert found.state is State.OK
    assert found.sample is False


def test_filters_narrow_and_never_widen(sample_reader: Engine) -> None:
    mcp = read(sample_reader, metric="mcp_score", region="51.08")
    assert [one.period for one in mcp] == [
        "2019-10-28",
        "2020",
        "2021-09-16",
        "2021",
        "2023",
        "2024",
    ]
    later = read(sample_reader, metric="mcp_score", region="51.08", first="2023")
    assert [(one.period, one.publication) for one in later] == [
        ("2023", Publication.FINAL), ("2024", Publication.FINAL),
    ]  # fmt: skip
    assert read(sample_reader, metric="mcp_score", region="51.08", opd="OPD-02") == []
    assert read(sample_reader, metric="tidak_ada") == []


def test_the_inflation_target_is_the_ceiling_of_its_year(sample_reader: Engine) -> None:
    (found,) = read(
        sample_reader, metric="inflation_yoy", region="51.08", first="2025-06", last="2025-06"
    )
    assert (found.value, found.target, found.unit) == (2.79, 3.5, "%")
    assert FigureRef.parse(str(found.ref)) == found.ref


def test_a_csv_reads_as_indonesian_and_defuses_formulas(sample_reader: Engine) -> None:
    shown = read(sample_reader, metric="mcp_score", region="51.08")
    with sample_reader.connect() as conn:
        names = names_of(conn, shown)
    lines = list(csv.reader(io.StringIO(to_csv(shown, names).decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:4] == ["Indikator", "Nama indikator", "Kode wilayah", "Wilayah"]
    by_period = {line[lines[0].index("Periode")]: line for line in lines[1:]}
    assert by_period["2021"][lines[0].index("Nilai")] == "94,59"
    assert by_period["2021"][2:4] == ["51.08", "Kabupaten Buleleng"]


def test_an_xlsx_keeps_codes_as_text_and_values_as_numbers(sample_reader: Engine) -> None:
    shown = read(sample_reader, metric="inflation_mtm", region="35.10")
    with sample_reader.connect() as conn, speaking("en"):
        content = to_xlsx(shown, names_of(conn, shown))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    header = [cell.value for cell in sheet[1]]
    assert header[:4] == ["Metric", "Metric name", "Region code", "Region"]
    assert {sheet.cell(line, 3).value for line in range(2, sheet.max_row + 1)} == {"35.10"}
    values = [
        sheet.cell(line, header.index("Value") + 1).value for line in range(2, sheet.max_row + 1)
    ]
    assert values == [one.value for one in shown]
