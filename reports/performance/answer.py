"""The answer about all OPD in one sentence, and what needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.numbers import number, percent
from core.periods import Period
from core.words import _, ngettext
from metrics.performance.compliance import days_silent
from reports.overview.model import Attention, Link
from reports.performance.words import local_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.settings import Regency
    from data.queries.performance.blockers import Blocker
    from data.queries.performance.missing import Missing
    from data.queries.performance.offices import Office
    from metrics.workdays import Workdays
    from reports.performance.scoring import OfficeScore, Pull, Whole

DECIMALS: Final = 1
"""Of a score in a sentence; tables print two."""
LEAST: Final = 0.05
MOST_SILENT, MOST_BLOCKERS, MOST_RED = 3, 2, 2
SILENT, BLOCKED, LOW = 10, 20, 30


def points(value: float) -> str:
    """A contribution with its sign: −0,8."""
    return number(value, DECIMALS, signed=True)


def share(value: float | None) -> str:
    """A share of 0 to 1 as a whole percentage; the word where there is none."""
    return _("no data yet") if value is None else percent(100 * value, 0)


def answer(
    whole: Whole | None,
    offices: Sequence[OfficeScore],
    pulled: Sequence[Pull],
    names: Mapping[str, str],
) -> str:
    """How the OPD stand, whether it got better, who is red, who is silent, who pulls down.

    names: short names of the OPD by code.
    """
    if whole is None:
        return _("No performance of the OPD is loaded yet.")
    period = Period.parse(whole.period).label()
    parts = "; ".join(_parts(offices, pulled, names))
    score = whole.score
    if score.value is None or not score.shown:
        if score.coverage is None:
            text = _("OPD performance in {period}: no data yet; {parts}.")
            return text.format(period=period, parts=parts)
        text = _("OPD performance in {period}: not enough data, coverage {coverage}; {parts}.")
        return text.format(period=period, coverage=share(score.coverage), parts=parts)
    text = _(
        "OPD performance {score} (coverage {coverage}, {verified} verified) in {period}{change}:"
        " {parts}."
    )
    return text.format(
        score=number(score.value, DECIMALS),
        coverage=share(score.coverage),
        verified=share(score.verified_share),
        period=period,
        change=changed(whole.change),
        parts=parts,
    )


def changed(change: float | None) -> str:
    """The end of a clause: ", naik 1,3 poin"; empty where the change is unknown."""
    if change is None:
        return ""
    amount = number(abs(change), DECIMALS)
    if abs(change) < LEAST:
        return _(", unchanged")
    if change > 0:
        return _(", up {amount} points").format(amount=amount)
    return _(", down {amount} points").format(amount=amount)


def _parts(
    offices: Sequence[OfficeScore], pulled: Sequence[Pull], names: Mapping[str, str]
) -> list[str]:
    red = sum(one.red for one in offices)
    quiet = sum(one.quiet for one in offices)
    gaps = sum(one.owes and not one.quiet for one in offices)
    said = [
        ngettext("{count} OPD red", "{count} OPD red", red).format(count=red)
        if red
        else _("no OPD red")
    ]
    if quiet:
        text = ngettext("{count} not reported", "{count} not reported", quiet)
        said.append(text.format(count=quiet))
    if gaps:
        text = ngettext("{count} reported in part", "{count} reported in part", gaps)
        said.append(text.format(count=gaps))
    if pulled and pulled[0].points <= -LEAST:
        worst = pulled[0]
        said.append(
            _("pulled down most by {name} ({points})").format(
                name=names.get(worst.opd, worst.opd), points=points(worst.points)
            )
        )
    return said


def attention(
    offices: Sequence[OfficeScore],
    missing: Sequence[Missing],
    blockers: Sequence[Blocker],
    *,
    known: Mapping[str, Office],
    as_of: date,
    workdays: Workdays,
    regency: Regency,
) -> tuple[Attention, ...]:
    """Who must act: the silent first, then whoever holds another up, then the lowest scores."""
    found = [
        *_silent(offices, missing, known, as_of, workdays),
        *_waiting(blockers, known, regency),
    ]
    return tuple(sorted([*found, *_lowest(offices)], key=lambda one: one.urgency))


def _silent(
    offices: Sequence[OfficeScore],
    missing: Sequence[Missing],
    known: Mapping[str, Office],
    as_of: date,
    workdays: Workdays,
) -> list[Attention]:
    order = sorted((one for one in offices if one.owes), key=lambda one: -one.silent)
    found = []
    for place, one in enumerate(order[:MOST_SILENT]):
        code = one.office.code
        owed = [row for row in missing if row.opd == code]
        days = one.silent or (days_silent(owed[0].due_on, as_of, workdays) if owed else 0)
        what = _("not reported: {count} reports").format(count=number(one.compliance.missing))
        if owed:
            what = _("not reported: {indicator}").format(indicator=owed[0].name)
            if len(owed) > 1:
                what = _("not reported: {indicator} and {count} more").format(
                    indicator=owed[0].name, count=number(len(owed) - 1)
                )
        found.append(
            Attention(
                urgency=SILENT + place,
                owner=known[code].short_name,
                what=what,
                since=since_days(days),
                link=report_card(code, one.period),
            )
        )
    return found


def since_days(days: int) -> str:
    """How long a report is due, in working days."""
    return ngettext("{count} working day late", "{count} working days late", days).format(
        count=number(days)
    )


def _waiting(
    blockers: Sequence[Blocker], known: Mapping[str, Office], regency: Regency
) -> list[Attention]:
    found = []
    others = [one for one in blockers if one.open and one.opd != one.cause_opd]
    oldest = sorted(others, key=lambda one: one.raised_at)
    for place, one in enumerate(oldest[:MOST_BLOCKERS]):
        cause, raiser = known.get(one.cause_opd), known.get(one.opd)
        if cause is None or raiser is None:
            continue
        found.append(
            Attention(
                urgency=BLOCKED + place,
                owner=cause.short_name,
                what=_("holds up {name}: {text}").format(name=raiser.short_name, text=one.text),
                since=_("since {day}").format(day=local_day(one.raised_at, regency)),
                link=Link("rapor-opd", {"opd": one.cause_opd}),
            )
        )
    return found


def _lowest(offices: Sequence[OfficeScore]) -> list[Attention]:
    scored = [(one.value, one) for one in offices if one.red and one.value is not None]
    ordered = sorted(scored, key=lambda pair: (pair[0], pair[1].office.code))
    return [
        Attention(
            urgency=LOW + place,
            owner=one.office.short_name,
            what=_("score {score}").format(score=number(value, 2)),
            since=Period.parse(one.period).label(),
            link=report_card(one.office.code, one.period),
        )
        for place, (value, one) in enumerate(ordered[:MOST_RED])
    ]


def report_card(opd: str, period: str) -> Link:
    """The page of one OPD in a triwulan."""
    return Link("rapor-opd", {"opd": opd, "periode": period})
