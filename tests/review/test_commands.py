"""Each command in each state by each person: what it changes; a refusal changes nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from core.errors import DashboardError, NotAllowed
from data.schema import actual, actual_step, objection
from review.performance import objections, reporting, verifying
from review.performance.evidence import add_link
from tests.review.house import (
    ADMIN,
    APPROVER,
    EARLIER,
    EVERYONE,
    HEAD,
    HEALTH,
    OPERATOR,
    QUARTERLY,
    SECOND_VERIFIER,
    VERIFIER,
    history,
    put,
    stored,
    trail,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine

    from core.settings import Settings
    from review.access import Person

WHY = "Bukti belum terbaca."
STATES = ("draft", "submitted", "verified", "approved", "locked", "returned", "rejected")
OPEN = {"draft", "returned", "rejected"}
OWN = {"operator", "kepala"}
CHECKERS = {"verifikator", "verifikator.dua", "penyetuju"}
# By hand: from which states, by which people of the house, to which state, with words.
COMMANDS: dict[str, tuple[set[str], set[str], str, bool]] = {
    "save_actual": (OPEN, OWN, "draft", False),
    "submit_actual": (OPEN, OWN, "submitted", False),
    "withdraw_actual": ({"submitted"}, OWN, "draft", False),
    "verify_actual": ({"submitted"}, {"verifikator", "verifikator.dua"}, "verified", False),
    "approve_actual": ({"verified"}, {"penyetuju"}, "approved", False),
    "return_actual": ({"submitted", "verified"}, CHECKERS, "returned", True),
    "reject_actual": ({"submitted", "verified"}, CHECKERS, "rejected", True),
    "lock_actual": ({"approved"}, {"admin"}, "locked", False),
    "ask_unlock": ({"locked"}, {"admin"}, "locked", True),
    "confirm_unlock": ({"asked"}, {"penyetuju"}, "returned", False),
    "refuse_unlock": ({"asked"}, {"penyetuju"}, "locked", True),
}


def call(name: str, engine: Engine, by: Person, settings: Settings, number: int) -> None:
    """The command of this name, as a screen calls it."""
    given: dict[str, Any] = {"by": by, "settings": settings, "version": 3}
    if name == "save_actual":
        given |= {"indicator": QUARTERLY, "period": "2026-Q3", "value": 81.0}
    else:
        given["actual_id"] = number
    if COMMANDS[name][3]:
        given["reason"] = WHY
    module = reporting if hasattr(reporting, name) else verifying
    command: Callable[..., object] = getattr(module, name)
    command(engine, **given)


def place(engine: Engine, state: str) -> int:
    """One actual in this state, entered, submitted and verified by people outside the test."""
    people = {"submitted_by": "x", "verified_by": "y" if state != "submitted" else None}
    asked = {"unlock_by": "z", "unlock_at": EARLIER, "unlock_reason": WHY}
    with engine.begin() as conn:
        return put(
            conn, QUARTERLY, "2026-Q3", state.replace("asked", "locked"), version=3, **people,
            **(asked if state == "asked" else {}),
        )  # fmt: skip


def everything(engine: Engine, number: int) -> tuple[object, ...]:
    with engine.connect() as conn:
        steps = conn.scalar(select(func.count()).select_from(actual_step))
    return dict(stored(engine, number)), steps, trail(engine)


@pytest.mark.parametrize("state", [*STATES, "asked"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_does_what_the_table_says_and_a_refusal_changes_nothing(
    small_house: Engine, settings: Settings, name: str, state: str
) -> None:
    sources, people, target, with_words = COMMANDS[name]
    number = place(small_house, state)
    before = everything(small_house, number)
    for person in EVERYONE:
        if state in sources and person.username in people:
            continue
        with pytest.raises(NotAllowed) as caught:
            call(name, small_house, person, settings, number)
        assert caught.value.message
        assert everything(small_house, number) == before, person.username
    if state not in sources:
        return
    doer = next(one for one in EVERYONE if one.username in people)
    call(name, small_house, doer, settings, number)
    row = stored(small_house, number)
    assert (row["state"], row["version"]) == (target, 4)
    step = history(small_house, QUARTERLY, "2026-Q3")[-1]
    known = "locked" if state == "asked" else state
    assert (step["version"], step["actor"]) == (4, doer.username)
    assert (step["from_state"], step["to_state"]) == (known, target)
    assert (step["old_value"], step["new_value"]) == (80.0, row["value"])
    assert (step["reason"] is not None) is (with_words or name == "confirm_unlock")
    assert trail(small_house)[-1] == f"actual.{step['action']}"


def test_the_whole_way_of_a_figure(
    house: Engine, settings: Settings, fixed_clock: datetime
) -> None:
    """Entered, submitted, verified, approved, locked; then unlocked by two and sent back."""
    own: dict[str, Any] = {"by": OPERATOR, "settings": settings}
    entered = reporting.save_actual(
        house, indicator=QUARTERLY, period="2026-Q3", value=81.5, note=" Rekap \x00 TW III ",
        version=None, **own,
    )  # fmt: skip
    number = entered.actual_id
    assert stored(house, number)["note"] == "Rekap TW III"
    add_link(house, actual_id=number, address="https://contoh.go.id/a", **own)
    reporting.submit_actual(house, actual_id=number, version=1, **own)
    reporting.withdraw_actual(house, actual_id=number, version=2, **own)
    reporting.submit_actual(house, actual_id=number, version=3, by=HEAD, settings=settings)
    for command, person, version in (
        (verifying.verify_actual, VERIFIER, 4),
        (verifying.approve_actual, APPROVER, 5),
        (verifying.lock_actual, ADMIN, 6),
    ):
        command(house, by=person, settings=settings, actual_id=number, version=version)
    row = stored(house, number)
    assert [row[f"{name}_by"] for name in ("entered", "submitted", "verified", "approved")] == [
        "operator", "kepala", "verifikator", "penyetuju"
    ]  # fmt: skip
    assert row["first_submitted_at"] == fixed_clock.replace(tzinfo=None)
    verifying.ask_unlock(
        house, by=ADMIN, settings=settings, actual_id=number, version=7, reason=WHY
    )
    with pytest.raises(NotAllowed, match="sudah diajukan"):
        verifying.ask_unlock(
            house, by=ADMIN, settings=settings, actual_id=number, version=8, reason=WHY
        )
    verifying.confirm_unlock(house, by=APPROVER, settings=settings, actual_id=number, version=8)
    row = stored(house, number)
    assert (row["state"], row["version"], row["return_reason"]) == ("returned", 9, WHY)
    assert (row["returned_by"], row["verified_by"], row["unlock_by"]) == ("penyetuju", None, None)
    steps = history(house, QUARTERLY, "2026-Q3")
    assert [step["version"] for step in steps] == list(range(1, 10))
    assert [step["action"] for step in steps] == [
        "save", "submit", "withdraw", "submit", "verify", "approve", "lock", "ask_unlock",
        "confirm_unlock",
    ]  # fmt: skip


def test_a_refused_unlock_leaves_the_figure_locked_and_may_be_asked_again(
    house: Engine, settings: Settings
) -> None:
    number = place(house, "asked")
    given: dict[str, Any] = {"settings": settings, "actual_id": number, "reason": WHY}
    verifying.refuse_unlock(house, by=APPROVER, version=3, **given)
    row = stored(house, number)
    assert (row["state"], row["unlock_by"], row["unlock_reason"]) == ("locked", None, None)
    assert verifying.ask_unlock(house, by=ADMIN, version=4, **given).version == 5


def test_many_at_once_are_all_or_none(house: Engine, settings: Settings) -> None:
    with house.begin() as conn:
        good, own = (
            put(conn, QUARTERLY, period, "submitted", version=2, submitted_by="x", entered_by=name)
            for period, name in (("2026-Q2", "x"), ("2026-Q3", VERIFIER.username))
        )
    given: dict[str, Any] = {"settings": settings, "chosen": {good: 2, own: 2}}
    with pytest.raises(NotAllowed, match="mengisi angka ini"):
        verifying.verify_many(house, by=VERIFIER, **given)
    assert [stored(house, one)["state"] for one in (good, own)] == ["submitted", "submitted"]
    done = verifying.verify_many(house, by=SECOND_VERIFIER, **given)
    assert [(one.actual_id, one.version) for one in done] == [(good, 3), (own, 3)]
    both: dict[str, Any] = {**given, "chosen": {good: 3, own: 3}}
    with pytest.raises(NotAllowed, match="memverifikasi angka ini"):
        verifying.approve_many(house, by=_with_both(SECOND_VERIFIER), **both)
    verifying.approve_many(house, by=APPROVER, **both)
    verifying.lock_many(house, by=ADMIN, **{**given, "chosen": {good: 4, own: 4}})
    assert {stored(house, one)["state"] for one in (good, own)} == {"locked"}
    with pytest.raises(DashboardError, match="Belum ada angka yang dipilih"):
        verifying.lock_many(house, by=ADMIN, settings=settings, chosen={})


def _with_both(person: Person) -> Person:
    return replace(person, roles=(*person.roles, *APPROVER.roles))


@pytest.mark.parametrize("reason", ["", "  ", "ya", "perbaiki!", "1234567890 12345", "x" * 2001])
@pytest.mark.parametrize("name", sorted(one for one in COMMANDS if COMMANDS[one][3]))
def test_a_reason_is_needed_and_says_something(
    small_house: Engine, settings: Settings, name: str, reason: str
) -> None:
    number = place(small_house, min(COMMANDS[name][0]))
    doer = {"ask_unlock": ADMIN}.get(name, APPROVER)
    command: Callable[..., object] = getattr(verifying, name)
    with pytest.raises(DashboardError) as caught:
        command(small_house, by=doer, settings=settings, actual_id=number, version=3, reason=reason)
    assert not isinstance(caught.value, NotAllowed)
    assert stored(small_house, number)["version"] == 3


def test_a_figure_that_is_gone_is_said_to_be_gone(small_house: Engine, settings: Settings) -> None:
    for name, person in product(("verify_actual", "lock_actual"), (VERIFIER, ADMIN)):
        with pytest.raises(DashboardError, match=r"tidak \(lagi\) tersimpan"):
            call(name, small_house, person, settings, 999)


def test_no_step_is_taken_past_the_commands(small_house: Engine, settings: Settings) -> None:
    """The table knows one step more than the commands: upholding, which the decision does."""
    number = place(small_house, "verified")
    with small_house.begin() as conn:
        conn.execute(objection.insert().values(
            actual_id=number, opd_code=HEALTH, reason=WHY, raised_by="kepala",
            raised_at=EARLIER, decide_by="2026-01-01", state="open",
        ))  # fmt: skip
    with pytest.raises(DashboardError, match="kedaluwarsa"):
        objections.decide_objection(
            small_house, by=VERIFIER, settings=settings, objection_id=1, upheld=True, words=WHY
        )
    with small_house.connect() as conn:
        assert conn.scalar(select(actual.c.version).where(actual.c.id == number)) == 3
