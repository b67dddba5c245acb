"""An objection: who raises it and until when, who decides it, and what becomes of the figure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from core import clock
from core.errors import DashboardError, Invalid, NotAllowed, NotFound
from data.schema import objection
from review.access import Grant, Person, Role
from review.performance.objections import (
    decide_objection,
    objection_deadline,
    objection_state,
    raise_objection,
)
from tests.review.house import (
    APPROVER,
    EVERYONE,
    HEAD,
    HEALTH,
    QUARTERLY,
    SECOND_VERIFIER,
    VERIFIER,
    change,
    history,
    put,
    stored,
    trail,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from core.settings import Settings

WHY = "Penyebut belum memuat desa baru."
STATES = ("draft", "submitted", "verified", "approved", "locked", "returned", "rejected")
FIRM = ("verified", "approved", "locked")
# Monday 2 November 2026, 09:00 in the regency's zone.
VERIFIED = datetime(2026, 11, 2, 1, 0)  # noqa: DTZ001 (UTC without zone, as it is stored)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock: a day and an hour in the regency's own zone."""

    def hold(text: str) -> None:
        local = datetime.fromisoformat(f"{text}+08:00")
        monkeypatch.setattr(clock, "now", lambda: local.astimezone(UTC))

    hold("2026-11-03T10:00")
    return hold


def figure(engine: Engine, state: str = "verified", **given: Any) -> int:
    people = {"entered_by": "operator", "verified_by": VERIFIER.username, "verified_at": VERIFIED}
    with engine.begin() as conn:
        return put(conn, QUARTERLY, "2026-Q3", state, **{**people, **given})


def row_of(engine: Engine, number: int) -> dict[str, Any]:
    query = select(objection).where(objection.c.id == number)
    with engine.connect() as conn:
        return dict(conn.execute(query).mappings().one())


def decide(engine: Engine, settings: Settings, number: int, by: Person, **given: Any) -> None:
    decide_objection(
        engine, by=by, settings=settings, objection_id=number,
        **{"upheld": True, "words": "Data desa baru sudah kami cocokkan.", **given},
    )  # fmt: skip


@pytest.mark.parametrize("state", FIRM)
def test_an_upheld_objection_sends_the_figure_back_as_a_new_version(
    house: Engine, settings: Settings, at: Callable[[str], None], state: str
) -> None:
    number = figure(house, state)
    raised = raise_objection(house, by=HEAD, settings=settings, actual_id=number, reason=WHY)
    assert stored(house, number)["version"] == 1, "until it is decided the figure stays"
    decide(house, settings, raised, SECOND_VERIFIER)
    row = stored(house, number)
    assert (row["state"], row["version"], row["verified_by"]) == ("returned", 2, None)
    assert row["return_reason"].startswith(f"Sanggahan {raised} diterima: Data desa baru")
    step = history(house, QUARTERLY, "2026-Q3")[-1]
    assert (step["action"], step["from_state"], step["to_state"], step["actor"]) == (
        "uphold", state, "returned", "verifikator.dua"
    )  # fmt: skip
    assert str(raised) in step["reason"]
    found = row_of(house, raised)
    assert (found["state"], found["decided_by"]) == ("upheld", "verifikator.dua")
    assert trail(house) == ["objection.raise", "actual.uphold", "objection.decide"]


def test_a_rejected_objection_leaves_the_figure(
    house: Engine, settings: Settings, at: Callable[[str], None]
) -> None:
    number = figure(house)
    raised = raise_objection(house, by=HEAD, settings=settings, actual_id=number, reason=WHY)
    decide(house, settings, raised, APPROVER, upheld=False)
    assert (stored(house, number)["state"], stored(house, number)["version"]) == ("verified", 1)
    assert row_of(house, raised)["state"] == "rejected"
    for upheld in (True, False):
        with pytest.raises(Invalid, match="sudah diputus"):
            decide(house, settings, raised, APPROVER, upheld=upheld)
    with pytest.raises(Invalid, match="sudah diajukan"):
        raise_objection(house, by=HEAD, settings=settings, actual_id=number, reason=WHY)


def test_only_the_own_head_objects(
    small_house: Engine, settings: Settings, at: Callable[[str], None]
) -> None:
    number = figure(small_house)
    for person in (*EVERYONE, Person("lepas", "Lepas", (Grant(Role.KEPALA_OPD),))):
        if person is not HEAD:
            with pytest.raises(NotAllowed):
                raise_objection(
                    small_house, by=person, settings=settings, actual_id=number, reason=WHY
                )
    assert trail(small_house) == []


