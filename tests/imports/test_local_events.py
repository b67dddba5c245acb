"""Topic `events`: what happened in the regency, in and out again like any other topic."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from data.queries.services.catalogue import happenings
from data.versions import version_of
from review.undoing import undo_batch
from tests.imports.files import VERIFIER, check, dump, field, load, only_problem

if TYPE_CHECKING:
    from sqlalchemy import Engine

HEAD = ["Hari pertama", "Hari terakhir", "Nama peristiwa", "Jenis peristiwa", "Sumber"]
FLOOD = ["17/01/2026", "19/01/2026", "Banjir Seririt", "bencana", "BPBD"]
FEAST = ["19 Maret 2026", "", "Nyepi", "hari raya", ""]


def test_events_come_in_are_changed_and_go_back(regency: Engine) -> None:
    before = dump(regency, "local_event")
    with regency.connect() as conn:
        (version,) = version_of(conn, "events")
    first = load(regency, [HEAD, FLOOD, FEAST], "events")
    assert (first.added, first.changed) == (2, 0)
    with regency.connect() as conn:
        found = happenings(conn, date(2026, 1, 1), date(2026, 3, 31))
        assert version_of(conn, "events") == (version + 1,)
    assert [(one.first, one.last, one.name, one.kind, one.source) for one in found] == [
        (date(2026, 1, 17), date(2026, 1, 19), "Banjir Seririt", "bencana", "BPBD"),
        (date(2026, 3, 19), date(2026, 3, 19), "Nyepi", "hari_raya", None),
    ]
    stored = dump(regency, "local_event")
    longer = load(regency, [HEAD, [*FLOOD[:1], "21/01/2026", *FLOOD[2:]], FEAST], "events")
    assert (longer.added, longer.changed, longer.same) == (0, 1, 1)
    undo_batch(regency, by=VERIFIER, batch_id=longer.batch_id or 0)
    assert dump(regency, "local_event") == stored
    undo_batch(regency, by=VERIFIER, batch_id=first.batch_id or 0)
    assert dump(regency, "local_event") == before


def test_a_month_is_all_of_its_days() -> None:
    found = check("events", [HEAD, ["Januari 2026", "", "Gangguan SIAK", "gangguan", ""]])
    assert field(found, "events", "first_day") == ["2026-01-01"]
    assert field(found, "events", "last_day") == ["2026-01-31"]


@pytest.mark.parametrize(
    ("place", "value"), [(0, "31/02/2026"), (1, "16/01/2026"), (2, ""), (3, "pesta")]
)
def test_what_cannot_be_is_told(place: int, value: Any) -> None:
    row = [*FLOOD]
    row[place] = value
    problem = only_problem(check("events", [HEAD, row]))
    assert problem.message
    assert problem.hint
