"""How old the regency's newest figure of each metric is, and who has to renew it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.figure import Publication
from core.periods import Period
from core.words import N_, _, ngettext
from metrics.ageing import age_months, is_old

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from core.figure import Figure
    from metrics.definitions import Definition


class Freshness(StrEnum):
    """Whether a newer figure should be there; a lasting one is published once."""

    CURRENT = "current"
    OLD = "old"
    LASTING = "lasting"
    MISSING = "missing"


FRESHNESS_LABELS: Final = {
    Freshness.CURRENT: N_("current"),
    Freshness.OLD: N_("needs a newer figure"),
    Freshness.LASTING: N_("needs no newer figure"),
    Freshness.MISSING: N_("no data yet"),
}
WAITING: Final = (Freshness.OLD, Freshness.MISSING)


@dataclass(frozen=True, slots=True)
class Age:
    """The newest figure of one metric of the regency; months since its period ended."""

    definition: Definition
    newest: Figure | None
    months: int
    freshness: Freshness

    @property
    def label(self) -> str:
        """The freshness in words of this run's language."""
        return _(FRESHNESS_LABELS[self.freshness])

    @property
    def period(self) -> str:
        """The period of the newest figure as people say it; empty where there is none."""
        return Period.parse(self.newest.period).label() if self.newest else ""


def ages(
    definitions: Mapping[str, Definition], figures: Iterable[Figure], today: date
) -> dict[str, Age]:
    """By metric id, in the order of the definitions.

    figures: of the regency alone. Only components that are a metric's headline value count.
    """
    newest: dict[str, Figure] = {}
    for figure in figures:
        if figure.component in definitions[figure.metric].main:
            before = newest.get(figure.metric)
            newest[figure.metric] = figure if before is None else max(before, figure, key=_order)
    return {metric: _age(one, newest.get(metric), today) for metric, one in definitions.items()}


def _order(figure: Figure) -> tuple[date, bool]:
    # On the same last day the final figure counts, not the interim one.
    return Period.parse(figure.period).end, figure.publication != Publication.INTERIM


def _age(definition: Definition, newest: Figure | None, today: date) -> Age:
    if newest is None:
        return Age(definition, None, 0, Freshness.MISSING)
    period = Period.parse(newest.period)
    months = age_months(period, today)
    if not definition.months_until_old:
        return Age(definition, newest, months, Freshness.LASTING)
    old = is_old(definition, period, today)
    return Age(definition, newest, months, Freshness.OLD if old else Freshness.CURRENT)


def needing_a_person(found: Mapping[str, Age], headline: Sequence[str]) -> list[Age]:
    """What must be renewed: headline metrics in their order, then the rest by lateness.

    A metric that is no headline and of which the regency has no figure is nobody's debt.
    """
    first = [found[metric] for metric in headline if metric in found]
    others = [one for metric, one in found.items() if metric not in headline and one.newest]
    others.sort(key=lambda one: one.definition.months_until_old - one.months)
    return [one for one in (*first, *others) if one.freshness in WAITING]


def since(age: Age) -> str:
    """Since when it waits, in words."""
    if age.newest is None:
        return _("no figure loaded")
    return ngettext(
        "last figure {period}, {months} month ago",
        "last figure {period}, {months} months ago",
        age.months,
    ).format(period=age.period, months=age.months)


def answer(found: Mapping[str, Age], headline: Collection[str], regency: str) -> str:
    """How current the regency's headline figures are, in one sentence."""
    states = [found[metric].freshness for metric in headline if metric in found]
    if not states:
        return _("No headline figure is set for {regency}.").format(regency=regency)
    counts = {one: states.count(one) for one in WAITING}
    current = len(states) - sum(counts.values())
    if current == len(states):
        return ngettext(
            "The headline figure of {regency} is current.",
            "All {count} headline figures of {regency} are current.",
            current,
        ).format(count=current, regency=regency)
    texts = (
        (_("{count} are current"), current),
        (_("{count} need a newer figure"), counts[Freshness.OLD]),
        (_("{count} have no data"), counts[Freshness.MISSING]),
    )
    parts = [text.format(count=count) for text, count in texts if count]
    return _("Of {count} headline figures of {regency}, {parts}.").format(
        count=len(states), regency=regency, parts=_enumerated(parts)
    )


def _enumerated(parts: Sequence[str]) -> str:
    """One; one and two; one, two and three."""
    if len(parts) == 1:
        return parts[0]
    return _("{firsts} and {last}").format(firsts=", ".join(parts[:-1]), last=parts[-1])
