"""`python -m benchmarks [--only NAME]`: measure, and print one JSON line a measurement."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks import browser, imports, performance, runs, servers
from benchmarks.measure import Measurement, machine, medians, ninety_fifths
from benchmarks.presses import presses
from benchmarks.protocol import BenchmarkError, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# Address and query of each page that is measured; Ringkasan is the one that answers without any.
PAGES: Final = {
    "ringkasan": ("", ""),
    "pembanding": ("pembanding", ""),
    "peta": ("peta", ""),
    "peta-desa": ("peta", "tingkat=desa"),
    "kinerja-opd": ("kinerja-opd", ""),
    "rapor-opd": ("rapor-opd", ""),
    "layanan": ("layanan", ""),
    "layanan-menunggu": ("layanan", "tampil=menunggu"),
    "kepuasan": ("kepuasan", ""),
}
# What a desk's browser says of itself before it connects: it draws maps, and it is no phone.
DESK: Final = "webgl=1; layar=sedang"


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is served while the measurements are taken."""

    pages: tuple[Target, ...]
    blank: Target
    naive: Target


def run(scene: Scene) -> Iterator[Measurement]:
    """Measure one run of each page, warm, against the naive page."""
    for page in scene.pages:
        yield medians(f"run.{page.name}", *runs.one_viewer(page, scene.naive))


def viewers(scene: Scene) -> Iterator[Measurement]:
    """Measure twenty viewers at the same moment against as many of the naive page."""
    for page in scene.pages:
        yield ninety_fifths(f"viewers.{page.name}.p95", *runs.many_viewers(page, scene.naive))


def painted(scene: Scene) -> Iterator[Measurement]:
    """Measure navigation to painted in a browser, each page against the blank one."""
    seconds = browser.visits((scene.blank, *scene.pages, scene.naive))
    for page in (*scene.pages, scene.naive):
        yield medians(f"browser.{page.name}", seconds[page.name], seconds[scene.blank.name])


def sent(scene: Scene) -> Iterator[Measurement]:
    """Measure what one run of each page sends to the browser, uncompressed."""
    for page in scene.pages:
        yield Measurement(f"sent.{page.name}", runs.bytes_sent(page) / 1000, "kB", None, 1)


def handed_in(_scene: Scene) -> Iterator[Measurement]:
    """Measure 100,000 rows handed in: memory, and another person's page before and meanwhile."""
    found = imports.measure()
    yield Measurement("imports.memory", found.megabytes, "MB", imports.MOST_MEGABYTES, 1)
    yield Measurement("imports.reading", found.seconds, "s", None, 1)
    yield medians("imports.second_person", found.during, found.before)


def pressed(scene: Scene) -> Iterator[Measurement]:
    """Measure a press on a kecamatan of the map until its card is there; no yardstick has one."""
    page = next(one for one in scene.pages if one.name == "peta")
    # A metric without figures of desa: the map stays that of the kecamatan after each press.
    seconds = presses(replace(page, query="indikator=village_count"))
    yield Measurement("press.peta", 1000 * median(seconds), "ms", None, len(seconds))


def many_indicators(scene: Scene) -> Iterator[Measurement]:
    """Measure the pages of performance with many indicators, warm and with emptied caches."""
    yield from performance.measure(scene.naive)


MEASUREMENTS: Final[Mapping[str, Callable[[Scene], Iterator[Measurement]]]] = {
    "run": run,
    "sent": sent,
    "viewers": viewers,
    "browser": painted,
    "press": pressed,
    "imports": handed_in,
    "performance": many_indicators,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line about the machine, then a line a measurement.

    Return 1 when a page cannot be measured, with the reason on the error stream.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=tuple(MEASUREMENTS), help="measure only this")
    only = parser.parse_args(arguments).only
    print(machine(), flush=True)
    try:
        with ExitStack() as stack:
            scene = _scene(stack)
            for name, measure in MEASUREMENTS.items():
                if only in (None, name):
                    for measurement in measure(scene):
                        print(measurement.line(), flush=True)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _scene(stack: ExitStack) -> Scene:
    """Start the three servers; the stack stops them."""
    url, cookie = stack.enter_context(servers.dashboard())
    return Scene(
        pages=tuple(
            Target(name, url, page, f"{cookie}; {DESK}", query)
            for name, (page, query) in PAGES.items()
        ),
        blank=Target("blank", stack.enter_context(servers.yardstick("blank"))),
        naive=Target("naive", stack.enter_context(servers.yardstick("naive"))),
    )


if __name__ == "__main__":
    sys.exit(main())
