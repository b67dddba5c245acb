"""A regency of which nothing but its name is shipped opens every screen all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core import clock
from core.settings import CONFIG_VARIABLE, DATABASE_VARIABLE, load_settings
from data.engine import make_engine
from review.installation import create_sample
from tests.conftest import NOW
from tests.test_regencies import ADDRESSES, BARE, config, opened

if TYPE_CHECKING:
    from pathlib import Path

CODE = "12.01"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its settings and sample database, one for all tests of the module."""
    made = tmp_path_factory.mktemp(CODE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CONFIG_VARIABLE, str(config(made, CODE)))
        patch.setenv(DATABASE_VARIABLE, f"sqlite:///{made}/dasbor.db")
        patch.setattr(clock, "now", lambda: NOW)
        engine = make_engine(load_settings().database.url)
        create_sample(engine, load_settings())
        engine.dispose()
    return made


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_screen_opens_without_kecamatan_and_boundaries(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONFIG_VARIABLE, str(folder / "config.toml"))
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{folder}/dasbor.db")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    said = opened(address, monkeypatch)
    assert "Coba lagi" not in said
    assert BARE[CODE][0] in said
    if address == "peta":
        assert "Daftar kecamatan belum dimuat" in said
