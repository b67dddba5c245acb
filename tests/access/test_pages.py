"""The sweep of roles and pages, through dashboard.py and each page file by itself."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, update
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from core import clock
from data.engine import make_engine
from data.sample_accounts import SAMPLE_ROWS
from data.schema import account, installation, role_grant
from pages.shared import viewer
from pages.shared.navigation import ENTRIES, Entry
from review.access import Permission, Role
from review.sessions import end_session
from tests.access.test_permissions import WHO
from tests.access.visitors import carry, dashboard, page_alone, shown, token_of, words_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Update
    from sqlalchemy.sql.dml import Delete

SIGN_IN = '<form method="post" action="/auth/masuk"'
REFUSED = "Halaman ini tidak terbuka bagi Anda"
ACCOUNTS = [(row.username, Role(row.grants[0][0])) for row in SAMPLE_ROWS]
NAMES = {row.username: row.display_name for row in SAMPLE_ROWS}
ONE_OF_EACH = list({role: username for username, role in ACCOUNTS}.items())
by_address = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.address for entry in ENTRIES])


def change(url: str, *statements: Update | Delete) -> None:
    engine = make_engine(url)
    with engine.begin() as conn:
        for statement in statements:
            conn.execute(statement)
    engine.dispose()


def assert_only(screen: str, words: str, elements: list[tuple[str, str]]) -> None:
    """The screen is this one, and nothing of a page stands beside it."""
    assert screen in words
    assert {kind for kind, _ in elements} <= {"html"}
    assert len([body for _, body in elements if "dk-bar" not in body]) == 1


@by_address
def test_each_role_sees_the_pages_of_the_table_and_no_other(
    use_sample: str, monkeypatch: pytest.MonkeyPatch, entry: Entry
) -> None:
    """One role after another in one process, so that no cache may open a page to the next."""
    for role, username in ONE_OF_EACH:
        carry(monkeypatch, token_of(use_sample, username))
        for run in (dashboard(entry.address), page_alone(entry.file)):
            assert not run.exception, role
            if role in WHO[entry.permission]:
                assert REFUSED not in words_of(run), role
                assert SIGN_IN not in words_of(run), role
                assert len(shown(run)) > 2, role
            else:
                assert_only(REFUSED, words_of(run), shown(run))
                assert NAMES[username] in words_of(run)


@by_address
def test_nobody_sees_a_page_without_signing_in(use_sample: str, entry: Entry) -> None:
    for run in (dashboard(entry.address), page_alone(entry.file)):
        assert not run.exception
        assert_only(SIGN_IN, words_of(run), shown(run))


@by_address
def test_forged_ended_and_expired_sessions_see_the_sign_in(
    use_sample: str, monkeypatch: pytest.MonkeyPatch, fixed_clock: datetime, entry: Entry
) -> None:
    ended, expired = token_of(use_sample, "bupati"), token_of(use_sample, "bupati", hours=1)
    engine = make_engine(use_sample)
    end_session(engine, token=ended)
    engine.dispose()
    monkeypatch.setattr(clock, "now", lambda: fixed_clock + timedelta(hours=2))
    for token in ("palsu", ended, expired):
        carry(monkeypatch, token)
        for run in (dashboard(entry.address), page_alone(entry.file)):
            assert not run.exception
            assert_only(SIGN_IN, words_of(run), shown(run))


@by_address
def test_an_account_without_a_role_is_told_so(
    use_sample: str, monkeypatch: pytest.MonkeyPatch, entry: Entry
) -> None:
    carry(monkeypatch, token_of(use_sample, "bupati"))
    change(use_sample, delete(role_grant))
    for run in (dashboard(entry.address), page_alone(entry.file)):
        assert_only("Akun ini belum diberi peran", words_of(run), shown(run))


def test_signing_out_elsewhere_ends_this_tab_at_its_next_run(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = token_of(use_sample, "bupati")
    carry(monkeypatch, token)
    run = dashboard("tentang")
    assert SIGN_IN not in words_of(run)
    engine = make_engine(use_sample)
    end_session(engine, token=token)
    engine.dispose()
    run.run()
    assert_only(SIGN_IN, words_of(run), shown(run))


def test_a_role_taken_away_is_gone_at_the_next_run(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(monkeypatch, token_of(use_sample, "bupati"))
    run = dashboard("tentang")
    assert REFUSED not in words_of(run)
    change(use_sample, update(role_grant).values(role=Role.LAYAR_RAPAT.value))
    run.run()
    assert_only(REFUSED, words_of(run), shown(run))


def test_the_sign_in_leads_back_to_the_address_with_its_query(use_sample: str) -> None:
    run = dashboard("pembanding", {"metrik": "mcp_score", "teks": "a&b=c d"})
    back = "/pembanding?metrik=mcp_score&amp;teks=a%26b%3Dc+d"
    assert f'<input type="hidden" name="next" value="{back}">' in words_of(run)
    assert 'value="/"' in words_of(dashboard())


def test_the_sign_in_offers_each_sample_account_by_name(use_sample: str) -> None:
    words = words_of(dashboard())
    for row in SAMPLE_ROWS:
        assert f'name="account" value="{row.username}"' in words
        assert row.display_name in words
    assert 'value="sistem"' not in words


def test_a_database_that_is_no_sample_offers_nobody_and_no_dead_button(use_sample: str) -> None:
    change(use_sample, update(installation).values(sample=False))
    words = words_of(dashboard())
    assert "akun dengan kata sandi disiapkan oleh admin" in words
    assert SIGN_IN not in words
    assert "BASIS DATA CONTOH" not in words


def test_the_person_reads_in_their_own_language(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(monkeypatch, token_of(use_sample, "layar.rapat"))
    assert "Keluar" in words_of(dashboard("tentang"))
    change(use_sample, update(account).values(language="en"))
    assert "This page is not open to you" in words_of(dashboard("tentang"))
    assert "Sign out" in words_of(dashboard("tentang"))


def test_names_from_the_database_are_text_and_not_markup(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(use_sample, update(account).values(display_name="<b onclick='x'>Bupati</b>"))
    words = words_of(dashboard())
    assert "&lt;b onclick=" in words
    assert "<b onclick" not in words
    carry(monkeypatch, token_of(use_sample, "layar.rapat"))
    assert "<b onclick" not in words_of(dashboard("tentang"))


def test_a_cookie_that_is_no_text_is_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    class Context:
        cookies = {"sesi": object()}  # noqa: RUF012 (a stand-in for one look)

    monkeypatch.setattr("streamlit.context", Context)
    assert viewer.session_token() is None


def test_every_address_asks_for_a_permission_to_see() -> None:
    assert all(entry.permission.name.startswith("SEE_") for entry in ENTRIES)
    assert {entry.permission for entry in ENTRIES} == {
        one for one in Permission if one.name.startswith("SEE_")
    }
    assert [entry.address for entry in ENTRIES if entry.default] == ["ringkasan"]


def test_a_fragment_that_loses_its_person_takes_the_whole_page_with_it(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AppTest runs no fragment alone; the browser's fragment run is stood for here."""

    class WholeRun(Exception):
        pass

    def rerun() -> None:
        raise WholeRun

    assert "fragment_ids_this_run" in ScriptRunContext.__dataclass_fields__
    fragment = SimpleNamespace(fragment_ids_this_run=["satu"])
    monkeypatch.setattr(viewer, "get_script_run_ctx", lambda **_: fragment)
    monkeypatch.setattr("streamlit.rerun", rerun)
    for username, permission in ((None, Permission.SEE_OVERVIEW), ("layar.rapat", None)):
        carry(monkeypatch, token_of(use_sample, username) if username else None)
        with pytest.raises(WholeRun):
            viewer.require(permission or Permission.SEE_PROVENANCE)
