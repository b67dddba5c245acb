"""Emergency events with what each is judged by: minutes, target, inside the area or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from data.queries.services.keys import DISTRICT, VILLAGE
from metrics.services.counts import rate
from metrics.services.due import applicable
from metrics.services.emergency import Emergency, minutes_between, response
from metrics.services.hours import DAY
from metrics.services.kinds import Measure, Start, Unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from metrics.services.counts import Rate
    from metrics.services.due import Standard
    from metrics.services.emergency import Response
    from reports.services.basis import Basis

AREA_CLASS: Final = "dalam_wmk"
"""Class of events inside the fire management area; one without a class counts as inside."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Events (n,) with what they are judged by; place: where each stands in the query's frame.

    minutes: from the report to the arrival; target: in minutes, of the standard of first response
    that was valid on the day of receipt; both NaN without. inside is False where minutes are
    promised for the fire management area and the event lies outside. flawed: times that cannot
    be. open: nobody has closed it. months: local, 2026-10. areas: kecamatan, or desa within a
    chosen place; '' where unknown.
    """

    frame: pd.DataFrame
    place: NDArray[np.int64]
    services: NDArray[np.str_]
    minutes: NDArray[np.float64]
    target: NDArray[np.float64]
    inside: NDArray[np.bool_]
    flawed: NDArray[np.bool_]
    open: NDArray[np.bool_]
    months: NDArray[np.str_]
    areas: NDArray[np.str_]

    @property
    def events(self) -> pd.DataFrame:
        """Their rows of the frame."""
        return self.frame.iloc[self.place]

    def where(self, some: NDArray[np.bool_]) -> Rows:
        """Some of them."""
        return Rows(
            self.frame, self.place[some], self.services[some], self.minutes[some],
            self.target[some], self.inside[some], self.flawed[some], self.open[some],
            self.months[some], self.areas[some],
        )  # fmt: skip


def prepared(held: Basis, events: pd.DataFrame, place: str = "") -> Rows:
    """The events at or in a place ('' for all) with what they are judged by."""
    region = events["region"].fillna("").astype(str)
    if place:
        events = events[(region == place) | region.str.startswith(f"{place}.")]
        region = region[events.index]
    received = events["received_at"].to_numpy(dtype="datetime64[s]")
    seconds = received.astype(np.int64) + int(held.look.offset.total_seconds())
    day, local = seconds // DAY, seconds.astype("datetime64[s]")
    klass = events["klass"].fillna(AREA_CLASS)
    own = _targets(held, events["service"], klass, day)
    area = _targets(held, events["service"], pd.Series(AREA_CLASS, events.index), day)
    length = VILLAGE if place else DISTRICT
    return Rows(
        frame=events,
        place=np.arange(len(events)),
        services=events["service"].to_numpy(dtype=str),
        minutes=minutes_between(received, events["arrived_at"].to_numpy(dtype="datetime64[s]")),
        target=own,
        inside=~(np.isnan(own) & ~np.isnan(area)),
        flawed=events["flaw"].notna().to_numpy(dtype=bool),
        open=events["closed_at"].isna().to_numpy(dtype=bool),
        months=np.datetime_as_string(local, unit="M"),
        areas=region.str[:length].where(region.str.len() >= length, "").to_numpy(dtype=str),
    )


def _targets(
    held: Basis, services: pd.Series[str], klasses: pd.Series[str], day: NDArray[np.int64]
) -> NDArray[np.float64]:
    asked = pd.DataFrame({"service": services, "klass": klasses})
    which = applicable(held.standards, Measure.FIRST_RESPONSE, asked, day)
    amounts = [one.amount if _in_minutes(one) else np.nan for one in held.standards]
    # The last place is for -1: no standard.
    return np.array([*amounts, np.nan])[which]


def _in_minutes(standard: Standard) -> bool:
    """Whether it promises minutes from the report."""
    return standard.unit is Unit.MINUTES and standard.start is Start.RECEIVED


def promised(held: Basis, service: str) -> float | None:
    """The minutes until it is there that a service promised last; None for no such promise."""
    found = [
        one
        for one in held.standards
        if one.service == service and one.measure is Measure.FIRST_RESPONSE and _in_minutes(one)
    ]
    return max(found, key=lambda one: one.valid_from).amount if found else None


def emergency_of(held: Basis, rows: Rows, *, judged: bool) -> Emergency:
    """What lies outside the management area is shown apart and not judged."""
    outside = _response(held, rows.where(~rows.inside))
    mine = rows.where(rows.inside)
    found = _response(held, mine)
    if judged:
        found = replace(found, in_time=in_time(held, mine))
    return Emergency(found, outside)


def _response(held: Basis, rows: Rows) -> Response:
    rules = held.settings.services
    found = response(
        rows.minutes[~rows.flawed], None, min_rate=rules.min_rate_count,
        min_percentile=rules.min_percentile_count,
    )  # fmt: skip
    more = int(rows.flawed.sum())
    return replace(found, events=found.events + more, faulty=found.faulty + more)


def in_time(held: Basis, rows: Rows) -> Rate:
    """Each event against what was promised when it came in: a changed promise judges no other."""
    known = ~rows.flawed & ~np.isnan(rows.target)
    parts = [
        response(rows.minutes[known & (rows.target == target)], float(target)).in_time
        for target in np.unique(rows.target[known])
    ]
    return rate(sum(one.part for one in parts), sum(one.whole for one in parts), held.minimum)
