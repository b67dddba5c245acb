"""No order of rows or files changes an outcome, and a rebuild gives the same rows."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

import pytest
from sqlalchemy import delete, text

from data.engine import writing
from data.schema import metadata
from data.services import durations
from data.services.basis import ensure
from review.undoing import undo_batch
from tests.imports.files import SYSTEM_ACTOR, dump
from tests.services.frames import SETTINGS, SUM_TABLES, Chance, facts, log, sums, take

if TYPE_CHECKING:
    from sqlalchemy import Engine

SEEDS: Final = range(4)
FEW: Final = 3
TABLES: Final = ("request", "request_event", "request_former", *SUM_TABLES)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_order_split_and_repetition_gives_the_same_rows(town: Engine, seed: int) -> None:
    rows = Chance(seed).rows()
    done = take(town, log(rows))
    assert done.batch_id is not None
    whole = facts(town)
    undo_batch(town, by=SYSTEM_ACTOR, batch_id=done.batch_id, settings=SETTINGS)
    assert not any(dump(town, *TABLES).values())
    draw = Random(seed)  # noqa: S311 (chance for tests)
    draw.shuffle(rows)
    for part in range(4):
        some = log(rows[part::4])
        take(town, some)
        assert take(town, some).batch_id is None
    assert facts(town) == whole
    assert take(town, log(rows)).batch_id is None


def test_histograms_are_the_same_however_many_are_written_at_once(
    town: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = Chance(7).rows()
    numbers = [take(town, log(rows[part::2])).batch_id for part in range(2)]
    whole = dump(town, "duration_histogram")
    assert len(whole["duration_histogram"]) > 2 * FEW
    for number in reversed(numbers):
        assert number is not None
        undo_batch(town, by=SYSTEM_ACTOR, batch_id=number, settings=SETTINGS)
    monkeypatch.setattr(durations, "ROWS", FEW)
    for part in range(2):
        take(town, log(rows[part::2]))
    assert dump(town, "duration_histogram") == whole


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_a_rebuild_gives_the_same_rows_whatever_stood_there(town: Engine, seed: int) -> None:
    rows = Chance(seed + 50).rows()
    for part in range(2):
        take(town, log(rows[part::2]))
    before = dump(town, *TABLES)
    assert ensure(town, SETTINGS) is False
    with writing(town).begin() as conn:
        for name in SUM_TABLES:
            conn.execute(delete(metadata.tables[name]))
        conn.execute(text("UPDATE request SET elapsed = 1, due_at = NULL, flaw = 'x', met = NULL"))
    assert dump(town, *TABLES) != before
    assert ensure(town, SETTINGS, anew=True) is True
    assert dump(town, *TABLES) == before


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_taking_batches_back_in_turn_leaves_what_was_there(town: Engine, seed: int) -> None:
    rows = Chance(seed + 90).rows()
    Random(seed).shuffle(rows)  # noqa: S311 (chance for tests)
    stages, batches = [dump(town, *TABLES)], []
    for part in range(3):
        batches.append(take(town, log(rows[part::3])).batch_id)
        stages.append(dump(town, *TABLES))
    for batch in reversed(batches):
        stages.pop()
        assert batch is not None
        undo_batch(town, by=SYSTEM_ACTOR, batch_id=batch, settings=SETTINGS)
        assert dump(town, *TABLES) == stages[-1]


GOOD = "flaw IS NULL"
SHELVED = "(closed_at IS NOT NULL AND resolved_at IS NULL)"
JUDGED = f"{GOOD} AND NOT {SHELVED} AND due_at IS NOT NULL"
ASKED = f"{GOOD} AND answer_due_at IS NOT NULL AND NOT ({SHELVED} AND answered_at IS NULL)"
# Of each sum the day and the condition, in plain SQL over the requests.
PLAIN: Final = {
    "received": ("received_at", GOOD),
    "closed_in": ("received_at", f"{GOOD} AND closed_at IS NOT NULL"),
    "met_in": ("received_at", f"{JUDGED} AND met"),
    "late_in": ("received_at", f"{JUDGED} AND NOT met"),
    "reopened": ("received_at", f"{GOOD} AND reopened > 0"),
    "archived": ("received_at", f"{GOOD} AND {SHELVED}"),
    "unjudged": (
        "received_at",
        f"{GOOD} AND NOT {SHELVED} AND started_at IS NOT NULL AND due_at IS NULL",
    ),
    "resolved": ("resolved_at", GOOD),
    "due": ("due_at", JUDGED),
    "due_closed": ("due_at", f"{JUDGED} AND closed_at IS NOT NULL"),
    "due_met": ("due_at", f"{JUDGED} AND met"),
    "risk": ("risk_at", JUDGED),
    "risk_closed": ("risk_at", f"{JUDGED} AND closed_at IS NOT NULL"),
    "half": ("half_at", JUDGED),
    "half_closed": ("half_at", f"{JUDGED} AND closed_at IS NOT NULL"),
    "double": ("double_at", JUDGED),
    "double_closed": ("double_at", f"{JUDGED} AND closed_at IS NOT NULL"),
    "answer_due": ("answer_due_at", ASKED),
    "answered": ("answer_due_at", f"{ASKED} AND answered_at IS NOT NULL"),
    "answer_met": ("answer_due_at", f"{ASKED} AND answer_met"),
}
KEYS: Final = {
    "service_day_opd": "opd_code",
    "service_day_service": "service_code",
    "service_day_channel": "coalesce(channel, '') || '/' || coalesce(level, '')",
}


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_the_sums_are_plain_counts_over_the_requests(town: Engine, seed: int) -> None:
    rows = Chance(seed + 20, count=120).rows()
    for part in range(3):
        take(town, log(rows[part::3]))
    local = "strftime('%Y-%m-%d', {}, '+8 hours')"
    if town.dialect.name == "postgresql":
        local = "to_char({} + interval '8 hours', 'YYYY-MM-DD')"
    with town.connect() as conn:
        for table, key in KEYS.items():
            own = "channel || '/' || level" if table == "service_day_channel" else key
            for name, (moment, where) in PLAIN.items():
                day = local.format(moment)
                plain = (
                    f"SELECT {key}, {day}, count(*) FROM request WHERE {where} "  # noqa: S608
                    f"AND {moment} IS NOT NULL GROUP BY 1, 2"
                )
                kept = f'SELECT {own}, day, "{name}" FROM {table} WHERE "{name}" <> 0'  # noqa: S608
                found = {tuple(row) for row in conn.execute(text(plain))}
                assert {tuple(row) for row in conn.execute(text(kept))} == found, (table, name)
                assert name != "received" or len(found) > 10


def test_a_desa_counts_in_its_kecamatan_as_well(town: Engine) -> None:
    take(town, log(Chance(7).rows()))
    with town.connect() as conn:
        for code, head in (("51.08.06", 8), ("51.08.06.1008", 13), ("", 0)):
            like = (
                "region_code IS NULL" if not head else f"substr(region_code, 1, {head}) = '{code}'"
            )
            wanted = conn.scalar(
                text(f"SELECT count(*) FROM request WHERE flaw IS NULL AND {like}")  # noqa: S608
            )
            found = conn.scalar(
                text("SELECT sum(received) FROM service_day_place WHERE region_code = :code"),
                {"code": code},
            )
            assert found == wanted > 0


def test_nothing_is_left_of_what_goes_to_zero(town: Engine) -> None:
    first = log([["T-1", "2026-02-02 08:00", "received", "", "ADUAN", "", "web", "", ""]])
    take(town, first)
    before = sums(town)
    done = take(town, log([["T-1", "2026-02-03 08:00", "resolved", "", *[""] * 5]]))
    assert sums(town) != before
    assert done.batch_id is not None
    undo_batch(town, by=SYSTEM_ACTOR, batch_id=done.batch_id, settings=SETTINGS)
    assert sums(town) == before
