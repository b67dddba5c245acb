"""What is open, overdue, at risk and how old: the sums say what plain SQL says of the requests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from data.queries.services.ages import ages
from data.queries.services.keys import EVERYWHERE, By, Each, Where, only
from data.queries.services.moment import look_at
from data.queries.services.sums import Span, counts, open_now, sums
from data.queries.services.today import today_of
from data.schema.services import SUMS
from metrics.services.counts import Counts
from tests.imports.files import load
from tests.queries.services.requests import AHEAD, END, SETTINGS, by_chance, local, look, put, row
from tests.services.frames import SERVICES, STANDARDS, Chance, log, take

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Engine

    from data.queries.services.moment import Look
    from data.queries.services.today import Today

KEYS = {
    By.REGENCY: "''",
    By.OPD: "opd_code",
    By.SERVICE: "service_code",
    By.DISTRICT: "CASE WHEN length(region_code) = 13 THEN substr(region_code, 1, 8)"
    " ELSE coalesce(region_code, '') END",
    By.VILLAGE: "CASE WHEN length(region_code) = 13 THEN region_code END",
    By.CHANNEL: "coalesce(channel, '')",
    By.LEVEL: "coalesce(level, '')",
}
OPEN = "closed_at IS NULL AND flaw IS NULL"
MOMENTS = [END - timedelta(hours=hours, seconds=hours) for hours in (-30, 0, 5, 16, 61, 400, 1100)]


def counted_apart(
    conn: Connection, by: By, conditions: Mapping[str, str], **given: Any
) -> dict[str, dict[str, int]]:
    """How many requests by key fulfil each condition, from the requests themselves, in one look."""
    sums = ", ".join(f"sum(CASE WHEN {one} THEN 1 ELSE 0 END)" for one in conditions.values())
    query = f"SELECT {KEYS[by]} AS k, {sums} FROM request GROUP BY 1"  # noqa: S608
    rows = [row for row in conn.execute(text(query), given) if row.k is not None]
    return {
        name: nonzero({row.k: row[place] for row in rows})
        for place, name in enumerate(conditions, 1)
    }


def nonzero(found: dict[str, int]) -> dict[str, int]:
    return {key: number for key, number in found.items() if number}


def ahead(conn: Connection, column: str) -> str:
    """SQL of the local day of a moment."""
    if conn.dialect.name == "sqlite":
        return f"date({column}, '+8 hours')"
    return f"to_char({column} + interval '8 hours', 'YYYY-MM-DD')"


def compared(conn: Connection, moment: datetime, keys: Iterable[By]) -> None:
    held = look_at(moment, SETTINGS.regency.time_zone)
    marks = today_of(conn, held)
    truth = {
        "all": OPEN,
        "clocked": f"{OPEN} AND due_at IS NOT NULL",
        "overdue": f"{OPEN} AND late_after < :now",
        "at_risk": f"{OPEN} AND risk_at <= :now AND late_after >= :now",
        "past_half": f"{OPEN} AND half_at < :now",
        "past_double": f"{OPEN} AND double_at < :now",
    }
    for by in keys:
        found = open_now(conn, held, marks, by=by)
        plain = counted_apart(conn, by, truth, now=_as_stored(conn, held.now))
        for name in truth:
            mine = nonzero({key: getattr(one, name) for key, one in found.items()})
            assert mine == plain[name], (name, by, moment)


def _as_stored(conn: Connection, moment: datetime) -> Any:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}" if conn.dialect.name == "sqlite" else moment


@pytest.mark.parametrize("seed", range(3))
def test_the_open_are_counted_exactly_at_any_moment(empty_engine: Engine, seed: int) -> None:
    rows = by_chance(seed, 400)
    put(empty_engine, rows)
    draw = Random(seed)  # noqa: S311 (chance for tests)
    some = [END - timedelta(seconds=draw.randrange(70 * 86_400)) for _n in range(6)]
    names = ("late_after", "due_at", "risk_at", "half_at", "double_at")
    marks = [one[name] for one in rows for name in names if one["closed_at"] is None and one[name]]
    some += [mark + timedelta(seconds=n) for mark in draw.sample(marks, 8) for n in (0, 1)]
    with empty_engine.connect() as conn:
        for moment in (*MOMENTS, *some):
            compared(conn, moment, By)


def test_there_are_moments_at_which_the_office_clock_stands_still(empty_engine: Engine) -> None:
    """Else the tests above would not speak of the gap."""
    put(empty_engine, by_chance(0, 400))
    with empty_engine.connect() as conn:
        marks = [today_of(conn, look_at(one, SETTINGS.regency.time_zone)) for one in MOMENTS]
    names = ("gap", "answer_gap", "late", "risk", "half", "unanswered")
    assert all(any(getattr(one, name) for one in marks) for name in names)


@pytest.mark.parametrize("seed", range(3))
def test_months_add_up_to_what_plain_sql_says(empty_engine: Engine, seed: int) -> None:
    put(empty_engine, by_chance(seed + 10, 400))
    with empty_engine.connect() as conn:
        for moment in MOMENTS:
            held = look_at(moment, SETTINGS.regency.time_zone)
            marks = today_of(conn, held)
            for by in (By.REGENCY, By.OPD, By.VILLAGE):
                months_compared(conn, held, marks, by)


def months_compared(
    conn: Connection,
    held: Look,
    marks: Today,
    by: By,
    months: tuple[str, ...] = ("2026-09", "2026-10", "2026-11"),
) -> None:
    found = counts(conn, held, marks, by=by, span=Span(each=Each.MONTH))
    judged = (
        "flaw IS NULL AND due_at IS NOT NULL AND (closed_at IS NULL OR resolved_at IS NOT NULL)"
    )
    for month in months:
        mine = {key: one for (key, period), one in found.items() if period == month}
        inside = f"{judged} AND substr({ahead(conn, 'due_at')}, 1, 7) = '{month}'"
        done = f"substr({ahead(conn, 'resolved_at')}, 1, 7) = '{month}'"
        answer = f"substr({ahead(conn, 'answer_due_at')}, 1, 7) = '{month}'"
        truth = {
            "breached_open": f"{inside} AND closed_at IS NULL AND late_after < :now",
            "closed": f"{inside} AND closed_at IS NOT NULL",
            "met": f"{inside} AND closed_at IS NOT NULL AND met",
            "received": f"flaw IS NULL AND substr({ahead(conn, 'received_at')}, 1, 7) = '{month}'",
            "resolved": f"flaw IS NULL AND resolved_at IS NOT NULL AND {done}",
            # First responses: those given, and those that are late without one by now.
            "answered": f"flaw IS NULL AND answered_at IS NOT NULL AND {answer}",
            "unanswered": f"flaw IS NULL AND answered_at IS NULL AND closed_at IS NULL "
            f"AND answer_late_after < :now AND {answer}",
        }
        plain = counted_apart(conn, by, truth, now=_as_stored(conn, held.now))
        for name in truth:
            told = nonzero({key: getattr(one, name) for key, one in mine.items()})
            assert told == plain[name], (name, by, month, held.now)


def test_the_ages_are_those_of_calendar_days(empty_engine: Engine) -> None:
    put(empty_engine, by_chance(20, 400))
    with empty_engine.connect() as conn:
        rows = conn.execute(
            text(f"SELECT opd_code, {ahead(conn, 'received_at')} FROM request WHERE {OPEN}")  # noqa: S608
        ).all()
        for moment in MOMENTS[1:3]:
            held = look_at(moment, SETTINGS.regency.time_zone)
            found = ages(conn, held, by=By.OPD)
            whole = ages(conn, held)[""]
            for code, ageing in found.items():
                days = [
                    (held.today - date.fromisoformat(day)).days for opd, day in rows if opd == code
                ]
                edges = ((-99, 3), (3, 7), (7, 14), (14, 30), (30, 9999))
                truth = tuple(sum(a < one <= b for one in days) for a, b in edges)
                assert ageing.counts == truth
            assert whole.total == len(rows)


def test_sums_come_by_key_and_month_and_within_what_is_asked_for(empty_engine: Engine) -> None:
    put(empty_engine, by_chance(30, 200))
    span = Span(date(2026, 10, 1), date(2026, 10, 31))
    with empty_engine.connect() as conn:
        whole = sums(conn, by=By.SERVICE)
        one = sums(conn, by=By.OPD, span=span, where=only("O-2"))
        months = sums(conn, by=By.OPD, span=Span(each=Each.MONTH), where=only("O-2"))
        inside = sums(conn, by=By.VILLAGE, where=Where(within="51.08.01"))
        nobody = sums(conn, by=By.OPD, where=only())
    assert list(whole.columns) == ["code", "period", *SUMS]
    assert set(whole["code"]) == {"kk", "izin", "aduan"}
    assert whole["received"].sum() + whole["flawed"].sum() == 200
    (october,) = months[months["period"] == "2026-10"].to_dict("records")
    assert october | {"period": ""} == one.to_dict("records")[0]
    assert set(inside["code"]) == {"51.08.01.2001", "51.08.01.2002"}
    assert nobody.empty


def test_without_a_request_there_are_zeros_and_no_rows(empty_engine: Engine) -> None:
    held = look("2026-11-20 10:00")
    with empty_engine.connect() as conn:
        marks = today_of(conn, held)
        assert open_now(conn, held, marks, by=By.REGENCY)[""].all == 0
        assert open_now(conn, held, marks, by=By.OPD) == {}
        assert counts(conn, held, marks, by=By.REGENCY, span=Span()) == {("", ""): Counts()}
        assert ages(conn, held)[""].counts == (0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("moment", "overdue"),
    [
        ("2026-11-20 16:29", 0),
        ("2026-11-20 23:59", 0),
        ("2026-11-21 10:00", 0),
        ("2026-11-23 07:30", 0),
        ("2026-11-23 07:30:01", 1),
        ("2026-11-24 00:00", 1),
    ],
)
def test_while_the_office_clock_stands_still_nothing_becomes_late(
    empty_engine: Engine, moment: str, overdue: int
) -> None:
    """Used up at the end of Friday's hours, late from the first second of Monday's."""
    ends = {"due_at": local("2026-11-20 16:30"), "late_after": local("2026-11-23 07:30")}
    marks = {name: local("2026-11-19 09:00") for name in ("started_at", "risk_at", "half_at")}
    put(empty_engine, [row(1, **ends, **marks, double_at=local("2026-12-19 09:00"))])
    held = look(moment)
    with empty_engine.connect() as conn:
        marked = today_of(conn, held)
        still = open_now(conn, held, marked, by=By.REGENCY)[""]
        months = counts(conn, held, marked, by=By.OPD, span=Span(each=Each.MONTH))
    assert (still.overdue, still.at_risk, still.clocked) == (overdue, 1 - overdue, 1)
    assert months["O-1", "2026-11"].due == overdue


def test_a_day_begins_at_local_midnight() -> None:
    held = look("2026-11-20 00:00")
    assert (held.today, held.midnight) == (date(2026, 11, 20), held.now)
    assert held.day_of(held.now - timedelta(seconds=1)) == date(2026, 11, 19)
    assert held.start_of(date(2026, 11, 20)) == held.now
    assert held.offset == AHEAD
    assert EVERYWHERE.holds("apa saja")


def test_what_an_import_derived_is_counted_exactly_too(lean_engine: Engine) -> None:
    """Office clocks, days and pauses: marks at the ends of windows and of days."""
    load(lean_engine, SERVICES, "services")
    load(lean_engine, STANDARDS, "standards")
    take(lean_engine, log(Chance(7, 150).rows()))
    draw = Random(7)  # noqa: S311 (chance for tests)
    with lean_engine.connect() as conn:
        for _n in range(12):
            moment = datetime(2026, 2, 1) + timedelta(minutes=draw.randrange(60 * 24 * 60))  # noqa: DTZ001 (as stored)
            compared(conn, moment, (By.REGENCY, By.OPD, By.SERVICE, By.DISTRICT, By.VILLAGE))
        months = look_at(datetime(2026, 3, 20, 9), SETTINGS.regency.time_zone)  # noqa: DTZ001 (as above)
        marks = today_of(conn, months)
        months_compared(conn, months, marks, By.SERVICE, ("2026-02", "2026-03", "2026-04"))
