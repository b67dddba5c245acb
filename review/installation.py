"""A new database: its schema, what it is, the country's regions, and if wanted the sample."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from core import clock
from data.engine import make_engine, sqlite_file
from data.migrate import upgrade
from data.rollups import ensure
from data.sample_accounts import SAMPLE_ROWS, SYSTEM_ROW, AccountRow
from data.sample_performance.store import store_reports
from data.sample_services.shipped import sample_of_services, sample_requests
from data.schema import account, installation, opd, role_grant
from data.shipped import (
    Shipped,
    boundaries_of,
    kecamatan_of,
    places_of,
    published,
    regions_of,
    sample_of_areas,
    sample_of_performance,
    typical_opd,
)
from review.importing import import_file, prepare_import
from review.requests import import_requests, prepare_requests
from review.work import SYSTEM, Actor, Work, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine

    from core.settings import Settings

OWN = Actor(SYSTEM)


def install(settings: Settings, *, sample: bool) -> bool:
    """Make the database of the settings, unless it is there already; whether it was made.

    An SQLite file comes into being whole or not at all: it is filled under another name first.
    """
    file = sqlite_file(settings.database.url)
    if file is None:
        engine = make_engine(settings.database.url)
        if _is_installed(engine):
            return False
        _fill(engine, settings, sample=sample, until=clock.now())
        return True
    if file.exists():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    engine = make_engine(f"sqlite:///{draft}")
    try:
        _fill(engine, settings, sample=sample, until=clock.now())
        engine.dispose()
        draft.replace(file)
    finally:
        engine.dispose()
        for leftover in draft.parent.glob(f"{draft.name}*"):
            leftover.unlink()
    return True


def create_empty(engine: Engine, settings: Settings) -> None:
    """The schema, the regions, the account of manage.py: a regency that begins for real."""
    _fill(engine, settings, sample=False)


def create_sample(engine: Engine, settings: Settings, *, lean: bool = False) -> None:
    """An empty regency and on top published figures, sample OPD, their performance, accounts.

    Its services are told up to the day on which its reports are. lean: without either.
    """
    _fill(engine, settings, sample=True, lean=lean)


def _fill(
    engine: Engine,
    settings: Settings,
    *,
    sample: bool,
    lean: bool = False,
    until: datetime | None = None,
) -> None:
    upgrade(engine)
    code = settings.regency.code
    _once(engine, lambda work: _accounts(work, (SYSTEM_ROW,)))
    for shipped in (*regions_of(code), *boundaries_of(code)):
        _load(engine, shipped, settings)
    if sample:
        _load(engine, published(), settings)
        for shipped in (*sample_of_areas(code), typical_opd(code), *places_of(code)):
            _load(engine, shipped, settings)
        if not lean:
            _performance(engine, settings)
            _services(engine, settings, until)
        _once(engine, lambda work: _accounts(work, SAMPLE_ROWS))
    ensure(engine, settings)
    # Last: a database that says what it is, is complete.
    _once(engine, lambda work: _describe(work, code, sample=sample))


def _performance(engine: Engine, settings: Settings) -> None:
    code = settings.regency.code
    for shipped in sample_of_performance(code):
        if shipped.topic == "targets":
            # Before the targets: all standings are then made once, with these.
            _once(engine, lambda work: _reports(work, code))
        _load(engine, shipped, settings)


def _services(engine: Engine, settings: Settings, until: datetime | None) -> None:
    for shipped in sample_of_services(settings, until):
        _load(engine, shipped, settings)
    made = sample_requests(settings, until)
    prepared = prepare_requests(
        engine,
        content=made.content,
        by=OWN,
        file_name=made.file_name,
        source=made.source,
        synthetic=made.synthetic,
        settings=settings,
    )
    import_requests(engine, by=OWN, prepared=prepared, settings=settings)


def _is_installed(engine: Engine) -> bool:
    from data.migrate import current  # noqa: PLC0415 (Alembic loads slowly)

    if current(engine) is None:
        return False
    with engine.connect() as conn:
        return conn.execute(select(installation.c.id)).first() is not None


def _once(engine: Engine, change: Callable[[Work], None]) -> None:
    with unit_of_work(engine, by=OWN) as work:
        change(work)


def _load(engine: Engine, shipped: Shipped, settings: Settings) -> None:
    prepared = prepare_import(
        engine,
        topic=shipped.topic,
        content=shipped.content,
        file_name=shipped.file_name,
        synthetic=shipped.synthetic,
    )
    import_file(
        engine,
        by=OWN,
        prepared=prepared,
        source=shipped.source,
        source_url=shipped.source_url,
        as_of=shipped.as_of,
        settings=settings,
    )


def _reports(work: Work, code: str) -> None:
    """What the offices of the typical list reported: made up."""
    at = work.at.replace(tzinfo=None)
    count = store_reports(work.conn, kecamatan_of(code), by=work.by.username, at=at)
    work.audit("sample", "actuals", {"reports": count})
    work.bump("actuals")


def _accounts(work: Work, rows: tuple[AccountRow, ...]) -> None:
    known = set(work.conn.scalars(select(account.c.username)))
    offices = set(work.conn.scalars(select(opd.c.code)))
    for row in rows:
        if row.username in known:
            continue
        made = work.conn.execute(
            insert(account).values(
                username=row.username,
                display_name=row.display_name,
                active=True,
                sample=row.sample,
                created_at=work.at.replace(tzinfo=None),
            )
        )
        key = made.inserted_primary_key
        grants = [
            {"account_id": key[0] if key else None, "role": role, "opd_code": code}
            for role, code in row.grants
            if code is None or code in offices
        ]
        if grants:
            work.conn.execute(insert(role_grant), grants)
        work.audit("account.create", row.username, {"roles": [role for role, _opd in row.grants]})
    work.bump("accounts")


def _describe(work: Work, code: str, *, sample: bool) -> None:
    work.conn.execute(
        insert(installation).values(
            id=1, regency_code=code, sample=sample, created_at=work.at.replace(tzinfo=None)
        )
    )
    work.audit("install", code, {"sample": sample})
