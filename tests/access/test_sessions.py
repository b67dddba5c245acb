"""Sessions and accounts, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from core import clock
from core.errors import Invalid, NotAllowed, NotFound
from data.schema import account, audit_event, installation, session
from data.versions import version_of
from review.access import Grant, Person, Role
from review.accounts import person_named, sample_accounts, set_language
from review.sessions import end_session, person_of_token, start_session
from review.work import first_broken_event

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine


def named(engine: Engine, username: str) -> Person:
    with engine.connect() as conn:
        return person_named(conn, username)


def sign_in(engine: Engine, username: str = "bupati", hours: int = 12) -> str:
    return start_session(engine, by=named(engine, username), hours=hours)


def last_event(engine: Engine) -> tuple[str, str, str]:
    with engine.connect() as conn:
        row = conn.execute(select(audit_event).order_by(audit_event.c.id.desc())).first()
        assert row is not None
        assert first_broken_event(conn) is None
        return row.actor, row.action, row.subject


def test_a_session_stands_for_its_person(sample_engine: Engine) -> None:
    token = sign_in(sample_engine, "operator.kesehatan")
    found = person_of_token(sample_engine, token)
    assert found == Person(
        "operator.kesehatan",
        "Operator Dinas Kesehatan (contoh)",
        (Grant(Role.OPERATOR_OPD, "OPD-05"),),
        sample=True,
    )
    assert last_event(sample_engine)[:2] == ("operator.kesehatan", "session.start")


def test_the_database_keeps_no_token(sample_engine: Engine) -> None:
    token = sign_in(sample_engine)
    with sample_engine.connect() as conn:
        row = conn.execute(select(session)).one()
        events = conn.execute(select(audit_event)).all()
    assert token not in str(row)
    assert token not in str(events)
    assert len(token) == 43


@pytest.mark.parametrize("token", ["", "palsu", "x" * 43, "x" * 5000, "' OR 1=1 --"])
def test_a_forged_token_is_nobody(sample_engine: Engine, token: str) -> None:
    sign_in(sample_engine)
    assert person_of_token(sample_engine, token) is None


def test_the_hash_itself_is_no_token(sample_engine: Engine) -> None:
    sign_in(sample_engine)
    with sample_engine.connect() as conn:
        kept = conn.scalar(select(session.c.token_hash))
    assert kept is not None
    assert person_of_token(sample_engine, kept) is None


def test_a_session_ends_by_itself(
    sample_engine: Engine, fixed_clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign_in(sample_engine, hours=12)
    monkeypatch.setattr(clock, "now", lambda: fixed_clock + timedelta(hours=12, seconds=-1))
    assert person_of_token(sample_engine, token) is not None
    monkeypatch.setattr(clock, "now", lambda: fixed_clock + timedelta(hours=12))
    assert person_of_token(sample_engine, token) is None


def test_signing_out_ends_one_session_and_leaves_the_others(sample_engine: Engine) -> None:
    desk, phone = sign_in(sample_engine), sign_in(sample_engine)
    end_session(sample_engine, token=desk)
    assert last_event(sample_engine) == ("bupati", "session.end", "bupati")
    assert person_of_token(sample_engine, desk) is None
    assert person_of_token(sample_engine, phone) is not None


def test_ending_twice_or_a_forged_session_changes_nothing(sample_engine: Engine) -> None:
    token = sign_in(sample_engine)
    end_session(sample_engine, token=token)
    with sample_engine.connect() as conn:
        before = conn.execute(select(session)).all(), len(conn.execute(select(audit_event)).all())
    end_session(sample_engine, token=token)
    end_session(sample_engine, token="palsu")  # noqa: S106 (a forged one)
    with sample_engine.connect() as conn:
        after = conn.execute(select(session)).all(), len(conn.execute(select(audit_event)).all())
    assert before == after


def test_a_deactivated_account_is_out_at_once(sample_engine: Engine) -> None:
    token = sign_in(sample_engine)
    person = named(sample_engine, "bupati")
    with sample_engine.begin() as conn:
        conn.execute(update(account).where(account.c.username == "bupati").values(active=False))
    assert person_of_token(sample_engine, token) is None
    with pytest.raises(NotAllowed, match="bupati"):
        start_session(sample_engine, by=person, hours=1)


def test_sample_accounts_end_with_the_sample(sample_engine: Engine) -> None:
    token = sign_in(sample_engine)
    with sample_engine.begin() as conn:
        conn.execute(update(installation).values(sample=False))
    assert person_of_token(sample_engine, token) is None
    with sample_engine.connect() as conn:
        assert sample_accounts(conn) == ()


def test_the_account_of_the_command_line_never_signs_in(sample_engine: Engine) -> None:
    with pytest.raises(NotAllowed, match="sistem"):
        sign_in(sample_engine, "sistem")


def test_a_sample_offers_its_eleven_accounts_and_not_the_command_line(
    sample_engine: Engine,
) -> None:
    with sample_engine.connect() as conn:
        offered = [person.username for person in sample_accounts(conn)]
    assert offered == [
        "bupati", "sekda", "kadis.kesehatan", "kadis.pertanian", "operator.kesehatan",
        "operator.pertanian", "verifikator", "penyetuju", "inspektorat", "admin", "layar.rapat",
    ]  # fmt: skip


def test_an_empty_database_offers_nobody(empty_engine: Engine) -> None:
    with empty_engine.connect() as conn:
        assert sample_accounts(conn) == ()


def test_a_wrong_name_is_answered_with_near_ones(sample_engine: Engine) -> None:
    with pytest.raises(NotFound, match="'bupat'") as caught:
        named(sample_engine, "bupat")
    assert "bupati" in caught.value.hint


def test_a_language_is_kept_for_the_person(sample_engine: Engine) -> None:
    token = sign_in(sample_engine)
    with sample_engine.connect() as conn:
        before = version_of(conn, "accounts")
    set_language(sample_engine, by=named(sample_engine, "bupati"), language="en")
    found = person_of_token(sample_engine, token)
    assert found is not None
    assert found.language == "en"
    assert last_event(sample_engine) == ("bupati", "account.language", "bupati")
    with sample_engine.connect() as conn:
        assert version_of(conn, "accounts") == (before[0] + 1,)
    assert named(sample_engine, "sekda").language is None


def test_an_unknown_language_changes_nothing(sample_engine: Engine) -> None:
    with pytest.raises(Invalid, match="'fr'") as caught:
        set_language(sample_engine, by=named(sample_engine, "bupati"), language="fr")
    assert "id, en" in caught.value.hint
    assert named(sample_engine, "bupati").language is None
