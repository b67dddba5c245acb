"""Satisfaction: the worked IKM, pooled units, the weakest element named, too few said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from core.figure import State
from data.schema import survey_answer
from reports.overview.model import Tone
from reports.services.satisfaction import satisfaction_board, satisfaction_by_service
from tests.queries.services.requests import SETTINGS, put
from tests.reports.services.making import answers

if TYPE_CHECKING:
    from sqlalchemy import Engine

# NRR 3.2, 3.1, 2.9, 3.6, 3.3, 3.4, 3.5, 3.7, 3.0 over ten answers: IKM 82.50, B.
WORKED = (32, 31, 29, 36, 33, 34, 35, 37, 30)


def worked(engine: Engine) -> None:
    put(engine, ())
    with engine.begin() as conn:
        for number in range(10):
            scores = [total // 10 + (number < total % 10) for total in WORKED]
            conn.execute(
                insert(survey_answer).values(
                    source="uji", source_id=str(number), opd_code="O-1", service_code="kk",
                    answered_on="2026-05-04", batch_id=1,
                    **{f"u{place}": score for place, score in enumerate(scores, 1)},
                )
            )  # fmt: skip
        answers(conn, "O-2", (2,) * 9, 30)
        answers(conn, "O-3", (4,) * 9, 9)


def test_the_worked_unit_has_82_50_and_names_its_weakest_element(empty_engine: Engine) -> None:
    worked(empty_engine)
    with empty_engine.connect() as conn:
        found = satisfaction_board(conn, SETTINGS)
        (by_service,) = satisfaction_by_service(conn, SETTINGS, "O-1", "2026")
    units = {one.code: one for one in found.units}
    unit = units["O-1"]
    assert (unit.value_text, unit.word, unit.n, unit.tone) == ("82,50", "B (Baik)", 10, Tone.HIJAU)
    assert unit.weakest is not None
    assert (unit.weakest.code, unit.weakest.nrr) == ("U3", 2.9)
    assert unit.weakest_name == "Unsur 3, waktu penyelesaian"
    assert (unit.figure.value, unit.figure.band_label, unit.figure.sample) == (
        82.5, "B (Baik)", True,
    )  # fmt: skip
    assert (by_service.name, by_service.value_text) == ("Layanan kk", "82,50")


def test_units_are_pooled_by_respondents_and_too_few_take_no_band(empty_engine: Engine) -> None:
    worked(empty_engine)
    with empty_engine.connect() as conn:
        found = satisfaction_board(conn, SETTINGS)
    assert [one.code for one in found.units] == ["O-2", "O-1", "O-3"]
    few = found.units[-1]
    assert (few.figure.value, few.value_text) == (None, "terlalu sedikit (n = 9)")
    assert (few.found.state, few.word, few.tone) == (
        State.INSUFFICIENT, "terlalu sedikit (n = 9)", Tone.MISSING,
    )  # fmt: skip
    # (10 x 82.5 + 30 x 50 + 9 x 100) / 49
    assert found.whole.value_text == "65,82"
    assert found.method == "dari jawaban responden seluruh unit"
    assert found.answer == (
        "IKM 65,82, C (Kurang baik), dari 49 responden; terlemah: Unsur 3, waktu penyelesaian;"
        " unit terendah D O-2 (50,00, lemah pada Unsur 1, persyaratan); unit dengan jawaban"
        " terlalu sedikit: 1."
    )
    assert found.printed.startswith("65,16 ")
    assert found.sample


def test_years_stand_apart_and_the_newest_is_shown(empty_engine: Engine) -> None:
    worked(empty_engine)
    with empty_engine.begin() as conn:
        answers(conn, "O-2", (3,) * 9, 10, year=2025)
    with empty_engine.connect() as conn:
        newest = satisfaction_board(conn, SETTINGS)
        before = satisfaction_board(conn, SETTINGS, year="2025")
    assert (newest.year, newest.years) == ("2026", ("2026", "2025"))
    assert (before.whole.value_text, before.whole.n) == ("75,00", 10)


def test_without_a_survey_nothing_is_claimed(empty_engine: Engine) -> None:
    with empty_engine.connect() as conn:
        found = satisfaction_board(conn, SETTINGS)
    assert (found.answer, found.units, found.year) == (
        "Belum ada data survei kepuasan.", (), "",
    )  # fmt: skip
    assert (found.whole.value_text, found.whole.found.state) == ("belum ada data", State.NO_DATA)
