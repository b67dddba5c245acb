"""The screen Data, opened as an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.access.visitors import carry, dashboard, token_of
from tests.intake.desk import OPERATOR

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1 import AppTest

    from tests.intake.desk import Desk


class Screen:
    """Opens the page as an account."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk = desk
        self.monkeypatch = monkeypatch

    def __call__(self, account: str = OPERATOR, **query: str) -> AppTest:
        url = self.desk.engine.url.render_as_string(hide_password=False)
        carry(self.monkeypatch, token_of(url, account))
        run = dashboard("data", query)
        assert not run.exception
        return run

    def at(self, content: bytes, name: str = "uji.xlsx") -> AppTest:
        job, _found = self.desk.read(content, name)
        return self(kerja=job.id)
