"""Lapor by file: the own OPD's template, filled in, previewed and stored as drafts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from core.periods import Period
from core.settings import load_settings
from data.imports.actuals_template import write_actuals_template
from data.queries.performance.worklist import Stage
from metrics.performance.kinds import Formula
from pages.lapor.upload import TOPIC
from pages.shared.report_words import typed
from review.intake.outcome import State
from tests.pages.reporting import (
    FARMING,
    HEAD,
    HEALTH,
    OPERATOR,
    TODAY,
    Office,
    has,
    press,
    words_of,
)

if TYPE_CHECKING:
    from tests.intake.screen import Screen

CODE, PERIOD, VALUE = "Kode indikator", "Periode", "Realisasi"


def template(office: Office, opd: str = HEALTH) -> openpyxl.Workbook:
    buffer = io.BytesIO()
    with office.engine.connect() as conn:
        settings = load_settings(environment={})
        write_actuals_template(conn, buffer, opd=opd, as_of=TODAY, settings=settings)
    buffer.seek(0)
    return openpyxl.load_workbook(buffer)


def filled(book: openpyxl.Workbook, values: dict[tuple[str, str], Any]) -> bytes:
    """The template with these values; by code and period as it stands in the sheet."""
    sheet = book.worksheets[0]
    heads = {str(cell.value): int(cell.column or 0) for cell in sheet[1]}
    place = heads[VALUE]
    for row in sheet.iter_rows(min_row=2):
        key = (str(row[heads[CODE] - 1].value), str(row[heads[PERIOD] - 1].value))
        if key in values:
            row[place - 1].value = values[key]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def plain(office: Office) -> tuple[str, str, float]:
    """Code, period in words and last value of a report that is open and not begun."""
    item = next(
        one
        for one in office.work()
        if one.stage is Stage.OVERDUE
        and one.state is None
        and one.measure.ratio is None
        and one.measure.facts.formula is not Formula.YES_NO
    )
    assert item.last is not None
    return item.measure.code, Period.parse(item.period).label(), item.last


@pytest.mark.parametrize("account", [OPERATOR, HEAD])
def test_a_filled_template_is_previewed_and_stored_as_drafts(
    screen: Screen, office: Office, account: str
) -> None:
    code, period, last = plain(office)
    content = filled(template(office), {(code, period): typed(last)})
    job, found = screen.desk.read(content, "laporan.xlsx", by=account, topic=TOPIC)
    assert found.state is State.PREVIEW, found
    run = office.visit(account, "lapor", tampil="unggah", kerja=job.id)
    assert "Siap disimpan: 1 ditambah" in words_of(run)
    press(run, "data-store")
    screen.desk.wait(job)
    run = office.visit(account, "lapor", tampil="unggah", kerja=job.id)
    assert "Isi berkas tersimpan sebagai draf." in words_of(run)
    assert "kerja" not in run.query_params
    item = next(one for one in office.work() if one.measure.code == code and one.value == last)
    row = office.row(item.key)
    assert (row["state"], row["entered_by"]) == ("draft", account)
    assert office.steps(item.key) == ["import"]


def test_a_mistake_is_shown_in_its_cell_and_nothing_is_stored(
    screen: Screen, office: Office
) -> None:
    code, period, _last = plain(office)
    content = filled(template(office), {(code, period): "12,5,0"})
    job, found = screen.desk.read(content, "laporan.xlsx", topic=TOPIC)
    assert found.state is State.PROBLEMS
    run = office.visit(OPERATOR, "lapor", tampil="unggah", kerja=job.id)
    said = words_of(run)
    assert "12,5,0" in said
    assert "laporan.xlsx belum disimpan" in said
    assert not has(run, "data-store")


def test_another_opds_template_is_not_for_this_operator(screen: Screen, office: Office) -> None:
    book = template(office, FARMING)
    sheet = book.worksheets[0]
    heads = {str(cell.value): int(cell.column or 0) for cell in sheet[1]}
    first = sheet[2]
    key = (str(first[heads[CODE] - 1].value), str(first[heads[PERIOD] - 1].value))
    job, found = screen.desk.read(filled(book, {key: "12,5"}), "laporan.xlsx", topic=TOPIC)
    assert found.state is State.PROBLEMS
    run = office.visit(OPERATOR, "lapor", tampil="unggah", kerja=job.id)
    assert not has(run, "data-store")
    assert office.work(FARMING)


def test_anothers_job_shows_nothing_of_it(screen: Screen, office: Office) -> None:
    code, period, last = plain(office)
    content = filled(template(office), {(code, period): typed(last)})
    job, _found = screen.desk.read(content, "rahasia.xlsx", topic=TOPIC)
    said = words_of(office.visit("kadis.pertanian", "lapor", tampil="unggah", kerja=job.id))
    assert "Berkas ini tidak ada (lagi) di sini." in said
    assert "rahasia" not in said
