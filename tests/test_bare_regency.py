"""A regency of which nothing but its name is shipped opens every screen all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.settings import CONFIG_VARIABLE, DATABASE_VARIABLE, load_settings
from data.engine import make_engine
from review.installation import create_sample
from tests.test_regencies import ADDRESSES, BARE, config, opened

if TYPE_CHECKING:
    from pathlib import Path

CODE = "12.01"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_screen_opens_without_kecamatan_and_boundaries(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONFIG_VARIABLE, str(config(tmp_path, CODE)))
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path}/dasbor.db")
    engine = make_engine(load_settings().database.url)
    create_sample(engine, load_settings())
    engine.dispose()
    said = opened(address, monkeypatch)
    assert "Coba lagi" not in said
    assert BARE[CODE][0] in said
    if address == "peta":
        assert "Daftar kecamatan belum dimuat" in said
