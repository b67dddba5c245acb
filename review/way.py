"""What every topic can do, each in its own way: come in from a file, be looked at, go back.

Most topics are tables of thousands of rows (`review.rows`); requests come by the million
(`review.bulk`). Screens and commands ask `review.ways.way_of` and know no topic by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from data.imports.model import Decimal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from core.settings import Settings
    from data.imports.model import Progress, Topic
    from review.access import Person
    from review.intake.outcome import Outcome
    from review.intake.task import Task
    from review.results import BatchResult
    from review.work import Actor, Work


@dataclass(frozen=True, slots=True)
class Given:
    """A file, and what a person says of how it is to be read.

    source: the system its rows come from; service: of rows that name none; both of requests.
    """

    content: Path | bytes
    name: str | None = None
    decimal: str = Decimal.AUTO
    sheet: str | None = None
    source: str | None = None
    service: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of all files of a kind. source, service: as in Given."""

    source: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """What taking a batch back would do: numbers of rows, obstacles in words, a plan of the way."""

    removed: int
    restored: int
    obstacles: tuple[str, ...]
    plan: Any = None


class Way(Protocol):
    """How the rows of a topic come in and go back. `prepared` is the way's own value."""

    def prepare(
        self,
        engine: Engine,
        topic: Topic,
        given: Given,
        *,
        by: Person | Actor,
        settings: Settings,
        progress: Progress | None = None,
    ) -> Any:  # noqa: ANN401 (has problem_count)
        """Read, check and compare a file; writes nothing."""

    def describe(self, prepared: Any) -> list[str]:  # noqa: ANN401 (see above)
        """What was prepared, in lines of text."""

    def store(
        self,
        engine: Engine,
        prepared: Any,  # noqa: ANN401 (see above)
        *,
        by: Person | Actor,
        facts: Mapping[str, str | None],
        settings: Settings,
        progress: Progress | None = None,
    ) -> BatchResult:
        """Store what was prepared, whole. facts: source, source_url, as_of."""

    def plan(self, conn: Connection, topic: Topic, batch_id: int) -> Steps:
        """What taking a batch back would do."""

    def insist_own(
        self, conn: Connection, by: Person | Actor, topic: Topic, batch_id: int, steps: Steps
    ) -> None:
        """NotAllowed where a batch touched rows of an OPD that is not theirs."""

    def take_back(
        self, work: Work, topic: Topic, batch_id: int, steps: Steps, settings: Settings
    ) -> None:
        """Take the batch back."""

    def look(self, task: Task) -> Outcome:
        """Read the file of a job; leaves what the storing needs, or a marked copy."""

    def changes(self, conn: Connection, topic: Topic, batch_id: int) -> dict[str, Any]:
        """The first rows that an undo touches, as fields of an outcome."""

    def confirm(
        self, work: Work, topic: Topic, columns: Sequence[tuple[str, str]], said: Said
    ) -> str:
        """Keep what the headers of a file mean; the name it is kept under. Refuses: Invalid.

        columns: each header with the key of its column; no key: not read.
        """
