"""What requests contribute to the sums: exact, additive, and never dependent on "now".

Days are local. Of the requests without a flaw: by the day received: received; closed_in (of these,
closed by now), met_in and late_in (resolved in time, late), reopened, archived, unjudged (no
standard; archived ones apart). By the day of the last resolution: resolved. By the day on which
the target is used up, to 80 %, 50 % or 200 %: due, risk, half, double with those closed (and met)
of them; archived requests are in none. By the day the first response is due: answer_due, answered,
answer_met; without those archived unanswered. flawed: those with a flaw, by the day received or
first seen, and in no other count. So open is received - closed_in, overdue is due - due_closed of
the days past.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.schema.services import SUMS
from data.services.bulk import seconds
from data.services.gathering import Gathering
from metrics.services.events import NAT
from metrics.services.hours import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from metrics.services.hours import Ints

PLACE: Final = {name: place for place, name in enumerate(SUMS)}
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "service_day_opd": ("opd_code",),
    "service_day_service": ("service_code",),
    "service_day_place": ("region_code",),
    "service_day_channel": ("channel", "level"),
}
DISTRICT: Final = 8
VILLAGE: Final = 13
# Days from the year 1 to 9999 fit below it, counted from 1970.
DAYS: Final = 1 << 23
ZERO: Final = 1 << 20
# Keys that wait before they are added to the others.
MOST: Final = 50_000


@dataclass(slots=True)
class Gathered:
    """Sums of one table by a number for key and day."""

    names: dict[tuple[str, ...], int] = field(default_factory=dict)
    sums: Gathering = field(default_factory=lambda: Gathering(MOST, len(SUMS)))

    def codes(self, names: list[tuple[str, ...]]) -> Ints:
        """The number of each name, given anew where it is new."""
        known = self.names
        return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Facts:
    """What of some requests is counted. days: by the column they come from, NAT without one."""

    days: Mapping[str, Ints]
    flags: Mapping[str, NDArray[np.bool_]]


@dataclass(slots=True)
class DaySums:
    """Contributions to the four day tables. offset: local time ahead of UTC, in seconds."""

    offset: int
    tables: dict[str, Gathered] = field(
        default_factory=lambda: {name: Gathered() for name in TABLES}
    )

    def add(self, rows: pa.Table, sign: int) -> None:
        """Count requests in (sign 1), or out again as they were (sign -1)."""
        if not rows.num_rows:
            return
        facts = facts_of(rows, self.offset)
        for table, columns in TABLES.items():
            gathered = self.tables[table]
            everyone = np.arange(rows.num_rows)
            self._count(gathered, _codes(gathered, rows, columns), everyone, facts, sign)
            if table == "service_day_place":
                above, members = _districts(rows)
                code = _codes(gathered, above, columns)
                self._count(gathered, code, members, facts, sign)

    def _count(
        self, gathered: Gathered, code: Ints, members: Ints, facts: Facts, sign: int
    ) -> None:
        for column, measures in MEASURES.items():
            day = facts.days[column][members]
            some = np.flatnonzero(day != NAT)
            if not len(some):
                continue
            keys, which = np.unique(code[some] * DAYS + day[some] + ZERO, return_inverse=True)
            values = np.zeros((len(keys), len(SUMS)), dtype=np.int32)
            for name in measures:
                weight = facts.flags[name][members][some]
                values[:, PLACE[name]] = sign * np.bincount(which[weight], minlength=len(keys))
            filled = values.any(axis=1)
            gathered.sums.add(keys[filled], values[filled])

    def frame(self, table: str) -> pa.Table:
        """The sums of a table as its rows, in the order of its key."""
        gathered, columns = self.tables[table], TABLES[table]
        keys, values = gathered.sums.sums()
        names = list(gathered.names)
        # The numbers of names are as they came; the days of one stand in order already.
        rank = np.empty(len(names), dtype=np.int64)
        rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        code, day = keys // DAYS, keys % DAYS - ZERO
        order = np.argsort(rank[code], kind="stable")
        code, day = code[order], day[order]
        made: dict[str, Any] = {
            column: pa.array([name[place] for name in names], pa.string()).take(pa.array(code))
            for place, column in enumerate(columns)
        }
        made["day"] = pa.array(np.datetime_as_string(day.astype("datetime64[D]")), pa.string())
        return pa.table(
            made | {name: pa.array(values[order, place]) for name, place in PLACE.items()}
        )

    def forget(self, table: str) -> None:
        """Let the sums of a table go once they are written."""
        self.tables[table] = Gathered()


# The days by which each is counted.
MEASURES: Final[Mapping[str, tuple[str, ...]]] = {
    "received": (
        "received", "closed_in", "met_in", "late_in", "reopened", "archived", "flawed", "unjudged",
    ),
    "resolved": ("resolved",),
    "due": ("due", "due_closed", "due_met"),
    "risk": ("risk", "risk_closed"),
    "half": ("half", "half_closed"),
    "double": ("double", "double_closed"),
    "answer": ("answer_due", "answered", "answer_met"),
}  # fmt: skip
SEEN_AT: Final = (
    "complete_at", "answered_at", "first_resolved_at", "resolved_at", "closed_at", "paused_at",
)  # fmt: skip


def facts_of(rows: pa.Table, offset: int) -> Facts:
    """The days and what counts on them, of rows of `request`."""

    def at(name: str) -> Ints:
        return seconds(rows[name], NAT)

    def true(name: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = seconds(rows[name], 0) == 1
        return found

    good = rows["flaw"].is_null().to_numpy()
    closed, resolved = at("closed_at") != NAT, at("resolved_at") != NAT
    archived = good & closed & ~resolved
    judged = good & ~archived & (at("due_at") != NAT)
    answered = at("answered_at") != NAT
    asked = good & (at("answer_due_at") != NAT) & ~(archived & ~answered)
    met, answer_met = true("met"), true("answer_met")
    unjudged = good & ~archived & (at("started_at") != NAT) & (at("due_at") == NAT)
    flags = {
        "received": good, "closed_in": good & closed, "met_in": judged & met,
        "late_in": judged & resolved & ~met, "reopened": good & (seconds(rows["reopened"], 0) > 0),
        "archived": archived, "flawed": ~good, "unjudged": unjudged, "resolved": good & resolved,
        "due": judged, "due_closed": judged & closed, "due_met": judged & met,
        "risk": judged, "risk_closed": judged & closed, "half": judged,
        "half_closed": judged & closed, "double": judged, "double_closed": judged & closed,
        "answer_due": asked, "answered": asked & answered, "answer_met": asked & answer_met,
    }  # fmt: skip
    origins = {
        "resolved": "resolved_at", "due": "due_at", "risk": "risk_at", "half": "half_at",
        "double": "double_at", "answer": "answer_due_at",
    }  # fmt: skip
    days = {name: _days(at(column), offset) for name, column in origins.items()}
    days["received"] = _days(_first_seen(rows), offset)
    return Facts(days, flags)


def _first_seen(rows: pa.Table) -> Ints:
    """When each was received; else its earliest moment; else the moment of its description."""
    received = seconds(rows["received_at"], NAT)
    others = np.stack([seconds(rows[name], np.iinfo(np.int64).max) for name in SEEN_AT]).min(axis=0)
    others = np.where(others == np.iinfo(np.int64).max, seconds(rows["described_at"], 0), others)
    return np.where(received == NAT, others, received)


def _days(moments: Ints, offset: int) -> Ints:
    return np.where(moments == NAT, NAT, (moments + offset) // DAY)


def _codes(gathered: Gathered, rows: pa.Table, columns: tuple[str, ...]) -> Ints:
    """Of each row the number of what it holds in some columns; nothing is ''."""
    texts = [rows[name].fill_null("").combine_chunks().dictionary_encode() for name in columns]
    combined = np.zeros(rows.num_rows, dtype=np.int64)
    for one in texts:
        combined = combined * max(len(one.dictionary), 1) + one.indices.to_numpy()
    cells, which = np.unique(combined, return_inverse=True)
    names = []
    for cell in cells.tolist():
        parts, rest = [], cell
        for one in reversed(texts):
            rest, place = divmod(rest, len(one.dictionary))
            parts.append(one.dictionary[place].as_py())
        names.append(tuple(reversed(parts)))
    return gathered.codes(names)[which]


def _districts(rows: pa.Table) -> tuple[pa.Table, Ints]:
    """The requests of a desa, under its kecamatan, and which rows they are."""
    code = rows["region_code"].fill_null("")
    members = pc.equal(pc.utf8_length(code), VILLAGE)
    above = pc.utf8_slice_codeunits(code.filter(members), 0, DISTRICT)
    return pa.table({"region_code": above}), np.flatnonzero(members.to_numpy())
