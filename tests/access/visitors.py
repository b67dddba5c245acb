"""Runs of the dashboard and of single pages as one person or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.settings import ROOT
from data.engine import make_engine
from pages.shared import viewer
from review.accounts import person_named
from review.sessions import start_session

if TYPE_CHECKING:
    import pytest

SECONDS = 60


def token_of(url: str, username: str, hours: int = 12) -> str:
    """A new session of this account in the database of the URL."""
    engine = make_engine(url)
    try:
        with engine.connect() as conn:
            person = person_named(conn, username)
        return start_session(engine, by=person, hours=hours)
    finally:
        engine.dispose()


def carry(monkeypatch: pytest.MonkeyPatch, token: str | None) -> None:
    """The browser of this test carries this cookie."""
    monkeypatch.setattr(viewer, "session_token", lambda: token)


def dashboard(address: str = "", query: dict[str, str] | None = None) -> AppTest:
    """dashboard.py at one of its addresses."""
    run = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=SECONDS)
    run.query_params.update(query or {})
    # switch_page knows page files alone; a refused page is a stub without one.
    run._page_hash = calc_hash(address) if address else ""
    return run.run()


def page_alone(file: str) -> AppTest:
    """A page file run by itself, without dashboard.py before it."""
    return AppTest.from_file(str(ROOT / file), default_timeout=SECONDS).run()


def shown(run: AppTest) -> list[tuple[str, str]]:
    """Each element on the screen: its kind and, for HTML, what it says."""
    found: list[tuple[str, str]] = []

    def walk(block: Any) -> None:
        for child in block.children.values():
            if hasattr(child, "children"):
                walk(child)
            else:
                said = child.proto.body if child.type == "html" else getattr(child, "label", "")
                found.append((child.type, str(said)))

    walk(run.main)
    return found


def words_of(run: AppTest) -> str:
    """Everything that HTML elements say."""
    return "\n".join(body for _, body in shown(run))