@pytest.mark.parametrize("state", STATES)
def test_only_a_verified_figure_is_objected_to(
    small_house: Engine, settings: Settings, at: Callable[[str], None], state: str
) -> None:
    number = figure(small_house, state)
    given: dict[str, Any] = {"by": HEAD, "settings": settings, "actual_id": number, "reason": WHY}
    if state in FIRM:
        assert raise_objection(small_house, **given) == 1
    else:
        with pytest.raises(Invalid, match="Hanya angka terverifikasi"):
            raise_objection(small_house, **given)


@pytest.mark.parametrize(
    ("now", "in_time"),
    [("2026-11-02T09:00", True), ("2026-11-09T23:59", True), ("2026-11-10T00:00", False)],
)
def test_there_are_five_working_days_to_object(
    small_house: Engine, settings: Settings, at: Callable[[str], None], now: str, in_time: bool
) -> None:
    """Verified on Monday the 2nd: until the end of Monday the 9th, by the regency's clock."""
    number = figure(small_house)
    at(now)
    assert objection_deadline(VERIFIED, settings) == date(2026, 11, 9)
    given: dict[str, Any] = {"by": HEAD, "settings": settings, "actual_id": number, "reason": WHY}
    if in_time:
        assert raise_objection(small_house, **given)
        return
    with pytest.raises(Invalid, match="9 November 2026"):
        raise_objection(small_house, **given)


@pytest.mark.parametrize(
    ("now", "in_time"), [("2026-11-10T23:59", True), ("2026-11-11T00:00", False)]
)
def test_there_are_five_working_days_to_decide(
    small_house: Engine, settings: Settings, at: Callable[[str], None], now: str, in_time: bool
) -> None:
    number = figure(small_house)
    raised = raise_objection(small_house, by=HEAD, settings=settings, actual_id=number, reason=WHY)
    row = row_of(small_house, raised)
    assert row["decide_by"] == "2026-11-10"
    at(now)
    day = date.fromisoformat(now[:10])
    assert objection_state(row, day) == ("open" if in_time else "expired")
    if in_time:
        decide(small_house, settings, raised, APPROVER)
        assert objection_state(row_of(small_house, raised), day + timedelta(days=99)) == "upheld"
        return
    for upheld in (True, False):
        with pytest.raises(Invalid, match="kedaluwarsa"):
            decide(small_house, settings, raised, APPROVER, upheld=upheld)
    assert stored(small_house, number)["state"] == "verified"


def test_neither_the_verifier_nor_who_raised_it_decides(
    small_house: Engine, settings: Settings, at: Callable[[str], None]
) -> None:
    both = Person("kepala", "Kepala", (Grant(Role.KEPALA_OPD, HEALTH), Grant(Role.PENYETUJU)))
    number = figure(small_house)
    raised = raise_objection(small_house, by=both, settings=settings, actual_id=number, reason=WHY)
    for person, upheld in ((VERIFIER, True), (VERIFIER, False), (both, True), (both, False)):
        with pytest.raises(NotAllowed, match="Anda sendiri"):
            decide(small_house, settings, raised, person, upheld=upheld)
    deciders = {SECOND_VERIFIER.username, APPROVER.username, VERIFIER.username}
    for person in EVERYONE:
        if person.username not in deciders:
            with pytest.raises(NotAllowed):
                decide(small_house, settings, raised, person)
    assert row_of(small_house, raised)["state"] == "open"


def test_an_objection_to_what_is_no_longer_in_force_cannot_be_upheld(
    small_house: Engine, settings: Settings, at: Callable[[str], None]
) -> None:
    number = figure(small_house)
    raised = raise_objection(small_house, by=HEAD, settings=settings, actual_id=number, reason=WHY)
    for values in (
        {"state": "returned", "verified_by": None, "verified_at": None},
        {"state": "verified", "verified_by": "lain", "verified_at": VERIFIED + timedelta(days=3)},
    ):
        change(small_house, number, **values)
        with pytest.raises(DashboardError, match="sudah dikembalikan"):
            decide(small_house, settings, raised, APPROVER)
        assert row_of(small_house, raised)["state"] == "open"
    decide(small_house, settings, raised, APPROVER, upheld=False)


@pytest.mark.parametrize("words", ["", "salah", "x" * 3000])
def test_both_sides_say_why(
    small_house: Engine, settings: Settings, at: Callable[[str], None], words: str
) -> None:
    number = figure(small_house)
    with pytest.raises(Invalid):
        raise_objection(small_house, by=HEAD, settings=settings, actual_id=number, reason=words)
    raised = raise_objection(small_house, by=HEAD, settings=settings, actual_id=number, reason=WHY)
    with pytest.raises(Invalid):
        decide(small_house, settings, raised, APPROVER, words=words)


def test_an_objection_that_is_not_there_is_not_known(
    small_house: Engine, settings: Settings
) -> None:
    with pytest.raises(NotFound):
        decide(small_house, settings, 7, APPROVER)
