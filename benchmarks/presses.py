"""How long a press on the map takes to be answered: the card of the place is on the screen."""

from __future__ import annotations

import csv
import json
import time
from dataclasses import dataclass
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import Error

from benchmarks.browser import VISIT_LIMIT, window
from benchmarks.protocol import BenchmarkError, Target
from benchmarks.servers import ROOT
from charts.map.view import View, view_of
from data.boundaries.label import label_point

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

PRESSES: Final = 10
WARM_UP: Final = 2
REGENCY: Final = "51.08"
DEPTH: Final = 3
"""Parts of a kecamatan's code."""
WIDTH: Final = 700
"""Pixels for which the page lays the map out on a window of 1280."""
MAP: Final = '[data-testid="stDeckGlJsonChart"]'
CARD: Final = ".dk-card h2"
SETTLED: Final = 6_000
"""Milliseconds that a first drawing in software takes; a press before that is lost."""
PAUSE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """A shape to press on. longitude, latitude: a point inside it."""

    code: str
    name: str
    geometry: Mapping[str, Any]
    longitude: float
    latitude: float


def presses(target: Target, *, count: int = PRESSES) -> list[float]:
    """Press on one kecamatan after another; seconds until the card is that of the pressed one."""
    shapes = _kecamatan()
    with window([(target.url, target.cookie or "")]) as context:
        tab = context.new_page()
        try:
            tab.goto(target.address, timeout=VISIT_LIMIT)
            tab.wait_for_selector(f"{MAP} canvas", timeout=VISIT_LIMIT)
            tab.wait_for_timeout(SETTLED)
            turns = islice(cycle(shapes), WARM_UP + count)
            return [_press(tab, one, shapes) for one in turns][WARM_UP:]
        except Error as error:
            raise BenchmarkError(f"{target.name}: {error}") from error


def _kecamatan() -> list[Kecamatan]:
    with (ROOT / "data/reference/boundaries.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if _is_ours(row["region_code"])]
    found = []
    for row in rows:
        geometry = json.loads(row["geometry"])
        code = row["region_code"]
        found.append(Kecamatan(code, code, geometry, *label_point(geometry, None, None)))
    return found


def _is_ours(code: str) -> bool:
    return code.startswith(f"{REGENCY}.") and len(code.split(".")) == DEPTH


def _press(tab: Page, place: Kecamatan, shapes: list[Kecamatan]) -> float:
    box = tab.locator(MAP).bounding_box()
    if box is None:
        raise BenchmarkError("there is no map to press on")
    laid = view_of(shapes, WIDTH, round(box["height"]))
    seen = View(laid.longitude, laid.latitude, laid.zoom, round(box["width"]), laid.height)
    x, y = seen.pixel(place.longitude, place.latitude)
    tab.mouse.move(box["x"] + x - 2, box["y"] + y)
    tab.wait_for_timeout(PAUSE)
    start = time.perf_counter()
    tab.mouse.click(box["x"] + x, box["y"] + y)
    tab.wait_for_function(
        "([card, code]) => document.querySelector(card)?.innerText.endsWith(code)",
        arg=[CARD, place.code],
        polling="raf",
        timeout=VISIT_LIMIT,
    )
    return time.perf_counter() - start
