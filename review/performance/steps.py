"""Taking a step with an actual: rules, change, history, trail and reckoning in one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, update

from core.errors import StaleVersion
from core.words import _
from data.rollups import refresh, rules_of
from data.schema import actual, actual_step
from review.access import insist
from review.performance.conflict import conflict_over_step
from review.performance.machine import MOVES, check, permitted
from review.work import Actor, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from core.settings import Settings
    from review.access import Person
    from review.performance.held import Held
    from review.performance.machine import Action
    from review.work import Work

TOPIC: Final = "actuals"
# What no longer holds once a figure goes back to its OPD.
UNCHECKED: Final[Mapping[str, None]] = dict.fromkeys(
    (
        "verified_by", "verified_at", "approved_by", "approved_at", "locked_by", "locked_at",
        "unlock_by", "unlock_at", "unlock_reason",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saved:
    """An actual after a step: its number and its new version."""

    actual_id: int
    version: int


@dataclass(slots=True)
class Steps:
    """The steps of one command; what they touch is reckoned anew once, at its end."""

    work: Work
    person: Person
    settings: Settings
    touched: set[tuple[str, int]] = field(default_factory=set)

    @property
    def conn(self) -> Connection:
        """The connection of the command's transaction."""
        return self.work.conn

    @property
    def now(self) -> datetime:
        """The moment of the command, UTC without zone as it is stored."""
        return self.work.at.replace(tzinfo=None)

    def admit(self, found: Held, action: Action, version: int) -> None:
        """Let a permitted step on the version that the person saw pass.

        Refuses: NotAllowed (role, OPD, state, own input), Conflict (an older version).
        """
        insist(permitted(action, self.person, found.row))
        if version != found.version:
            raise conflict_over_step(
                self.conn, found, person=self.person, settings=self.settings, version=version
            )
        self.insist(found, action)

    def insist(self, found: Held, action: Action) -> None:
        """Let a step pass that the table allows; NotAllowed for any other."""
        rules = check(
            action, found.state, person=self.person, row=found.row, settings=self.settings
        )
        insist(rules)

    def take(
        self, found: Held, action: Action, changes: Mapping[str, Any], reason: str | None = None
    ) -> Saved:
        """Store a step that was admitted; changes: further columns and their new values."""
        target = MOVES[action].target
        changed = self.conn.execute(
            update(actual)
            .where(actual.c.id == found.id, actual.c.version == found.version)
            .values(**changes, state=target.value, version=found.version + 1)
        )
        if changed.rowcount != 1:
            raise StaleVersion(
                _("“{figure}” was changed at this very moment.").format(figure=found.title)
            )
        self.record(
            found.record,
            action,
            version=found.version + 1,
            value=changes.get("value", found.value),
            reason=reason,
        )
        if target is not found.state:
            self.touched.add(found.key)
        return Saved(found.id, found.version + 1)

    def record(
        self,
        before: Mapping[str, Any],
        action: Action,
        *,
        version: int,
        value: float | None,
        reason: str | None = None,
    ) -> None:
        """Write history and trail. before: the stored row, or its code and period alone.

        The trail names no values: drafts are for their OPD, the trail is not.
        """
        target = MOVES[action].target.value
        self.conn.execute(
            insert(actual_step).values(
                indicator_code=before["indicator_code"],
                period=before["period"],
                version=version,
                at=self.now,
                actor=self.person.username,
                action=action.value,
                from_state=before.get("state"),
                to_state=target,
                old_value=before.get("value"),
                new_value=value,
                reason=reason,
            )
        )
        details = {"version": version, "from": before.get("state"), "to": target}
        subject = f"{before['indicator_code']}~{before['period']}"
        self.work.audit(f"actual.{action.value}", subject, details)


@contextmanager
def steps(engine: Engine, *, by: Person, settings: Settings) -> Iterator[Steps]:
    """Open the transaction of a command on actuals; at its end caches and scores follow."""
    with unit_of_work(engine, by=Actor(by.username)) as work:
        taken = Steps(work, by, settings)
        yield taken
        work.bump(TOPIC)
        if taken.touched:
            refresh(work.conn, sorted(taken.touched), rules_of(settings))
