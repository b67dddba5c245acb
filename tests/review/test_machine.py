"""Every step against a table written out by hand: from where, by whom, and by whom not."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest

from core.settings import load_settings
from core.words import speaking
from metrics.performance.kinds import ReportState
from review.access import Grant, Person, Role
from review.performance.machine import MOVES, Action, Row, actions_for, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.settings import Settings

OWN, OTHER = "OPD-05", "OPD-21"
ME, ELSE = "saya", "orang.lain"
# Names of the columns of `actual` that say who did what.
HANDS = ("entered_by", "submitted_by", "verified_by", "unlock_by")


class Rule(NamedTuple):
    """from: states; who: roles; whose: own OPD or any; not_by: who may not; asked: an unlock."""

    sources: str
    target: str
    who: str
    whose: str
    not_by: str = ""
    asked: str = "either"


# By hand from the rules of verification, on purpose not made from the code. "-": not stored yet.
TABLE = {
    "save": Rule("- draft returned rejected", "draft", "operator_opd kepala_opd", "own"),
    "submit": Rule("draft returned rejected", "submitted", "operator_opd kepala_opd", "own"),
    "withdraw": Rule("submitted", "draft", "operator_opd kepala_opd", "own"),
    "verify": Rule("submitted", "verified", "verifikator", "any", "entered_by submitted_by"),
    "approve": Rule("verified", "approved", "penyetuju", "any", "entered_by verified_by"),
    "return": Rule("submitted verified", "returned", "verifikator penyetuju", "any"),
    "reject": Rule("submitted verified", "rejected", "verifikator penyetuju", "any"),
    "lock": Rule("approved", "locked", "admin", "any"),
    "ask_unlock": Rule("locked", "locked", "admin", "any", "", "no"),
    "confirm_unlock": Rule("locked", "returned", "penyetuju", "any", "unlock_by", "yes"),
    "refuse_unlock": Rule("locked", "locked", "penyetuju", "any", "unlock_by", "yes"),
    "uphold": Rule(
        "verified approved locked", "returned", "verifikator penyetuju", "any", "verified_by"
    ),
}
WITH_REASON = {"return", "reject", "ask_unlock", "refuse_unlock", "uphold"}
STATES = ("-", "draft", "submitted", "verified", "approved", "locked", "returned", "rejected")


@pytest.fixture(scope="module")
def shipped() -> Settings:
    return load_settings(environment={})


def people() -> Iterator[tuple[str, str, Person]]:
    """Role, whose OPD it is held at, and the person: each role at each kind of place, and none."""
    yield "", "nowhere", Person(ME, "Saya", ())
    for role, place in product(Role, ("own", "other", "nowhere")):
        code = {"own": OWN, "other": OTHER, "nowhere": None}[place]
        yield role.value, place, Person(ME, "Saya", (Grant(role, code),))


def rows(state: str) -> Iterator[tuple[tuple[str, ...], bool, Row]]:
    """Which hands are mine, whether an unlock is asked for, and the row: every combination."""
    known = None if state == "-" else ReportState(state)
    for mine, asked in product(product((False, True), repeat=len(HANDS)), (False, True)):
        names = dict(zip(HANDS, [ME if one else ELSE for one in mine], strict=True))
        own = tuple(hand for hand, one in zip(HANDS, mine, strict=True) if one)
        if asked:
            yield own, asked, Row(OWN, known, **names)
        elif "unlock_by" not in own:
            yield own, asked, Row(OWN, known, **{**names, "unlock_by": None})


def expected(rule: Rule, role: str, place: str, state: str, own: tuple[str, ...]) -> bool:
    """What the table above says, but for the request to unlock."""
    # Held at no OPD a role reaches all, held at one that one; reporting is for the own OPD.
    reaches = place == "own" if rule.whose == "own" else place != "other"
    return (
        role in rule.who.split()
        and reaches
        and state in rule.sources.split()
        and not set(own) & set(rule.not_by.split())
    )


def test_the_table_speaks_of_every_step() -> None:
    assert set(TABLE) == {action.value for action in Action}
    assert {state.value for state in ReportState} | {"-"} == set(STATES)


@pytest.mark.parametrize("action", [*Action])
def test_where_a_step_leads_and_whether_it_needs_words(action: Action) -> None:
    assert MOVES[action].target.value == TABLE[action.value].target
    assert action.needs_reason is (action.value in WITH_REASON)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", [*Action])
def test_a_step_is_open_to_those_whom_the_table_names_and_to_nobody_else(
    shipped: Settings, action: Action, state: str
) -> None:
    rule = TABLE[action.value]
    counted = 0
    for (own, asked, row), (role, place, person) in product(rows(state), people()):
        fits = rule.asked in ("either", "yes" if asked else "no")
        wanted = fits and expected(rule, role, place, state, own)
        answer = check(action, row.state, person=person, row=row, settings=shipped)
        assert answer.allowed is wanted, (role, place, own, asked, answer.reason)
        assert answer.reason
        counted += 1
    assert counted == 24 * 28


@pytest.mark.parametrize("state", STATES)
def test_the_verifier_approves_only_where_the_setting_says_so(
    shipped: Settings, state: str
) -> None:
    loose = replace(shipped, performance=replace(shipped.performance, verifier_may_approve=True))
    rule = TABLE["approve"]._replace(not_by="entered_by")
    for (own, _asked, row), (role, place, person) in product(rows(state), people()):
        answer = check(Action.APPROVE, row.state, person=person, row=row, settings=loose)
        assert answer.allowed is expected(rule, role, place, state, own)


@pytest.mark.parametrize("state", STATES)
def test_a_screen_offers_what_the_table_allows(shipped: Settings, state: str) -> None:
    """All but upholding an objection, which its decision does."""
    for (own, asked, row), (role, place, person) in product(rows(state), people()):
        allowed = {
            name
            for name, rule in TABLE.items()
            if name != "uphold"
            and rule.asked in ("either", "yes" if asked else "no")
            and expected(rule, role, place, state, own)
        }
        offered = actions_for(person, row, shipped)
        assert {action.value for action in offered} == allowed
        assert list(offered) == [action for action in Action if action in offered]


def test_several_roles_add_up_but_the_own_hand_still_binds(shipped: Settings) -> None:
    both = Person(ME, "Saya", (Grant(Role.OPERATOR_OPD, OWN), Grant(Role.VERIFIKATOR)))
    row = Row(OWN, ReportState.SUBMITTED, entered_by=ME, submitted_by=ELSE)
    assert actions_for(both, row, shipped) == (Action.WITHDRAW, Action.RETURN, Action.REJECT)
    refused = check(Action.VERIFY, row.state, person=both, row=row, settings=shipped)
    assert "Anda sendiri yang mengisi angka ini" in refused.reason
    with speaking("en"):
        refused = check(Action.VERIFY, row.state, person=both, row=row, settings=shipped)
        assert "You entered this figure yourself" in refused.reason


def test_a_refusal_names_step_and_state(shipped: Settings) -> None:
    verifier = Person(ME, "Saya", (Grant(Role.VERIFIKATOR),))
    row = Row(OWN, ReportState.LOCKED, entered_by=ELSE)
    answer = check(Action.VERIFY, row.state, person=verifier, row=row, settings=shipped)
    assert answer.reason == "“Verifikasi” tidak dapat dilakukan selama angka berstatus “terkunci”."


def test_a_record_of_a_table_becomes_a_row_and_nan_is_nobody() -> None:
    record = {"opd_code": OWN, "state": "locked", "entered_by": "a", "verified_by": float("nan"),
              "submitted_by": None, "value": 3.0}  # fmt: skip
    assert Row.of(record) == Row(OWN, ReportState.LOCKED, entered_by="a")
    assert Row.of({"opd_code": OWN, "state": None}) == Row(OWN, None)
