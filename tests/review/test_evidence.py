"""Evidence: when it may change and by whom, where it lies, and who may open it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select

from core.errors import Invalid, NotAllowed, NotFound, SettingsError
from data.schema import evidence, objection
from data.versions import version_of
from review.performance.evidence import add_file, add_link, open_evidence, remove_evidence
from tests.review.house import (
    ADMIN,
    APPROVER,
    EARLIER,
    EVERYONE,
    HEAD,
    HEALTH,
    INSPECTOR,
    OPERATOR,
    OTHER_HEAD,
    OTHER_OPERATOR,
    QUARTERLY,
    REGENT,
    SECOND_VERIFIER,
    SECRETARY,
    VERIFIER,
    put,
    trail,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.settings import Settings

STATES = ("draft", "submitted", "verified", "approved", "locked", "returned", "rejected")
OPEN = ("draft", "returned", "rejected")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def draft(engine: Engine, state: str = "draft") -> int:
    with engine.begin() as conn:
        return put(conn, QUARTERLY, "2026-Q3", state)


def objected(engine: Engine, decide_by: str = "2099-01-01") -> int:
    number = draft(engine, "verified")
    with engine.begin() as conn:
        made = conn.execute(insert(objection).values(
            actual_id=number, opd_code=HEALTH, reason="Salah hitung.", raised_by="kepala",
            raised_at=EARLIER, decide_by=decide_by, state="open",
        ).returning(objection.c.id))  # fmt: skip
        return int(made.scalar_one())


@pytest.mark.parametrize("state", STATES)
def test_evidence_of_a_figure_changes_while_it_is_open_and_by_its_opd_alone(
    small_house: Engine, settings: Settings, state: str
) -> None:
    number = draft(small_house, state)
    for person in EVERYONE:
        given: dict[str, Any] = {"by": person, "settings": settings}
        link: dict[str, Any] = {"actual_id": number, "address": "https://contoh.go.id/a"}
        if person in (OPERATOR, HEAD) and state in OPEN:
            token = add_link(small_house, **link, **given)
            remove_evidence(small_house, token=token, **given)
            with pytest.raises(NotFound):
                remove_evidence(small_house, token=token, **given)
            continue
        before = trail(small_house)
        with pytest.raises(NotAllowed):
            add_link(small_house, **link, **given)
        with pytest.raises((NotAllowed, NotFound)):
            remove_evidence(small_house, token="uji-0", **given)  # noqa: S106 (a name, no secret)
        assert trail(small_house) == before


def test_a_removed_file_is_gone_for_everyone_and_stays_in_the_trail(
    house: Engine, settings: Settings
) -> None:
    number = draft(house)
    given: dict[str, Any] = {"by": OPERATOR, "settings": settings}
    with house.connect() as conn:
        before = version_of(conn, "actuals")
    token = add_file(house, actual_id=number, name="a.pdf", content=PDF, **given)
    twin = add_file(house, actual_id=number, name="b.pdf", content=PDF, **given)
    remove_evidence(house, token=token, **given)
    with pytest.raises(NotFound):
        open_evidence(house, token=token, **given)
    assert open_evidence(house, token=twin, **given).path.read_bytes() == PDF
    assert trail(house) == ["evidence.add", "evidence.add", "evidence.remove"]
    with house.connect() as conn:
        row = conn.execute(select(evidence).where(evidence.c.token == token)).mappings().one()
        assert version_of(conn, "actuals") == (before[0] + 3,)
    assert (row["removed_by"], row["added_by"]) == ("operator", "operator")


def test_a_file_that_has_vanished_is_not_found(small_house: Engine, settings: Settings) -> None:
    given: dict[str, Any] = {"by": OPERATOR, "settings": settings}
    token = add_file(small_house, actual_id=draft(small_house), name="a.pdf", content=PDF, **given)
    open_evidence(small_house, token=token, **given).path.unlink()
    with pytest.raises(NotFound):
        open_evidence(small_house, token=token, **given)


@pytest.mark.parametrize("state", STATES)
def test_who_opens_the_evidence_of_a_figure(
    small_house: Engine, settings: Settings, state: str
) -> None:
    number = draft(small_house)
    token = add_file(
        small_house, by=OPERATOR, settings=settings, actual_id=number, name="a.pdf", content=PDF
    )
    if state != "draft":
        with small_house.begin() as conn:
            conn.execute(_actual().update().values(state=state))
    checkers = () if state in OPEN else (VERIFIER, SECOND_VERIFIER, APPROVER, INSPECTOR)
    assert opens(small_house, settings, token) == {
        one.username for one in (OPERATOR, HEAD, *checkers)
    }


def test_who_opens_the_evidence_of_a_recommendation(
    small_house: Engine, settings: Settings
) -> None:
    token = add_file(
        small_house, by=HEAD, settings=settings, recommendation="BPK-1", name="a.pdf", content=PDF
    )
    auditors = (VERIFIER, SECOND_VERIFIER, APPROVER, INSPECTOR, REGENT, SECRETARY)
    assert opens(small_house, settings, token) == {
        one.username for one in (OPERATOR, HEAD, *auditors)
    }
    for other in (OTHER_OPERATOR, OTHER_HEAD, VERIFIER, ADMIN):
        with pytest.raises(NotAllowed):
            add_link(
                small_house, by=other, settings=settings, recommendation="BPK-1",
                address="https://contoh.go.id",
            )  # fmt: skip


def test_who_opens_the_evidence_of_an_objection(small_house: Engine, settings: Settings) -> None:
    number = objected(small_house)
    given: dict[str, Any] = {"settings": settings, "objection_id": number}
    token = add_file(small_house, by=HEAD, name="a.pdf", content=PDF, **given)
    checkers = (VERIFIER, SECOND_VERIFIER, APPROVER, INSPECTOR)
    assert opens(small_house, settings, token) == {
        one.username for one in (OPERATOR, HEAD, *checkers)
    }
    for other in (OPERATOR, OTHER_HEAD, VERIFIER):
        with pytest.raises(NotAllowed):
            add_link(small_house, by=other, address="https://contoh.go.id", **given)


def test_nothing_is_added_to_an_objection_that_is_over(
    small_house: Engine, settings: Settings
) -> None:
    number = objected(small_house, "2026-01-05")
    with pytest.raises(NotAllowed, match="sudah ditutup"):
        add_link(
            small_house, by=HEAD, settings=settings, objection_id=number,
            address="https://contoh.go.id",
        )  # fmt: skip


def test_nobody_and_nothing_get_the_same_answer(small_house: Engine, settings: Settings) -> None:
    token = add_file(
        small_house, by=OPERATOR, settings=settings, actual_id=draft(small_house), name="a.pdf",
        content=PDF,
    )  # fmt: skip
    answers = set()
    for person, asked in (
        (None, token), (OTHER_HEAD, token), (VERIFIER, token), (OPERATOR, "tidak-ada"),
        (OPERATOR, ""), (OPERATOR, "x" * 5000), (OPERATOR, "../../config.toml"),
    ):  # fmt: skip
        with pytest.raises(NotFound) as caught:
            open_evidence(small_house, by=person, settings=settings, token=asked)
        answers.add((caught.value.message, caught.value.hint))
    assert len(answers) == 1


@pytest.mark.parametrize(
    "subject", [{}, {"actual_id": 1, "recommendation": "BPK-1"}, {"recommendation": "TIDAK"},
                {"actual_id": 99}, {"objection_id": 99}],
)  # fmt: skip
def test_evidence_belongs_to_exactly_one_thing_that_is_there(
    small_house: Engine, settings: Settings, subject: dict[str, Any]
) -> None:
    with pytest.raises((Invalid, NotFound)):
        add_link(
            small_house, by=OPERATOR, settings=settings, address="https://contoh.go.id", **subject
        )


@pytest.mark.parametrize("folder", ["static", "static/bukti", "var/../static/x"])
def test_evidence_never_lies_where_the_web_shows_it(
    small_house: Engine, settings: Settings, folder: str
) -> None:
    shown = replace(settings, storage=replace(settings.storage, evidence=folder))
    with pytest.raises(SettingsError):
        add_file(
            small_house, by=OPERATOR, settings=shown, actual_id=draft(small_house), name="a.pdf",
            content=PDF,
        )  # fmt: skip


def opens(engine: Engine, settings: Settings, token: str) -> set[str]:
    """Who of the house can open the evidence."""
    found = set()
    for person in EVERYONE:
        try:
            open_evidence(engine, by=person, settings=settings, token=token)
        except NotFound:
            continue
        found.add(person.username)
    return found


def _actual() -> Any:
    return evidence.metadata.tables["actual"]
