"""The answer about services in one sentence, and who has to act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.numbers import day, number
from core.periods import Period
from core.words import _, ngettext
from reports.overview.model import Attention, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reports.services.lines import Line

PAGE: Final = "layanan"
MOST: Final = 3
REGENCY_LENGTH: Final = 5


def answer(
    whole: Line, services: Sequence[Line], districts: Sequence[Line], offices: Sequence[Line]
) -> str:
    """How many were in time, what breaches, where, and who moves it."""
    if not whole.counts.received and not whole.counts.backlog and not whole.counts.due:
        return _("No requests for services are loaded yet.")
    if not whole.counts.overdue:
        return f"{_month(whole)}; {_calm(whole)}."
    late = ", ".join((_overdue(whole), *_where(services, districts)))
    return " ".join((f"{_month(whole)}; {late}.", *_who(offices)))


def _month(whole: Line) -> str:
    period = Period.parse(whole.period).label()
    if whole.compliance.value is None:
        return _("{period}: compliance {reason}").format(
            period=period, reason=whole.compliance.text()
        )
    return _("{period}: {share} of {count} requests in time").format(
        period=period, share=whole.compliance.text(), count=number(whole.n)
    )


def _calm(whole: Line) -> str:
    none = _("no open request is past its limit")
    if not whole.counts.at_risk:
        return none
    text = ngettext(
        "{count} request is close to its limit", "{count} requests are close to their limit",
        whole.counts.at_risk,
    )  # fmt: skip
    return "; ".join((none, text.format(count=number(whole.counts.at_risk))))


def _overdue(whole: Line) -> str:
    late = whole.counts.overdue
    text = ngettext("{count} is past its limit now", "{count} are past their limit now", late)
    return text.format(count=number(late))


def _where(services: Sequence[Line], districts: Sequence[Line]) -> list[str]:
    service, place = most_overdue(services), most_overdue(named(districts))
    if service is None:
        return []
    most = _("most on {service} ({count})").format(
        service=service.name, count=number(service.counts.overdue)
    )
    if place is None:
        return [most]
    where = _("in {place} ({count})").format(place=place.name, count=number(place.counts.overdue))
    return [_("{most} and {where}").format(most=most, where=where)]


def _who(offices: Sequence[Line]) -> list[str]:
    office = most_overdue(offices)
    if office is None:
        return []
    return [
        _("{office} has to act first ({count}).").format(
            office=office.name, count=number(office.counts.overdue)
        )
    ]


def most_overdue(lines: Iterable[Line]) -> Line | None:
    """The line with the most past its limit; None where nothing is."""
    late = [one for one in lines if one.counts.overdue]
    return min(late, key=lambda one: (-one.counts.overdue, one.code), default=None)


def named(places: Iterable[Line]) -> list[Line]:
    """Places that are one: without what names none, or the regency alone."""
    return [one for one in places if len(one.code) > REGENCY_LENGTH]


def attention(offices: Sequence[Line], services: Sequence[Line]) -> tuple[Attention, ...]:
    """The OPD with the most past its limit: how many, of which service, since when."""
    late = sorted(
        (one for one in offices if one.counts.overdue),
        key=lambda one: (-one.counts.overdue, one.code),
    )
    return tuple(_row(one, services) for one in late[:MOST])


def _row(office: Line, services: Sequence[Line]) -> Attention:
    late = number(office.counts.overdue)
    worst = most_overdue(one for one in services if one.owner == office.code)
    what = _("{count} requests past the limit").format(count=late)
    if worst is not None:
        what = _("{count} requests past the limit, most on {service}").format(
            count=late, service=worst.name
        )
    since = _("since today")
    if office.open.oldest_due is not None:
        since = _("the oldest was due {day}").format(
            day=day(Period.parse(office.open.oldest_due).start)
        )
    return Attention(0, office.name, what, since, Link(PAGE, {"opd": office.code}))
