"""Server processes of their own: the dashboard with a sample database, and the yardsticks."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from benchmarks.protocol import SIGN_IN, BenchmarkError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
YARDSTICKS: Final = Path(__file__).resolve().parent / "yardsticks"
HOST: Final = "127.0.0.1"
START_LIMIT: Final = 60.0
COOKIE: Final = "sesi"
COLD: Final = ("benchmarks.cold_server",)
# serverAddress is set only so that no server looks for its public address on the internet.
FLAGS: Final = (
    "--server.headless=true",
    "--browser.gatherUsageStats=false",
    "--browser.serverAddress=localhost",
)


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def yardstick(name: str) -> Iterator[str]:
    """Serve benchmarks/yardsticks/<name>.py with Streamlit's defaults; yield the server's URL.

    It runs in an empty folder with an empty home, so that no settings file reaches it.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        script = Path(folder) / f"{name}.py"
        shutil.copy(YARDSTICKS / f"{name}.py", script)
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith("STREAMLIT_")
        }
        environment["HOME"] = environment["USERPROFILE"] = folder
        with _served(("streamlit", "run", str(script)), Path(folder), environment) as url:
            yield url


@contextmanager
def dashboard() -> Iterator[tuple[str, str]]:
    """Serve the dashboard on a new sample database; yield its URL and the Bupati's cookie."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        dashboard_on(f"sqlite:///{Path(folder) / 'sample.db'}") as served,
    ):
        yield served


@contextmanager
def dashboard_on(database: str, *, cold: bool = False) -> Iterator[tuple[str, str]]:
    """As `dashboard`, with the sample regency in the database of this URL.

    cold: every cache is emptied before each run.
    """
    environment = {**os.environ, "DASHBOARD_DATABASE_URL": database}
    _run((sys.executable, "manage.py", "init"), environment)
    script: tuple[str, ...] = ("streamlit", "run", str(ROOT / "dashboard.py"))
    with _served(COLD if cold else script, ROOT, environment) as url:
        yield url, sign_in(url, "bupati")


def sign_in(url: str, account: str) -> str:
    """Sign in as a sample account, as the sign-in screen does; return the Cookie header."""
    place = url.removeprefix("http://")
    connection = http.client.HTTPConnection(place, timeout=30)
    try:
        connection.request(
            "POST",
            SIGN_IN,
            urlencode({"account": account}),
            {"Content-Type": "application/x-www-form-urlencoded", "Origin": url},
        )
        answer = connection.getresponse()
        answer.read()
        cookies = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie", [])))
    finally:
        connection.close()
    if COOKIE not in cookies:
        raise BenchmarkError(f"signing in as {account} gave {answer.status} and no cookie")
    return f"{COOKIE}={cookies[COOKIE].value}"


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BenchmarkError(f"{' '.join(command)} failed: {done.stderr[-2000:]}")


@contextmanager
def _served(module: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Serve a module and its arguments until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", *module, *FLAGS]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [*command, f"--server.port={port}"],
            cwd=folder,
            env=dict(environment),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _answers(process, port):
                log.seek(0)
                raise BenchmarkError(f"{' '.join(module)} does not start: {log.read()[-2000:]}")
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server is healthy; False when it ended or took too long."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == http.client.OK:
                return True
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    return False
