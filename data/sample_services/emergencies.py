"""Fire, ambulance, disaster: departed, arrived, done; by day and night."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from data.sample_services.places import USUAL_KM
from data.sample_services.steps import ARRIVED, DAY, DEPARTED, MINUTE, RESOLVED, lasting

if TYPE_CHECKING:
    from numpy.random import Generator

    from data.sample_services.arrivals import Arrivals
    from data.sample_services.tables import Ints
    from data.sample_services.town import Town

# Minutes for a kilometre, and before the first one.
A_KILOMETRE: Final = 1.25
OFF: Final = 1.2
SPREAD: Final = 0.32
# So many crews forget to say that they left, or that they are there.
UNSAID: Final = (0.025, 0.03)
# Who forgets to report the end does so with the papers of the month.
CLOSED_AFTER: Final = (2 * DAY, 40 * DAY)


def respond(town: Town, arrived: Arrivals, rows: Ints, made: Ints, lot: Generator) -> None:
    """Write the steps of these rows into the histories."""
    desk, numbers = arrived.desk[rows], town.desks.numbers
    kilometres = np.full(len(rows), USUAL_KM)
    if town.places.villages:
        kilometres = town.places.kilometres[arrived.village[rows]]
    departed = arrived.at[rows] + lasting(numbers["answer"][desk], SPREAD, lot)
    there = departed + lasting(OFF + A_KILOMETRE * kilometres, SPREAD, lot)
    done = there + lasting(numbers["finish"][desk], numbers["spread"][desk], lot) + MINUTE
    forgotten = lot.random(len(rows)) < numbers["forgotten"][desk]
    done += np.where(forgotten, lot.integers(*CLOSED_AFTER, len(rows)), 0)
    for step, moments, unsaid in ((DEPARTED, departed, UNSAID[0]), (ARRIVED, there, UNSAID[1])):
        made[rows, step] = np.where(lot.random(len(rows)) < unsaid, town.never, moments)
    made[rows, RESOLVED] = done
