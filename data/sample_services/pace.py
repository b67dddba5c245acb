"""How long requests take against the usual: by class, office, kecamatan, load, and failure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from data.sample_services.arrivals import CLASSES, NOWHERE
from data.sample_services.steps import DAY
from data.sample_services.town import COMPLAINTS, day_of

if TYPE_CHECKING:
    from data.sample_services.arrivals import Arrivals
    from data.sample_services.tables import Floats, Ints
    from data.sample_services.town import Town

# The service that fails in the last months: how many days before the end that begins, and how
# many times as long it takes at the end, in most kecamatan and in the worst.
FAILING: Final = "ktp-el"
FAILS_FOR: Final = 150
FAILS: Final = 2.6
FAILS_WORST: Final = 8.0
# How long the classes of complaints take against one that is normatif.
CLASS_PACE: Final = {"tdk_berkadar": 2.2, "berkadar": 9.0}


def pace(town: Town, arrived: Arrivals, rows: Ints) -> Floats:
    """Time that these requests take against the usual of their service; 1 is usual."""
    klass = np.array([CLASS_PACE.get(name, 1.0) for name in (*CLASSES, "")])
    # Without a class the place is -1: the last one.
    found = klass[arrived.klass[rows]]
    slow = np.ones(len(town.offices))
    for code, _share, times in COMPLAINTS:
        slow[town.office(code)] = times
    complaint = arrived.desk[rows] == town.desks.place("pengaduan-lapor")
    found = found * np.where(complaint, slow[arrived.office[rows]], 1.0)
    found *= np.sqrt(town.days.load[day_of(town, arrived.at[rows])])
    if town.places.villages:
        found *= town.places.pace[arrived.district[rows]]
    return np.asarray(found * _failure(town, arrived, rows))


def _failure(town: Town, arrived: Arrivals, rows: Ints) -> Floats:
    """One service slows down month after month, in one kecamatan much more."""
    failing = arrived.desk[rows] == town.desks.place(FAILING)
    begun = town.until - FAILS_FOR * DAY
    far = np.clip((arrived.at[rows] - begun) / (FAILS_FOR * DAY), 0.0, 1.0)
    district = arrived.district[rows]
    worst = (district == town.places.worst) & (district != NOWHERE)
    slower = 1.0 + far * (np.where(worst, FAILS_WORST, FAILS) - 1.0)
    return np.where(failing, slower, 1.0)
