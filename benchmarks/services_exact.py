"""Sums and histograms against what plain SQL counts over all requests, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from data.queries.services import sums as queries
from data.queries.services.keys import By
from data.queries.services.moment import look_at
from data.queries.services.today import today_of
from metrics.services.histogram import quantile, unpack

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from core.settings import Settings

# Counting is not what is measured: both cores, and no sorting of whole tables on the disk.
UNHURRIED: Final = (
    "SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '256MB'; SET LOCAL enable_sort = off;"
    " SET LOCAL parallel_tuple_cost = 0; SET LOCAL parallel_setup_cost = 0"
)
# By the definitions of data/schema/services.py, each with the day that it goes by.
ARCHIVED: Final = "(closed_at IS NOT NULL AND resolved_at IS NULL)"
GOOD: Final = "flaw IS NULL"
JUDGED: Final = f"{GOOD} AND due_at IS NOT NULL AND NOT {ARCHIVED}"
ASKED: Final = f"{GOOD} AND answer_due_at IS NOT NULL AND NOT ({ARCHIVED} AND answered_at IS NULL)"
FIRST_SEEN: Final = (
    "coalesce(received_at, least(complete_at, answered_at, first_resolved_at, resolved_at,"
    " closed_at, paused_at), described_at)"
)
DAYS: Final = {
    FIRST_SEEN: {
        "received": GOOD,
        "closed_in": f"{GOOD} AND closed_at IS NOT NULL",
        "met_in": f"{JUDGED} AND met",
        "late_in": f"{JUDGED} AND resolved_at IS NOT NULL AND met IS NOT TRUE",
        "reopened": f"{GOOD} AND reopened > 0",
        "archived": f"{GOOD} AND {ARCHIVED}",
        "flawed": "flaw IS NOT NULL",
        "unjudged": f"{GOOD} AND started_at IS NOT NULL AND due_at IS NULL AND NOT {ARCHIVED}",
    },
    "resolved_at": {"resolved": GOOD},
    "due_at": {
        "due": JUDGED,
        "due_closed": f"{JUDGED} AND closed_at IS NOT NULL",
        "due_met": f"{JUDGED} AND met",
    },
    **{
        f"{name}_at": {name: JUDGED, f"{name}_closed": f"{JUDGED} AND closed_at IS NOT NULL"}
        for name in ("risk", "half", "double")
    },
    "answer_due_at": {
        "answer_due": ASKED,
        "answered": f"{ASKED} AND answered_at IS NOT NULL",
        "answer_met": f"{ASKED} AND answer_met",
    },
}
# What a request is grouped by at once, and of which each table of sums takes a part.
FINE: Final = {
    "opd_code": "opd_code",
    "service_code": "service_code",
    "channel": "coalesce(channel, '')",
    "level": "coalesce(level, '')",
}
TABLES: Final = {
    "service_day_opd": ("opd_code",),
    "service_day_service": ("service_code",),
    "service_day_channel": ("channel", "level"),
}
PLACES: Final = "service_day_place"
# Subject of a histogram: the code and the period of a request.
SUBJECTS: Final = {
    "service": ("service_code", "week", 'IYYY-"W"IW'),
    "place": (
        "CASE WHEN length(region_code) >= 8 THEN left(region_code, 8) ELSE '' END", "month",
        "YYYY-MM",
    ),
}  # fmt: skip
MEASURES: Final = {"elapsed": "elapsed", "lasted": "lasted", "answer": "answer_elapsed"}
SHARES: Final = (0.5, 0.9)
KEYS: Final = {
    By.REGENCY: "''",
    By.OPD: "opd_code",
    By.SERVICE: "service_code",
    By.DISTRICT: SUBJECTS["place"][0],
    By.CHANNEL: "coalesce(channel, '')",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Cells that were compared, and those that differ."""

    cells: int
    differ: int

    def __add__(self, other: Compared) -> Compared:
        return Compared(self.cells + other.cells, self.differ + other.differ)


def sums(conn: Connection, hours: int) -> Compared:
    """Every column of every table of sums, by day and key. hours: local time ahead of UTC."""
    conn.execute(text(UNHURRIED))
    found = Compared(0, 0)
    for moment, columns in DAYS.items():
        for query in (_by_code(moment, columns, hours), _by_place(moment, columns, hours)):
            row = conn.execute(text(query)).one()
            found += Compared(row.cells, row.differ)
    return found


def _by_code(moment: str, columns: dict[str, str], hours: int) -> str:
    """SQL over all requests once, grouped finely, and for each table summed up from that."""
    own = _counted(FINE, moment, columns, hours)
    added = ", ".join(f"sum({name}) AS {name}" for name in columns)
    each = " UNION ALL ".join(
        _comparison(
            table,
            keys,
            columns,
            f"SELECT {', '.join(keys)}, day, {added} FROM own"  # noqa: S608 (names are ours)
            f" GROUP BY {', '.join(keys)}, day",
        )
        for table, keys in TABLES.items()
    )
    return (
        f"WITH own AS MATERIALIZED ({own}) SELECT sum(differ)::bigint AS differ,"  # noqa: S608
        f" sum(cells)::bigint AS cells FROM ({each}) every"
    )


