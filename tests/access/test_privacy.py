"""What one OPD has not let out is seen by nobody else: by address, link, download or command.

A draft, a submitted value, their notes and the names of their evidence are given words and
numbers that occur nowhere else; then every account opens every door there is to them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select, update

import manage
from core import clock
from core.settings import load_settings
from data.engine import make_engine, writing
from data.rollups import rebuild, rules_of
from data.sample_accounts import SAMPLE_ROWS
from data.schema import actual, evidence, indicator
from tests.access.visitors import carry, dashboard, shown, token_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

FARMING = "OPD-21"
DRAFT, SUBMITTED = "draft", "submitted"
# Values as they would stand on a screen in either language, and as a file would hold them.
NUMBERS = {DRAFT: 7321925.25, SUBMITTED: 6418775.75}
WORDS = {DRAFT: "Catatan Draf Tersembunyi", SUBMITTED: "Catatan Ajuan Tersembunyi"}
FILES = {DRAFT: "Bukti Draf Tersembunyi", SUBMITTED: "Bukti Ajuan Tersembunyi"}
KINDS = ("vega_lite_chart", "arrow_vega_lite_chart", "text_input", "text_area", "markdown")
SEES_SUBMITTED = {"verifikator", "penyetuju", "inspektorat"}
INSIDE = {"kadis.pertanian", "operator.pertanian"}


def marks(state: str) -> tuple[str, ...]:
    """Everything by which the value, its note or its evidence would be known."""
    digits = f"{NUMBERS[state]:.2f}"
    whole, decimals = digits.split(".")
    grouped = f"{NUMBERS[state]:,.0f}"
    return (
        digits, f"{whole},{decimals}", whole, f"{int(NUMBERS[state]):,}",
        f"{int(NUMBERS[state]):,}".replace(",", "."), grouped, WORDS[state], FILES[state],
    )  # fmt: skip


@pytest.fixture
def secrets(use_sample: str, fixed_clock: datetime) -> dict[str, tuple[str, str]]:
    """Indicator and period of a draft and of a submitted figure of Farming, both marked."""
    engine = make_engine(use_sample)
    found = {state: _mark(engine, state) for state in (DRAFT, SUBMITTED)}
    with writing(engine).begin() as conn:
        rebuild(conn, rules_of(load_settings()))
    engine.dispose()
    return found


def _mark(engine: Engine, state: str) -> tuple[str, str]:
    """Make the newest draft, or a verified figure that is sent anew, hold the marks."""
    came_from = DRAFT if state == DRAFT else "verified"
    query = (
        select(actual.c.id, actual.c.indicator_code, actual.c.period)
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .where(indicator.c.opd_code == FARMING, actual.c.state == came_from)
        .order_by(actual.c.period.desc(), actual.c.indicator_code)
    )
    with writing(engine).begin() as conn:
        row = conn.execute(query).first()
        assert row is not None
        marked = {"state": state, "value": NUMBERS[state], "note": WORDS[state]}
        conn.execute(update(actual).where(actual.c.id == row.id).values(**marked))
        conn.execute(
            insert(evidence).values(
                token=state.ljust(32, "0"), actual_id=row.id, kind="link", name=FILES[state],
                address="https://contoh.go.id/bukti", added_by="operator.pertanian",
                added_at=clock.now().replace(tzinfo=None),
            )
        )  # fmt: skip
    return row.indicator_code, row.period


def doors(secrets: dict[str, tuple[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every address that could lead to one of the figures."""
    quarter = {"periode": "2026-Q4"}
    for code, period in secrets.values():
        figure = f"{code}~{period}"
        yield "rapor-opd", {"opd": FARMING, "indikator": code, **quarter}
        yield "lapor", {"opd": FARMING, "angka": figure}
        yield "verifikasi", {"angka": figure}
    yield "kinerja-opd", quarter
    yield "kinerja-opd", {"tampil": "pohon", **quarter}
    yield "verifikasi", {"tampil": "riwayat", "opd": FARMING}
    yield "ringkasan", {}


def seen(address: str, query: dict[str, str]) -> str:
    """Everything that a run sends: words, labels, and the content of its charts and fields."""
    run = dashboard(address, query)
    assert not run.exception
    parts = [words_of(run), *(label for _kind, label in shown(run))]
    parts += [str(one.proto) for kind in KINDS for one in run.get(kind)]
    return "\n".join(parts)


def allowed(username: str) -> set[str]:
    """The states whose marks this account may see."""
    if username in INSIDE:
        return {DRAFT, SUBMITTED}
    return {SUBMITTED} if username in SEES_SUBMITTED else set()


def test_no_address_opens_what_is_not_let_out(
    use_sample: str, secrets: dict[str, tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run after another in one process, so that no cache may pass it on either."""
    told: dict[str, set[str]] = {}
    everything: dict[str, str] = {}
    for row in SAMPLE_ROWS:
        carry(monkeypatch, token_of(use_sample, row.username))
        text = "\n".join(seen(address, query) for address, query in doors(secrets))
        everything[row.username] = text
        told[row.username] = {
            state for state in secrets if any(mark in text for mark in marks(state))
        }
    assert told == {username: allowed(username) for username in told}
    for username in told:
        for state in allowed(username):  # Whoever may see it does: the doors lead there.
            assert WORDS[state] in everything[username], (username, state)
            assert FILES[state] in everything[username], (username, state)


def test_the_command_prints_no_value_that_is_not_let_out(
    secrets: dict[str, tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    codes = {code: state for state, (code, _period) in secrets.items()}
    for username in (None, *(row.username for row in SAMPLE_ROWS)):
        as_who = [] if username is None else ["--as", username]
        chosen = ["--opd", FARMING, "--metric", "indicator_actual", *as_who]
        assert manage.main(["figures", *chosen]) == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        printed = {
            codes[row["component"]]
            for row in rows
            if row["component"] in codes and (row["value"] or 0) >= NUMBERS[codes[row["component"]]]
        }
        # A draft is no figure yet, not even to its own OPD.
        assert printed == allowed(username or "") - {DRAFT}, username
