"""Lapor and Verifikasi where nothing is loaded yet: words, and no failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from core.settings import DATABASE_VARIABLE, load_settings
from data.schema import account, import_batch, opd, role_grant
from review.installation import create_empty
from tests.databases import BARE, Filled, SqliteDatabases
from tests.pages.reporting import Office, words_of
from tests.queries.performance.rows import MOMENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

PEOPLE = (
    ("operator", "operator_opd", "A-1"),
    ("kepala", "kepala_opd", "A-1"),
    ("tanpa", "operator_opd", None),
    ("verifikator", "verifikator", None),
    ("penyetuju", "penyetuju", None),
    ("inspektorat", "inspektorat", None),
    ("admin", "admin", None),
)


def _begin(engine: Engine) -> None:
    create_empty(engine, load_settings(environment={}))
    with engine.begin() as conn:
        batch = conn.execute(
            insert(import_batch)
            .values(
                topic="opd", file_name="opd.csv", sha256="0" * 64, rows=1, added=1, changed=0,
                same=0, imported_by="sistem", imported_at=MOMENT, synthetic=False,
            )
            .returning(import_batch.c.id)
        ).scalar_one()  # fmt: skip
        conn.execute(
            insert(opd).values(
                code="A-1", name="Dinas Uji", short_name="Uji", kind="dinas", league="A",
                batch_id=batch,
            )
        )  # fmt: skip
        for name, role, office in PEOPLE:
            number = conn.execute(
                insert(account)
                .values(
                    username=name, display_name=name, active=True, sample=False, created_at=MOMENT
                )
                .returning(account.c.id)
            ).scalar_one()  # fmt: skip
            conn.execute(insert(role_grant).values(account_id=number, role=role, opd_code=office))


BEGUN = Filled("begun", BARE, _begin)


@pytest.fixture
def empty(
    sqlite_databases: SqliteDatabases, fixed_clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    url = sqlite_databases.fresh(BEGUN)
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    made = Office(url, monkeypatch)
    yield made
    made.engine.dispose()
    sqlite_databases.drop(url)


@pytest.mark.parametrize("view", ["daftar", "unggah", "pertanyaan", "rekomendasi", "kendala"])
@pytest.mark.parametrize("account", ["operator", "kepala"])
def test_an_opd_without_indicators_has_nothing_to_report(
    empty: Office, account: str, view: str
) -> None:
    said = words_of(empty.visit(account, "lapor", tampil=view))
    assert "Tidak ada laporan yang jatuh tempo: belum ada indikator OPD ini" in said
    assert "Angka ini tidak ada" in words_of(empty.report(account, "X~2026"))


def test_a_role_without_an_opd_is_told(empty: Office) -> None:
    assert "Peran Anda tidak terikat pada OPD" in words_of(empty.visit("tanpa", "lapor"))


@pytest.mark.parametrize("view", ["antrean", "sanggahan", "kunci", "riwayat"])
@pytest.mark.parametrize("account", ["verifikator", "penyetuju", "inspektorat", "admin"])
def test_an_empty_queue_is_told(empty: Office, account: str, view: str) -> None:
    said = words_of(empty.visit(account, "verifikasi", tampil=view))
    assert "Tidak ada yang menunggu Anda." in said
