"""A private PostgreSQL server for the tests: own folder, own port, gone at the end.

PostgreSQL refuses to run as root; as root it is started as `postgres` or `nobody`.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg

from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TRIES: Final = 5
FILES_ASKED_FOR: Final = 150000
READY_SECONDS: Final = 30
# The data lives for minutes: no need to survive a power cut.
QUICK: Final = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
)


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server on 127.0.0.1 that trusts whoever comes from this machine."""

    port: int

    def url(self, database: str) -> str:
        """SQLAlchemy URL of one database."""
        return f"postgresql+psycopg://tester@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, as CREATE DATABASE demands."""
        with psycopg.connect(self._dsn, autocommit=True) as conn:
            conn.execute(statement.encode())

    def has(self, name: str) -> bool:
        """Whether it holds a database of this name."""
        with psycopg.connect(self._dsn, autocommit=True) as conn:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return conn.execute(query, [name]).fetchone() is not None

    def copy(self, template: str, name: str) -> None:
        """Make a database from another; from version 15 on files are copied only when asked for."""
        with psycopg.connect(self._dsn, autocommit=True) as conn:
            how = " STRATEGY FILE_COPY" if conn.info.server_version >= FILES_ASKED_FOR else ""
            conn.execute(f"CREATE DATABASE {name} TEMPLATE {template}{how}".encode())

    def answers(self) -> bool:
        """Whether it accepts connections yet."""
        try:
            with psycopg.connect(self._dsn, connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    @property
    def _dsn(self) -> str:
        return f"host=127.0.0.1 port={self.port} user=tester dbname=postgres"


def program(name: str) -> str:
    """Path of one of PostgreSQL's programs; Debian keeps the server's own out of PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3])
    )
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        message = (
            f"PostgreSQL's program {name} is missing; the tests need it and skip nothing. "
            "Debian, Ubuntu: apt-get install postgresql"
        )
        raise FileNotFoundError(message)
    return path


@contextmanager
def private_server(settings: Sequence[str] = ("shared_buffers=64MB",)) -> Iterator[PostgresServer]:
    """Start a fresh server; stop it and remove its folder on leaving."""
    folder = Path(tempfile.mkdtemp(prefix="dashboard-postgres-"))
    identity = _unprivileged(folder)
    try:
        _make_cluster(folder, identity)
        process, server = _start(folder, identity, settings)
        try:
            yield server
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_of_run(folder: Path, at_end: Callable[[Callable[[], None]], None]) -> PostgresServer:
    """The one server of all processes of a test run; the first that asks starts it.

    folder: shared by these processes and by no other run. The one that started the server stops
    it in at_end, once every other has come to its own end or is gone.
    """
    stack = ExitStack()
    at_end(stack.close)
    with (folder / "postgres.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        note = folder / "postgres.port"
        if note.exists():
            server = PostgresServer(int(note.read_text()))
            users = stack.enter_context(_users(folder, server).open("w"))
            fcntl.flock(users, fcntl.LOCK_SH)
        else:
            server = stack.enter_context(private_server())
            stack.callback(_last_of_all, folder, server)
            note.write_text(str(server.port))
    return server


def _last_of_all(folder: Path, server: PostgresServer) -> None:
    """Let nobody in any more, and wait until the others have left."""
    with (folder / "postgres.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        (folder / "postgres.port").unlink()
    with _users(folder, server).open("w") as users:
        fcntl.flock(users, fcntl.LOCK_EX)


def _users(folder: Path, server: PostgresServer) -> Path:
    return folder / f"postgres.{server.port}.users"


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Arguments for Popen that leave root behind; the folder is handed to that user."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    message = "Running as root, and neither the user postgres nor nobody exists here."
    raise RuntimeError(message)


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C"}


def _make_cluster(folder: Path, identity: dict[str, Any]) -> None:
    made = subprocess.run(
        [program("initdb"), "--pgdata", str(folder / "data"), "--username", "tester",
         "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"],
        cwd=folder, env=_environment(folder), capture_output=True, text=True, check=False,
        **identity,
    )  # fmt: skip
    if made.returncode:
        message = f"initdb failed:\n{made.stdout}\n{made.stderr}"
        raise RuntimeError(message)


def _start(
    folder: Path, identity: dict[str, Any], chosen: Sequence[str]
) -> tuple[subprocess.Popen[bytes], PostgresServer]:
    log = folder / "log"
    for _ in range(TRIES):
        server = PostgresServer(free_port())
        settings = (*QUICK, *chosen, "listen_addresses=127.0.0.1", "unix_socket_directories=")
        with log.open("wb") as output:
            process = subprocess.Popen(
                [program("postgres"), "-D", str(folder / "data"), "-p", str(server.port),
                 *(part for setting in settings for part in ("-c", setting))],
                cwd=folder, env=_environment(folder), stdout=output, stderr=output, **identity,
            )  # fmt: skip
        if _comes_up(process, server):
            return process, server
        _stop(process)
    message = f"PostgreSQL did not start in {TRIES} tries. Its last words:\n{log.read_text()}"
    raise RuntimeError(message)


def _comes_up(process: subprocess.Popen[bytes], server: PostgresServer) -> bool:
    """False when it ended by itself, as when another took the port in between."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if server.answers():
            # The port may answer for somebody else's server while ours is still failing.
            time.sleep(0.05)
            return process.poll() is None
        time.sleep(0.05)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)  # a fast shutdown: open sessions are ended
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
