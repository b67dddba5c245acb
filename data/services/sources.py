"""The systems that requests come from, and what a person has said of the files of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from core.errors import Invalid
from core.words import N_, _
from data.imports.headers import fingerprint, plain
from data.imports.layouts import remember, remembered
from data.schema import request
from data.services.columns import SOURCE_LENGTH, TOPIC_ID
from data.services.persons import looks_personal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

# Names by which requests of a system are kept; any other may be given.
SOURCES: Final = {
    "lapor": "SP4N-LAPOR!",
    "perizinan": N_("OSS and licensing (PTSP)"),
    "112": N_("Emergency call 112"),
    "damkar": N_("Fire brigade"),
    "psc-119": "PSC 119",
    "adminduk": N_("Population administration"),
    "desa": N_("Village services"),
}
SERVICE: Final = "\x1fservice"
"""Among the headers of a kept layout: the service of rows that name none."""


@dataclass(frozen=True, slots=True)
class SourceLayout:
    """What was confirmed for the files of a source: header -> key, '' for one that is not read.

    service: code of the service of rows that name none. by, at: as layouts.Remembered.
    """

    columns: Mapping[str, str]
    service: str
    by: str
    at: datetime

    def covers(self, headers: Iterable[str]) -> bool:
        """Whether every header was confirmed."""
        known = {plain(header) for header in self.columns}
        return all(plain(header) in known for header in headers)


def checked_source(text: str) -> str:
    """The name of a system as it is kept. Raises Invalid for what cannot be one."""
    name = " ".join(text.split())
    if not name or len(name) > SOURCE_LENGTH or looks_personal(name):
        raise Invalid(
            _("'{name}' is no name of a system.").format(name=name[:SOURCE_LENGTH]),
            hint=_("At most {count} characters.").format(count=SOURCE_LENGTH),
        )
    return name


def source_title(source: str) -> str:
    """The name of a system in words of this run's language."""
    return _(SOURCES[source]) if source in SOURCES else source


def source_layout(conn: Connection, source: str) -> SourceLayout | None:
    """What was confirmed for this source, if anything was."""
    found = remembered(conn, TOPIC_ID, mark_of(source))
    if found is None:
        return None
    columns = {header: key for header, key in found.mapping.items() if header != SERVICE}
    return SourceLayout(columns, found.mapping.get(SERVICE, ""), found.by, found.at)


def keep_layout(
    conn: Connection,
    source: str,
    columns: Mapping[str, str],
    service: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """Keep what was confirmed, beside what was before of other headers."""
    before = source_layout(conn, source)
    named = {plain(header) for header in columns}
    kept = dict(before.columns) if before is not None else {}
    kept = {header: key for header, key in kept.items() if plain(header) not in named}
    mapping = {**kept, **columns, SERVICE: service}
    remember(conn, topic=TOPIC_ID, fingerprint=mark_of(source), mapping=mapping, by=by, at=at)


def mark_of(source: str) -> str:
    """The name under which the layout of a source is kept."""
    return fingerprint(["source", source])


def stored_sources(conn: Connection) -> tuple[str, ...]:
    """The sources of which requests are stored, in order; a step of the index for each."""
    found: list[str] = []
    query = select(func.min(request.c.source))
    name = conn.scalar(query)
    while name is not None:
        found.append(name)
        name = conn.scalar(query.where(request.c.source > name))
    return tuple(found)
