"""What a reader may see of a reported actual: the value, or only how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, false, func, or_, select

from data.schema import account
from metrics.performance.kinds import VERIFIED, ReportState

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from core.scope import Scope

FIRM: Final = tuple(sorted(VERIFIED))
PASSED_ON: Final = (ReportState.SUBMITTED.value, *FIRM)
"""States in which a value is out of its OPD's own hands."""


def sees(scope: Scope, state: ColumnElement[Any], opd: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the reader may see a value in this state of this OPD.

    Verified ones everybody, submitted ones who passes them on, all others their own OPD alone.
    """
    allowed: list[ColumnElement[bool]] = [state.in_(FIRM)]
    if scope.full:
        allowed.append(opd.in_(sorted(scope.full)))
    if scope.sees_submitted:
        allowed.append(state == ReportState.SUBMITTED.value)
    return or_(false(), *allowed)


def shown(column: ColumnElement[Any], seen: ColumnElement[bool]) -> ColumnElement[Any]:
    """The column where the reader may see it, else NULL, under its own name."""
    return case((seen, column), else_=None).label(str(column.key))


def name_of(username: ColumnElement[Any]) -> ColumnElement[Any]:
    """The display name of an account, or its user name when it is gone; NULL of NULL."""
    named = account.alias()
    found = select(named.c.display_name).where(named.c.username == username).scalar_subquery()
    return func.coalesce(found, username)
