"""One step of a job and all it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.accounts import person_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from core.settings import Settings
    from data.imports.model import Progress
    from review.access import Person
    from review.intake.jobs import Job, Request


@dataclass(frozen=True, slots=True)
class Task:
    """One step of a job and all it needs. copying: called before a marked copy is written."""

    engine: Engine
    settings: Settings
    job: Job
    request: Request
    progress: Progress
    copying: Callable[[], None]

    def person(self) -> Person:
        """Who asked, as the database knows them now: a role may be gone since the upload."""
        with self.engine.connect() as conn:
            return person_named(conn, self.request.owner)
