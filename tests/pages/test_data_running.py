"""The screen Data beside the process of its job: the way to the stored rows, the wait, the end."""

from __future__ import annotations

import re
import signal
from typing import TYPE_CHECKING

from review.intake import processes
from review.intake.outcome import State
from tests.access.visitors import shown, words_of
from tests.intake.desk import good, send, standing_still

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1 import AppTest

    from tests.intake.screen import Screen


def elements(run: AppTest, kind: str) -> int:
    return sum(found == kind for found, _label in shown(run))


def test_a_preview_names_its_numbers_and_is_stored_by_its_button(screen: Screen) -> None:
    job, _found = screen.desk.read(good())
    run = screen(kerja=job.id)
    said = words_of(run)
    assert "Siap disimpan: 1 ditambah, 1 diubah, 0 tetap." in said
    assert "95,5" in said
    assert ">91<" in said
    assert elements(run, "file_uploader") == 0
    run.text_input(key="data-as-of").set_value("kemarin")
    run.button(key="data-store").click().run()
    assert "Posisi data " in words_of(run)
    assert "kemarin" in words_of(run)
    run.text_input(key="data-as-of").set_value("11/08/2026")
    run.button(key="data-store").click().run()
    assert screen.desk.wait(job).state is State.STORED
    done = screen(kerja=job.id)
    assert re.search(
        r"Tersimpan sebagai batch \d+: 1 ditambah, 1 diubah, 0 tetap\.", words_of(done)
    )
    assert ("page_link", "Lihat Ringkasan") in shown(done)
    assert "11 Agustus 2026" in words_of(done)


def test_a_running_job_shows_its_bar_and_can_be_left(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "MOST_AT_ONCE", 0)
    job = screen.desk.hand_in(good())
    run = screen(kerja=job.id)
    assert "Berkas lain sedang dibaca" in words_of(run)
    assert elements(run, "file_uploader") == 0
    assert ("button", "Hentikan dan pilih berkas lain") in shown(run)
    run.button(key="data-stop").click().run()
    assert "kerja" not in run.query_params


def test_a_job_that_died_says_so_and_is_read_again(screen: Screen) -> None:
    with standing_still():
        job = screen.desk.hand_in(good())
    send(job, signal.SIGKILL)
    processes._handles[job.id].wait()
    run = screen(kerja=job.id)
    assert "Berkas uji.xlsx tidak dapat dibaca: pembacaan terhenti" in words_of(run)
    run.button(key="data-again").click().run()
    assert screen.desk.wait(job).state is State.PREVIEW
