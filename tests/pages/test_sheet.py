"""The style sheet is whole CSS in the colours of the theme."""

from __future__ import annotations

import re

from charts.map.colours import RAMP
from charts.theme import COLOURS
from pages.shared.styles.sheet import STATUS, sheet


def test_every_brace_is_closed_where_it_was_opened() -> None:
    depth = 0
    for sign in re.findall(r"[{}]", sheet()):
        depth += 1 if sign == "{" else -1
        assert 0 <= depth <= 2
    assert depth == 0


def test_every_colour_is_a_pair_of_the_theme() -> None:
    pairs = set(re.findall(r"light-dark\((#\w+),(#\w+)\)", sheet()))
    known = {(COLOURS["light"][role], COLOURS["dark"][role]) for role in COLOURS["light"]}
    # A chip's text on a light fill is dark in both themes.
    known |= {(COLOURS["light"]["text"], COLOURS["dark"]["ground"])}
    known |= set(zip(RAMP["light"], RAMP["dark"], strict=True))
    assert pairs
    assert pairs <= known
    assert not re.search(r"#[0-9A-Fa-f]{6}", re.sub(r"light-dark\([^)]*\)", "", sheet()))


def test_each_status_has_its_chip() -> None:
    for role in STATUS:
        assert f".dk-{role}{{background:light-dark({COLOURS['light'][role]}," in sheet()
