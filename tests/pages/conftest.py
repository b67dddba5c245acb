"""The screen Data on a sample database of its own, its jobs in a folder of the test."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from core.settings import load_settings
from data.engine import make_engine
from review.intake.jobs import Jobs
from tests.intake.desk import Desk
from tests.intake.screen import Screen
from tests.pages.reporting import Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


@pytest.fixture
def screen(use_sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    engine = make_engine(use_sample)
    yield Screen(Desk(engine, Jobs(load_settings().database.url)), monkeypatch)
    engine.dispose()


@pytest.fixture
def office(
    use_sample: str, fixed_clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """The people who report and check, on 22 November 2026."""
    made = Office(use_sample, monkeypatch)
    yield made
    made.engine.dispose()
