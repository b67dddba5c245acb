"""A thousand figures, two people at each at once, steps at random: nothing lost, nobody alone."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from data.rollups import rebuild, rules_of
from data.schema import actual, actual_step, score_part, standing
from review.performance import steps as steps_module
from review.performance.machine import Action
from review.work import first_broken_event
from tests.review.walks import SEQUENCES, STEPS, Done, fill, walked

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import Connection, Engine, RowMapping

    from core.settings import Settings

FEW = 48


def histories(engine: Engine) -> dict[tuple[str, str], list[RowMapping]]:
    found: dict[tuple[str, str], list[RowMapping]] = {}
    with engine.connect() as conn:
        for step in conn.execute(select(actual_step).order_by(actual_step.c.id)).mappings():
            found.setdefault((step["indicator_code"], step["period"]), []).append(step)
    return found


def check_chain(steps: list[RowMapping], row: RowMapping) -> None:
    """Each step begins where the one before ended, and the row is where the last one ended."""
    assert [step["version"] for step in steps] == list(range(1, len(steps) + 1))
    for before, after in pairwise(steps):
        assert after["from_state"] == before["to_state"]
        assert after["old_value"] == before["new_value"]
    last = steps[-1]
    assert (row["version"], row["state"], row["value"]) == (
        last["version"], last["to_state"], last["new_value"]
    )  # fmt: skip


def check_hands(steps: list[RowMapping]) -> None:
    """Nobody verified or approved what they entered, or approved what they verified."""
    entered = submitted = verified = asked = ""
    for step in steps:
        who = step["actor"]
        match step["action"]:
            case "save":
                entered = who
            case "submit":
                submitted = who
            case "verify":
                assert who not in (entered, submitted)
                verified = who
            case "approve":
                assert who not in (entered, verified)
            case "ask_unlock":
                asked = who
            case "confirm_unlock" | "refuse_unlock":
                assert who != asked


def test_two_people_at_once_lose_no_update_and_pass_nothing_of_their_own(
    empty_engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Reckoning takes most of a step's time; the test below has it, with fewer figures.
    monkeypatch.setattr(steps_module, "refresh", lambda *_arguments: None)
    figures = fill(empty_engine)
    before = {key: len(steps) for key, steps in histories(empty_engine).items()}
    people = walked(empty_engine, settings, figures)
    found = histories(empty_engine)
    with empty_engine.connect() as conn:
        rows = conn.execute(select(actual)).mappings().all()
        assert first_broken_event(conn) is None
    assert len(rows) == len(found) == SEQUENCES
    for row in rows:
        steps = found[row["indicator_code"], row["period"]]
        check_chain(steps, row)
        check_hands(steps)
    new = [(key, step) for key, steps in found.items() for step in steps[before[key] :]]
    done = [one for person in people for one in person.done]
    # What the commands said they stored is stored, once, and nothing else is.
    assert Counter(one._replace(seen=0, value=None) for one in done) == Counter(
        Done(*key, 0, step["version"], step["actor"], step["action"], None) for key, step in new
    )
    assert [one for one in done if one.version != one.seen + 1] == []
    for one in done:
        if one.action == "save":
            assert found[one.code, one.period][one.version - 1]["new_value"] == one.value
    # The walk is worth something only if it went everywhere and met every refusal.
    counted = Counter(step["action"] for _key, step in new)
    assert min(counted[action.value] for action in (Action.SAVE, *STEPS)) >= 20, counted
    refused = sum((person.refused for person in people), Counter[str]())
    assert min(refused["Conflict"], refused["NotAllowed"]) >= SEQUENCES // 4, refused


def test_what_two_people_left_behind_is_reckoned_as_if_anew(
    empty_engine: Engine, settings: Settings
) -> None:
    walked(empty_engine, settings, fill(empty_engine)[:FEW])
    with empty_engine.begin() as conn:
        kept = reckoned(conn)
        rebuild(conn, rules_of(settings))
        assert reckoned(conn) == kept
    assert any(row.get("reported") for row in kept)


def reckoned(conn: Connection) -> list[dict[str, Any]]:
    """Every standing and every sum over them."""
    queries = [select(table).order_by(*table.primary_key) for table in (standing, score_part)]
    return [dict(row) for query in queries for row in conn.execute(query).mappings()]
