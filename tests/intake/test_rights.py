"""Who may take back what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.errors import NotAllowed
from data.imports.topics import title_of
from review.import_rights import may_undo, topics_of
from review.undoing import undo_batch
from tests.imports.files import ADMIN, BUPATI, OPERATOR, SYSTEM_ACTOR, VERIFIER, load, published

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from review.access import Person


@pytest.mark.parametrize(
    ("person", "topic", "by", "allowed"),
    [
        (OPERATOR, "published", "operator", True),
        (OPERATOR, "published", "sistem", False),
        (OPERATOR, "regions", "operator", False),
        (VERIFIER, "published", "operator", True),
        (VERIFIER, "opd", "verifikator", False),
        (ADMIN, "opd", "sistem", True),
        (ADMIN, "published", "admin", False),
        (BUPATI, "published", "bupati", False),
    ],
)
def test_who_may_take_back_what(person: Person, topic: str, by: str, allowed: bool) -> None:
    answer = may_undo(person, topic, by)
    assert answer.allowed is allowed
    assert answer.reason


def test_an_operator_is_told_whose_batch_it_is() -> None:
    assert "milik verifikator" in may_undo(OPERATOR, "published", "verifikator").reason


def test_anothers_batch_stays_and_the_own_one_goes(lean_engine: Engine) -> None:
    rows = published({"period": "2031"})
    other = load(lean_engine, rows).batch_id or 0
    with pytest.raises(NotAllowed, match="impor Anda sendiri"):
        undo_batch(lean_engine, by=OPERATOR, batch_id=other)
    undo_batch(lean_engine, by=SYSTEM_ACTOR, batch_id=other)


def test_topics_of_figures_come_first() -> None:
    assert [topic.id for topic in topics_of(OPERATOR)] == [
        "published", "surveys", "events", "requests", "actuals",
    ]  # fmt: skip
    assert "regions" in {topic.id for topic in topics_of(ADMIN)}
    assert topics_of(BUPATI) == ()


def test_a_batch_of_requests_has_a_title_in_words() -> None:
    assert title_of("requests") == "Permohonan layanan"
    assert title_of("surveys") == "Survei kepuasan masyarakat"
