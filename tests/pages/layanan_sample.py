"""A sample regency whose services, requests and survey are loaded, for the tests of two screens."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from core.settings import ROOT, load_settings
from data.engine import make_engine
from data.sample_services.files import write_csv
from data.schema.services import request
from review.access import scope_of
from review.accounts import person_named
from review.importing import import_file, prepare_import
from review.requests import import_requests, prepare_requests
from review.work import SYSTEM, Actor
from tests.access.visitors import carry, dashboard, token_of
from tests.access.visitors import words_of as html_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from sqlalchemy import ColumnElement, Engine
    from streamlit.testing.v1 import AppTest

SIZE: Final = 2_500
ROLES: Final = (
    "bupati", "sekda", "kadis.kesehatan", "operator.kesehatan", "verifikator", "penyetuju",
    "inspektorat", "admin", "layar.rapat",
)  # fmt: skip
BY: Final = Actor(SYSTEM)


def load_services(url: str, folder: Path) -> None:
    """Fill a sample database with requests and answers, unless it ships with them."""
    engine = make_engine(url)
    with engine.connect() as conn:
        there = conn.execute(select(func.count()).select_from(request)).scalar_one()
    if not there:
        _load(engine, folder)
    engine.dispose()


def _load(engine: Engine, folder: Path) -> None:
    settings = load_settings(environment={})
    requests, answers = write_csv(SIZE, folder, settings=settings)
    reference = ROOT / "data" / "reference"
    for topic, file in (
        ("services", reference / "services.csv"),
        ("standards", reference / "service_standards.csv"),
    ):
        _import(engine, topic, file)
    prepared = prepare_requests(engine, content=requests, by=BY, synthetic=True, settings=settings)
    import_requests(engine, by=BY, prepared=prepared, settings=settings)
    _import(engine, "surveys", answers)


def _import(engine: Engine, topic: str, file: Path) -> None:
    prepared = prepare_import(engine, topic=topic, content=file, synthetic=topic == "surveys")
    import_file(engine, by=BY, prepared=prepared, source="Data contoh")


def page(
    url: str, monkeypatch: pytest.MonkeyPatch, account: str = "bupati", **query: str
) -> AppTest:
    """The screen as an account sees it at this address."""
    carry(monkeypatch, token_of(url, account))
    run = dashboard("layanan", query)
    assert not run.exception
    return run


def words_of(run: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", html_of(run))))


def requests_where(url: str, *conditions: ColumnElement[bool]) -> list[int]:
    engine = make_engine(url)
    with engine.connect() as conn:
        found = [*conn.execute(select(request.c.id).where(*conditions).order_by(request.c.id))]
    engine.dispose()
    return [one.id for one in found]


def own_opd(url: str, account: str) -> str:
    engine = make_engine(url)
    with engine.connect() as conn:
        (code,) = scope_of(person_named(conn, account)).full
    engine.dispose()
    return code
