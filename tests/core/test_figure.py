"""A reference names one figure, in a text that survives a URL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.figure import FigureRef, Publication, State, publication_label, state_label
from core.words import speaking


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("mcp_score@51.08~2024", FigureRef("mcp_score", "51.08", "2024")),
        ("opd_score@51.08/1.02~2026-Q3", FigureRef("opd_score", "51.08", "2026-Q3", opd="1.02")),
        ("iph@51.08:M%203~2024-05", FigureRef("iph", "51.08", "2024-05", component="M 3")),
        ("spi_score@ID~2024", FigureRef("spi_score", "ID", "2024")),
    ],
)  # fmt: skip
def test_the_text_form(text: str, ref: FigureRef) -> None:
    assert FigureRef.parse(text) == ref
    assert str(ref) == text


@given(st.text(min_size=1, max_size=30), st.none() | st.text(min_size=1, max_size=20))
def test_any_component_survives(component: str, opd: str | None) -> None:
    ref = FigureRef("iph", "51.08.06", "2024-W33", opd=opd, component=component)
    assert FigureRef.parse(str(ref)) == ref


@pytest.mark.parametrize("text", ["", "mcp_score", "mcp@5108~2024", "mcp@51.08", "@51.08~2024"])
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"mcp_score@51\.08~2024"):
        FigureRef.parse(text)


def test_states_are_words_in_both_languages() -> None:
    assert state_label(State.NO_DATA) == "belum ada data"
    assert publication_label(Publication.INTERIM) == "sementara"
    with speaking("en"):
        assert state_label(State.NO_DATA) == "no data yet"
