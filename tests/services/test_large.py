"""Three hundred thousand events: within 600 MB, measured over the whole process."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from core.settings import ROOT
from data.sample_services.files import write_csv
from tests.imports.files import REFERENCE, load_file

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

REQUESTS = 70_000
EVENTS = 300_000
MOST_MEGABYTES = 600
# As manage.py does it, in a process of its own, so that nothing else is counted.
PROGRAM = """
import json, sys
from pathlib import Path
from core.settings import load_settings
from data.engine import make_engine
from review.requests import import_requests, prepare_requests
from review.work import Actor
engine, settings, by = make_engine(sys.argv[1]), load_settings(environment={}), Actor("sistem")
found = prepare_requests(engine, content=Path(sys.argv[2]), by=by, settings=settings)
done = import_requests(engine, by=by, prepared=found, settings=settings)
status = Path("/proc/self/status").read_text().splitlines()
peak = int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024
print(json.dumps({"added": done.added, "events": found.events, "megabytes": peak}))
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The events, written once for both kinds of database; the import only reads them."""
    (written,) = write_csv(REQUESTS, tmp_path_factory.mktemp("large") / "besar.csv")
    return written


@pytest.mark.slow
def test_three_hundred_thousand_events_stay_within_600_megabytes(
    lean_engine: Engine, file: Path
) -> None:
    load_file(lean_engine, "services", REFERENCE / "services.csv")
    load_file(lean_engine, "standards", REFERENCE / "service_standards.csv")
    url = lean_engine.url.render_as_string(hide_password=False)
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, url, str(file)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    measured = json.loads(run.stdout)
    assert measured["added"] == REQUESTS
    assert measured["events"] >= EVENTS
    assert measured["megabytes"] < MOST_MEGABYTES
