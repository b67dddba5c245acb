from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from core.words import speaking
from data.queries.performance.blockers import Blocker
from data.queries.performance.missing import Missing
from reports.performance.answer import answer, attention, changed, share
from reports.performance.scoring import pulls
from tests.reports.performance.making import (
    DAYS,
    Q2,
    Q3,
    REGENCY,
    TODAY,
    Parts,
    office,
    part,
    parts_by_key,
    scores,
    whole,
)

HOUSE = (office("A", "Kesehatan"), office("B", "Pertanian"), office("C", "Arsip"))
NAMES = {one.code: one.short_name for one in HOUSE}


def said(parts: Parts) -> str:
    return answer(whole(parts), scores(parts, *HOUSE), pulls(parts, Q3, TODAY), NAMES)


def full() -> Parts:
    return parts_by_key(
        part("A", Q2, 90), part("B", Q2, 80), part("C", Q2, 70),
        part("A", Q3, 95), part("B", Q3, 40, reports=(3, 0, 1)),
        part("C", Q3, 70, verified=5, reports=(0, 0, 4)),
    )  # fmt: skip


def test_the_answer_says_score_coverage_change_red_silent_and_who_pulls_down() -> None:
    assert said(full()) == (
        "Kinerja OPD 68,0 (cakupan 83%, 100% terverifikasi) pada TW III 2026, turun 12,0 poin:"
        " 1 OPD merah; 1 belum lapor; 1 lapor sebagian; terbesar menarik turun: Pertanian (−16,0)."
    )


def test_the_answer_speaks_english_too() -> None:
    with speaking("en"):
        assert said(full()).startswith(
            "OPD performance 68.0 (coverage 83%, 100% verified) in Q3 2026, down 12.0 points:"
        )


def test_below_the_coverage_there_is_no_score_but_words() -> None:
    parts = parts_by_key(part("A", Q3, 95, verified=2))
    assert said(parts) == (
        "Kinerja OPD pada TW III 2026: belum cukup data, cakupan 20%; tidak ada OPD merah."
    )


def test_without_anything_due_there_is_no_number_at_all() -> None:
    assert said({}) == "Kinerja OPD pada TW III 2026: belum ada data; tidak ada OPD merah."
    assert answer(None, (), (), {}) == "Belum ada data kinerja OPD."


def test_changes_and_shares_in_words() -> None:
    assert changed(None) == ""
    assert changed(0.04) == ", tetap"
    assert changed(1.26) == ", naik 1,3 poin"
    assert share(None) == "belum ada data"
    assert share(0.914) == "91%"


def blocker(**given: Any) -> Blocker:
    row: dict[str, Any] = {
        "id": 1, "indicator": "I-1", "indicator_name": "Vaksinasi", "period": Q3, "opd": "B",
        "cause_opd": "A", "text": "Vaksin terlambat", "raised_by": "Operator",
        "raised_at": datetime(2026, 10, 5, 20, tzinfo=UTC).replace(tzinfo=None),
        "closed_by": None, "closed_at": None, "closing": None,
    }  # fmt: skip
    return Blocker(**{**row, **given})


def waits(parts: Parts, missing: tuple[Missing, ...], *blockers: Blocker) -> list[tuple[str, ...]]:
    found = attention(
        scores(parts, *HOUSE), missing, blockers, known={one.code: one for one in HOUSE},
        as_of=TODAY, workdays=DAYS, regency=REGENCY,
    )  # fmt: skip
    return [(one.owner, one.what, one.since, one.link.query["opd"]) for one in found]


def test_who_is_silent_comes_first_then_who_holds_up_then_the_lowest() -> None:
    due = date(2026, 10, 14)
    missing = (
        Missing("C", "I-1", "Arsip vital", Q3, due, 2.0),
        Missing("C", "I-2", "Kunjungan", Q3, due, 1.0),
        Missing("B", "I-3", "Luas tanam", Q3, due, 1.0),
    )
    assert waits(full(), missing, blocker(), blocker(id=2, opd="A")) == [
        ("Pertanian", "belum lapor: Luas tanam", "27 hari kerja", "B"),
        ("Arsip", "belum lapor: Arsip vital dan 1 lainnya", "27 hari kerja", "C"),
        ("Kesehatan", "menghambat Pertanian: Vaksin terlambat", "sejak 6 Oktober 2026", "A"),
        ("Pertanian", "skor 40,00", "TW III 2026", "B"),
    ]


def test_where_all_is_well_nobody_waits() -> None:
    assert waits(parts_by_key(part("A", Q3, 95)), ()) == []
