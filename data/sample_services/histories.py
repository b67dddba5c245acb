"""What happens to each request: its moments, in the order in which they can follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from data.sample_services.desk_work import work
from data.sample_services.emergencies import respond
from data.sample_services.steps import (
    ACKNOWLEDGED,
    CONFIRMED_WITHIN,
    DAY,
    RECEIVED,
    RESOLVED,
    STEPS,
)

if TYPE_CHECKING:
    from numpy.random import Generator

    from data.sample_services.arrivals import Arrivals
    from data.sample_services.tables import Ints
    from data.sample_services.town import Town

FLAWED: Final = 0.0009
WRONG_BY: Final = (600, 3 * DAY)


def histories(town: Town, arrived: Arrivals, lot: Generator) -> Ints:
    """(n, steps) moments of requests in seconds, UTC; later than `town.until`: does not come."""
    made = np.full((len(arrived), len(STEPS)), town.never)
    made[:, RECEIVED] = arrived.at
    _confirm(town, arrived, made, lot)
    emergency = town.desks.is_word("flow", "darurat")[arrived.desk]
    respond(town, arrived, np.flatnonzero(emergency), made, lot)
    work(town, arrived, np.flatnonzero(~emergency), made, lot)
    _spoil(town, made, lot)
    return made


def _confirm(town: Town, arrived: Arrivals, made: Ints, lot: Generator) -> None:
    """A machine confirms the receipt of what does not come over a counter."""
    share = town.desks.numbers["ack"][arrived.desk]
    confirmed = np.flatnonzero(lot.random(len(arrived)) < share)
    seconds = lot.integers(1, CONFIRMED_WITHIN, len(confirmed))
    made[confirmed, ACKNOWLEDGED] = arrived.at[confirmed] + seconds


def _spoil(town: Town, made: Ints, lot: Generator) -> None:
    """A few were resolved before they were received: somewhere a clock was wrong."""
    chosen = (lot.random(len(made)) < FLAWED) & (made[:, RESOLVED] <= town.until)
    wrong = np.flatnonzero(chosen)
    made[wrong, RESOLVED + 1 :] = town.never
    made[wrong, ACKNOWLEDGED + 1 : RESOLVED] = town.never
    made[wrong, RESOLVED] = made[wrong, RECEIVED] - lot.integers(*WRONG_BY, len(wrong))
