"""Databases for tests: filled once in a session, handed out as fresh copies.

Fixtures, each once on SQLite and once on PostgreSQL: `database_url` (nothing in it),
`empty_engine` (the schema), `sample_engine` (the sample regency), `lean_engine` (the same without
what its OPD reported, for tests that compare whole databases). On SQLite alone, for pages and
servers: `sample_url` (a fresh copy) and `use_sample` (the copy that the program itself opens).
"""

from __future__ import annotations

import fcntl
import os
import shutil
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from sqlalchemy import Engine, create_engine

from core.settings import DATABASE_VARIABLE, load_settings
from data.engine import make_engine
from data.migrate import upgrade
from review.installation import create_sample
from tests.postgres import PostgresServer, private_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BACKENDS = ("sqlite", "postgresql")
BARE, SCHEMA, SAMPLE, LEAN = "bare", "schema", "sample", "lean"


class Databases(Protocol):
    """Hands out database URLs on one kind of server."""

    def fresh(self, content: str) -> str:
        """URL of a new database with this content: BARE, SCHEMA, LEAN or SAMPLE."""

    def drop(self, url: str) -> None:
        """Remove a database that `fresh` made."""


def fill(url: str, content: str) -> None:
    """Bring a bare database to its content, and close it wholly so that it can be copied."""
    engine = make_engine(url)
    if content == SCHEMA:
        upgrade(engine)
    elif content in (SAMPLE, LEAN):
        create_sample(engine, load_settings(environment={}), lean=content == LEAN)
    engine.dispose()


class SqliteDatabases:
    """Files in one folder; a copy is a copied file. templates: where the filled ones are kept."""

    def __init__(self, folder: Path, templates: Path | None = None) -> None:
        self.folder = folder
        self.templates = templates or folder
        self.numbers = count(1)

    def fresh(self, content: str) -> str:
        file = self.folder / f"{next(self.numbers)}.db"
        if content != BARE:
            shutil.copyfile(self._template(content), file)
        return f"sqlite:///{file}"

    def drop(self, url: str) -> None:
        for leftover in self.folder.glob(url.rsplit("/", 1)[-1] + "*"):
            leftover.unlink()

    def _template(self, content: str) -> Path:
        """The first process that asks fills it; the others wait for that one."""
        file = self.templates / f"template-{content}.db"
        with (self.templates / f"template-{content}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                draft = file.with_suffix(".new")
                fill(f"sqlite:///{draft}", content)
                draft.rename(file)
        return file


class PostgresDatabases:
    """Databases of one server; a copy is made by the server from a template."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        self.numbers = count(1)
        self.templates: set[str] = set()

    def fresh(self, content: str) -> str:
        name = f"test_{next(self.numbers)}"
        self.server.copy(self._template(content), name)
        return self.server.url(name)

    def drop(self, url: str) -> None:
        self.server.execute(f"DROP DATABASE {url.rsplit('/', 1)[-1]} WITH (FORCE)")

    def _template(self, content: str) -> str:
        if content == BARE:
            return "template0"
        name = f"template_{content}"
        if name not in self.templates:
            self.server.copy("template0", name)
            fill(self.server.url(name), content)
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
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent  # Of this run alone; that of all its workers.
    return SqliteDatabases(tmp_path_factory.mktemp("databases"), shared)


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresDatabases]:
    with private_server() as server:
        yield PostgresDatabases(server)


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
    yield from _engine(databases, SCHEMA)


@pytest.fixture
def sample_engine(databases: Databases) -> Iterator[Engine]:
    yield from _engine(databases, SAMPLE)


@pytest.fixture
def lean_engine(databases: Databases) -> Iterator[Engine]:
    yield from _engine(databases, LEAN)


def _engine(databases: Databases, content: str) -> Iterator[Engine]:
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
