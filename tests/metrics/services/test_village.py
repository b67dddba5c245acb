"""Papers finished in the village and the journeys they spare."""

from __future__ import annotations

from core.figure import State
from core.numbers import rounded
from core.words import speaking
from metrics.services.counts import rate
from metrics.services.village import Leg, coverage, saved, village_share


def test_banyuwangi_had_170_of_189_villages_on_fibre() -> None:
    found = coverage(170, 189)
    assert found.value is not None
    assert str(rounded(found.value, 2)) == "89.95"
    assert coverage(0, 0).state is State.NO_DATA


def test_a_share_of_samples_is_rounded_as_on_paper() -> None:
    # Buleleng, January to June 2023: 29 of 48 samples positive.
    found = rate(29, 48)
    assert found.value is not None
    assert str(rounded(found.value, 2)) == "60.42"


def test_the_share_is_of_all_letters_wherever_they_were_finished() -> None:
    assert village_share(60, 25, 15).value == 100 * 60 / (60 + 25 + 15)
    assert village_share(0, 0, 0).value is None
    assert village_share(3, 1, 0, minimum=10).state is State.INSUFFICIENT


def test_each_letter_spares_a_way_there_and_back() -> None:
    # 10 km by road at 30 km an hour with a detour of 1.4 take 28 minutes.
    found = saved({"a": 3, "b": 2}, {"a": Leg(14, 28), "b": Leg(5, 10)})
    assert found.journeys == 2 * (3 + 2)
    assert found.kilometres == 2 * (3 * 14 + 2 * 5)
    assert found.minutes == 2 * (3 * 28 + 2 * 10)
    assert found.without_leg == 0


def test_a_village_whose_way_is_unknown_adds_journeys_alone() -> None:
    found = saved({"a": 3, "b": 2}, {"a": Leg(14, 28)})
    assert (found.journeys, found.minutes, found.without_leg) == (10, 168, 2)
    nowhere = saved({"b": 2}, {})
    assert (nowhere.journeys, nowhere.kilometres, nowhere.minutes) == (4, None, None)


def test_it_is_always_called_an_estimate() -> None:
    measured = saved({"a": 1}, {"a": Leg(14, 28, measured=True)})
    computed = saved({"a": 1, "b": 1}, {"a": Leg(14, 28, measured=True), "b": Leg(5, 10)})
    with speaking("id"):
        assert measured.label.startswith("perkiraan: ")
        assert computed.label.endswith("dihitung dari jarak")
    assert measured.measured
    assert not computed.measured
