"""Satisfaction of the users of services: NRR, NI and IKM of the nine unsur (Permenpan RB 14/2017).

NRR_u = sum of scores / those who answered u; NI = sum of NRR_u x w_u, w = 1/9 exactly; IKM = 25 NI.
The regulation prints w = 0.11, by which a perfect score would be 99: it is computed apart, to find
an OPD's printed figure again. All in fractions: an edge of a band must not hang on binary noise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from core.errors import Invalid
from core.figure import State
from core.numbers import number
from core.words import N_, _
from metrics.scales import judge
from metrics.services.unsur import HIGHEST, LOWEST, UNSUR, Scores, weights_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from core.periods import Period
    from metrics.scales import Judgement

SCALE: Final = "ikm"
TIMES: Final = 25
PRINTED_WEIGHT: Final = Fraction(11, 100)
MIN_ANSWERS: Final = 10


class Method(StrEnum):
    """From what an index is made."""

    SCORES = "scores"
    POOLED = "pooled"
    MEANS = "means"
    MEAN_OF_IKM = "mean_of_ikm"

    @property
    def label(self) -> str:
        """The method in words of this run's language."""
        return _(METHOD_LABELS[self])


METHOD_LABELS: Final = {
    Method.SCORES: N_("from the answers of the respondents"),
    Method.POOLED: N_("from the answers of all units together"),
    Method.MEANS: N_("from the averages by element, as reported"),
    Method.MEAN_OF_IKM: N_("mean of the units' IKM: their answers are not here"),
}


@dataclass(frozen=True, slots=True)
class Element:
    """One unsur: nrr 1.00 to 4.00, value = 25 nrr, answered None where only the mean is known.

    judgement is None without a value and under the minimum number of answers.
    """

    code: str
    nrr: float | None
    value: float | None
    answered: int | None
    state: State
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class Printed:
    """NI and IKM with the weight 0.11 as printed; a perfect score gives 99."""

    ni: float
    ikm: float

    @property
    def label(self) -> str:
        """What sets it apart, in words of this run's language."""
        return _("with the printed weight of {weight} for each element").format(
            weight=number(float(PRINTED_WEIGHT), 2)
        )


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """An IKM with what it is never shown without.

    ikm 25 to 100, ni 1 to 4. NO_DATA: nobody answered; INSUFFICIENT: an unsur has no answer (then
    no value) or fewer than the minimum (then a value without a band). left_out: units whose
    answers are not here and which the pooled figure does not hold.
    """

    ikm: float | None
    ni: float | None
    respondents: int | None
    method: Method
    state: State
    judgement: Judgement | None
    elements: tuple[Element, ...] = ()
    printed: Printed | None = None
    left_out: tuple[str, ...] = ()


def satisfaction(
    scores: Scores,
    period: Period,
    *,
    minimum: int = MIN_ANSWERS,
    weights: Mapping[str, float] | None = None,
    method: Method = Method.SCORES,
) -> Satisfaction:
    """NRR, NI and IKM of raw scores, judged by the scale of the period."""
    means = {
        code: Fraction(total, scores.answered[code]) if scores.answered[code] else None
        for code, total in scores.totals.items()
    }
    elements = tuple(
        _element(code, mean, scores.answered[code], period, minimum) for code, mean in means.items()
    )
    return _index(
        means, elements, period, weights=weights, method=method, respondents=scores.respondents
    )


def satisfaction_of_means(
    nrr: Mapping[str, float],
    period: Period,
    *,
    respondents: int | None = None,
    minimum: int = MIN_ANSWERS,
    weights: Mapping[str, float] | None = None,
) -> Satisfaction:
    """NI and IKM where only the mean of each unsur is reported. Invalid outside 1 to 4."""
    means: dict[str, Fraction | None] = {c: Fraction(str(value)) for c, value in nrr.items()}
    for code, value in nrr.items():
        if not LOWEST <= value <= HIGHEST:
            raise Invalid(_("The mean of element {code} is not within 1 to 4.").format(code=code))
    elements = tuple(
        _element(code, mean, respondents, period, minimum) for code, mean in means.items()
    )
    return _index(
        means, elements, period, weights=weights, method=Method.MEANS, respondents=respondents
    )


def combine(
    units: Mapping[str, Scores | float],
    period: Period,
    *,
    minimum: int = MIN_ANSWERS,
    weights: Mapping[str, float] | None = None,
) -> Satisfaction:
    """The index of several units by name: raw scores pooled, so that each respondent counts once.

    A unit with its IKM alone is left out and named; where no unit has scores, the mean of the
    IKM is given and says so. Pooled are the unsur that all those units asked about.
    """
    raw = {name: one for name, one in units.items() if isinstance(one, Scores)}
    if not raw:
        return _mean_of_ikm([one for one in units.values() if not isinstance(one, Scores)], period)
    first, *others = raw.values()
    shared = [code for code in first.totals if all(code in one.totals for one in others)]
    pooled = sum((one.only(shared) for one in others), start=first.only(shared))
    found = satisfaction(pooled, period, minimum=minimum, weights=weights, method=Method.POOLED)
    return replace(found, left_out=tuple(name for name in units if name not in raw))


def _mean_of_ikm(values: Collection[float], period: Period) -> Satisfaction:
    if not values:
        return Satisfaction(None, None, None, Method.MEAN_OF_IKM, State.NO_DATA, None)
    mean = sum((Fraction(str(one)) for one in values), start=Fraction(0)) / len(values)
    return Satisfaction(
        float(mean),
        float(mean / TIMES),
        None,
        Method.MEAN_OF_IKM,
        State.OK,
        judge(SCALE, float(mean), period),
    )


def _element(
    code: str, mean: Fraction | None, answered: int | None, period: Period, minimum: int
) -> Element:
    if mean is None:
        return Element(code, None, None, answered, State.NO_DATA, None)
    value = float(mean * TIMES)
    if answered is not None and answered < minimum:
        return Element(code, float(mean), value, answered, State.INSUFFICIENT, None)
    return Element(code, float(mean), value, answered, State.OK, judge(SCALE, value, period))


def _index(
    means: Mapping[str, Fraction | None],
    elements: tuple[Element, ...],
    period: Period,
    *,
    weights: Mapping[str, float] | None,
    method: Method,
    respondents: int | None,
) -> Satisfaction:
    known = {code: mean for code, mean in means.items() if mean is not None}
    if not known or len(known) < len(means):
        # Without one of its parts the weights would not sum to 1 any more.
        state = State.INSUFFICIENT if known else State.NO_DATA
        return Satisfaction(None, None, respondents, method, state, None, elements)
    share = weights_of(known, weights)
    ni = sum((mean * share[code] for code, mean in known.items()), start=Fraction(0))
    enough = all(one.state is State.OK for one in elements)
    return Satisfaction(
        float(ni * TIMES),
        float(ni),
        respondents,
        method,
        State.OK if enough else State.INSUFFICIENT,
        judge(SCALE, float(ni * TIMES), period) if enough else None,
        elements,
        _printed(known),
    )


def _printed(means: Mapping[str, Fraction]) -> Printed | None:
    if len(means) != len(UNSUR):
        return None
    ni = sum(means.values(), start=Fraction(0)) * PRINTED_WEIGHT
    return Printed(float(ni), float(ni * TIMES))
