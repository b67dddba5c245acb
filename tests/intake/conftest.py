"""Jobs in a folder of the test's own, on each kind of database."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from review.intake.jobs import Jobs
from tests.intake.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture
def desk(lean_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Each step in a process of its own."""
    return _desk(lean_engine, tmp_path, monkeypatch)


@pytest.fixture
def reports_desk(sample_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """As `desk`, with what the OPD have reported."""
    return _desk(sample_engine, tmp_path, monkeypatch)


def _desk(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return Desk(engine, Jobs(engine.url.render_as_string(hide_password=False)))