def _by_place(moment: str, columns: dict[str, str], hours: int) -> str:
    """The same by desa, and by kecamatan with all of its desa."""
    own = _counted({"region_code": "coalesce(region_code, '')"}, moment, columns, hours)
    added = ", ".join(f"sum({name}) AS {name}" for name in columns)
    inside = "SELECT left(region_code, 8) AS region_code, day, " + ", ".join(columns)
    known = (
        f"WITH own AS ({own}) SELECT region_code, day, {added} FROM (SELECT * FROM own"  # noqa: S608
        f" UNION ALL {inside} FROM own WHERE length(region_code) = 13) every GROUP BY 1, 2"
    )
    return _comparison(PLACES, ("region_code",), columns, known)


def _counted(keys: dict[str, str], moment: str, columns: dict[str, str], hours: int) -> str:
    """SQL of the requests by key and local day of a moment."""
    day = f"(({moment}) + interval '{hours} hours')::date"
    selected = ", ".join(f"{value} AS {key}" for key, value in keys.items())
    counted = ", ".join(f"count(*) FILTER (WHERE {why}) AS {name}" for name, why in columns.items())
    group = ", ".join(str(place + 1) for place in range(len(keys) + 1))
    return f"SELECT {selected}, {day} AS day, {counted} FROM request WHERE {moment} IS NOT NULL GROUP BY {group}"  # noqa: E501, S608


def _comparison(table: str, keys: tuple[str, ...], columns: dict[str, str], known: str) -> str:
    """SQL that gives the number of cells of a table and of those that differ from the known."""
    known = f"SELECT *, to_char(day, 'YYYY-MM-DD') AS text FROM ({known}) dated"  # noqa: S608
    differ = " + ".join(
        f"(coalesce(raw.{name}, 0) <> coalesce(held.{name}, 0))::int" for name in columns
    )
    same = " AND ".join((*(f"raw.{key} = held.{key}" for key in keys), "raw.text = held.day"))
    return (
        f"SELECT coalesce(sum({differ}), 0)::bigint AS differ,"  # noqa: S608
        f" count(*) * {len(columns)} AS cells FROM ({known}) raw FULL JOIN {table} held"
        f" ON {same}"
    )


def open_now(conn: Connection, settings: Settings, now: datetime) -> Compared:
    """What is open, overdue, at risk, past half and twice its target, by each key, at a moment."""
    look = look_at(now, settings.regency.time_zone)
    marks = today_of(conn, look)
    found = Compared(0, 0)
    for by, key in KEYS.items():
        ours = queries.open_now(conn, look, marks, by=by)
        exact = {
            row[0]: tuple(row[1:]) for row in conn.execute(text(_open(key)), {"now": look.now})
        }
        for code in {*ours, *exact}:
            one = ours.get(code, queries.Open())
            told = (
                one.all, one.clocked, one.overdue, one.at_risk, one.past_half, one.past_double
            )  # fmt: skip
            pairs = zip(told, exact.get(code, (0,) * len(told)), strict=True)
            found += Compared(len(told), sum(one != other for one, other in pairs))
    return found


def _open(key: str) -> str:
    passed = (
        "late_after < :now", "risk_at <= :now AND late_after >= :now", "half_at < :now",
        "double_at < :now",
    )  # fmt: skip
    counted = ", ".join(f"count(*) FILTER (WHERE {why})" for why in passed)
    return (
        f"SELECT {key}, count(*), count(due_at), {counted} FROM request"  # noqa: S608
        " WHERE closed_at IS NULL AND flaw IS NULL GROUP BY 1"
    )


@dataclass(frozen=True, slots=True)
class Percentiles:
    """numbers: of durations by cell; error: the largest, in percent, of p50 and p90 in `cells`."""

    numbers: Compared
    cells: int
    error: float


def percentiles(conn: Connection, hours: int, least: int) -> Percentiles:
    """Histograms against percentile_cont; those of at least so many, for fewer come from rows."""
    conn.execute(text(UNHURRIED))
    held = {
        (row["subject"], row["code"], row["period"], row["measure"]): (row["count"], row["packed"])
        for row in conn.execute(text("SELECT * FROM duration_histogram")).mappings()
    }
    compared, cells, error = Compared(0, 0), 0, 0.0
    for subject, (code, unit, period) in SUBJECTS.items():
        for row in conn.execute(text(_percentiles(code, unit, period, hours))):
            for measure in MEASURES:
                number, exact = getattr(row, f"n_{measure}"), getattr(row, f"p_{measure}")
                stored, packed = held.pop((subject, row.code, row.period, measure), (0, b""))
                compared += Compared(1, int(stored != number))
                if number < least:
                    continue
                cells += 1
                error = max(error, _error(bytes(packed), exact))
    return Percentiles(compared + Compared(len(held), len(held)), cells, error)


def _percentiles(code: str, unit: str, period: str, hours: int) -> str:
    shares = ", ".join(map(str, SHARES))
    columns = ", ".join(
        f"count({column}) AS n_{name},"
        f" percentile_cont(ARRAY[{shares}]) WITHIN GROUP (ORDER BY {column}) AS p_{name}"
        for name, column in MEASURES.items()
    )
    start = f"date_trunc('{unit}', resolved_at + interval '{hours} hours')"
    return (
        f"SELECT *, to_char(start, '{period}') AS period FROM"  # noqa: S608
        f" (SELECT {code} AS code, {start} AS start, {columns} FROM request"
        " WHERE flaw IS NULL AND resolved_at IS NOT NULL GROUP BY 1, 2) dated"
    )


def _error(packed: bytes, exact: list[float]) -> float:
    """The larger error of both shares, in percent of the exact value (of a second below one)."""
    found = unpack(packed)
    return max(
        100 * abs((quantile(found, share) or 0.0) - value) / max(value, 1.0)
        for share, value in zip(SHARES, exact, strict=True)
    )
