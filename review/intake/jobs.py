"""The folder of a job: what was handed in, how far it is, what it came to.

Jobs lie in a folder that only the server's own user may open. Their ids cannot be guessed, and
each job is shown to nobody but the person who handed it in.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import stat
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.errors import DashboardError
from core.words import _
from review.intake.outcome import Outcome, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

ID: Final = re.compile(r"[0-9a-f]{32}")
DAY: Final = 24 * 3600
KEPT_PER_PERSON: Final = 4
UPLOAD, REQUEST, PROGRESS, RESULT = "upload", "request.json", "progress.json", "result.json"
PREPARED, COPY = "prepared.pickle", "annotated.xlsx"


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks for. turn: counts the steps of the job; a result names its turn.

    step: read, store, undo_look or undo. batch: to take back. facts: source, source_url, as_of.
    source: the system that requests come from.
    """

    owner: str
    step: str
    language: str
    turn: int = 1
    topic: str = ""
    file_name: str = ""
    decimal: str = "auto"
    sheet: str | None = None
    batch: int | None = None
    facts: dict[str, str | None] | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a running step is: `done` of `total` of a phase."""

    phase: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Job:
    """One job, by its folder."""

    folder: Path

    @property
    def id(self) -> str:
        """The unguessable name that stands in the address."""
        return self.folder.name

    @property
    def upload(self) -> Path:
        """The file as it came."""
        return self.folder / UPLOAD

    @property
    def prepared(self) -> Path:
        """What a reading left for the storing."""
        return self.folder / PREPARED

    @property
    def copy(self) -> Path:
        """The marked copy for the person."""
        return self.folder / COPY

    def request(self) -> Request:
        """What was asked for last."""
        return Request(**_read(self.folder / REQUEST))

    def ask(self, request: Request) -> None:
        """Put a new request in place of the one before."""
        _write(self.folder / REQUEST, asdict(request))

    def next(self, **changes: Any) -> Request:  # noqa: ANN401 (fields of Request)
        """The request of a further step, written down."""
        before = self.request()
        request = replace(before, turn=before.turn + 1, **changes)
        self.ask(request)
        return request

    def report(self, advance: Advance) -> None:
        """Say how far the step is."""
        _write(self.folder / PROGRESS, asdict(advance))

    def advance(self) -> Advance | None:
        """How far the step is, if it said so yet."""
        content = _try(self.folder / PROGRESS)
        return Advance(**content) if content else None

    def finish(self, turn: int, outcome: Outcome) -> None:
        """Leave what a step came to."""
        _write(self.folder / RESULT, {"turn": turn, "outcome": to_json(outcome)})

    def outcome(self) -> Outcome | None:
        """What the last step came to; None while it is not done."""
        content = _try(self.folder / RESULT)
        if not content or content["turn"] != self.request().turn:
            return None
        return from_json(content["outcome"])


class Jobs:
    """The jobs of one installation; `url` of its database keeps those of others apart."""

    def __init__(self, url: str) -> None:
        self.url = url

    def folder(self) -> Path:
        """The private folder, made if need be; refuses one that others may open."""
        mark = hashlib.sha256(self.url.encode()).hexdigest()[:16]
        user = os.getuid() if hasattr(os, "getuid") else "user"
        folder = Path(tempfile.gettempdir()) / f"dashboard-intake-{user}-{mark}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        foreign = hasattr(os, "getuid") and found.st_uid != os.getuid()
        if os.name == "posix" and (foreign or not stat.S_ISDIR(found.st_mode)):
            raise _not_private(folder)
        if os.name == "posix" and stat.S_IMODE(found.st_mode) & 0o077:
            raise _not_private(folder)
        return folder

    def create(self, request: Request, content: bytes | None = None) -> Job:
        """A new job of this person; their oldest ones make room."""
        self._clear(request.owner)
        job = Job(self.folder() / secrets.token_hex(16))
        job.folder.mkdir(mode=0o700)
        if content is not None:
            job.upload.write_bytes(content)
        job.ask(request)
        return job

    def find(self, name: str, owner: str) -> Job | None:
        """The job of that id, if it is there and this person's own."""
        if not ID.fullmatch(name):
            return None
        job = Job(self.folder() / name)
        content = _try(job.folder / REQUEST)
        return job if content and content["owner"] == owner else None

    def _clear(self, owner: str) -> None:
        """Remove what is older than a day, and all but the newest of one person."""
        now = time.time()
        own: list[tuple[float, Path]] = []
        for folder in self._all():
            content = _try(folder / REQUEST)
            touched = max((one.stat().st_mtime for one in folder.iterdir()), default=0.0)
            if now - touched > DAY:
                shutil.rmtree(folder, ignore_errors=True)
            elif content and content["owner"] == owner and Job(folder).outcome() is not None:
                own.append((touched, folder))
        for _touched, folder in sorted(own, reverse=True)[KEPT_PER_PERSON - 1 :]:
            shutil.rmtree(folder, ignore_errors=True)

    def _all(self) -> Iterator[Path]:
        yield from (one for one in self.folder().iterdir() if ID.fullmatch(one.name))


def _not_private(folder: Path) -> DashboardError:
    return DashboardError(
        _("The folder for files that are handed in is not private."),
        hint=_("Ask the administrator to remove it; it is made anew."),
        detail=str(folder),
    )


def _write(path: Path, content: dict[str, Any]) -> None:
    """Whole or not at all: a page may look at any moment."""
    fresh = path.with_suffix(f".{secrets.token_hex(4)}")
    fresh.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _try(path: Path) -> dict[str, Any] | None:
    try:
        return _read(path)
    except (OSError, ValueError):
        return None
