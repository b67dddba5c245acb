"""Every letter on a screen comes from the catalogue or from data.

The catalogue is replaced by one that brackets its messages; what is then left outside brackets
must be names and texts of the data files, the database and the calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core import words
from tests.access.visitors import carry, dashboard, token_of
from tests.words.pseudo import Bracketing, names_of, outside_brackets, texts_on

if TYPE_CHECKING:
    from datetime import datetime

SCREENS: list[tuple[str, str | None, dict[str, str]]] = [
    ("ringkasan", "bupati", {}),
    ("pembanding", "bupati", {}),
    ("tentang", "bupati", {"metric": "mcp_score"}),
    ("tentang", "layar.rapat", {}),
    ("ringkasan", None, {}),
]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def test_every_letter_is_from_the_catalogue_or_from_data(
    use_sample: str,
    monkeypatch: pytest.MonkeyPatch,
    fixed_clock: datetime,
    screen: tuple[str, str | None, dict[str, str]],
) -> None:
    address, account, query = screen
    carry(monkeypatch, token_of(use_sample, account) if account else None)
    # Only now: the database was made, and the account signed in, with real words.
    monkeypatch.setattr(words, "_catalogue", lambda _code: Bracketing())
    run = dashboard(address, query)
    assert not run.exception
    texts, names = texts_on(run), names_of(use_sample)
    assert any("⟦" in text for text in texts)
    left = {text[:200]: slips for text in texts if (slips := outside_brackets(text, names))}
    assert left == {}


def test_the_check_bites() -> None:
    names = ["Kabupaten Buleleng", "Skor MCP"]
    assert outside_brackets("⟦Loaded {x}⟧ Skor MCP", names) == []
    assert outside_brackets("<p>⟦The score of ⟦x⟧⟧</p>", names) == []
    assert outside_brackets("<p>Score of Kabupaten Buleleng</p>", names) == ["Score", "of"]
    assert outside_brackets('<div aria-label="Table">⟦x⟧</div>', names) == ["Table"]
