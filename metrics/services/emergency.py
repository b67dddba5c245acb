"""Response of emergency services in minutes, round the clock: from the report to the arrival.

response = arrived - received. KPI = events in time / events with both times x 100. The fire
service: 15 minutes inside the fire management area (Permendagri 114/2018; secondary source).
A service without a known target shows how its times are spread, and judges nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from core.figure import State
from metrics.services.ageing import by_bounds
from metrics.services.counts import MIN_RATE, Rate, rate
from metrics.services.percentiles import MIN_PERCENTILE, spread

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from metrics.services.ageing import Ageing
    from metrics.services.percentiles import Spread

SECONDS: Final = 60.0
# Minutes between which the times are shown, whether there is a target or not.
BOUNDS: Final = (5.0, 10.0, 15.0, 20.0, 30.0, 60.0)


@dataclass(frozen=True, slots=True)
class Response:
    """The responses of some events.

    events: all of them; missing: without one of the two times; faulty: arrived before the report;
    in_time: NO_TARGET where none is known; target in minutes. spread and slots: minutes.
    """

    events: int
    missing: int
    faulty: int
    target: float | None
    in_time: Rate
    spread: Spread
    slots: Ageing

    @property
    def timed(self) -> int:
        """Events with both times."""
        return self.events - self.missing - self.faulty


@dataclass(frozen=True, slots=True)
class Emergency:
    """inside: held against the target. outside the management area: shown apart, not judged."""

    inside: Response
    outside: Response


def minutes_between(
    start: NDArray[np.datetime64], end: NDArray[np.datetime64]
) -> NDArray[np.float64]:
    """Minutes from one moment to the other, shape (n,); NaN where one is missing. May be < 0."""
    seconds = (end - start).astype("timedelta64[s]")
    found: NDArray[np.float64] = seconds.astype(np.float64) / SECONDS
    found[np.isnat(seconds)] = np.nan
    return found


def response(
    minutes: NDArray[np.float64],
    target: float | None,
    *,
    min_rate: int = MIN_RATE,
    min_percentile: int = MIN_PERCENTILE,
) -> Response:
    """The response of events from their minutes (`minutes_between`); equality is in time."""
    missing, faulty = np.isnan(minutes), minutes < 0
    timed = minutes[~missing & ~faulty]
    return Response(
        events=len(minutes),
        missing=int(np.count_nonzero(missing)),
        faulty=int(np.count_nonzero(faulty)),
        target=target,
        in_time=_in_time(timed, target, min_rate),
        spread=spread(timed, min_percentile),
        slots=by_bounds(timed, BOUNDS),
    )


def _in_time(timed: NDArray[np.float64], target: float | None, minimum: int) -> Rate:
    if target is None:
        return Rate(0, len(timed), None, State.NO_TARGET)
    return rate(int(np.count_nonzero(timed <= target)), len(timed), minimum)


def emergency(
    events: pd.DataFrame,
    target: float | None,
    *,
    min_rate: int = MIN_RATE,
    min_percentile: int = MIN_PERCENTILE,
) -> Emergency:
    """The events of one service, those outside the management area apart.

    events: columns received_at, arrived_at (UTC, NaT where missing), inside (True, False, or
    missing where the area is not known: such an event counts as inside).
    """
    minutes = _minutes(events)
    outside = events["inside"].isin([False]).to_numpy(dtype=bool)
    return Emergency(
        response(minutes[~outside], target, min_rate=min_rate, min_percentile=min_percentile),
        response(minutes[outside], None, min_rate=min_rate, min_percentile=min_percentile),
    )


def by_area(
    events: pd.DataFrame,
    target: float | None,
    *,
    min_rate: int = MIN_RATE,
    min_percentile: int = MIN_PERCENTILE,
) -> dict[str, Emergency]:
    """The same by the column area (code of the kecamatan), in order of the code.

    Events without an area stand under the empty text.
    """
    named = events["area"].fillna("")
    return {
        str(area): emergency(rows, target, min_rate=min_rate, min_percentile=min_percentile)
        for area, rows in events.groupby(named, sort=True)
    }


def steps(events: pd.DataFrame, minimum: int = MIN_PERCENTILE) -> tuple[Spread, Spread]:
    """Turnout (report to departure) and travel (departure to arrival) in minutes.

    events: columns received_at, departed_at, arrived_at; times before their predecessor are out.
    """
    received, departed, arrived = (
        events[name].to_numpy(dtype="datetime64[s]")
        for name in ("received_at", "departed_at", "arrived_at")
    )
    turnout, travel = minutes_between(received, departed), minutes_between(departed, arrived)
    return spread(turnout[turnout >= 0], minimum), spread(travel[travel >= 0], minimum)


def _minutes(events: pd.DataFrame) -> NDArray[np.float64]:
    return minutes_between(
        events["received_at"].to_numpy(dtype="datetime64[s]"),
        events["arrived_at"].to_numpy(dtype="datetime64[s]"),
    )
