"""Places of interest: which can be drawn, and the letter, colour and shape of each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from charts.map.colours import MARKERS, theme_of

if TYPE_CHECKING:
    import pandas as pd

    from charts.map.view import Bounds

EXACT: Final = "titik"
DRAWN: Final = (EXACT, "desa")
"""Precisions with coordinates; a place known by its kecamatan alone stands in the list only."""
ROUND: Final = "round"
SQUARE: Final = "square"


@dataclass(frozen=True, slots=True)
class Marker:
    """How one kind of place is drawn: a letter of its own on a round or square ground."""

    kind: str
    label: str
    letter: str
    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One place on the map.

    exact: its own point; otherwise a point of its desa, drawn hollow. beside: how many others
    stand at the same point already; it is drawn so many markers to the right.
    """

    marker: Marker
    name: str
    longitude: float
    latitude: float
    exact: bool
    precision: str
    source: str
    beside: int = 0


def markers(points: pd.DataFrame | None, *, dark: bool) -> tuple[Marker, ...]:
    """A marker for each kind among the places that can be drawn, in the order of their labels."""
    if points is None or points.empty:
        return ()
    drawn = points[points["precision"].isin(DRAWN)]
    kinds = sorted(set(zip(drawn["kind_label"], drawn["kind"], strict=True)))
    colours = MARKERS[theme_of(dark=dark)]
    taken: set[str] = set()
    found = []
    for number, (label, kind) in enumerate(kinds):
        letter = _letter(label, taken)
        taken.add(letter)
        shape = ROUND if number // len(colours) % 2 else SQUARE
        found.append(Marker(kind, label, letter, shape, colours[number % len(colours)]))
    return tuple(found)


def spots(points: pd.DataFrame | None, bounds: Bounds | None, *, dark: bool) -> tuple[Spot, ...]:
    """The places that can be drawn within the bounds of the map."""
    if points is None or points.empty or bounds is None:
        return ()
    known = {marker.kind: marker for marker in markers(points, dark=dark)}
    rows = points[points["precision"].isin(DRAWN)].to_dict("records")
    found = [_spot(row, known[row["kind"]]) for row in rows]
    inside = [one for one in found if bounds.hold(one.longitude, one.latitude)]
    seen: Counter[tuple[float, float]] = Counter()
    for number, one in enumerate(inside):
        at = (one.longitude, one.latitude)
        inside[number] = replace(one, beside=seen[at])
        seen[at] += 1
    return tuple(inside)


def _spot(row: Any, marker: Marker) -> Spot:  # noqa: ANN401 (a row of a frame)
    return Spot(
        marker=marker,
        name=row["name"],
        longitude=round(float(row["longitude"]), 5),
        latitude=round(float(row["latitude"]), 5),
        exact=row["precision"] == EXACT,
        precision=row["precision_label"],
        source=row["source"] if isinstance(row["source"], str) else "",
    )


def _letter(label: str, taken: set[str]) -> str:
    """The first letter of the label that no other kind has; digits when none is left."""
    letters = [letter for letter in label.upper() if letter.isalnum()]
    spare = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    return next((letter for letter in [*letters, *spare] if letter not in taken), "?")
