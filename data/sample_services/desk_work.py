"""What an office does with requests: file complete, answered, paused, resolved, reopened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from data.sample_services.pace import pace
from data.sample_services.steps import (
    AGAIN,
    ANSWERED,
    ARCHIVED,
    ASKED,
    COMPLETE,
    DAY,
    FILLED,
    HOUR,
    LACKING,
    MINUTE,
    REOPENED,
    RESOLVED,
    SOONEST,
    TOLD,
    advance,
    lasting,
)

if TYPE_CHECKING:
    from numpy.random import Generator

    from data.sample_services.arrivals import Arrivals
    from data.sample_services.tables import Flags, Floats, Ints
    from data.sample_services.town import Town

CHECK_SPREAD: Final = 0.5
# Incomplete files: working minutes (median, spread) until they are whole; so many never are.
FILLED_AFTER: Final = (820.0, 0.9)
ABANDONED: Final = 0.10
SAID_SO: Final = 0.6
# Days until a reporter answers (median in minutes, spread); so many never do.
TOLD_AFTER: Final = (4 * 1440.0, 0.95)
UNTOLD: Final = 0.06
ASKED_AT: Final = (0.1, 0.8)
# Of what nobody completes so much is put away, after so many seconds.
CLEARED: Final = 0.6
CLEARED_AFTER: Final = (45 * DAY, 100 * DAY)
# What was forgotten turns up when an office goes through its shelves, after so many seconds.
FOUND_AFTER: Final = (90 * DAY, 500 * DAY)
ANSWER_SPREAD: Final = 0.7
# Answers become quicker over the three years: times the usual at the beginning, and less by.
ANSWERS_AT_FIRST: Final = 1.15
QUICKER: Final = 0.5
# An answer that is no promise of its own comes within this share of the whole.
BEFORE_END: Final = 0.9
REOPENED_WITHIN: Final = (30 * MINUTE, 12 * DAY)
AGAIN_SHARE: Final = 0.6


def work(town: Town, arrived: Arrivals, rows: Ints, made: Ints, lot: Generator) -> None:
    """Write the steps of these rows into the histories `made`."""
    pile = Pile(town, arrived, rows, made, lot)
    start = pile.begin()
    whole = pile.lasting("finish", pile.number("spread"), pace(town, arrived, rows))
    answered = pile.answer(start, whole)
    resolved = pile.finish(start, answered, whole)
    answers = pile.chance("answers") & (answered < resolved)
    made[rows, ANSWERED] = np.where(answers, answered, town.never)
    pile.reopen(whole)


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """Requests to be worked through: those in `rows` of what arrived."""

    town: Town
    arrived: Arrivals
    rows: Ints
    made: Ints
    lot: Generator

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, places: Ints) -> Pile:
        """Some of them."""
        return Pile(self.town, self.arrived, self.rows[places], self.made, self.lot)

    def number(self, column: str) -> Floats:
        """A column of desks.csv, for each request."""
        found: Floats = self.town.desks.numbers[column][self.arrived.desk[self.rows]]
        return found

    def is_word(self, column: str, *words: str) -> Flags:
        """Whether the desk's column holds one of these words, for each request."""
        found: Flags = self.town.desks.is_word(column, *words)[self.arrived.desk[self.rows]]
        return found

    def happens(self, share: Floats | float) -> Flags:
        """Drawn for each request with a share."""
        return np.asarray(self.lot.random(len(self)) < share)

    def chance(self, column: str) -> Flags:
        """Drawn for each request with the share in a column of desks.csv."""
        return self.happens(self.number(column))

    def lasting(self, column: str, spread: Floats | float, times: Floats | float = 1.0) -> Ints:
        """Seconds around a column of desks.csv."""
        return lasting(self.number(column) * times, spread, self.lot)

    @property
    def received(self) -> Ints:
        """When they came."""
        found: Ints = self.arrived.at[self.rows]
        return found

    @property
    def by_night(self) -> Flags:
        """Whether work on them goes on by day and night."""
        return self.is_word("office_clock", "tidak")

    def put_away(self) -> Ints:
        """Seconds until somebody closes what nobody asks about any more."""
        return self.lot.integers(*CLEARED_AFTER, len(self))

    def begin(self) -> Ints:
        """When the work can begin: at the receipt, or once the file is complete."""
        start = self.received.copy()
        with_file = np.flatnonzero(self.is_word("flow", "berkas"))
        start[with_file] = self.of(with_file).look_through()
        return start

    def look_through(self) -> Ints:
        """When the files are complete: seen at once, or after something was missing."""
        town, made, rows = self.town, self.made, self.rows
        by_day = np.zeros(len(self), dtype=np.bool_)
        looked = self.lasting("check", CHECK_SPREAD)
        looked = advance(town, self.received, looked, by_night=by_day)
        lacking = self.chance("incomplete")
        missing = lasting(np.full(len(self), FILLED_AFTER[0]), FILLED_AFTER[1], self.lot)
        filled = advance(town, looked, missing, by_night=by_day)
        filled[self.happens(ABANDONED)] = town.never
        made[rows, LACKING] = np.where(lacking, looked, town.never)
        made[rows, COMPLETE] = np.where(lacking, filled, looked)
        made[rows, FILLED] = np.where(lacking & self.happens(SAID_SO), filled, town.never)
        left = lacking & (filled > town.until) & self.happens(CLEARED)
        made[rows, ARCHIVED] = np.where(left, looked + self.put_away(), town.never)
        found: Ints = made[rows, COMPLETE]
        return found

    def answer(self, start: Ints, whole: Ints) -> Ints:
        """When an official first answers."""
        times = ANSWERS_AT_FIRST - QUICKER * self.arrived.progress[self.rows]
        reply = self.lasting("answer", ANSWER_SPREAD, times)
        by_night = ~self.is_word("office_clock", "semua")
        bound = np.maximum((whole * BEFORE_END).astype(np.int64), SOONEST)
        reply = np.where(by_night, reply, np.minimum(reply, bound))
        return advance(self.town, start, reply, by_night=by_night)

    def finish(self, start: Ints, answered: Ints, whole: Ints) -> Ints:
        """The first resolution, with a question to the reporter on the way; some are forgotten."""
        begun, left = start.copy(), whole.copy()
        asking = np.flatnonzero(self.chance("paused"))
        done = (whole[asking] * self.lot.uniform(*ASKED_AT, len(asking))).astype(np.int64)
        begun[asking] = self.of(asking).ask(start[asking], done, answered[asking])
        left[asking] = np.maximum(whole[asking] - done, SOONEST)
        resolved = advance(self.town, begun, left, by_night=self.by_night)
        lot = self.lot.random(len(self))
        shelved = lot < self.number("archived")
        resolved[lot < self.number("archived") + self.number("forgotten")] = self.town.never
        self.made[self.rows, RESOLVED] = resolved
        put_away = np.maximum(begun, answered) + self.put_away()
        before = self.made[self.rows, ARCHIVED]
        self.made[self.rows, ARCHIVED] = np.where(shelved, put_away, before)
        self.find(start)
        found: Ints = self.made[self.rows, RESOLVED]
        return found

    def find(self, start: Ints) -> None:
        """What was forgotten turns up: it is resolved, or put away where its file never came."""
        made, rows, never = self.made, self.rows, self.town.never
        lost = (made[rows, RESOLVED] >= never) & (made[rows, ARCHIVED] >= never)
        by_day = np.zeros(len(self), dtype=np.bool_)
        looked = self.received + self.lot.integers(*FOUND_AFTER, len(self))
        seen = advance(self.town, looked, np.full(len(self), HOUR), by_night=by_day)
        done = advance(self.town, seen, np.full(len(self), HOUR), by_night=by_day)
        whole = start < never
        waits = lost & (made[rows, ASKED] < never) & (made[rows, TOLD] >= never)
        made[rows, TOLD] = np.where(waits, seen, made[rows, TOLD])
        made[rows, RESOLVED] = np.where(lost & whole, done, made[rows, RESOLVED])
        made[rows, ARCHIVED] = np.where(lost & ~whole, done, made[rows, ARCHIVED])

    def ask(self, start: Ints, done: Ints, answered: Ints) -> Ints:
        """Wait for the reporter after some of the work; when the work goes on."""
        asked = advance(self.town, start, done, by_night=self.by_night)
        asked = np.maximum(asked, answered + MINUTE)
        waits = lasting(np.full(len(self), TOLD_AFTER[0]), TOLD_AFTER[1], self.lot)
        told = np.minimum(asked + waits, self.town.never)
        told[self.happens(UNTOLD)] = self.town.never
        self.made[self.rows, ASKED], self.made[self.rows, TOLD] = asked, told
        return np.asarray(told)

    def reopen(self, whole: Ints) -> None:
        """Some come back within days, and are resolved once more."""
        back = np.flatnonzero(self.chance("reopened"))
        mine = self.of(back)
        later = self.lot.integers(*REOPENED_WITHIN, len(back))
        reopened = np.minimum(self.made[mine.rows, RESOLVED] + later, self.town.never)
        more = np.maximum((whole[back] * AGAIN_SHARE).astype(np.int64), SOONEST)
        self.made[mine.rows, REOPENED] = reopened
        self.made[mine.rows, AGAIN] = advance(self.town, reopened, more, by_night=mine.by_night)
