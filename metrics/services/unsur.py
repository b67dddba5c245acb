"""The nine unsur of the satisfaction survey: sums of answers and weights (Permenpan RB 14/2017)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from core.errors import Invalid
from core.numbers import number
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

UNSUR: Final = tuple(f"U{place}" for place in range(1, 10))
LOWEST: Final = 1
HIGHEST: Final = 4
CLOSE: Final = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class Scores:
    """Sums of answers by unsur: total of scores, number who answered, and all respondents.

    Additive over units that asked the same; `combine` sees to those that did not.
    """

    totals: Mapping[str, int]
    answered: Mapping[str, int]
    respondents: int

    def __add__(self, other: Scores) -> Scores:
        codes = list(dict.fromkeys((*self.totals, *other.totals)))
        return Scores(
            {code: self.totals.get(code, 0) + other.totals.get(code, 0) for code in codes},
            {code: self.answered.get(code, 0) + other.answered.get(code, 0) for code in codes},
            self.respondents + other.respondents,
        )

    def only(self, codes: Collection[str]) -> Scores:
        """The same without the other unsur."""
        return Scores(
            {code: total for code, total in self.totals.items() if code in codes},
            {code: count for code, count in self.answered.items() if code in codes},
            self.respondents,
        )


def weights_of(
    codes: Collection[str], given: Mapping[str, float] | None = None
) -> dict[str, Fraction]:
    """The weight of each unsur: equal shares, 1/9 for the nine, or the given ones.

    Raises Invalid where given weights name other unsur, are below 0 or do not sum to 1.
    """
    if given is None:
        return {code: Fraction(1, len(codes)) for code in codes}
    exact = {code: Fraction(str(weight)) for code, weight in given.items()}
    total = sum(exact.values(), start=Fraction(0))
    if set(exact) != set(codes):
        raise Invalid(_("The weights do not name the same elements as the survey."))
    if abs(total - 1) > CLOSE or min(exact.values(), default=Fraction(0)) < 0:
        raise Invalid(
            _("The weights of the elements add up to {total}, not to 1.").format(
                total=number(float(total), 4, trim=True)
            ),
            hint=_("Leave them out for equal weights."),
        )
    return {code: weight / total for code, weight in exact.items()}


def scores_of(answers: Mapping[str, Collection[int | None]], respondents: int) -> Scores:
    """The sums of raw answers by unsur; None where a respondent left one out.

    Raises Invalid for a score that is not 1, 2, 3 or 4.
    """
    given = {code: [one for one in row if one is not None] for code, row in answers.items()}
    for code, row in given.items():
        if any(one not in range(LOWEST, HIGHEST + 1) for one in row):
            raise Invalid(
                _("Element {code} has a score other than 1, 2, 3 or 4.").format(code=code)
            )
    return Scores(
        {code: sum(row) for code, row in given.items()},
        {code: len(row) for code, row in given.items()},
        respondents,
    )
