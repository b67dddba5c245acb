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

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def screen(use_sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    engine = make_engine(use_sample)
    yield Screen(Desk(engine, Jobs(load_settings().database.url)), monkeypatch)
    engine.dispose()
