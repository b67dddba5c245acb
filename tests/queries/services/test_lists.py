"""Single requests: in the order of who waits longest, and for those who may see them alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from core.scope import PUBLIC, Scope
from data.queries.services.card import request_card
from data.queries.services.catalogue import happenings, loaded, services
from data.queries.services.lists import (
    Filters,
    events_of,
    falling_due,
    falling_due_numbers,
    waiting,
)
from data.schema import import_batch, local_event, request_event
from metrics.services.kinds import EventKind, PauseReason
from review.access import Grant, Person, Role, scope_of
from tests.queries.services.requests import END, OFFICES, Row, local, put, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

ALL = Scope(sees_requests=True)
OWN = Scope(full=frozenset({"O-2"}))
NOW = local("2026-11-20 12:00")


def late(number: int, hours: float, **given: object) -> Row:
    """An open request whose limit was so many hours before NOW."""
    limit = NOW - timedelta(hours=hours)
    return row(
        number, started_at=limit, due_at=limit, late_after=limit, risk_at=limit, half_at=limit,
        double_at=limit, **given,
    )  # fmt: skip


ROWS = (
    late(1, 5),
    late(2, 48, opd_code="O-2", region_code="51.08.01.2001", channel="web"),
    late(3, 24, service_code="izin", region_code="51.08.01"),
    late(4, -2, opd_code="O-2"),
    late(5, -30, opd_code="O-3", service_code="izin"),
    late(6, 99, resolved_at=NOW, met=False),
    late(7, 99, flaw="future"),
    row(8),
)


def ids(found: Sequence[object]) -> list[int]:
    return [one.id for one in found]  # type: ignore[attr-defined]


def test_the_longest_past_its_limit_comes_first_and_what_has_no_clock_is_not_listed(
    empty_engine: Engine,
) -> None:
    put(empty_engine, ROWS)
    with empty_engine.connect() as conn:
        found = waiting(conn, ALL)
        assert ids(waiting(conn, ALL, limit=2)) == [2, 3]
    assert ids(found) == [2, 3, 1, 4, 5]
    assert found[0].late_after == NOW - timedelta(hours=48)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(opd="O-2"), [2, 4]),
        (Filters(service="izin"), [3, 5]),
        (Filters(place="51.08.01"), [2, 3]),
        (Filters(place="51.08.01.2001"), [2]),
        (Filters(channel="web", opd="O-1"), []),
    ],
)
def test_filters_hold_together(empty_engine: Engine, filters: Filters, expected: list[int]) -> None:
    put(empty_engine, ROWS)
    with empty_engine.connect() as conn:
        assert ids(waiting(conn, ALL, filters=filters)) == expected


def test_what_falls_due_soon_is_listed_soonest_first_and_counted_for_everyone(
    empty_engine: Engine,
) -> None:
    put(empty_engine, ROWS)
    until = NOW + timedelta(hours=30)
    with empty_engine.connect() as conn:
        assert ids(falling_due(conn, ALL, NOW, until)) == [4, 5]
        assert ids(falling_due(conn, OWN, NOW, until)) == [4]
        assert ids(falling_due(conn, ALL, NOW, NOW + timedelta(hours=3))) == [4]
        assert falling_due(conn, PUBLIC, NOW, until) == ()
        counted = falling_due_numbers(conn, NOW, until)
    assert counted == (("O-2", "kk", 1), ("O-3", "izin", 1))


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (PUBLIC, set()),
        (OWN, {2, 4}),
        (ALL, {1, 2, 3, 4, 5}),
        (Scope(sees_submitted=True, sees_audits=True), set()),
    ],
)
def test_rows_are_seen_by_their_opd_and_by_those_who_see_all(
    empty_engine: Engine, scope: Scope, expected: set[int]
) -> None:
    put(empty_engine, ROWS)
    with empty_engine.connect() as conn:
        assert set(ids(waiting(conn, scope))) == expected
        seen = {number for number in range(1, 9) if request_card(conn, scope, number)}
    assert seen == {one["id"] for one in ROWS if one["id"] in expected or _may(scope, one)}


def _may(scope: Scope, one: Row) -> bool:
    return scope.sees_requests or one["opd_code"] in scope.full


@pytest.mark.parametrize("role", Role)
def test_single_requests_are_shown_to_these_roles(role: Role) -> None:
    person = Person("x", "X", (Grant(role, OFFICES[1] if role.value.endswith("_opd") else None),))
    found = scope_of(person)
    sees_all = {Role.BUPATI, Role.SEKDA, Role.VERIFIKATOR, Role.INSPEKTORAT}
    assert found.sees_requests == (role in sees_all)
    assert bool(found.full) == (role in {Role.KEPALA_OPD, Role.OPERATOR_OPD})


def test_a_card_tells_everything_that_happened_in_the_order_of_one_moment(
    empty_engine: Engine,
) -> None:
    put(empty_engine, ROWS)
    at = local("2026-11-02 09:00")
    steps = (
        (EventKind.PAUSED, at, PauseReason.FILE_INCOMPLETE.code),
        (EventKind.RECEIVED, at, None),
        (EventKind.RESUMED, at + timedelta(days=1), None),
    )
    with empty_engine.begin() as conn:
        for kind, moment, reason in steps:
            conn.execute(
                insert(request_event).values(
                    request_id=2, at=moment, kind=kind.code, reason=reason, batch_id=1
                )
            )
    with empty_engine.connect() as conn:
        card = request_card(conn, OWN, 2)
        frame = events_of(conn, [2, 3])
        assert request_card(conn, ALL, 999) is None
    assert card is not None
    assert [one.kind for one in card.events] == [
        EventKind.RECEIVED, EventKind.PAUSED, EventKind.RESUMED,
    ]  # fmt: skip
    assert card.events[1].reason is PauseReason.FILE_INCOMPLETE
    assert (card.events[0].file, card.sample, card.row["source_id"]) == ("uji.csv", True, "T-2")
    assert list(frame["request"]) == [2, 2, 2]
    assert str(frame["at"].dtype) == "datetime64[s]"


def test_what_is_loaded_says_when_from_where_and_whether_it_is_made_up(
    empty_engine: Engine,
) -> None:
    put(empty_engine, ())
    with empty_engine.begin() as conn:
        assert [one.code for one in services(conn)] == ["aduan", "izin", "kk"]
        found = loaded(conn)
        conn.execute(import_batch.update().values(undone_at=END, undone_by="sistem"))
        assert loaded(conn).imported_at is None
        assert loaded(conn, "surveys") == loaded(conn)
    assert (found.imported_at, found.source, found.sample) == (END, "Aplikasi uji", True)


def test_what_happened_is_found_by_any_of_its_days(empty_engine: Engine) -> None:
    put(empty_engine, ())
    with empty_engine.begin() as conn:
        conn.execute(
            insert(local_event).values(
                first_day="2026-02-03", last_day="2026-02-05", name="Banjir Seririt",
                kind="bencana", batch_id=1,
            )
        )  # fmt: skip
        days = [local(f"2026-02-0{day} 09:00").date() for day in range(1, 8)]
        met = [bool(happenings(conn, day, day)) for day in days]
    assert met == [False, False, True, True, True, False, False]
