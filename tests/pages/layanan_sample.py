"""What the tests of Layanan publik share: the screen as a role sees it, requests by condition."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from data.engine import make_engine
from data.schema.services import request
from review.access import scope_of
from review.accounts import person_named
from tests.access.visitors import carry, dashboard, token_of
from tests.access.visitors import words_of as html_of

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import ColumnElement
    from streamlit.testing.v1 import AppTest

ROLES: Final = (
    "bupati", "sekda", "kadis.kesehatan", "operator.kesehatan", "verifikator", "penyetuju",
    "inspektorat", "admin", "layar.rapat",
)  # fmt: skip


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
