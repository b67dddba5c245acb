"""`make run`, as a newcomer types it, in a copy of the project that has its libraries already."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.settings import ROOT
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_IN_A_CLONE = (".venv", ".git", "var", "screenshots", "__pycache__", ".*_cache", ".hypothesis")
START_SECONDS = 90

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without what a clone lacks, and an environment that counts as installed."""
    project = tmp_path_factory.mktemp("clone") / "project"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*NOT_IN_A_CLONE))
    environment = project / ".venv"
    environment.mkdir()
    for part in Path(sys.prefix).iterdir():
        (environment / part.name).symlink_to(part)
    for stamp in ("run-ready", "test-ready"):
        (environment / stamp).unlink(missing_ok=True)
        (environment / stamp).touch()
    return project


def environment() -> dict[str, str]:
    """This shell's variables without those that speak of tests or of make's own run."""
    strange = ("DASHBOARD_", "STREAMLIT_", "PYTEST_", "MAKE", "MFLAGS", "PORT", "PYTHON")
    return {name: value for name, value in os.environ.items() if not name.startswith(strange)}


@contextmanager
def make_run(project: Path, port: int) -> Iterator[Path]:
    """Type `make run` and wait until it is healthy; the file with what it printed."""
    log = project / "start.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}"],  # noqa: S607 (make of PATH)
            cwd=project, env=environment(), stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_healthy(port):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield log
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def is_healthy(port: int) -> bool:
    conn = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        conn.request("GET", "/health")
        return conn.getresponse().status == 200
    except OSError:
        return False
    finally:
        conn.close()


def test_a_first_start_makes_the_sample_regency_and_a_second_leaves_it_alone(clone: Path) -> None:
    database = clone / "var" / "dashboard.db"
    assert not database.exists()
    with make_run(clone, free_port()) as log:
        first = log.read_text()
    assert database.exists()
    assert "Basis data contoh" in first
    made = database.stat().st_ino, (clone / ".venv" / "run-ready").stat().st_mtime_ns
    with make_run(clone, free_port()) as log:
        second = log.read_text()
    assert (database.stat().st_ino, (clone / ".venv" / "run-ready").stat().st_mtime_ns) == made
    assert "Basis data contoh" not in second
    assert "Memasang" not in second


def test_a_port_in_use_is_said_in_both_languages_before_anything_slow(clone: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        began = time.monotonic()
        refused = subprocess.run(
            ["make", "run", f"PORT={port}"],  # noqa: S607 (make of PATH)
            cwd=clone, env=environment(), capture_output=True, text=True, check=False, timeout=30,
        )  # fmt: skip
    assert refused.returncode != 0
    assert f"Port {port} sedang dipakai program lain." in refused.stderr
    assert f"Port {port} is in use by another program." in refused.stderr
    assert time.monotonic() - began < 5


def test_a_port_that_is_none_is_refused(clone: Path) -> None:
    refused = subprocess.run(
        ["make", "run", "PORT=delapan"],  # noqa: S607 (make of PATH)
        cwd=clone, env=environment(), capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    assert refused.returncode != 0
    assert "PORT=delapan is not a port number" in refused.stderr
