"""From a mapping program's file to a preview of the topic `boundaries`; nothing is written here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shapely.errors import ShapelyError
from sqlalchemy import select

from core.words import _
from data.boundaries.codes import KECAMATAN, Place, match_codes
from data.boundaries.collection import MAX_BYTES, read_collection
from data.boundaries.generalise import generalise
from data.boundaries.refusal import BadBoundaries
from data.boundaries.shapes import coverage
from data.imports.difference import compare
from data.imports.headers import Header
from data.imports.known import load_known
from data.imports.model import Phase, Prepared, Record
from data.imports.topics import topic_named
from data.schema import boundary, installation, region
from data.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from data.imports.model import Progress

TOPIC: Final = "boundaries"
STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Made:
    """The outlines of a file: GeoJSON geometry by code, and remarks in words."""

    level: str
    texts: Mapping[str, str]
    notes: tuple[str, ...]


def prepare_boundaries(
    engine: Engine,
    *,
    content: Path | bytes,
    file_name: str | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Check, generalise and compare a GeoJSON file of this installation's kecamatan or desa.

    The result is stored by `review.importing.import_file`, as any other file. Raises
    BadBoundaries, whose `lines` name every fault.
    """
    data = content if isinstance(content, bytes) else _read(content)
    name = file_name or ("" if isinstance(content, bytes) else content.name)
    topic = topic_named(TOPIC)
    with engine.connect() as conn:
        versions = version_of(conn, topic.id, *topic.follows)
        places = _places(conn)
        _tell(progress, 0, Phase.READ)
        made = make_outlines(data, places, progress=progress)
        records = tuple(
            Record(line, (code, text)) for line, (code, text) in enumerate(made.texts.items(), 1)
        )
        known = load_known(conn, frozenset(made.texts))
        difference = compare(conn, topic, records, known, synthetic=False, progress=progress)
        notes = (*made.notes, *_apart(conn, made.level, places))
    return Prepared(
        topic=topic,
        file_name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        sheet=None,
        header=Header(1, topic.fields, dict(enumerate(topic.fields)), (), (), usable=True),
        notes=notes,
        decimals={},
        row_count=len(records),
        rows=records,
        problems=(),
        problem_count=0,
        difference=difference,
        versions=versions,
        synthetic=False,
    )


def make_outlines(
    content: bytes, places: Sequence[Place], *, progress: Progress | None = None
) -> Made:
    """The generalised outlines of a file whose codes are exactly those of the places' one level."""
    features = read_collection(content)
    matched = match_codes(features, places)
    _tell(progress, 1, Phase.CHECK)
    names = {place.code: place for place in places}
    parents = {place.code: place.parent_code for place in places}
    try:
        found = coverage(features, matched, names)
        _tell(progress, 2, Phase.CHECK)
        small = generalise(found, matched.level, parents)
    except ShapelyError as error:
        raise BadBoundaries(
            _("The outlines cannot be drawn."),
            hint=_("Mend the outlines in the mapping program and export them anew."),
            detail=str(error),
        ) from error
    _tell(progress, STEPS, Phase.CHECK)
    codes = _("Codes are read from the column '{column}'.").format(column=matched.field)
    return Made(matched.level, small.texts, (codes, *found.notes, small.in_words()))


def _places(conn: Connection) -> list[Place]:
    """The kecamatan, desa and kelurahan of the installation's own regency."""
    regency = conn.scalar(select(installation.c.regency_code)) or ""
    rows = conn.execute(
        select(
            region.c.code, region.c.name, region.c.level, region.c.parent_code, region.c.bps_code
        )
        .where(region.c.code.startswith(f"{regency}.", autoescape=True))
        .order_by(region.c.code)
    )
    return [Place(*row) for row in rows]


def _apart(conn: Connection, level: str, places: Sequence[Place]) -> tuple[str, ...]:
    """A word on desa that stay as another source drew them."""
    if level != KECAMATAN:
        return ()
    villages = [place.code for place in places if place.level != KECAMATAN]
    stored = set(conn.scalars(select(boundary.c.region_code)))
    if stored.isdisjoint(villages):
        return ()
    return (_("Only the kecamatan are replaced; the stored lines of desa may differ from them."),)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadBoundaries(
            _("The file {name} cannot be opened.").format(name=path.name),
            hint=_("Check the name and the folder, and that you may read it."),
            detail=str(error),
        ) from error


def _tell(progress: Progress | None, done: int, phase: Phase) -> None:
    if progress is not None:
        progress(done, STEPS, phase)
