"""Who may do what, written out in full, and the reason that a person reads."""

from __future__ import annotations

from itertools import product

import pytest

from core.errors import NotAllowed
from core.scope import PUBLIC, Scope
from core.words import speaking
from data.sample_accounts import SAMPLE_ROWS, SYSTEM_ROW
from review.access import (
    DEEDS,
    PERMISSIONS,
    ROLE_LABELS,
    Answer,
    Grant,
    Permission,
    Person,
    Role,
    insist,
    may,
    scope_of,
)

EVERYONE = set(Role)
# Each permission with the roles that have it: the whole table, on purpose not made from the code.
WHO = {
    Permission.SEE_OVERVIEW: EVERYONE,
    Permission.SEE_COMPARISON: EVERYONE,
    Permission.SEE_PROVENANCE: EVERYONE - {Role.LAYAR_RAPAT},
    Permission.SEE_MAP: EVERYONE,
    Permission.SEE_IMPORTS: {Role.OPERATOR_OPD, Role.VERIFIKATOR, Role.ADMIN, Role.INSPEKTORAT},
    Permission.IMPORT_FIGURES: {Role.OPERATOR_OPD, Role.VERIFIKATOR},
    Permission.IMPORT_STRUCTURE: {Role.ADMIN},
    Permission.UNDO_IMPORT: {Role.VERIFIKATOR, Role.ADMIN},
    Permission.UNDO_OWN_IMPORT: {Role.OPERATOR_OPD},
    Permission.SEE_PERFORMANCE: EVERYONE,
    Permission.SEE_SERVICES: EVERYONE,
    Permission.SEE_REPORTS: {Role.OPERATOR_OPD, Role.KEPALA_OPD},
    Permission.REPORT_ACTUAL: {Role.OPERATOR_OPD, Role.KEPALA_OPD},
    Permission.SEE_QUEUE: {Role.VERIFIKATOR, Role.PENYETUJU, Role.INSPEKTORAT, Role.ADMIN},
    Permission.VERIFY_ACTUAL: {Role.VERIFIKATOR},
    Permission.APPROVE_ACTUAL: {Role.PENYETUJU},
    Permission.RETURN_ACTUAL: {Role.VERIFIKATOR, Role.PENYETUJU},
    Permission.LOCK_ACTUAL: {Role.ADMIN},
    Permission.ASK_UNLOCK: {Role.ADMIN},
    Permission.CONFIRM_UNLOCK: {Role.PENYETUJU},
    Permission.OBJECT: {Role.KEPALA_OPD},
    Permission.DECIDE_OBJECTION: {Role.VERIFIKATOR, Role.PENYETUJU},
    Permission.RAISE_BLOCKER: {Role.OPERATOR_OPD, Role.KEPALA_OPD},
    Permission.ANSWER_QUESTION: {Role.OPERATOR_OPD, Role.KEPALA_OPD},
    Permission.FOLLOW_UP: {Role.OPERATOR_OPD, Role.KEPALA_OPD},
    Permission.IMPORT_PERFORMANCE: {Role.VERIFIKATOR},
}
SYSTEM_MAY = {
    Permission.SEE_IMPORTS,
    Permission.IMPORT_FIGURES,
    Permission.IMPORT_STRUCTURE,
    Permission.IMPORT_PERFORMANCE,
    Permission.UNDO_IMPORT,
}


def person(*grants: Grant, username: str = "seseorang") -> Person:
    return Person(username, "Seseorang", grants)


def test_the_table_speaks_of_every_permission() -> None:
    assert set(WHO) == set(Permission)
    assert set(PERMISSIONS) == set(ROLE_LABELS) == set(Role)
    assert set(DEEDS) == set(Permission)


@pytest.mark.parametrize(("role", "permission"), [*product(Role, Permission)])
def test_a_role_may_what_the_table_says(role: Role, permission: Permission) -> None:
    answer = may(person(Grant(role)), permission)
    assert answer.allowed is (role in WHO[permission])
    assert role.label in answer.reason


