"""Evidence of figures, recommendations and objections: links and files, and who may open them."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sqlalchemy import insert, update

from core.errors import Invalid, NotFound, SettingsError
from core.settings import ROOT
from core.words import _
from data.imports.letters import CONTROL, NOTHINGS, TURNING
from data.schema import evidence
from review.performance import subjects
from review.performance.file_kinds import kind_of, safe_name
from review.work import Actor, Work, unit_of_work

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.settings import Settings
    from review.access import Person
    from review.performance.subjects import Subject

TOKEN_BYTES: Final = 18
LONGEST_LINK: Final = 2000
LONGEST_TITLE: Final = 120
MEGABYTE: Final = 1_000_000
# What the web shows by itself; evidence never lies there.
SERVED: Final = ROOT / "static"


@dataclass(frozen=True, slots=True)
class OpenedEvidence:
    """A file that the person may have."""

    path: Path
    name: str
    media_type: str


def add_link(
    engine: Engine,
    *,
    by: Person,
    settings: Settings,
    address: str,
    name: str = "",
    actual_id: int | None = None,
    recommendation: str | None = None,
    objection_id: int | None = None,
) -> str:
    """Add an address on the web to one figure, recommendation or objection; its token.

    Refuses: NotFound, NotAllowed (role, OPD, state), Invalid (address).
    """
    link = _address(address)
    title = " ".join(TURNING.sub("", CONTROL.sub("", name)).split())[:LONGEST_TITLE]
    with unit_of_work(engine, by=Actor(by.username)) as work:
        subject = subjects.subject(
            work.conn, actual_id=actual_id, recommendation=recommendation, objection_id=objection_id
        )
        subjects.insist_may_change(subject, by, work.at, settings)
        return _store(work, subject, {"kind": "link", "name": title or link, "address": link})


def add_file(
    engine: Engine,
    *,
    by: Person,
    settings: Settings,
    name: str,
    content: bytes,
    actual_id: int | None = None,
    recommendation: str | None = None,
    objection_id: int | None = None,
) -> str:
    """Add a file to one figure, recommendation or objection; its token.

    What it is, its content says. Refuses: NotFound, NotAllowed, Invalid (kind, size, empty).
    """
    limit = settings.storage.evidence_megabytes
    if len(content) > limit * MEGABYTE:
        raise Invalid(
            _("The file is larger than {limit} MB.").format(limit=limit),
            hint=_("Make it smaller, or add a link to where it lies."),
        )
    kind = kind_of(content, name)
    with unit_of_work(engine, by=Actor(by.username)) as work:
        subject = subjects.subject(
            work.conn, actual_id=actual_id, recommendation=recommendation, objection_id=objection_id
        )
        subjects.insist_may_change(subject, by, work.at, settings)
        digest = hashlib.sha256(content).hexdigest()
        # Before the row: a file without a row is litter, a row without its file is a lie.
        _keep(_folder(settings), digest, content)
        row = {
            "kind": "file",
            "name": safe_name(name, kind),
            "media_type": kind.media_type,
            "size": len(content),
            "sha256": digest,
        }
        return _store(work, subject, row)


def remove_evidence(engine: Engine, *, by: Person, settings: Settings, token: str) -> None:
    """Take a piece of evidence off; the row and the file stay for the trail.

    Refuses: NotFound, NotAllowed (role, OPD, state of its subject).
    """
    with unit_of_work(engine, by=Actor(by.username)) as work:
        row = subjects.evidence_row(work.conn, token)
        if row is None:
            raise not_found()
        subject = subjects.subject_of(work.conn, row)
        if not subjects.may_see(subject, by):
            raise not_found()
        subjects.insist_may_change(subject, by, work.at, settings)
        work.conn.execute(
            update(evidence)
            .where(evidence.c.id == row["id"])
            .values(removed_by=by.username, removed_at=work.at.replace(tzinfo=None))
        )
        work.audit("evidence.remove", subject.name, {"token": token, "sha256": row["sha256"]})
        work.bump(subject.topic)


def open_evidence(
    engine: Engine, *, by: Person | None, settings: Settings, token: str
) -> OpenedEvidence:
    """The file of a token. NotFound, always the same, for whoever may not see it or there is none.

    Also for a link: it is opened at its own address, not through this house.
    """
    if by is None:
        raise not_found()
    with engine.connect() as conn:
        row = subjects.evidence_row(conn, token)
        if row is None or row["kind"] != "file":
            raise not_found()
        if not subjects.may_see(subjects.subject_of(conn, row), by):
            raise not_found()
    path = _folder(settings) / row["sha256"]
    if not path.is_file():
        raise not_found()
    return OpenedEvidence(path, row["name"], row["media_type"])


def not_found() -> NotFound:
    """The one answer for evidence that is not there, is removed, or is not for this person."""
    return NotFound(
        _("This evidence does not exist, or is not for you."),
        hint=_("Open it again from the figure it belongs to."),
    )


def _store(work: Work, subject: Subject, row: dict[str, Any]) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    work.conn.execute(
        insert(evidence).values(
            **row,
            **subject.column,
            token=token,
            added_by=work.by.username,
            added_at=work.at.replace(tzinfo=None),
        )
    )
    details = {"token": token, "kind": row["kind"], "sha256": row.get("sha256")}
    work.audit("evidence.add", subject.name, details)
    work.bump(subject.topic)
    return token


def _address(text: str) -> str:
    address = text.strip()
    hidden = CONTROL.search(address) or TURNING.search(address) or set(address) & set(NOTHINGS)
    try:
        parts = urlsplit(address)
        plain = (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        )
        plain = plain and (parts.port is None or parts.port > 0)
    except ValueError:
        plain = False
    if not plain or hidden or len(address.split()) != 1 or len(address) > LONGEST_LINK:
        raise Invalid(
            _("This is no address of a page or file on the web."),
            hint=_("It begins with https:// and holds no blanks, name or password."),
        )
    return address


def _folder(settings: Settings) -> Path:
    folder = (ROOT / settings.storage.evidence).resolve()
    if folder == SERVED or SERVED in folder.parents:
        raise SettingsError(
            _("Evidence may not be kept in the folder that the web shows."),
            hint=_("Name another folder in config.toml, [storage] evidence."),
        )
    return folder


def _keep(folder: Path, digest: str, content: bytes) -> None:
    """Write once under the content's own name, whole or not at all; readable for us alone."""
    path = folder / digest
    if path.is_file() and path.stat().st_size == len(content):
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, made = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(path)
    except OSError:
        Path(made).unlink(missing_ok=True)
        raise
