"""What a person does at the screen Data, without the screen."""

from __future__ import annotations

import io
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import select

from data.schema import published_value
from review.accounts import person_named
from review.intake import processes
from review.intake.commands import submit
from review.intake.outcome import State
from review.intake.processes import start, state_of
from tests.imports.files import as_xlsx, published

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet
    from sqlalchemy import Engine

    from review.access import Person
    from review.intake.jobs import Job, Jobs
    from review.intake.outcome import Outcome

OPERATOR = "operator.kesehatan"
SECONDS = 60
GOOD = ({"period": "2025", "value": 92.5}, {"period": "2024", "value": 95.5})
BAD = (
    {"period": "2025", "value": "abc"},
    {"period": "2024", "metric": "mcp_skor"},
    {"period": "2023", "region_code": "51.8"},
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A sample database and the jobs of its screens."""

    engine: Engine
    jobs: Jobs

    def person(self, name: str = OPERATOR) -> Person:
        with self.engine.connect() as conn:
            return person_named(conn, name)

    def hand_in(
        self,
        content: bytes,
        name: str = "uji.xlsx",
        *,
        by: str = OPERATOR,
        topic: str = "published",
    ) -> Job:
        return submit(self.jobs, by=self.person(by), topic=topic, file_name=name, content=content)

    def read(self, content: bytes, name: str = "uji.xlsx", **more: Any) -> tuple[Job, Outcome]:
        job = self.hand_in(content, name, **more)
        return job, self.wait(job)

    def wait(self, job: Job) -> Outcome:
        """What the job comes to; as the page does, one that waits is asked for again."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            state, outcome = state_of(job)
            if outcome is not None:
                return outcome
            assert state is not State.LOST
            if state is State.WAITING:
                start(job, self.jobs.url)
            time.sleep(0.05)
        raise AssertionError("the job does not end")

    def values(self) -> dict[str, float]:
        """The MCP scores of the regency, by period."""
        query = select(published_value.c.period, published_value.c.value).where(
            published_value.c.metric == "mcp_score",
            published_value.c.region_code == "51.08",
            published_value.c.component == "total",
            published_value.c.status == "final",
        )
        with self.engine.connect() as conn:
            return {row.period: row.value for row in conn.execute(query)}


@contextmanager
def standing_still() -> Iterator[None]:
    """A process that is begun inside stands still until it is sent SIGCONT or SIGKILL.

    Else it could be done before the test has looked at it.
    """
    begin = processes._begin

    def stopped(job: Job, url: str) -> subprocess.Popen[bytes]:
        process = begin(job, url)
        process.send_signal(signal.SIGSTOP)
        return process

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_begin", stopped)
        yield


def send(job: Job, number: signal.Signals) -> None:
    """Send a signal to the process of a job."""
    processes._handles[job.id].send_signal(number)


def good() -> bytes:
    return as_xlsx(published(*GOOD))


def bad() -> bytes:
    return as_xlsx(published(*BAD))


def notes(content: bytes, sheet: str = "Data") -> dict[str, str]:
    """The notes on a sheet by the name of the cell."""
    found = book(content)[sheet]
    return {
        cell.coordinate: cell.comment.text
        for row in found.iter_rows()
        for cell in row
        if cell.comment
    }


def coloured(content: bytes, sheet: str = "Data") -> list[str]:
    """The cells that are filled with our colour."""
    found: Worksheet = book(content)[sheet]
    return [
        cell.coordinate
        for row in found.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "FFFFE08A"
    ]


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def table(content: bytes, sheet: str) -> Sequence[tuple[Any, ...]]:
    return list(book(content)[sheet].iter_rows(values_only=True))
