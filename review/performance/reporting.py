"""Commands of an OPD on its own figures: enter, submit, take back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import exists, insert, select

from core import clock
from core.errors import Invalid, NotFound
from core.numbers import rounded
from core.periods import Period
from core.words import N_, _
from data.imports.decimals import LARGEST
from data.schema import actual, evidence
from metrics.performance.kinds import Cadence
from review.access import insist
from review.performance import texts
from review.performance.conflict import conflict_over_value, last_step, last_version
from review.performance.held import held, held_at, indicator_row
from review.performance.machine import Action, Row, check, permitted
from review.performance.steps import Saved, Steps, steps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Engine

    from core.settings import Settings
    from review.access import Person
    from review.performance.held import Held

HOW_OFTEN: Final = {
    Cadence.MONTH: N_("“{indicator}” is reported by the month, such as 2026-08."),
    Cadence.QUARTER: N_("“{indicator}” is reported by the triwulan, such as 2026-Q3."),
    Cadence.YEAR: N_("“{indicator}” is reported by the year, such as 2026."),
}
SUBMITTED_ANEW: Final = ("returned_by", "returned_at", "return_reason")


def save_actual(  # noqa: PLR0913 (one for each cell of the form)
    engine: Engine,
    *,
    by: Person,
    settings: Settings,
    indicator: str,
    period: str,
    value: float | None = None,
    numerator: float | None = None,
    denominator: float | None = None,
    note: str | None = None,
    version: int | None,
) -> Saved:
    """Store a draft. version: the one the person saw, None where nothing was stored.

    With numerator and denominator the value is reckoned. Refuses: NotFound (indicator, or a
    figure that is gone), NotAllowed (role, OPD, state), Invalid (period, value, note), Conflict.
    """
    remark = texts.note(note)
    with steps(engine, by=by, settings=settings) as taken:
        known = indicator_row(taken.conn, indicator)
        insist(permitted(Action.SAVE, by, Row(known["opd_code"], None)))
        _check_period(known, period, clock.today(settings.regency))
        content = {**_values(known, value, numerator, denominator), "note": remark}
        found = held_at(taken.conn, indicator, period)
        if found is None:
            return _first(taken, known, period, content, version)
        return _again(taken, found, content, version)


def submit_actual(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int
) -> Saved:
    """Hand a figure in for verification.

    Refuses: NotFound, NotAllowed, Conflict, Invalid (no value, no evidence).
    """
    with steps(engine, by=by, settings=settings) as taken:
        found = held(taken.conn, actual_id)
        taken.admit(found, Action.SUBMIT, version)
        _check_complete(taken, found)
        first = found.record["first_submitted_at"] or taken.now
        changes = {
            **dict.fromkeys(SUBMITTED_ANEW),
            "submitted_by": by.username,
            "submitted_at": taken.now,
            "first_submitted_at": first,
        }
        return taken.take(found, Action.SUBMIT, changes)


def withdraw_actual(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int
) -> Saved:
    """Take a figure back before anybody verified it. Refuses: NotFound, NotAllowed, Conflict."""
    with steps(engine, by=by, settings=settings) as taken:
        found = held(taken.conn, actual_id)
        taken.admit(found, Action.WITHDRAW, version)
        return taken.take(found, Action.WITHDRAW, {"submitted_by": None, "submitted_at": None})


def _first(
    taken: Steps,
    known: Mapping[str, Any],
    period: str,
    content: Mapping[str, Any],
    version: int | None,
) -> Saved:
    if version is not None:
        raise NotFound(
            _("This figure is not stored (any more)."),
            hint=_("Load the page again: an import may have been undone meanwhile."),
        )
    row = Row(known["opd_code"], None)
    insist(check(Action.SAVE, None, person=taken.person, row=row, settings=taken.settings))
    key = {"indicator_code": known["code"], "period": period}
    # After an import that was undone the row is gone and its steps are not: a screen that still
    # shows the old row must not pass for this one.
    number = 1 + last_version(taken.conn, known["code"], period)
    made = taken.conn.execute(
        insert(actual)
        .values(
            **key,
            **content,
            state="draft",
            version=number,
            entered_by=taken.person.username,
            entered_at=taken.now,
        )
        .returning(actual.c.id)
    )
    taken.record(key, Action.SAVE, version=number, value=content["value"])
    return Saved(int(made.scalar_one()), number)


def _again(taken: Steps, found: Held, content: Mapping[str, Any], version: int | None) -> Saved:
    unchanged = all(found.record[name] == value for name, value in content.items())
    if version != found.version:
        if unchanged and _is_second_click(taken, found, version):
            return Saved(found.id, found.version)
        raise conflict_over_value(
            taken.conn,
            found,
            person=taken.person,
            settings=taken.settings,
            mine=content["value"],
        )
    taken.insist(found, Action.SAVE)
    if unchanged:
        return Saved(found.id, found.version)
    changes = dict(content)
    if any(found.record[name] != content[name] for name in ("value", "numerator", "denominator")):
        # Whoever writes a remark beside another's value has not entered the figure.
        changes |= {
            "entered_by": taken.person.username, "entered_at": taken.now, "batch_id": None
        }  # fmt: skip
    return taken.take(found, Action.SAVE, changes)


def _is_second_click(taken: Steps, found: Held, version: int | None) -> bool:
    step = last_step(taken.conn, found)
    mine = step is not None and step["actor"] == taken.person.username
    saved = step is not None and step["action"] == Action.SAVE.value
    return mine and saved and (version or 0) == found.version - 1


def _check_period(known: Mapping[str, Any], text: str, today: date) -> None:
    period, cadence = Period.parse(text), Cadence(known["cadence"])
    if period.kind.value != cadence.value:
        raise Invalid(_(HOW_OFTEN[cadence]).format(indicator=known["name"]))
    if period.start > today:
        raise Invalid(
            _("{period} lies in the future.").format(period=period.label()),
            hint=_("A figure is reported once its period has begun."),
        )
    first, last = known["valid_from"], known["valid_to"]
    if (first and period.year < int(first)) or (last and period.year > int(last)):
        raise Invalid(
            _("“{indicator}” is not measured in {year}.").format(
                indicator=known["name"], year=period.year
            ),
            hint=_("Measured from {first} to {last}.").format(first=first or "…", last=last or "…"),
        )


def _values(
    known: Mapping[str, Any],
    value: float | None,
    numerator: float | None,
    denominator: float | None,
) -> dict[str, float | None]:
    """The three stored numbers; the value is reckoned from the other two where they are given."""
    plain = {"value": _number(value), "numerator": None, "denominator": None}
    if numerator is None and denominator is None:
        return plain
    if known["ratio"] is None:
        raise Invalid(
            _("“{indicator}” is reported as one value.").format(indicator=known["name"]),
            hint=_("Leave numerator and denominator empty."),
        )
    above, below = _number(numerator), _number(denominator)
    if above is None or below is None:
        raise Invalid(_("Numerator and denominator belong together: fill in both."))
    if below == 0:
        raise Invalid(
            _("The denominator is 0, so no value can be reckoned."),
            hint=_("If there was nothing to count, leave both empty and say so in the note."),
        )
    reckoned = _number(above / below * known["ratio"])
    if plain["value"] is not None and reckoned is not None:
        digits = int(known["decimals"])
        if rounded(plain["value"], digits) != rounded(reckoned, digits):
            raise Invalid(
                _("The value differs from numerator and denominator."),
                hint=_("Leave the value empty: it is reckoned."),
            )
    return {"value": reckoned, "numerator": above, "denominator": below}


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Invalid(_("A figure is a number; a text is none."))
    try:
        exact = float(value)
    except OverflowError:
        exact = math.inf
    if not math.isfinite(exact) or abs(exact) > LARGEST:
        raise Invalid(_("This number is too large or no number at all."))
    return exact + 0.0


def _check_complete(taken: Steps, found: Held) -> None:
    if found.value is None:
        raise Invalid(
            _("“{figure}” has no value yet.").format(figure=found.title),
            hint=_("Enter the value, then submit."),
        )
    proof = exists().where(evidence.c.actual_id == found.id, evidence.c.removed_at.is_(None))
    if not taken.conn.scalar(select(proof)):
        raise Invalid(
            _("“{figure}” has no evidence yet.").format(figure=found.title),
            hint=_("Add a file or a link as evidence, then submit."),
        )
