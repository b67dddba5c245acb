"""Evidence over HTTP: who gets a file, who gets the one 404, and how a file is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sqlalchemy import insert, select, update

from core.settings import CONFIG_FILE, load_settings
from data.engine import make_engine
from data.sample_accounts import SAMPLE_ROWS
from data.schema import actual, import_batch, indicator, objection, recommendation
from review.access import Grant, Person, Role
from review.performance.evidence import add_file, add_link, remove_evidence
from tests.databases import SAMPLE, SqliteDatabases
from tests.serving import RunningServer, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from core.settings import Settings

HEALTH = "OPD-05"
HEAD = Person("kadis.kesehatan", "Kepala", (Grant(Role.KEPALA_OPD, HEALTH),))
PDF = b"%PDF-1.7\n" + bytes(range(256))
NAME = "Rekap capaian – TW III.pdf"
OWN = {"kadis.kesehatan", "operator.kesehatan"}
CHECKS = {"verifikator", "penyetuju", "inspektorat"}
AUDITS = CHECKS | {"bupati", "sekda"}
# By hand: which sample accounts get the file of each kind of evidence.
WHO = {
    "draft": OWN,
    "submitted": OWN | CHECKS,
    "verified": OWN | CHECKS,
    "approved": OWN | CHECKS,
    "locked": OWN | CHECKS,
    "returned": OWN,
    "rejected": OWN,
    "recommendation": OWN | AUDITS,
    "objection": OWN | CHECKS,
    "removed": set(),
    "link": set(),
    "unknown": set(),
}
STATES = ("draft", "submitted", "verified", "approved", "locked", "returned", "rejected")


class House(NamedTuple):
    """A server, the cookie of each account, and the token of each kind of evidence."""

    server: RunningServer
    cookies: Mapping[str, str]
    tokens: Mapping[str, str]


@pytest.fixture(scope="module")
def house(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("evidence")
    url = sqlite_databases.fresh(SAMPLE)
    engine = make_engine(url)
    tokens = hand_in(engine, settings_of(folder))
    engine.dispose()
    config = folder / "config.toml"
    kept = CONFIG_FILE.read_text("utf-8").replace('"var/evidence"', f'"{folder / "bukti"}"')
    config.write_text(kept, encoding="utf-8")
    with running(folder, url, {"DASHBOARD_CONFIG": str(config)}) as server:
        cookies = {row.username: "=".join(server.sign_in(row.username)) for row in SAMPLE_ROWS}
        yield House(server, cookies, tokens)


def settings_of(folder: Path) -> Settings:
    shipped = load_settings(environment={})
    return replace(shipped, storage=replace(shipped.storage, evidence=str(folder / "bukti")))


def hand_in(engine: Engine, settings: Settings) -> dict[str, str]:
    """A figure in each state, an audit recommendation and an objection, each with a file."""
    with engine.begin() as conn:
        subjects = _rows(conn)
    tokens = {
        kind: add_file(engine, by=HEAD, settings=settings, name=NAME, content=PDF, **subject)
        for kind, subject in subjects.items()
    }
    tokens["link"] = add_link(
        engine, by=HEAD, settings=settings, address="https://contoh.go.id", recommendation="UJI-1"
    )
    remove_evidence(engine, by=HEAD, settings=settings, token=tokens["removed"])
    with engine.begin() as conn:
        for state in STATES:
            mine = actual.c.id == subjects[state]["actual_id"]
            conn.execute(update(actual).where(mine).values(state=state))
    return {**tokens, "unknown": "tidak-pernah-ada"}


def _rows(conn: Connection) -> dict[str, dict[str, Any]]:
    batch = conn.scalar(select(import_batch.c.id).limit(1))
    moment = conn.scalar(select(import_batch.c.imported_at).limit(1))
    conn.execute(insert(indicator).values(
        code="UJI-05", name="Uji", unit="%", decimals=2, formula_kind="naik", pattern="posisi",
        cadence="month", weight=1.0, opd_code=HEALTH, batch_id=batch,
    ))  # fmt: skip
    conn.execute(insert(recommendation).values(
        code="UJI-1", auditor="bpk", report="LHP", report_date="2026-05-20", finding="Temuan",
        text="Setorkan", opd_code=HEALTH, status="belum", batch_id=batch,
    ))  # fmt: skip
    found: dict[str, dict[str, Any]] = {"recommendation": {"recommendation": "UJI-1"}}
    for month, kind in enumerate((*STATES, "removed"), 1):
        made = conn.execute(
            insert(actual)
            .values(
                indicator_code="UJI-05", period=f"2025-{month:02d}", value=1.0, state="draft",
                version=1, entered_by="operator.kesehatan", entered_at=moment,
            )
            .returning(actual.c.id)
        )  # fmt: skip
        found[kind] = {"actual_id": made.scalar_one()}
    made = conn.execute(
        insert(objection)
        .values(
            **found["draft"], opd_code=HEALTH, reason="Salah hitung.",
            raised_by=HEAD.username, raised_at=moment, decide_by="2099-01-01", state="open",
        )
        .returning(objection.c.id)
    )  # fmt: skip
    found["objection"] = {"objection_id": made.scalar_one()}
    return found


@pytest.mark.parametrize("kind", WHO)
def test_a_file_goes_to_whoever_may_see_it_and_to_nobody_else(house: House, kind: str) -> None:
    path = f"/bukti/{house.tokens[kind]}"
    strangers = {"": "", "forged": "sesi=tidak-ada", "empty": "sesi=", "long": "sesi=" + "x" * 500}
    got, refusals = set(), set()
    for name, cookie in {**house.cookies, **strangers}.items():
        reply = house.server.ask(path, headers={"Cookie": cookie} if cookie else {})
        if reply.status == 200:
            got.add(name)
        else:
            refusals.add((reply.status, reply.text))
    assert got == WHO[kind]
    assert len(refusals) == 1
    status, words = refusals.pop()
    assert status == 404
    assert "Bukti ini tidak ada, atau bukan untuk Anda." in words
    assert NAME not in words


def test_every_refusal_is_the_same_whatever_it_is_about(house: House) -> None:
    cookie = {"Cookie": house.cookies["kadis.pertanian"]}
    refused = house.tokens.values()
    answers = {
        house.server.ask(f"/bukti/{token}", headers=cookie).text
        for token in (*refused, "x", "x" * 1500, "..config.toml", "%27%20OR%201=1", "a%FFb")
    }
    assert len(answers) == 1


def test_a_file_is_a_download_that_nobody_keeps_or_guesses_at(house: House) -> None:
    reply = house.server.ask(
        f"/bukti/{house.tokens['draft']}", headers={"Cookie": house.cookies["kadis.kesehatan"]}
    )
    headers = reply.headers
    assert headers["content-disposition"] == (
        "attachment; filename*=utf-8''Rekap%20capaian%20%E2%80%93%20TW%20III.pdf"
    )
    assert headers["content-type"] == "application/pdf"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["content-length"] == str(len(PDF))
    assert "script-src 'self'" in headers["content-security-policy"]


def test_a_refusal_is_not_kept_either(house: House) -> None:
    reply = house.server.ask("/bukti/x")
    assert (reply.status, reply.headers["cache-control"]) == (404, "no-store")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert '<html lang="id">' in reply.text


def test_a_session_that_has_ended_opens_nothing(house: House) -> None:
    name, token = house.server.sign_in("operator.kesehatan")
    cookie = {"Cookie": f"{name}={token}"}
    path = f"/bukti/{house.tokens['draft']}"
    assert house.server.ask(path, headers=cookie).status == 200
    house.server.ask("/auth/keluar", form={}, headers=cookie)
    assert house.server.ask(path, headers=cookie).status == 404


@pytest.mark.parametrize(
    "path",
    ["/bukti/", "/bukti", "/bukti/a/b", "/bukti/%00", "/app/static/bukti/x",
     "/app/static/../var/evidence/x"],
)  # fmt: skip
def test_no_other_address_leads_to_the_folder(house: House, path: str) -> None:
    reply = house.server.ask(path, headers={"Cookie": house.cookies["kadis.kesehatan"]})
    assert "attachment" not in reply.headers.get("content-disposition", "")
    assert "%PDF" not in reply.text


def test_the_way_to_evidence_takes_no_form(house: House) -> None:
    reply = house.server.ask(f"/bukti/{house.tokens['draft']}", form={"a": "b"})
    assert reply.status in {404, 405}
