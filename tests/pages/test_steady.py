"""What is typed or dropped while a run goes on is not lost: the field keeps its place on the page.

The browser keeps a field by its place. One more line above it would make another field of it, and
a file on its way to the server would be forgotten without a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from data.queries.performance.worklist import Stage
from pages.verifikasi.deciding import SAID
from tests.pages.reporting import OPERATOR, Office, add_link, press, type_in, words_of

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

UPLOADER = "file_uploader"


def places(run: AppTest, kind: str) -> list[tuple[int, ...]]:
    """Where the elements of a kind stand: a number for each container on the way to it."""
    found: list[tuple[int, ...]] = []

    def walk(block: Any, way: tuple[int, ...]) -> None:
        for number, child in block.children.items():
            here = (*way, number)
            if hasattr(child, "children"):
                walk(child, here)
            elif child.type == kind:
                found.append(here)

    walk(run.main, ())
    return found


def test_the_field_of_the_evidence_stays_where_it_is(office: Office) -> None:
    key = office.item(Stage.OVERDUE).key
    saved = office.enter(key, "50")
    assert "Draf tersimpan." in words_of(saved)
    first = places(saved, UPLOADER)
    assert len(first) == 1

    plain = office.report(OPERATOR, key)
    assert "Draf tersimpan." not in words_of(plain)
    assert places(plain, UPLOADER) == first

    type_in(plain, key, "5,0,1")
    press(plain, "report-save")
    assert re.search("bukan (angka|bilangan)", words_of(plain))
    assert places(plain, UPLOADER) == first

    assert places(add_link(plain), UPLOADER) == first


def test_what_a_verifier_types_stays_where_it_is(office: Office) -> None:
    key = office.ready()
    run = office.check("verifikator", key)
    fields = places(run, "text_area")
    assert fields
    run.session_state[SAID] = "Angka sebelumnya diverifikasi."
    run.run()
    assert "Angka sebelumnya diverifikasi." in words_of(run)
    assert places(run, "text_area") == fields
