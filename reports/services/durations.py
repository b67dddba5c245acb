"""How long services take beside what they promise: median, slow end, and what is usual."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from core.figure import State
from core.numbers import number
from core.words import _, ngettext
from data.queries.services.lengths import Asked, of_services, weeks_to
from reports.services.words import promise, span_text, standards_on

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    from data.queries.services.lengths import Lengths
    from metrics.services.due import Standard
    from reports.services.basis import Basis

# 37 hours and 30 minutes in five days (Perpres 21/2023).
WORKING_DAY: Final = 37.5 * 3600 / 5
CALENDAR_DAY: Final = 86_400.0
MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Pace:
    """A service over the last weeks. usual: a sentence; p50, p90: text, words where hidden.

    n: requests resolved in these weeks; exact: from the rows, else within 1 %.
    """

    service: str
    n: int
    promise: str
    usual: str
    p50: str
    p90: str
    exact: bool


def paces(
    conn: Connection, held: Basis, codes: Collection[str] | None = None
) -> Mapping[str, Pace]:
    """Each service that finished anything in the last weeks (whole ISO weeks, the running one too).

    Times run on the clock of the service's standard; without one, on the calendar.
    """
    rules = held.settings.services
    first, last = weeks_to(held.look.today, rules.usual_weeks)
    timed = Asked(first, last, rules.histogram_from)
    found = dict(of_services(conn, held.look, timed, codes))
    plain = [code for code in held.services if not _standards(held, code)]
    if codes is not None:
        plain = [code for code in plain if code in codes]
    if plain:
        lasting = Asked(first, last, rules.histogram_from, "lasted")
        found |= of_services(conn, held.look, lasting, plain)
    return {code: _pace(held, code, lengths) for code, lengths in sorted(found.items())}


def _standards(held: Basis, code: str) -> tuple[Standard, ...]:
    return standards_on(held.standards, code, held.look.today)


def _pace(held: Basis, code: str, lengths: Lengths) -> Pace:
    least = held.settings.services.min_percentile_count
    units = [one.unit for one in _standards(held, code)]
    spread = lengths.spread(least)
    working = bool(units) and all(unit.is_working for unit in units)
    return Pace(
        service=code,
        n=lengths.n,
        promise=promise(held.standards, code, held.look.today) or _("no service standard"),
        usual=_usual(held, lengths, working=working),
        p50=_time(spread.p50, working=working),
        p90=_time(spread.p90, working=working)
        if spread.p90_state is State.OK
        else _("too few (n = {count})").format(count=number(lengths.n)),
        exact=lengths.is_exact,
    )


def _usual(held: Basis, lengths: Lengths, *, working: bool) -> str:
    rules = held.settings.services
    found = lengths.usual(WORKING_DAY if working else CALENDAR_DAY, rules.min_percentile_count)
    if working or found.p80 is None or found.p80 >= 1:
        return found.sentence(working=working, weeks=rules.usual_weeks)
    # What is done within the day has no days to count.
    minutes = ceil(found.p80 * CALENDAR_DAY / MINUTE)
    return _("usually done in {time} (P80, last {weeks} weeks, n = {count})").format(
        time=span_text(minutes * MINUTE),
        weeks=number(rules.usual_weeks),
        count=number(found.n),
    )


def _time(seconds: float | None, *, working: bool) -> str:
    if seconds is None:
        return _("no data")
    if not working:
        return span_text(seconds)
    hours = seconds / 3600
    if hours < WORKING_DAY / 3600:
        return _("{hours} office hours").format(hours=number(hours, 1, trim=True))
    days = seconds / WORKING_DAY
    return ngettext("{days} working day", "{days} working days", 2).format(
        days=number(days, 1, trim=True)
    )
