"""Visits to Rapor OPD, and what the screen then says."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from tests.access.visitors import carry, dashboard, token_of
from tests.access.visitors import words_of as html_of

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1 import AppTest

HEALTH, FARMING, SILENT = "OPD-05", "OPD-21", "OPD-20"
ROLES = (
    "bupati", "sekda", "kadis.pertanian", "operator.kesehatan", "verifikator", "penyetuju",
    "inspektorat", "admin", "layar.rapat",
)  # fmt: skip


def words_of(run: AppTest) -> str:
    """What the screen says, as a reader sees it."""
    return html.unescape(re.sub(r"<[^>]+>", " ", html_of(run)))


def page(
    url: str, monkeypatch: pytest.MonkeyPatch, account: str = "bupati", **query: str
) -> AppTest:
    carry(monkeypatch, token_of(url, account))
    run = dashboard("rapor-opd", query)
    assert not run.exception
    return run
