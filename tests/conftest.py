"""What every test stands on: a still clock, Indonesian, and no way to anyone's real database."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from core import clock, words
from core.settings import CONFIG_VARIABLE, DATABASE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ("tests.databases", "tests.serving", "tests.browser")

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BROWSER_FIXTURES = {"browser", "open_page"}
SERVER_FIXTURES = {"server", "shared_server", "start_server"}

# The same examples in every run: a failure is the change's, never the day's.
settings.register_profile("still", derandomize=True, deadline=None)
settings.load_profile("still")


# A file stays with one worker: the longest begin first, or one worker would wait for the other.
LONGEST = (
    "tests/screens/test_screens.py",
    "tests/imports/test_random_tables.py",
    "tests/access/test_doors.py",
    "tests/screens/test_peta_walk.py",
    "tests/screens/test_data_walk.py",
    "tests/test_regencies.py",
    "tests/screens/test_report_walk.py",
    "tests/screens/test_walks.py",
    "tests/review/test_concurrent.py",
    "tests/imports/test_large.py",
    "tests/services/test_requests_screen.py",
    "tests/screens/test_requests_walk.py",
    "tests/intake/test_jobs.py",
    "tests/imports/test_bad_input.py",
    "tests/services/test_large.py",
    "tests/access/test_pages.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; and mark each test by what it asks for, for `make test-fast`."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.nodeid.split("::")[0], len(LONGEST)))
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        calls = getattr(item, "callspec", None)
        if asked & BROWSER_FIXTURES:
            item.add_marker("browser")
        if asked & (BROWSER_FIXTURES | SERVER_FIXTURES):
            item.add_marker("slow")
        on_postgres = calls is not None and calls.params.get("databases") == "postgresql"
        if on_postgres or "postgres_databases" in asked:
            item.add_marker("postgres")


@pytest.fixture(autouse=True)
def _no_real_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A test that names no database gets one that is not there."""
    monkeypatch.delenv(CONFIG_VARIABLE, raising=False)
    absent = tmp_path_factory.getbasetemp() / "absent" / f"{uuid4()}.db"
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{absent}")


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    """Each test begins in Indonesian and leaves its language to nobody."""
    with words.speaking(words.DEFAULT_LANGUAGE):
        yield


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """Streamlit's caches belong to the process: none may carry from test to test."""
    _clear_caches()
    yield
    _clear_caches()


def _clear_caches() -> None:
    streamlit = sys.modules.get("streamlit")
    if streamlit is not None:
        streamlit.cache_data.clear()
        streamlit.cache_resource.clear()


@pytest.fixture(scope="session", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """Each AppTest looks through every installed package for components: that is most of its time.

    What is installed does not change while tests run; one look of the process serves them all.
    """
    with pytest.MonkeyPatch.context() as patch:
        look = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: list(look()))
        yield


@pytest.fixture
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is 22 November 2026, 00:00 UTC, for whoever asks `clock.now()`."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW
