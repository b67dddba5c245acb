"""A house that cannot be opened says so in Indonesian: what, how to mend it, and no trace."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update
from streamlit.testing.v1 import AppTest

from core.settings import CONFIG_FILE, CONFIG_VARIABLE, DATABASE_VARIABLE
from data.engine import make_engine
from data.schema import installation
from pages.shared.navigation import ENTRIES, Entry
from tests.access.visitors import SECONDS, carry, dashboard, page_alone, shown, token_of, words_of

if TYPE_CHECKING:
    from pathlib import Path

# What is broken, and words that must be on the screen.
BREAKAGES = {
    "missing": ("Basis data tidak dapat dihubungi atau masih kosong", "python manage.py init"),
    "empty": ("Basis data tidak dapat dihubungi atau masih kosong", "python manage.py init"),
    "behind": ("0000", "python manage.py migrate"),
    "wrong regency": ("35.10", "config.toml"),
    "unknown key": ("regency.nama", "code, name, kind, time_zone, language"),
    "no settings": ("tidak ada", "config.toml"),
}
by_breakage = pytest.mark.parametrize("breakage", [*BREAKAGES])
FORBIDDEN = ("Traceback", "sqlalchemy", "sqlite", "/tmp", ".py&quot;", "Error")  # noqa: S108


def break_it(breakage: str, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bring the house into this state, after someone has signed in."""
    if breakage == "missing":
        monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{folder / 'tidak-ada.db'}")
    elif breakage == "empty":
        (folder / "kosong.db").touch()
        monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{folder / 'kosong.db'}")
    elif breakage in {"behind", "wrong regency"}:
        engine = make_engine(url)
        with engine.begin() as conn:
            if breakage == "behind":
                conn.execute(text("UPDATE alembic_version SET version_num = '0000'"))
            else:
                conn.execute(update(installation).values(regency_code="35.10"))
        engine.dispose()
    else:
        broken = CONFIG_FILE.read_text("utf-8").replace("\nname =", "\nnama =", 1)
        file = folder / "config.toml"
        if breakage == "unknown key":
            file.write_text(broken, encoding="utf-8")
        monkeypatch.setenv(CONFIG_VARIABLE, str(file))


def assert_worded(run: AppTest, breakage: str) -> None:
    assert not run.exception
    words = words_of(run)
    for expected in BREAKAGES[breakage]:
        assert expected in words
    assert "Dasbor belum dapat dibuka" in words
    assert "Tidak ada data tersimpan yang hilang atau berubah." in words
    assert [word for word in FORBIDDEN if word in words] == []
    assert [kind for kind, _ in shown(run)] == ["html", "button"]


@by_breakage
def test_a_broken_house_is_worded_and_shows_nothing_else(
    use_sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breakage: str
) -> None:
    carry(monkeypatch, token_of(use_sample, "bupati"))
    break_it(breakage, use_sample, tmp_path, monkeypatch)
    assert_worded(dashboard(), breakage)
    assert_worded(dashboard("tentang"), breakage)


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.address for entry in ENTRIES])
def test_a_page_by_itself_is_worded_too(
    use_sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: Entry
) -> None:
    carry(monkeypatch, token_of(use_sample, "bupati"))
    break_it("wrong regency", use_sample, tmp_path, monkeypatch)
    assert_worded(page_alone(entry.file), "wrong regency")


def test_a_mended_house_opens_at_the_next_try(
    use_sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(monkeypatch, token_of(use_sample, "layar.rapat"))
    break_it("unknown key", use_sample, tmp_path, monkeypatch)
    run = dashboard("tentang")
    assert_worded(run, "unknown key")
    monkeypatch.delenv(CONFIG_VARIABLE)
    run.run()
    assert "Halaman ini tidak terbuka bagi Anda" in words_of(run)


def _page_that_fails() -> None:
    from core.errors import StaleVersion  # noqa: PLC0415 (the script of a test page)
    from pages.shared.failure import show_script_error  # noqa: PLC0415

    show_script_error(RuntimeError("kata sandi basis data: rahasia"))
    show_script_error(StaleVersion("Angka sudah diubah orang lain.", hint="Muat ulang."))


def test_an_unforeseen_failure_shows_a_number_and_the_log_has_its_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "dashboard"):
        run = AppTest.from_function(_page_that_fails, default_timeout=SECONDS).run()
    unforeseen, foreseen = (body for _, body in shown(run))
    number = re.search(r"Nomor rujukan: ([0-9A-F]{4}-[0-9A-F]{4})\.", unforeseen)
    assert number is not None
    assert "rahasia" not in unforeseen
    assert "RuntimeError" not in unforeseen
    logged = [record for record in caplog.records if number[1] in record.getMessage()]
    assert len(logged) == 1
    assert logged[0].exc_info is not None
    assert "Angka sudah diubah orang lain." in foreseen
    assert "Muat ulang." in foreseen
    assert "Nomor rujukan" not in foreseen
