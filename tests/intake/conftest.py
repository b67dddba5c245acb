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
def desk(sample_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    url = sample_engine.url.render_as_string(hide_password=False)
    return Desk(sample_engine, Jobs(url))
