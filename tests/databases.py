"""Databases for tests: filled once in a session, handed out as fresh copies.

Fixtures, each once on SQLite and once on PostgreSQL: `database_url` (nothing in it),
`empty_engine` (the schema), `sample_engine` (the sample regency), `lean_engine` (the same without
what its OPD reported, for tests that compare whole databases), `sample_reader` (the sample that
nobody can write to, shared by all tests that only ask). On SQLite alone, for pages and
servers: `sample_url` (a fresh copy) and `use_sample` (the copy that the program itself opens).
"""

from __future__ import annotations

import fcntl
import os
import shutil
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import pytest
from sqlalchemy import Engine, create_engine, event

from core.settings import DATABASE_VARIABLE, load_settings
from data.engine import make_engine
from data.migrate import upgrade
from review.installation import create_sample
from tests.postgres import PostgresServer, server_of_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BACKENDS = ("sqlite", "postgresql")
BARE, SCHEMA, SAMPLE, LEAN = "bare", "schema", "sample", "lean"
Content: TypeAlias = "str | Filled"


@dataclass(frozen=True, slots=True)
class Filled:
    """What many tests begin with, made once in a run: a content and what is added to it.

    name: small letters and _, no other content's.
    """

    name: str
    base: Content
    add: Callable[[Engine], object]


class Databases(Protocol):
    """Hands out database URLs on one kind of server."""

    def fresh(self, content: Content) -> str:
        """URL of a new database with this content: BARE, SCHEMA, LEAN, SAMPLE or a Filled."""

    def drop(self, url: str) -> None:
        """Remove a database that `fresh` made."""


def fill(url: str, content: Content) -> None:
    """Bring a database to its content, and close it wholly so that it can be copied.

    It is bare before, or has what a Filled is based on.
    """
    engine = make_engine(url)
    if isinstance(content, Filled):
        content.add(engine)
    elif content == SCHEMA:
        upgrade(engine)
    elif content in (SAMPLE, LEAN):
        create_sample(engine, load_settings(environment={}), lean=content == LEAN)
    engine.dispose()


def name_of(content: Content) -> str:
    """Under which the filled database of a content is kept."""
    return content.name if isinstance(content, Filled) else content


class SqliteDatabases:
    """Files in one folder; a copy is a copied file. templates: where the filled ones are kept."""

    def __init__(self, folder: Path, templates: Path | None = None) -> None:
        self.folder = folder
        self.templates = templates or folder
        self.numbers = count(1)

    def fresh(self, content: Content) -> str:
        file = self.folder / f"{next(self.numbers)}.db"
        if content != BARE:
            shutil.copyfile(self._template(content), file)
        return f"sqlite:///{file}"

    def drop(self, url: str) -> None:
        for leftover in self.folder.glob(url.rsplit("/", 1)[-1] + "*"):
            leftover.unlink()

    def _template(self, content: Content) -> Path:
        """The first process that asks fills it; the others wait for that one."""
        file = self.templates / f"template-{name_of(content)}.db"
        with file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                draft = file.with_suffix(".new")
                if isinstance(content, Filled) and content.base != BARE:
                    shutil.copyfile(self._template(content.base), draft)
                fill(f"sqlite:///{draft}", content)
                draft.rename(file)
        return file


