"""The history of imports on the screen Data, and the way back from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.importing import import_file, prepare_import
from review.intake.commands import store_job
from tests.access.visitors import words_of
from tests.imports.files import SYSTEM_ACTOR, as_xlsx, published
from tests.intake.at_once import at_once
from tests.intake.desk import OPERATOR, good

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from review.intake.jobs import Job
    from tests.intake.screen import Screen


@pytest.fixture
def screen(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    at_once(monkeypatch)
    return screen


def job_of(screen: Screen, run: AppTest) -> Job:
    """The job that the page has put into its address, when it is done."""
    found = run.query_params["kerja"]
    job = screen.desk.jobs.find(found if isinstance(found, str) else found[0], OPERATOR)
    assert job is not None
    screen.desk.wait(job)
    return job


def stored(screen: Screen, by: str = OPERATOR) -> str:
    job, _found = screen.desk.read(good(), by=by)
    store_job(screen.desk.jobs, job, {})
    return str(screen.desk.wait(job).batch)


def test_an_operator_is_offered_the_own_batch_and_no_other(screen: Screen) -> None:
    assert not [one for one in screen().selectbox if one.key == "batal"]
    stored(screen, by="verifikator")
    assert not [one for one in screen().selectbox if one.key == "batal"]


def test_the_own_batch_is_looked_at_and_taken_back(screen: Screen) -> None:
    number = stored(screen)
    run = screen(batal=number)
    assert len(run.selectbox(key="batal").options) == 2
    run.button(key="data-undo-look").click().run()
    job = job_of(screen, run)
    preview = screen(kerja=job.id)
    assert f"Pembatalan batch {number} menghapus 1 baris" in words_of(preview)
    preview.button(key="data-undo-confirm").click().run()
    screen.desk.wait(job)
    assert f"Batch {number} telah dibatalkan: 1 baris dihapus" in words_of(screen(kerja=job.id))
    assert "dibatalkan Operator Dinas Kesehatan (contoh)" in words_of(screen())


def test_a_batch_that_later_changes_rest_on_says_why(screen: Screen) -> None:
    number = stored(screen)
    later = prepare_import(
        screen.desk.engine, topic="published", file_name="kemudian.xlsx",
        content=as_xlsx(published({"period": "2025", "value": 93})),
    )  # fmt: skip
    import_file(screen.desk.engine, by=SYSTEM_ACTOR, prepared=later)
    run = screen(batal=number)
    run.button(key="data-undo-look").click().run()
    said = words_of(screen(kerja=job_of(screen, run).id))
    assert f"Batch {number} tidak dapat dibatalkan." in said
    assert "kemudian.xlsx" in said


def test_the_history_is_filtered_by_topic(screen: Screen) -> None:
    said = words_of(screen(riwayat="opd"))
    assert "opd_typical.csv" in said
    assert "published_values.csv" not in said
