"""The way between two points by computation: great circle, detour, speed.

An estimate: points lie inside a region and are no office doors. Detour and speed are conventions of
this product.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

from metrics.services.village import Leg

EARTH_KM: Final = 6371.0088
"""Mean radius of the earth (IUGG)."""
DETOUR: Final = 1.4
SPEED_KMH: Final = 30.0
MINUTES: Final = 60.0


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two points (latitude, longitude in degrees) on the great circle, by haversine."""
    lat, to_lat = radians(one[0]), radians(other[0])
    half = sin((to_lat - lat) / 2) ** 2
    half += cos(lat) * cos(to_lat) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_KM * asin(min(sqrt(half), 1.0))


def estimated_leg(
    one: tuple[float, float],
    other: tuple[float, float],
    *,
    detour: float = DETOUR,
    speed: float = SPEED_KMH,
) -> Leg:
    """The way by road: kilometres times the detour, minutes at that speed in km an hour."""
    road = kilometres(one, other) * detour
    return Leg(road, road / speed * MINUTES, measured=False)
