"""People who walk over figures at random, two at a time, and the figures they begin with."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import insert, select

from core.errors import Invalid, NotAllowed, NotFound
from data.schema import (
    actual,
    actual_step,
    evidence,
    indicator,
    opd,
)
from review.performance.conflict import Conflict
from review.performance.machine import Action, Row, actions_for
from review.performance.reporting import save_actual, submit_actual, withdraw_actual
from review.performance.verifying import (
    approve_actual,
    ask_unlock,
    confirm_unlock,
    lock_actual,
    refuse_unlock,
    reject_actual,
    return_actual,
    verify_actual,
)
from tests.review.house import (
    BATCH,
    EARLIER,
    all_powerful,
    build,
    indicator_values,
    office_values,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Engine, RowMapping

    from core.settings import Settings
    from review.access import Person

    Way = tuple[tuple[str, str, str], ...]

SEQUENCES = 1_000
TURNS = 2
PERIODS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
WHY = "Angka ini perlu diperiksa lagi."
# One OPD for each indicator: the score of an OPD is reckoned from all it reports.
OFFICES = {f"OPD-{number}": f"ACAK-{number}" for number in range(100, 142)}
STEPS: Mapping[Action, Callable[..., object]] = {
    Action.SUBMIT: submit_actual,
    Action.WITHDRAW: withdraw_actual,
    Action.VERIFY: verify_actual,
    Action.APPROVE: approve_actual,
    Action.RETURN: return_actual,
    Action.REJECT: reject_actual,
    Action.LOCK: lock_actual,
    Action.ASK_UNLOCK: ask_unlock,
    Action.CONFIRM_UNLOCK: confirm_unlock,
    Action.REFUSE_UNLOCK: refuse_unlock,
}
# What moves a figure on is drawn more often than what sends it back.
OFTEN = (Action.SUBMIT, Action.VERIFY, Action.APPROVE, Action.LOCK, Action.CONFIRM_UNLOCK)
# Most of the steps are likely ones: what the screen offered a moment ago.
LIKELY = 0.75
STALE = 0.15


PEOPLE = ("orang.satu", "orang.dua", "orang.tiga")
# How far a figure has come before the test: step, state, which of the three. The first n of them,
# n by turns, so that everybody finds figures that are their own at every desk.
WAY = (
    ("save", "draft", 0),
    ("submit", "submitted", 0),
    ("verify", "verified", 1),
    ("approve", "approved", 2),
    ("lock", "locked", 2),
    ("ask_unlock", "locked", 2),
)


class Figure(NamedTuple):
    """A key of the figures under test, its number in the database, and its place in the row."""

    code: str
    period: str
    number: int


class Done(NamedTuple):
    """A step that a command said it has stored, and the version that it was told to change."""

    code: str
    period: str
    seen: int
    version: int
    actor: str
    action: str
    value: float | None


class Actor:
    """One person who goes through the figures, taking what the screen offers or anything."""

    def __init__(self, engine: Engine, settings: Settings, person: Person, seed: int) -> None:
        self.engine = engine
        self.settings = settings
        self.person = person
        self.drawn = random.Random(seed)  # noqa: S311 (a repeatable test)
        self.done: list[Done] = []
        self.refused: Counter[str] = Counter()

    def walk(self, figures: list[Figure], start: Barrier) -> None:
        for figure in figures:
            start.wait()
            for _turn in range(TURNS):
                self.turn(figure)

    def turn(self, figure: Figure) -> None:
        seen = look(self.engine, figure)
        action = self.choose(seen)
        version = seen["version"]
        if self.drawn.random() < STALE:
            version -= 1
        value = self.drawn.random() * 100
        try:
            after = self.act(action, figure, version, value)
        except (Conflict, NotAllowed, NotFound, Invalid) as refusal:
            self.refused[type(refusal).__name__] += 1
            return
        told = value if action is Action.SAVE else None
        name = self.person.username
        self.done.append(Done(*figure[:2], version, after, name, action.value, told))

    def choose(self, seen: RowMapping) -> Action:
        if self.drawn.random() > LIKELY:
            return self.drawn.choice([Action.SAVE, *STEPS])
        row = Row.of({**seen, "opd_code": seen["indicator_code"].replace("ACAK", "OPD")})
        offered = actions_for(self.person, row, self.settings)
        forward = [action for action in offered if action in OFTEN]
        return self.drawn.choice([*offered, *forward, *forward] or [Action.SAVE])

    def act(self, action: Action, figure: Figure, version: int, value: float) -> int:
        given: dict[str, Any] = {"by": self.person, "settings": self.settings, "version": version}
        if action is Action.SAVE:
            given |= {"indicator": figure.code, "period": figure.period, "value": value}
            return save_actual(self.engine, **given).version
        if action.needs_reason:
            given["reason"] = WHY
        saved: Any = STEPS[action](self.engine, actual_id=figure.number, **given)
        return int(saved.version)


def look(engine: Engine, figure: Figure) -> RowMapping:
    with engine.connect() as conn:
        query = select(actual).where(actual.c.id == figure.number)
        return conn.execute(query).mappings().one()


def fill(engine: Engine) -> list[Figure]:
    """A thousand figures with evidence, each some way along, straight into the tables."""
    build(engine)
    keys = [(code, period) for code in OFFICES.values() for period in PERIODS][:SEQUENCES]
    with engine.begin() as conn:
        conn.execute(insert(opd), [office_values(office) for office in OFFICES])
        conn.execute(insert(indicator), [
            indicator_values(code, office, cadence="month", pattern="hitungan")
            for office, code in OFFICES.items()
        ])  # fmt: skip
        ways = [_way(number) for number in range(len(keys))]
        conn.execute(insert(actual), [
            _row(key, way) for key, way in zip(keys, ways, strict=True)
        ])  # fmt: skip
        conn.execute(insert(actual_step), [
            step for key, way in zip(keys, ways, strict=True) for step in _steps(key, way)
        ])  # fmt: skip
        found = conn.execute(select(actual.c.indicator_code, actual.c.period, actual.c.id))
        figures = [Figure(code, period, number) for code, period, number in found]
        conn.execute(insert(evidence), [
            {"token": f"acak-{one.number}", "actual_id": one.number, "kind": "link", "name": "a",
             "address": "https://contoh.go.id", "added_by": "awal", "added_at": EARLIER}
            for one in figures
        ])  # fmt: skip
    return sorted(figures)


def _way(number: int) -> Way:
    turn = number // len(WAY)
    walked_by = [PEOPLE[(who + turn) % len(PEOPLE)] for _action, _state, who in WAY]
    length = 1 + number % len(WAY)
    return tuple(
        (action, state, name)
        for (action, state, _who), name in zip(WAY[:length], walked_by, strict=False)
    )


def _row(key: tuple[str, str], way: Way) -> dict[str, Any]:
    names = {action: who for action, _state, who in way}
    return {
        "indicator_code": key[0], "period": key[1], "value": 0.5, "state": way[-1][1],
        "version": len(way), "entered_by": names["save"], "entered_at": EARLIER,
        "submitted_by": names.get("submit"), "verified_by": names.get("verify"),
        "unlock_by": names.get("ask_unlock"), "unlock_reason": WHY, "batch_id": BATCH,
    }  # fmt: skip


def _steps(key: tuple[str, str], way: Way) -> list[dict[str, Any]]:
    states = [None, *(state for _action, state, _who in way)]
    return [
        {"indicator_code": key[0], "period": key[1], "version": number, "at": EARLIER,
         "actor": who, "action": action, "from_state": states[number - 1], "to_state": state,
         "old_value": 0.5 if number > 1 else None, "new_value": 0.5, "reason": None}
        for number, (action, state, who) in enumerate(way, 1)
    ]  # fmt: skip


def walked(engine: Engine, settings: Settings, figures: list[Figure]) -> list[Actor]:
    """Three people, two at a time: each pair at a third of the figures, at the same moment."""
    people = [
        Actor(engine, settings, all_powerful(name, *OFFICES), seed)
        for seed, name in enumerate(PEOPLE)
    ]
    start = Barrier(2, timeout=60)
    with ThreadPoolExecutor(2) as pool:
        for turn in range(3):
            pair = (people[turn], people[turn - 1])
            for walk in [pool.submit(one.walk, figures[turn::3], start) for one in pair]:
                walk.result()
    return people
