"""The engine of the shared database, and the question whether it is the right database."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from core.errors import DatabaseBehind, DatabaseUnavailable, SettingsError, WrongRegency
from core.settings import ROOT
from core.words import _
from data.revisions import newest_revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection

    from core.settings import Settings

BUSY_SECONDS: Final = 10
STATEMENT_SECONDS: Final = 30
# One question in plain SQL instead of Alembic's own look: it is asked at each run of each page.
INSTALLED: Final = text(
    "SELECT version_num, regency_code, sample FROM alembic_version "
    "LEFT JOIN installation ON installation.id = 1"
)
BACKENDS: Final = ("sqlite", "postgresql")
# Marks an engine or connection whose transaction will write; see `writing`.
WRITES: Final = "dashboard_writes"


@dataclass(frozen=True, slots=True)
class Installation:
    """What a database says of itself."""

    regency_code: str
    sample: bool


def database_url(url: str) -> URL:
    """The URL with a relative SQLite path taken from the project, not from the shell's folder."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except ArgumentError as error:
        raise _no_address(str(error)) from error
    if backend not in BACKENDS:
        raise _no_address(backend)
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(database=str(ROOT / str(parsed.database)))
    return parsed


def _no_address(detail: str) -> SettingsError:
    return SettingsError(
        _("The address of the database cannot be read."),
        hint=_("Write sqlite:///var/dashboard.db or postgresql+psycopg://user:password@host/name."),
        detail=detail,
    )


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite URL; None for any other database."""
    parsed = database_url(url)
    return Path(str(parsed.database)) if parsed.get_backend_name() == "sqlite" else None


def make_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, foreign keys, waits for a lock) or PostgreSQL (time-outs)."""
    parsed = database_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = f"-c statement_timeout={STATEMENT_SECONDS * 1000} -c timezone=UTC"
    return create_engine(
        parsed, pool_pre_ping=True, connect_args={"options": options, "connect_timeout": 5}
    )


def writing(engine: Engine) -> Engine:
    """The same engine for a transaction that will write.

    SQLite then takes the write lock at the start: a transaction that reads first and writes
    later would fail at once, without waiting, when another has written in between.
    """
    return engine.execution_options(**{WRITES: True})


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 (DB-API object)
    connection.isolation_level = None  # BEGIN is ours: the driver's own comes too late.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def check_installation(engine: Engine, settings: Settings) -> Installation:
    """What the database is. Raises as `opened` does."""
    with opened(engine, settings) as (_conn, found):
        return found


@contextmanager
def opened(engine: Engine, settings: Settings) -> Iterator[tuple[Connection, Installation]]:
    """A connection to the right database and what it is; cheap enough for each run of a page.

    Raises DatabaseUnavailable (missing, empty, no answer), DatabaseBehind (its migrations are
    not this program's), WrongRegency (another code than config.toml's).
    """
    refuse_missing(engine)
    with ExitStack() as stack:
        try:
            conn = stack.enter_context(engine.connect())
            found = _read(conn)
        except DBAPIError as error:
            raise _unavailable(str(error.orig)) from error
        if found.regency_code != settings.regency.code:
            raise _wrong_regency(found.regency_code, settings.regency.code)
        yield conn, found


def _wrong_regency(held: str, named: str) -> WrongRegency:
    return WrongRegency(
        _("The database belongs to the regency {held}, config.toml names {named}.").format(
            held=held, named=named
        ),
        hint=_("Set the right code in config.toml, or name another database there."),
    )


def refuse_missing(engine: Engine) -> None:
    """DatabaseUnavailable for an SQLite file that is not there: connecting would make it."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if file is not None and not Path(file).exists():
        raise _unavailable("no such file")


def _read(conn: Connection) -> Installation:
    row = conn.execute(INSTALLED).first()
    if row is None:
        raise _unavailable("no schema")
    revision, code, sample = row
    if revision != newest_revision():
        raise DatabaseBehind(
            _("The database is at version {found}, this program needs {wanted}.").format(
                found=revision, wanted=newest_revision()
            ),
            hint=_("Back up the database, then run: python manage.py migrate"),
        )
    if code is None:
        raise _unavailable("not initialised")
    return Installation(code, bool(sample))


def _unavailable(detail: str) -> DatabaseUnavailable:
    return DatabaseUnavailable(
        _("The database cannot be reached or is still empty."),
        hint=_("Run: python manage.py init. Nothing that was stored is lost."),
        detail=detail,
    )