@pytest.mark.parametrize("permission", [*Permission])
def test_an_account_without_a_role_may_nothing(permission: Permission) -> None:
    answer = may(person(), permission)
    assert not answer.allowed
    assert answer.reason.startswith("Akun ini belum diberi peran")


@pytest.mark.parametrize("permission", [*Permission])
def test_the_account_of_the_command_line_imports_and_does_nothing_else(
    permission: Permission,
) -> None:
    assert may(person(username="sistem"), permission).allowed is (permission in SYSTEM_MAY)


def test_several_roles_add_up() -> None:
    both = person(Grant(Role.PENYETUJU), Grant(Role.ADMIN))
    assert may(both, Permission.IMPORT_STRUCTURE).allowed
    assert not may(both, Permission.IMPORT_FIGURES).allowed
    assert both.role_labels == "Penyetuju, Admin"


def test_a_role_at_one_opd_reaches_that_opd_alone() -> None:
    operator = person(Grant(Role.OPERATOR_OPD, "OPD-05"))
    assert may(operator, Permission.IMPORT_FIGURES, opd="OPD-05").allowed
    other = may(operator, Permission.IMPORT_FIGURES, opd="OPD-21")
    assert not other.allowed
    assert "OPD-05" in other.reason
    assert "OPD-21" in other.reason


def test_a_role_at_no_opd_in_particular_reaches_all() -> None:
    assert may(person(Grant(Role.VERIFIKATOR)), Permission.IMPORT_FIGURES, opd="OPD-21").allowed


def test_a_refusal_says_who_and_what_in_both_languages() -> None:
    room = person(Grant(Role.LAYAR_RAPAT))
    refused = may(room, Permission.SEE_PROVENANCE).reason
    assert refused == "Peran Layar rapat tidak berwenang membuka Tentang data."
    with speaking("en"):
        refused = may(room, Permission.SEE_PROVENANCE).reason
        assert refused == "The role Meeting screen may not open the page about the data."


def test_insisting_lets_a_yes_pass_and_raises_the_reason_of_a_no() -> None:
    insist(Answer(allowed=True, reason="boleh"))
    with pytest.raises(NotAllowed, match="Bukan untuk Anda") as caught:
        insist(Answer(allowed=False, reason="Bukan untuk Anda."))
    assert "admin" in caught.value.hint


@pytest.mark.parametrize(
    ("grant", "scope"),
    [
        (Grant(Role.KEPALA_OPD, "OPD-05"), Scope(full=frozenset({"OPD-05"}))),
        (Grant(Role.OPERATOR_OPD, "OPD-05"), Scope(full=frozenset({"OPD-05"}))),
        (Grant(Role.KEPALA_OPD), PUBLIC),
        (
            Grant(Role.VERIFIKATOR),
            Scope(sees_submitted=True, sees_audits=True, sees_requests=True),
        ),
        (Grant(Role.PENYETUJU), Scope(sees_submitted=True, sees_audits=True)),
        (
            Grant(Role.INSPEKTORAT),
            Scope(sees_submitted=True, sees_audits=True, sees_requests=True),
        ),
        (Grant(Role.BUPATI), Scope(sees_audits=True, sees_requests=True)),
        (Grant(Role.SEKDA), Scope(sees_audits=True, sees_requests=True)),
        (Grant(Role.ADMIN), PUBLIC),
        (Grant(Role.LAYAR_RAPAT), PUBLIC),
    ],
)
def test_drafts_stay_in_their_opd_and_submitted_figures_with_those_who_check(
    grant: Grant, scope: Scope
) -> None:
    assert scope_of(person(grant)) == scope


def test_the_sample_has_an_account_for_each_role_and_two_heads() -> None:
    roles = [role for row in SAMPLE_ROWS for role, _ in row.grants]
    assert set(roles) == {role.value for role in Role}
    assert roles.count("kepala_opd") == 2
    assert all(row.sample and row.display_name.endswith("(contoh)") for row in SAMPLE_ROWS)
    assert (SYSTEM_ROW.username, SYSTEM_ROW.grants, SYSTEM_ROW.sample) == ("sistem", (), False)
