"""The derived tables: made anew in whole, or refreshed where something changed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, exists, insert, select

from data.engine import writing
from data.rollups.compute import lines_of, part_row, parts
from data.rollups.rules import is_current, note, rules_of, stored_years
from data.rollups.subjects import (
    CHUNK,
    chunks,
    read_indicators,
    read_subjects,
    read_submitted,
)
from data.schema import actual, data_version, score_part, standing, target
from data.versions import bump
from metrics.performance.kinds import Reason
from metrics.performance.periods import quarter
from metrics.performance.score import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Engine, RowMapping, Table

    from core.settings import Settings
    from data.rollups.rules import Rules
    from data.rollups.subjects import Subject
    from metrics.performance.model import Indicator

TOPIC: Final = "actuals"
ROWS: Final = 2_000
# An OPD and a triwulan.
Place = tuple[str, str]


def ensure(engine: Engine, settings: Settings, *, anew: bool = False) -> bool:
    """Make the tables anew if other rules made them, or in any case; whether they were."""
    rules = rules_of(settings)
    with engine.connect() as conn:
        if is_current(conn, rules) and not anew:
            return False
    with writing(engine).begin() as conn:
        _take_turns(conn)
        if is_current(conn, rules) and not anew:
            return False
        rebuild(conn, rules)
        bump(conn, TOPIC)
    return True


def rebuild(conn: Connection, rules: Rules) -> int:
    """Make both tables anew from all rows; the number of standings."""
    _take_turns(conn)
    subjects = read_subjects(conn)
    years = frozenset(year for subject in subjects.values() for year in subject.years)
    lines = [line for one in subjects.values() for line in lines_of(one, years, rules)]
    conn.execute(delete(score_part))
    conn.execute(delete(standing))
    _insert(conn, standing, (line.row() for line in lines))
    places: defaultdict[Place, list[tuple[Indicator, Entry, bool]]] = defaultdict(list)
    for line in lines:
        key = (line.indicator.opd, line.period.text)
        places[key].append((line.indicator, line.entry, line.sample))
    submitted = {code: subject.submitted for code, subject in subjects.items()}
    _insert(conn, score_part, _part_rows(places, submitted, rules))
    note(conn, rules, years)
    return len(lines)


def refresh(conn: Connection, touched: Iterable[tuple[str, int]], rules: Rules) -> None:
    """Bring both tables up to date after changes; the same rows as `rebuild` makes.

    touched: code of an indicator and year in which a target or actual of it changed, came or
    went; for a change of the indicator itself any year.
    """
    keys = set(touched)
    if not keys:
        return
    _take_turns(conn)
    codes, years = {code for code, _year in keys}, stored_years(conn)
    subjects = read_subjects(conn, codes)
    seen = {year for subject in subjects.values() for year in subject.years}
    if not is_current(conn, rules) or not seen <= years or not _all_alive(conn, keys, years - seen):
        rebuild(conn, rules)
        return
    places = _replace(conn, codes, subjects, years, rules)
    places |= {
        (subject.indicator.opd, quarter(year, n).text)
        for code, year in keys
        if (subject := subjects.get(code)) is not None
        for n in (1, 2, 3, 4)
    }
    _sum_again(conn, places, rules)


def forget(conn: Connection, codes: Iterable[str], rules: Rules) -> None:
    """Take away what is derived from these indicators, before they themselves are removed."""
    _take_turns(conn)
    _sum_again(conn, _replace(conn, set(codes), {}, frozenset(), rules), rules)


def _take_turns(conn: Connection) -> None:
    """Writers of the two tables take turns; SQLite holds the whole database already."""
    conn.execute(select(data_version).where(data_version.c.topic == TOPIC).with_for_update())


def _all_alive(conn: Connection, keys: Iterable[tuple[str, int]], doubtful: frozenset[int]) -> bool:
    """Whether the touched years that the touched indicators no longer know live in others."""
    return all(_is_alive(conn, year) for year in sorted({year for _code, year in keys} & doubtful))


def _is_alive(conn: Connection, year: int) -> bool:
    first, after = str(year), str(year + 1)
    return any(
        conn.scalar(select(exists().where(table.c.period >= first, table.c.period < after)))
        for table in (target, actual)
    )


def _replace(
    conn: Connection,
    codes: set[str],
    subjects: Mapping[str, Subject],
    years: frozenset[int],
    rules: Rules,
) -> set[Place]:
    """Write the standings of these indicators; the places where one came, went or changed."""
    before = {}
    for some in chunks(sorted(codes), CHUNK):
        query = select(standing).where(standing.c.indicator_code.in_(some))
        for row in conn.execute(query).mappings():
            before[row["indicator_code"], row["period"]] = dict(row)
    now = {
        (line.indicator.code, line.period.text): line.row()
        for subject in subjects.values()
        for line in lines_of(subject, years, rules)
    }
    changed = [key for key in before.keys() | now.keys() if before.get(key) != now.get(key)]
    gone = [key for key in changed if key in before]
    _delete(conn, standing, ("indicator_code", "period"), gone)
    _insert(conn, standing, [now[key] for key in sorted(changed) if key in now])
    rows = [found[key] for key in changed for found in (before, now) if key in found]
    return {(row["opd_code"], row["period"]) for row in rows}


def _sum_again(conn: Connection, places: set[Place], rules: Rules) -> None:
    """Make the sums of these places anew from their standings."""
    if not places:
        return
    _delete(conn, score_part, ("opd_code", "period"), places)
    rows = list(_standings(conn, places))
    codes = {row["indicator_code"] for row in rows}
    indicators = read_indicators(conn, codes)
    submitted = read_submitted(conn, codes, {int(period[:4]) for _opd, period in places})
    lines: defaultdict[Place, list[tuple[Indicator, Entry, bool]]] = defaultdict(list)
    for row in rows:
        own = indicators[row["indicator_code"]]
        lines[row["opd_code"], row["period"]].append((own, _entry(row), row["sample"]))
    _insert(conn, score_part, _part_rows(lines, submitted, rules))


def _standings(conn: Connection, places: Iterable[Place]) -> Iterator[RowMapping]:
    by_opd: defaultdict[str, list[str]] = defaultdict(list)
    for opd_code, period in sorted(places):
        by_opd[opd_code].append(period)
    for opd_code, periods in by_opd.items():
        query = (
            select(standing)
            .where(standing.c.opd_code == opd_code, standing.c.period.in_(periods))
            .order_by(standing.c.indicator_code)
        )
        yield from conn.execute(query).mappings()


def _entry(row: RowMapping) -> Entry:
    return Entry(
        code=row["indicator_code"],
        weight=row["weight"],
        value=row["to_date"],
        verified=row["verified"],
        reported=row["reported"],
        due_on=None if row["due_on"] is None else date.fromisoformat(row["due_on"]),
        reason=None if row["reason"] is None else Reason(row["reason"]),
        year=row["year"],
    )


def _part_rows(
    places: Mapping[Place, list[tuple[Indicator, Entry, bool]]],
    submitted: Mapping[str, Mapping[str, datetime]],
    rules: Rules,
) -> Iterator[dict[str, Any]]:
    for opd_code, period in sorted(places):
        at = quarter(int(period[:4]), int(period[-1]))
        for part in parts(opd_code, at, places[opd_code, period], submitted, rules):
            yield part_row(part)


def _insert(conn: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    waiting = list(rows)
    for at in range(0, len(waiting), ROWS):
        conn.execute(insert(table), waiting[at : at + ROWS])


def _delete(
    conn: Connection, table: Table, names: tuple[str, str], keys: Iterable[tuple[str, str]]
) -> None:
    one, other = (table.c[name] for name in names)
    statement = delete(table).where(one == bindparam("a"), other == bindparam("b"))
    going = [{"a": a, "b": b} for a, b in sorted(keys)]
    if going:
        conn.execute(statement, going)
