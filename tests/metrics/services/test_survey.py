"""NRR, NI and IKM: exact weights, exact edges, pooling of answers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.figure import State
from core.numbers import rounded
from core.periods import Period
from core.words import speaking
from metrics.services.survey import Method, combine, satisfaction, satisfaction_of_means
from metrics.services.unsur import UNSUR, Scores, scores_of, weights_of

YEAR = Period.parse("2026")
BY_HAND = dict(zip(UNSUR, (3.2, 3.1, 2.9, 3.6, 3.3, 3.4, 3.5, 3.7, 3.0), strict=True))


def everyone(score_sum: int, count: int, codes: tuple[str, ...] = UNSUR) -> Scores:
    """Every unsur with the same sum of scores over so many respondents."""
    return Scores(dict.fromkeys(codes, score_sum), dict.fromkeys(codes, count), count)


def test_the_example_by_hand() -> None:
    found = satisfaction_of_means(BY_HAND, YEAR)
    assert (found.ni, found.ikm) == (3.3, 82.5)
    assert found.judgement is not None
    with speaking("id"):
        assert found.judgement.band.label == "B (Baik)"
    assert found.printed is not None
    assert str(rounded(found.printed.ni, 3)) == "3.267"
    assert str(rounded(found.printed.ikm, 2)) == "81.68"


def test_the_printed_weight_is_labelled_and_a_perfect_score_gives_99() -> None:
    found = satisfaction(everyone(400, 100), YEAR)
    assert found.ikm == 100
    assert found.printed is not None
    assert found.printed.ikm == 99
    with speaking("id"):
        assert found.printed.label == "dengan bobot tercetak 0,11 untuk setiap unsur"


def test_the_sums_of_raw_answers_give_the_same_as_their_means() -> None:
    scores = Scores(
        {code: int(mean * 10) for code, mean in BY_HAND.items()}, dict.fromkeys(UNSUR, 10), 10
    )
    found = satisfaction(scores, YEAR)
    assert (found.ikm, found.ni, found.respondents, found.state) == (82.5, 3.3, 10, State.OK)
    assert [one.nrr for one in found.elements] == list(BY_HAND.values())


@pytest.mark.parametrize(
    ("score_sum", "count", "ikm", "band"),
    [
        (8831 * 4, 10_000, "88.31", "A (Sangat baik)"),
        (88_305, 25_000, "88.31", "A (Sangat baik)"),
        (88_304, 25_000, "88.30", "B (Baik)"),
        (7661 * 4, 10_000, "76.61", "B (Baik)"),
        (76_605, 25_000, "76.61", "B (Baik)"),
        (76_604, 25_000, "76.60", "C (Kurang baik)"),
        (65 * 4, 100, "65.00", "C (Kurang baik)"),
        (64_994, 25_000, "64.99", "D (Tidak baik)"),
        (100, 100, "25.00", "D (Tidak baik)"),
    ],
)
def test_a_band_is_decided_on_the_value_rounded_half_up(
    score_sum: int, count: int, ikm: str, band: str
) -> None:
    found = satisfaction(everyone(score_sum, count), YEAR)
    assert found.ikm is not None
    assert found.judgement is not None
    with speaking("id"):
        assert (str(rounded(found.ikm, 2)), found.judgement.band.label) == (ikm, band)


def test_c_is_less_good_and_never_cukup() -> None:
    judgement = satisfaction(everyone(28, 10), YEAR).judgement
    assert judgement is not None
    assert (judgement.band.label_id, judgement.band.label_en) == ("C (Kurang baik)", "C less good")


def test_before_the_regulation_its_scale_applies_retroactively() -> None:
    judgement = satisfaction(everyone(35, 10), Period.parse("2015")).judgement
    assert judgement is not None
    assert judgement.retroactive


def test_an_unsur_counts_only_those_who_answered_it() -> None:
    answers = {code: [3] * 12 for code in UNSUR} | {"U4": [4, None] * 6}
    found = satisfaction(scores_of(answers, 12), YEAR, minimum=6)
    cost = found.elements[3]
    assert (cost.nrr, cost.answered, cost.value) == (4, 6, 100)
    assert found.ni == float((8 * Fraction(3) + 4) / 9)


def test_no_unsur_is_judged_on_too_few() -> None:
    scores = everyone(40, 12) + Scores({"U4": -12}, {"U4": -3}, 0)
    found = satisfaction(scores, YEAR, minimum=10)
    cost = found.elements[3]
    assert (cost.answered, cost.state, cost.judgement) == (9, State.INSUFFICIENT, None)
    assert cost.nrr == 28 / 9
    assert (found.state, found.judgement) == (State.INSUFFICIENT, None)
    assert found.ikm is not None


def test_an_unsur_that_nobody_answered_leaves_no_index() -> None:
    answers = {code: [3] * 12 for code in UNSUR} | {"U4": [None] * 12}
    found = satisfaction(scores_of(answers, 12), YEAR)
    assert (found.ikm, found.state) == (None, State.INSUFFICIENT)
    assert found.elements[3].state is State.NO_DATA
    nobody = satisfaction(everyone(0, 0), YEAR)
    assert (nobody.ikm, nobody.state) == (None, State.NO_DATA)


def test_added_unsur_share_the_weight_of_one() -> None:
    ten = (*UNSUR, "U10")
    assert sum(weights_of(UNSUR).values()) == sum(weights_of(ten).values()) == 1
    assert weights_of(UNSUR)["U1"] == Fraction(1, 9)
    found = satisfaction(everyone(300, 100, ten), YEAR)
    assert found.ikm == 75
    assert found.printed is None


def test_given_weights_must_sum_to_1_over_the_same_unsur() -> None:
    half = dict.fromkeys(UNSUR[:8], 0.0625) | {"U9": 0.5}
    scores = everyone(30, 10) + Scores({"U9": 10}, {"U9": 0}, 0)
    assert satisfaction(scores, YEAR, weights=half).ni == 3.5
    with pytest.raises(Invalid, match=r"0,99"), speaking("id"):
        weights_of(UNSUR, dict.fromkeys(UNSUR, 0.11))
    with pytest.raises(Invalid):
        weights_of(UNSUR, {"U1": 1.0})
    with pytest.raises(Invalid):
        weights_of(("U1", "U2"), {"U1": 1.5, "U2": -0.5})


@pytest.mark.parametrize("score", [0, 5, 25])
def test_an_answer_outside_1_to_4_is_refused(score: int) -> None:
    with pytest.raises(Invalid, match="U1"):
        scores_of({"U1": [3, score]}, 2)
    with pytest.raises(Invalid, match="U1"):
        satisfaction_of_means({"U1": float(score)}, YEAR)


def test_units_are_pooled_by_answers_and_not_by_their_index() -> None:
    large, small = everyone(300, 100), everyone(40, 10)
    found = combine({"Disdukcapil": large, "Dinkes": small}, YEAR)
    assert found.ni == 340 / 110
    assert found.ikm != (75 + 100) / 2
    assert (found.method, found.respondents) == (Method.POOLED, 110)


def test_pooled_are_the_unsur_that_all_units_asked() -> None:
    more = everyone(200, 100, (*UNSUR, "U10"))
    found = combine({"a": everyone(300, 100), "b": more}, YEAR)
    assert [one.code for one in found.elements] == list(UNSUR)
    assert found.ikm == 62.5


def test_a_mean_of_indexes_only_where_nothing_else_exists_and_says_so() -> None:
    found = combine({"a": 80.0, "b": 90.5}, YEAR)
    assert (found.ikm, found.respondents) == (85.25, None)
    with speaking("id"):
        assert found.method.label == "rata-rata IKM unit: jawaban respondennya tidak tersedia"
    mixed = combine({"a": everyone(300, 100), "b": 99.0}, YEAR)
    assert (mixed.ikm, mixed.method, mixed.left_out) == (75, Method.POOLED, ("b",))
    assert combine({}, YEAR).state is State.NO_DATA


answers = st.lists(
    st.lists(st.none() | st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=30
)


@given(answers, st.integers(0, 30))
def test_pooling_is_one_survey_of_all_respondents(rows: list[list[int | None]], cut: int) -> None:
    def of(some: list[list[int | None]]) -> Scores:
        return scores_of({u: [row[n] for row in some] for n, u in enumerate(UNSUR)}, len(some))

    assert of(rows[:cut]) + of(rows[cut:]) == of(rows)
    found = satisfaction(of(rows), YEAR)
    if found.ikm is not None:
        assert 25 <= found.ikm <= 100
