"""One request in words: what was promised, how it stands, and all that happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.numbers import moment, number
from core.words import _, ngettext
from data.queries.services.card import request_card
from metrics.services.kinds import Flaw, Measure, Outcome
from reports.services.requests import clocks, used_text
from reports.services.words import class_name, span_text, standard_text, standards_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from core.scope import Scope
    from data.queries.services.card import Card, Happened
    from reports.services.basis import Basis
    from reports.services.requests import Clock


@dataclass(frozen=True, slots=True)
class Step:
    """An event in words. after: since the event before it; source: the file that brought it."""

    at: str
    what: str
    reason: str
    after: str
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """A request in words. facts: label and value, in the order of reading."""

    title: str
    outcome: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    as_of: str
    sample: bool


def told(conn: Connection, held: Basis, scope: Scope, number_: int) -> Told | None:
    """A request by its number; None where there is none that this reader may see."""
    card = request_card(conn, scope, number_)
    if card is None:
        return None
    row = card.row
    clock = clocks(conn, held, {number_: (row["service_code"], row["class_code"])}).get(number_)
    return Told(
        title=_("{service} {number}").format(
            service=held.service_name(row["service_code"]), number=row["source_id"]
        ),
        outcome=outcome_text(held, row),
        facts=tuple((label, value) for label, value in _facts(held, row, clock) if value),
        steps=_steps(held, card),
        as_of=held.as_of,
        sample=card.sample,
    )


def outcome_of(held: Basis, row: Mapping[str, Any]) -> Outcome:
    """How it stands against its standard at the moment of looking, from its stored moments."""
    if row["flaw"] is not None:
        return Outcome.FLAWED
    if row["met"] is not None:
        return Outcome.MET if row["met"] else Outcome.BREACHED
    if row["closed_at"] is not None and row["resolved_at"] is None:
        return Outcome.ARCHIVED
    if row["late_after"] is None:
        return Outcome.WAITING if row["started_at"] is None else Outcome.NO_STANDARD
    return Outcome.BREACHED_OPEN if row["late_after"] < held.look.now else Outcome.RUNNING


def outcome_text(held: Basis, row: Mapping[str, Any]) -> str:
    """The outcome in words; of faulty times, what is wrong with them."""
    found = outcome_of(held, row)
    if found is Outcome.FLAWED:
        return _("{outcome}: {flaw}").format(outcome=found.label, flaw=Flaw(row["flaw"]).label)
    return found.label


def _facts(held: Basis, row: Mapping[str, Any], clock: Clock | None) -> list[tuple[str, str]]:
    regency = held.settings.regency

    def at(name: str) -> str:
        found: datetime | None = row[name]
        return "" if found is None else moment(found, regency)

    return [
        (_("OPD"), held.office_name(row["opd_code"])),
        (_("Place"), held.place_name(row["region_code"])),
        (_("Channel"), row["channel"] or ""),
        (_("Class"), class_name(row["class_code"] or "")),
        (_("System"), row["source"]),
        (_("Standard"), _promise(held, row)),
        (_("Received"), at("received_at")),
        (_("File complete"), at("complete_at")),
        (_("First response"), at("answered_at")),
        (_("Limit"), at("due_at")),
        (_("Resolved"), at("resolved_at")),
        (_("Share of the target"), _share(clock)),
        (_("Time taken, pauses off"), _span(row["lasted"])),
        (_("Paused"), _span(row["paused_seconds"] or None)),
        (_("Opened again"), _times(row["reopened"])),
    ]


def _promise(held: Basis, row: Mapping[str, Any]) -> str:
    received = row["received_at"]
    if received is None:
        return ""
    found = standards_on(
        held.standards, row["service_code"], held.look.day_of(received), Measure.RESOLUTION
    )
    own = [one for one in found if one.klass and one.klass == row["class_code"]]
    chosen = own or [one for one in found if not one.klass]
    # Of several that are valid the one that began last holds.
    newest = max(chosen, key=lambda one: one.valid_from, default=None)
    return _("no service standard") if newest is None else standard_text(newest)


def _share(clock: Clock | None) -> str:
    return "" if clock is None or clock.used is None else used_text(clock.used)


def _span(seconds: int | None) -> str:
    return "" if seconds is None else span_text(seconds)


def _times(count: int) -> str:
    if not count:
        return ""
    return ngettext("{count} time", "{count} times", count).format(count=number(count))


def _steps(held: Basis, card: Card) -> tuple[Step, ...]:
    steps: list[Step] = []
    before: Happened | None = None
    for one in card.events:
        gap = "" if before is None else span_text((one.at - before.at).total_seconds())
        steps.append(
            Step(
                at=moment(one.at, held.settings.regency),
                what=one.kind.label,
                reason="" if one.reason is None else one.reason.label,
                after=gap,
                source=one.file,
            )
        )
        before = one
    return tuple(steps)
