"""The actuals of an OPD by file, in processes of their own; for its head as well."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
from sqlalchemy import func, select

from core.errors import NotAllowed
from core.settings import load_settings
from data.imports.actuals_template import write_actuals_template
from data.schema import actual, actual_step, indicator
from review.intake.commands import look_at_undo, store_job, undo_job
from review.intake.outcome import State
from tests.imports.files import as_csv, saved
from tests.imports.performance.house import ACTUAL, table
from tests.intake.at_once import at_once
from tests.intake.desk import OPERATOR

if TYPE_CHECKING:
    from tests.intake.desk import Desk

TOPIC: Final = "actuals"
HEALTH, FARMS = "OPD-05", "OPD-21"
HEAD: Final = "kadis.kesehatan"
NO_FACTS: dict[str, str | None] = {}


def template(desk: Desk) -> bytes:
    """The template of the health office with 7 in each report that nobody began."""
    buffer = io.BytesIO()
    with desk.engine.connect() as conn:
        write_actuals_template(
            conn, buffer, opd=HEALTH, as_of=date(2026, 11, 22),
            settings=load_settings(environment={}),
        )  # fmt: skip
    book = openpyxl.load_workbook(buffer)
    page: Any = book.worksheets[0]
    place = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        if page.cell(row, place["Status laporan"]).value == "belum lapor":
            page.cell(row, place["Realisasi"]).value = 7
    return saved(book)


def drafts(desk: Desk, by: str) -> int:
    query = select(func.count()).where(actual.c.state == "draft", actual.c.entered_by == by)
    with desk.engine.connect() as conn:
        return conn.scalar(query) or 0


@pytest.mark.parametrize("name", [OPERATOR, HEAD])
def test_a_filled_template_becomes_drafts(
    reports_desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = reports_desk
    if name == HEAD:
        at_once(monkeypatch)  # One walk in processes of its own is enough.
    before = drafts(desk, name)
    job, found = desk.read(template(desk), by=name, topic=TOPIC)
    assert (found.state, found.changed) == (State.PREVIEW, 0)
    assert found.added > 0
    assert "Realisasi" in found.titles
    store_job(desk.jobs, job, NO_FACTS)
    stored = desk.wait(job)
    assert (stored.state, stored.added) == (State.STORED, found.added)
    assert drafts(desk, name) == before + found.added
    undone = look_at_undo(desk.jobs, by=desk.person(name), batch=stored.batch or 0)
    preview = desk.wait(undone)
    if name == HEAD:
        assert preview.state is State.FAILED
        return
    assert (preview.state, preview.added) == (State.UNDO_PREVIEW, found.added)
    undo_job(desk.jobs, undone)
    assert desk.wait(undone).state is State.UNDONE
    assert drafts(desk, name) == before
    with desk.engine.connect() as conn:
        taken = conn.scalar(select(func.count()).where(actual_step.c.action == "undo"))
    assert taken == found.added


def test_rows_of_another_opd_are_mistakes_in_the_marked_copy(
    reports_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = reports_desk
    at_once(monkeypatch)
    with desk.engine.connect() as conn:
        code = conn.scalar(select(indicator.c.code).where(indicator.c.opd_code == FARMS))
    rows = table(ACTUAL, {"Kode indikator": code})
    _job, found = desk.read(as_csv(rows), "uji.csv", topic=TOPIC)
    assert (found.state, found.problem_count, found.copy) == (State.PROBLEMS, 1, "whole")
    assert f"Baris ini milik {FARMS}" in found.problems[0].message


@pytest.mark.parametrize("name", ["verifikator", "admin", "bupati"])
def test_nobody_else_hands_in_actuals(desk: Desk, name: str) -> None:
    with pytest.raises(NotAllowed):
        desk.hand_in(b"x", by=name, topic=TOPIC)
