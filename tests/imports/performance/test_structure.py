"""Goals, indicators, contributors, targets, budgets and audits: what is stored, what follows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import select

from core.errors import Invalid, NotAllowed
from data.imports.headers import accepted, plain
from data.imports.template import write_template
from data.imports.topics import topic_named
from data.rollups import rebuild, rules_of
from data.schema import budget, contributor, goal, indicator, recommendation, score_part
from review.import_rights import may_import, may_undo, topics_of
from review.undoing import prepare_undo, undo_batch
from tests.imports.files import ADMIN, BUPATI, OPERATOR, SYSTEM_ACTOR, VERIFIER, dump, saved
from tests.imports.performance.house import (
    BUDGET,
    FARMS,
    GOALS,
    HEAD,
    HEALTH,
    INDICATOR,
    RECOMMENDATION,
    SETTINGS,
    TARGET,
    load,
    problems,
    standings,
    table,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from review.access import Person

STRUCTURE = ("goals", "indicators", "contributors", "targets", "budgets", "recommendations")
SHARES = [["Kode indikator", "Kode OPD", "Porsi"], ["I-FLOW", HEALTH, "60"],
          ["I-FLOW", FARMS, "40"]]  # fmt: skip
FILES: dict[str, list[list[Any]]] = {
    "goals": [GOALS[0], ["X", "Sasaran", "Uji", "T1", ""]],
    "indicators": table(INDICATOR, {}),
    "contributors": SHARES,
    "targets": table(TARGET, {}),
    "budgets": table(BUDGET, {}),
    "recommendations": table(RECOMMENDATION, {}),
}
DERIVED = ("standing", "score_part")


@pytest.mark.parametrize("topic", STRUCTURE)
def test_what_is_typed_into_a_template_comes_in(offices: Engine, topic: str) -> None:
    buffer = io.BytesIO()
    write_template(topic_named(topic), buffer)
    book = openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))
    sheet: Any = book.worksheets[0]
    known = accepted(topic_named(topic))
    places = {known[plain(str(cell.value))]: cell.column for cell in sheet[1]}
    head, *rows = FILES[topic]
    for down, row in enumerate(rows, 2):
        for name, value in zip(head, row, strict=True):
            sheet.cell(down, places[known[plain(name)]]).value = value or None
    assert load(offices, topic, saved(book)).added == len(rows)
    assert load(offices, topic, FILES[topic]).batch_id is None


def test_words_of_a_choice_are_stored_as_their_codes(offices: Engine) -> None:
    with offices.connect() as conn:
        rows = {row.code: row for row in conn.execute(select(indicator))}
        kinds = list(conn.scalars(select(goal.c.kind).order_by(goal.c.code)))
    assert (rows["I-MONTH"].formula_kind, rows["I-MONTH"].pattern, rows["I-MONTH"].cadence) == (
        "naik", "rata", "month",
    )  # fmt: skip
    assert (rows["I-RANGE"].formula_kind, rows["I-DOWN"].cadence) == ("rentang_turun", "quarter")
    assert (rows["I-RELEASE"].release_month, rows["I-FLOW"].release_month) == (3, None)
    assert (rows["I-FLOW"].decimals, rows["I-FLOW"].weight) == (2, 1.0)
    assert kinds == ["misi", "program", "sasaran", "tujuan", "visi"]
    load(offices, "budgets", FILES["budgets"])
    load(offices, "recommendations", FILES["recommendations"])
    with offices.connect() as conn:
        money = conn.execute(select(budget)).one()
        audit = conn.execute(select(recommendation)).one()
    assert (money.stage, money.ceiling, money.period) == ("perubahan", 1000, "2026-08")
    assert (audit.auditor, audit.status, audit.amount) == ("bpk", "dalam_proses", 1000)
    assert (audit.report_date, audit.status_date) == ("2025-05-23", "2026-06-30")


@pytest.mark.parametrize("topic", STRUCTURE)
def test_a_file_is_stored_once_and_taken_back_whole(offices: Engine, topic: str) -> None:
    before = dump(offices, topic_named(topic).table.name, *DERIVED)
    batch = load(offices, topic, FILES[topic]).batch_id or 0
    assert load(offices, topic, FILES[topic]).batch_id is None
    after = dump(offices, topic_named(topic).table.name, *DERIVED)
    assert after != before
    with offices.begin() as conn:
        rebuild(conn, rules_of(SETTINGS))
    assert dump(offices, topic_named(topic).table.name, *DERIVED) == after
    undo_batch(offices, by=VERIFIER, batch_id=batch, settings=SETTINGS)
    assert dump(offices, topic_named(topic).table.name, *DERIVED) == before


def test_an_indicator_that_moves_to_another_opd_takes_its_standings_along(offices: Engine) -> None:
    cells = {"Kode indikator": "I-FARM", "Satuan": "ton", "Pola": "hitungan", "Bobot": "3"}
    assert {row.opd_code for row in standings(offices, "I-FARM").values()} == {FARMS}
    batch = load(offices, "indicators", table({**INDICATOR, "Bobot": ""}, cells)).batch_id or 0
    rows = standings(offices, "I-FARM")
    assert {(row.opd_code, row.weight) for row in rows.values()} == {(HEALTH, 3.0)}
    with offices.connect() as conn:
        assert FARMS not in set(conn.scalars(select(score_part.c.opd_code)))
    undo_batch(offices, by=VERIFIER, batch_id=batch, settings=SETTINGS)
    assert {row.opd_code for row in standings(offices, "I-FARM").values()} == {FARMS}


def test_a_revised_target_shows_in_the_standing_and_goes_back(offices: Engine) -> None:
    before = standings(offices, "I-FLOW")
    assert before["2026-Q4"].year_target == 400
    cells = {"Periode": "2026", "Revisi": "1", "Target": "300", "Alasan": "Kemarau"}
    batch = load(offices, "targets", table(TARGET, cells)).batch_id or 0
    assert standings(offices, "I-FLOW")["2026-Q4"].year_target == 300
    undo_batch(offices, by=VERIFIER, batch_id=batch, settings=SETTINGS)
    assert standings(offices, "I-FLOW") == before


def test_a_target_with_a_later_revision_cannot_go_first(offices: Engine) -> None:
    first = load(offices, "targets", table(TARGET, {})).batch_id or 0
    later = load(offices, "targets", table(TARGET, {"Revisi": "1", "Alasan": "ada"})).batch_id or 0
    found = prepare_undo(offices, batch_id=first)
    assert found.obstacles == (
        "Revisi 1 dari I-FLOW, 2027, bertumpu pada target yang akan dihapus.",
    )
    with pytest.raises(Invalid):
        undo_batch(offices, by=VERIFIER, batch_id=first, settings=SETTINGS)
    for batch in (later, first):
        undo_batch(offices, by=VERIFIER, batch_id=batch, settings=SETTINGS)


def test_a_target_still_to_come_may_be_rewritten(offices: Engine) -> None:
    load(offices, "targets", table(TARGET, {}))
    assert load(offices, "targets", table(TARGET, {"Target": "501"})).changed == 1
    rows = table({**TARGET, "Dasar": "PK 2026"}, {"Periode": "2026", "Target": "400"})
    assert load(offices, "targets", rows).changed == 1


def test_shares_make_a_hundred_with_those_that_are_stored(offices: Engine) -> None:
    load(offices, "contributors", SHARES)
    more = [SHARES[0], ["I-FLOW", "OPD-15", "20"]]
    found = problems(offices, "contributors", more)
    assert [(row, key) for row, key, _said in found] == [(2, "share")]
    assert "berjumlah 120, bukan 100: OPD-05 60, OPD-15 20, OPD-21 40" in found[0][2]
    thirds = [SHARES[0], *(["I-FLOW", code, "33,33"] for code in (HEALTH, FARMS, "OPD-15"))]
    batch = load(offices, "contributors", thirds).batch_id or 0
    undo_batch(offices, by=VERIFIER, batch_id=batch, settings=SETTINGS)
    with offices.connect() as conn:
        shares = dict(conn.execute(select(contributor.c.opd_code, contributor.c.share)).all())
    assert shares == {HEALTH: 60, FARMS: 40}


def test_goals_and_indicators_in_use_stay_and_say_by_whom(offices: Engine) -> None:
    load(offices, "contributors", SHARES)
    goals = " ".join(prepare_undo(offices, batch_id=2).obstacles)
    assert "Indikator merujuk ke P1, S1" in goals
    measures = " ".join(prepare_undo(offices, batch_id=3).obstacles)
    assert "Target merujuk ke" in measures
    assert "Kontributor indikator merujuk ke I-FLOW (2 baris)" in measures
    assert "standing" not in measures


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (VERIFIER, ["published", "surveys", "events", "requests", *STRUCTURE, "standards"]),
        (OPERATOR, ["published", "surveys", "events", "requests", "actuals"]),
        (HEAD, ["actuals"]),
        (ADMIN, ["regions", "opd", "places", "services"]),
        (BUPATI, []),
    ],
)
def test_who_is_offered_which_topics(person: Person, expected: list[str]) -> None:
    assert [topic.id for topic in topics_of(person)] == expected


def test_who_may_load_and_take_back_structure(offices: Engine) -> None:
    for topic in STRUCTURE:
        for person in (OPERATOR, HEAD, ADMIN, BUPATI):
            assert not may_import(person, topic).allowed
            assert not may_undo(person, topic, person.username).allowed
        assert may_undo(VERIFIER, topic, "sistem").allowed
        assert may_import(SYSTEM_ACTOR, topic).allowed
        with pytest.raises(NotAllowed):
            load(offices, topic, FILES[topic], OPERATOR)
