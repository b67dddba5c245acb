"""Real servers: `streamlit run dashboard.py` as a process of its own, on its own database.

Fixtures: `server` (fresh for each test), `shared_server` (one for all tests that only look),
`start_server` (a function, for other settings or another database).
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import pytest

from core.settings import DATABASE_VARIABLE, ROOT
from tests.databases import SAMPLE, SqliteDatabases
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Protocol

    class StartServer(Protocol):
        def __call__(self, database_url: str, **variables: str) -> RunningServer: ...


START_SECONDS: Final = 60
SIGN_IN: Final = "/auth/masuk"
LANGUAGE: Final = "/auth/bahasa"


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A dashboard that answers on 127.0.0.1."""

    port: int
    database_url: str
    folder: Path

    @property
    def url(self) -> str:
        """Its address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        *,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One request, redirects not followed; with a form it is a POST as a browser sends it."""
        conn = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Origin": self.url, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        body = None
        if form is not None:
            body = urlencode(form)
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            conn.request("POST" if form is not None else "GET", path, body, sent)
            answer = conn.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, found, answer.read().decode("utf-8", "replace"))
        finally:
            conn.close()

    def sign_in(self, account: str, to: str = "/") -> tuple[str, str]:
        """Sign a sample account in; name and value of the session cookie."""
        return _cookie(self.ask(SIGN_IN, form={"account": account, "next": to}))

    def choose(self, language: str, session: tuple[str, str] | None = None) -> tuple[str, str]:
        """Choose a language, kept for the person of a session; name and value of its cookie."""
        headers = {"Cookie": "=".join(session)} if session else {}
        form = {"language": language, "next": "/"}
        return _cookie(self.ask(LANGUAGE, form=form, headers=headers))

    def outside_requests(self) -> list[str]:
        """What the process tried to reach beyond this machine; each try was refused."""
        record = self.folder / "outside"
        return record.read_text(encoding="utf-8").splitlines() if record.exists() else []

    def log(self) -> str:
        """What the process has printed so far."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


def _cookie(reply: Reply) -> tuple[str, str]:
    cookies = SimpleCookie(reply.headers.get("set-cookie", ""))
    assert cookies, f"no cookie came: {reply.status} {reply.text[:300]}"
    name, morsel = next(iter(cookies.items()))
    return name, morsel.value


def _environment(folder: Path, database_url: str, variables: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("STREAMLIT_", "DASHBOARD_", "PYTEST_"))
    }
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "tests" / "guard"),
        "PYTHONUNBUFFERED": "1",
        "OUTSIDE_REQUESTS": str(folder / "outside"),
        DATABASE_VARIABLE: database_url,
        **variables,
    }


@contextmanager
def running(
    folder: Path, database_url: str, variables: Mapping[str, str] | None = None
) -> Iterator[RunningServer]:
    """Start a server and wait until /health answers 200; stop it on leaving."""
    server = RunningServer(free_port(), database_url, folder)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true",
             f"--server.port={server.port}", "--server.address=127.0.0.1"],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            env=_environment(folder, database_url, variables or {}),
        )  # fmt: skip
    try:
        _wait_until_healthy(server, process)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(server: RunningServer, process: subprocess.Popen[bytes]) -> None:
    """An answer of any kind but 200 counts as up too: a missing database answers 503."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            server.ask("/health")
        except OSError:
            time.sleep(0.05)
            continue
        return
    pytest.fail(f"the server did not come up; it said:\n{server.log()}")


def _opened(
    factory: pytest.TempPathFactory, database_url: str, variables: Mapping[str, str]
) -> AbstractContextManager[RunningServer]:
    return running(factory.mktemp("server"), database_url, variables)


@pytest.fixture
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """A function that starts a server on a database URL, with further variables of its own."""
    with ExitStack() as stack:

        def start(database_url: str, **variables: str) -> RunningServer:
            return stack.enter_context(_opened(tmp_path_factory, database_url, variables))

        yield start


@pytest.fixture
def server(sample_url: str, start_server: StartServer) -> RunningServer:
    return start_server(sample_url)


@pytest.fixture(scope="session")
def shared_server(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    with _opened(tmp_path_factory, sqlite_databases.fresh(SAMPLE), {}) as made:
        yield made
