"""The dashboard knows its own database, and says in words when it is another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from core.errors import DatabaseBehind, DatabaseUnavailable, SettingsError, WrongRegency
from core.settings import load_settings
from data import migrate
from data.engine import Installation, check_installation, database_url, make_engine, writing
from data.versions import bump, version_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


def test_a_sample_database_says_that_it_is_one(sample_engine: Engine) -> None:
    found = check_installation(sample_engine, load_settings())
    assert found == Installation(regency_code="51.08", sample=True)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "tidak-ada.db"
    with pytest.raises(DatabaseUnavailable, match=r"manage\.py init"):
        check_installation(make_engine(f"sqlite:///{file}"), load_settings())
    assert not file.exists()


def test_an_empty_database_is_refused(empty_engine: Engine) -> None:
    with pytest.raises(DatabaseUnavailable):
        check_installation(empty_engine, load_settings())


def test_a_database_without_our_schema_is_refused(empty_engine: Engine) -> None:
    migrate.downgrade(empty_engine, "base")
    with pytest.raises(DatabaseUnavailable):
        check_installation(empty_engine, load_settings())


def test_a_database_behind_its_migrations_is_refused(sample_engine: Engine) -> None:
    with writing(sample_engine).begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(DatabaseBehind, match=r"manage\.py migrate"):
        check_installation(sample_engine, load_settings())


def test_another_regency_in_the_settings_is_refused(sample_engine: Engine) -> None:
    settings = load_settings()
    other = replace(settings, regency=replace(settings.regency, code="35.10"))
    with pytest.raises(WrongRegency, match=r"51\.08.*35\.10"):
        check_installation(sample_engine, other)


def test_a_relative_sqlite_path_starts_at_the_project() -> None:
    assert str(database_url("sqlite:///var/x.db").database).endswith("/var/x.db")
    assert database_url("postgresql+psycopg://a@b/c").database == "c"


@pytest.mark.parametrize("url", ["bukan url", "", "sqlite:/", "mysql://"])
def test_an_address_that_names_no_database_is_refused_with_words(url: str) -> None:
    with pytest.raises(SettingsError, match="Alamat basis data"):
        make_engine(url)


def test_a_version_rises_by_one_for_its_topic_alone(sample_engine: Engine) -> None:
    with sample_engine.connect() as conn:
        opd, published = version_of(conn, "opd", "published")
    with writing(sample_engine).begin() as conn:
        bump(conn, "published")
        bump(conn, "topik_baru")
    with sample_engine.connect() as conn:
        assert version_of(conn, "published", "opd", "topik_baru", "tak_ada") == (
            published + 1, opd, 1, 0,
        )  # fmt: skip
