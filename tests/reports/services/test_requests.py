"""Single requests in words: the clock, the share of the target, and who may read them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from core.scope import PUBLIC, Scope
from metrics.services.kinds import Outcome
from reports.overview.model import Tone
from reports.services.basis import basis
from reports.services.card import outcome_of, told
from reports.services.requests import (
    count_text,
    due_numbers,
    due_within,
    longest_waiting,
    used_text,
)
from reports.services.words import span_text
from tests.queries.services.requests import row
from tests.reports.services.making import EVERY, NOW, VILLAGE, worked_example

if TYPE_CHECKING:
    from sqlalchemy import Engine

ALL = Scope(sees_requests=True)


def test_the_clock_says_how_far_past_the_limit_and_how_much_of_it_is_used(
    empty_engine: Engine,
) -> None:
    worked_example(empty_engine)
    with empty_engine.connect() as conn:
        held = basis(conn, EVERY, NOW)
        found = longest_waiting(conn, held, ALL)
        first = longest_waiting(conn, held, ALL, limit=1)
    late, running = found.entries
    assert (late.number, late.clock, late.used, late.used_text, late.tone) == (
        "T-5", "lewat 1 jam", 1.25, "125% batas waktu terpakai", Tone.MERAH,
    )  # fmt: skip
    assert (running.clock, running.used_text, running.tone) == (
        "sisa 2 jam 20 menit", "42% batas waktu terpakai", Tone.HIJAU,
    )  # fmt: skip
    assert (late.service, late.office, late.place) == ("Layanan kk", "D O-1", "Desa Kalibukbuk")
    assert late.received == "20 November 2026 pukul 07.00 WITA"
    assert late.status == "belum terverifikasi"
    assert (found.hidden, found.more, found.sample, count_text(found)) == ("", False, True, "2")
    assert (first.more, count_text(first)) == (True, "1 teratas")


def test_who_may_not_read_a_request_is_told_so_and_sees_the_numbers(empty_engine: Engine) -> None:
    worked_example(empty_engine)
    with empty_engine.connect() as conn:
        held = basis(conn, EVERY, NOW)
        nobody = longest_waiting(conn, held, PUBLIC)
        other = due_within(conn, held, Scope(full=frozenset({"O-2"})), 4)
        assert told(conn, held, PUBLIC, 5) is None
        assert told(conn, held, Scope(full=frozenset({"O-2"})), 5) is None
        (soon,) = due_numbers(conn, held, 4)
        assert due_numbers(conn, held, 2) == ()
        assert len(due_within(conn, held, ALL, 4).entries) == 1
    assert nobody.entries == other.entries == ()
    assert nobody.hidden.startswith("Rincian permohonan hanya dapat dilihat OPD")
    assert other.hidden == "Hanya permohonan D O-2 yang ditampilkan."
    assert (soon.office, soon.service, soon.count) == ("D O-1", "Layanan kk", 1)


def test_a_card_tells_the_promise_the_outcome_and_each_event(empty_engine: Engine) -> None:
    worked_example(empty_engine)
    with empty_engine.connect() as conn:
        card = told(conn, basis(conn, EVERY, NOW), ALL, 5)
    assert card is not None
    assert (card.title, card.sample) == ("Layanan kk T-5", True)
    facts = dict(card.facts)
    assert facts["Standar"] == "240 menit, 24 jam sehari sejak diterima"
    assert facts["Batas waktu"] == "20 November 2026 pukul 11.00 WITA"
    assert "Selesai" not in facts
    assert [(one.what, one.at) for one in card.steps] == [
        ("diterima", "20 November 2026 pukul 07.00 WITA")
    ]


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"flaw": "future"}, Outcome.FLAWED),
        ({"met": True, "resolved_at": NOW}, Outcome.MET),
        ({"met": False, "resolved_at": NOW}, Outcome.BREACHED),
        ({"closed_at": NOW}, Outcome.ARCHIVED),
        ({}, Outcome.WAITING),
        ({"started_at": NOW}, Outcome.NO_STANDARD),
        ({"started_at": NOW, "late_after": NOW}, Outcome.RUNNING),
        ({"started_at": NOW, "late_after": datetime(2026, 1, 1)}, Outcome.BREACHED_OPEN),  # noqa: DTZ001 (as stored)
    ],
)
def test_the_outcome_is_a_comparison_of_stored_moments(
    empty_engine: Engine, given: dict[str, object], outcome: Outcome
) -> None:
    with empty_engine.connect() as conn:
        held = basis(conn, EVERY, NOW.replace(tzinfo=UTC))
    assert outcome_of(held, row(1, region_code=VILLAGE, **given)) is outcome


def test_times_are_said_in_their_two_largest_parts() -> None:
    assert span_text(45) == "kurang dari satu menit"
    assert span_text(45 * 60) == "45 menit"
    assert span_text(3 * 86_400 + 4 * 3600 + 120) == "3 hari 4 jam"
    assert span_text(86_400) == "1 hari"
    assert used_text(None) == "tanpa hitungan waktu"
    assert used_text(float("inf")) == "lebih dari 10 kali batas waktu"
