"""The way between two points by computation."""

from __future__ import annotations

import pytest

from metrics.services.travel import EARTH_KM, estimated_leg, kilometres


def test_a_degree_along_a_meridian_is_its_share_of_the_circle() -> None:
    circle = 2 * 3.141592653589793 * EARTH_KM
    assert kilometres((-8.0, 115.0), (-9.0, 115.0)) == pytest.approx(circle / 360)
    assert kilometres((-8.0, 115.0), (-8.0, 115.0)) == 0
    # Half around the world: rounding must not leave the domain of the arc sine.
    assert kilometres((0.0, 0.0), (0.0, 180.0)) == pytest.approx(circle / 2)


def test_ten_kilometres_take_28_minutes() -> None:
    away = 10 / kilometres((0.0, 115.0), (1.0, 115.0))
    leg = estimated_leg((0.0, 115.0), (away, 115.0))
    assert leg.kilometres == pytest.approx(14)
    assert leg.minutes == pytest.approx(28)
    assert not leg.measured
    mountain = estimated_leg((0.0, 115.0), (away, 115.0), speed=20)
    assert mountain.minutes == pytest.approx(42)
