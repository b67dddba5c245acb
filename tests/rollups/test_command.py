"""Derived figures are made anew by a command, by a migration and when the dashboard starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, update

import manage
from core.settings import CONFIG_VARIABLE, DATABASE_VARIABLE, ROOT
from data.engine import make_engine
from data.migrate import upgrade
from data.schema import rollup_basis, standing
from pages.server import launch
from pages.shared import database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def slower(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another term for reports in config.toml."""
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    assert text.count("report_days = 10 ") == 1
    file = tmp_path / "config.toml"
    file.write_text(text.replace("report_days = 10 ", "report_days = 15 "), encoding="utf-8")
    monkeypatch.setenv(CONFIG_VARIABLE, str(file))
    database.settings.clear()
    yield
    database.settings.clear()


def due_days(url: str) -> list[str]:
    engine = make_engine(url)
    with engine.connect() as conn:
        found = conn.scalars(select(standing.c.due_on).where(standing.c.period == "2026-Q3"))
        days = sorted({day for day in found if day})
    engine.dispose()
    return days


def test_the_command_makes_anew_only_what_is_old(
    use_sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert manage.main(["rollup"]) == 0
    assert "sudah mutakhir" in capsys.readouterr().out
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        conn.execute(update(standing).values(to_date=-1.0))
    assert manage.main(["rollup", "--rebuild"]) == 0
    assert "dihitung ulang" in capsys.readouterr().out
    with engine.connect() as conn:
        assert not conn.execute(select(standing).where(standing.c.to_date == -1.0)).all()
    engine.dispose()


def test_other_settings_are_seen_by_the_command(
    use_sample: str, slower: None, capsys: pytest.CaptureFixture[str]
) -> None:
    before = due_days(use_sample)
    assert manage.main(["rollup"]) == 0
    assert "dihitung ulang" in capsys.readouterr().out
    assert due_days(use_sample) > before
    assert manage.main(["rollup"]) == 0
    assert "sudah mutakhir" in capsys.readouterr().out


def test_a_start_of_the_dashboard_makes_anew_what_is_old(use_sample: str, slower: None) -> None:
    before = due_days(use_sample)
    launch.announce()
    assert due_days(use_sample) > before


def test_a_migration_leaves_derived_figures_that_are_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'lama.db'}"
    engine = make_engine(url)
    upgrade(engine, "0002")
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    assert manage.main(["migrate"]) == 0
    with engine.connect() as conn:
        assert conn.execute(select(rollup_basis)).all()
    engine.dispose()


def test_figures_of_a_database_without_a_mark_are_made_anew(
    use_sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        conn.execute(delete(rollup_basis))
    engine.dispose()
    assert manage.main(["rollup"]) == 0
    assert "dihitung ulang" in capsys.readouterr().out