class PostgresDatabases:
    """Databases of one server; a copy is made by the server from a template.

    Several processes may share the server. shared: their folder; process: a word for this one.
    """

    def __init__(self, server: PostgresServer, shared: Path, process: str) -> None:
        self.server = server
        self.shared = shared
        self.process = process
        self.numbers = count(1)
        self.templates: set[str] = set()

    def fresh(self, content: Content) -> str:
        name = f"test_{self.process}_{next(self.numbers)}"
        self.server.copy(self._template(content), name)
        return self.server.url(name)

    def drop(self, url: str) -> None:
        self.server.execute(f"DROP DATABASE {url.rsplit('/', 1)[-1]} WITH (FORCE)")

    def _template(self, content: Content) -> str:
        """The first process that asks fills it; the others wait for that one."""
        if content == BARE:
            return "template0"
        name = f"template_{name_of(content)}"
        if name not in self.templates:
            with (self.shared / f"{name}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not self.server.has(name):
                    draft = f"draft_{name_of(content)}_{self.process}"
                    base = content.base if isinstance(content, Filled) else BARE
                    self.server.copy(self._template(base), draft)
                    fill(self.server.url(draft), content)
                    self.server.execute(f"ALTER DATABASE {draft} RENAME TO {name}")
            self.templates.add(name)
        return name


@pytest.fixture(autouse=True)
def _nothing_stays_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test opened through the program: the command line ends with its process.

    From Python 3.13 on a connection that is forgotten open is a warning, and so an error here.
    """
    made: list[Engine] = []

    def remember(*arguments: Any, **options: Any) -> Engine:
        made.append(create_engine(*arguments, **options))
        return made[-1]

    monkeypatch.setattr("data.engine.create_engine", remember)
    yield
    for engine in made:
        engine.dispose()


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of this run alone, and of all its workers."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


@pytest.fixture(scope="session")
def sqlite_databases(
    tmp_path_factory: pytest.TempPathFactory, folder_of_run: Path
) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("databases"), folder_of_run)


@pytest.fixture(scope="session")
def postgres_databases(pytestconfig: pytest.Config, folder_of_run: Path) -> PostgresDatabases:
    server = server_of_run(folder_of_run, pytestconfig.add_cleanup)
    process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return PostgresDatabases(server, folder_of_run, process)


@pytest.fixture(params=BACKENDS)
def databases(request: pytest.FixtureRequest) -> Databases:
    """Both kinds in turn; PostgreSQL starts with the first test that asks for it."""
    prefix = "sqlite" if request.param == "sqlite" else "postgres"
    made: Databases = request.getfixturevalue(f"{prefix}_databases")
    return made


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    url = databases.fresh(BARE)
    yield url
    databases.drop(url)


@pytest.fixture
def empty_engine(databases: Databases) -> Iterator[Engine]:
    yield from filled_engine(databases, SCHEMA)


@pytest.fixture
def sample_engine(databases: Databases) -> Iterator[Engine]:
    yield from filled_engine(databases, SAMPLE)


@pytest.fixture
def lean_engine(databases: Databases) -> Iterator[Engine]:
    yield from filled_engine(databases, LEAN)


@pytest.fixture
def sample_reader(databases: Databases) -> Engine:
    """The sample regency for tests that only ask: one database for them all, none can write."""
    if databases not in _readers:
        _readers[databases] = _reader(databases.fresh(SAMPLE))
    return _readers[databases]


_readers: dict[Databases, Engine] = {}


def _reader(url: str) -> Engine:
    """An engine that is kept, and with it the statements that SQLAlchemy has compiled once."""
    engine = make_engine(url)

    def only_read(connection: Any, _record: object) -> None:
        if engine.dialect.name == "sqlite":
            connection.execute("PRAGMA query_only=ON").close()
        else:
            connection.read_only = True

    event.listen(engine, "connect", only_read)
    return engine


def filled_engine(databases: Databases, content: Content) -> Iterator[Engine]:
    """The engine of a fresh database, for fixtures of a test module's own."""
    url = databases.fresh(content)
    engine = make_engine(url)
    yield engine
    engine.dispose()
    databases.drop(url)


@pytest.fixture
def sample_url(sqlite_databases: SqliteDatabases) -> Iterator[str]:
    url = sqlite_databases.fresh(SAMPLE)
    yield url
    sqlite_databases.drop(url)


@pytest.fixture
def use_sample(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The program itself opens this copy of the sample regency for the length of the test."""
    monkeypatch.setenv(DATABASE_VARIABLE, sample_url)
    return sample_url
