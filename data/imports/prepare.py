"""From a file to a preview: read, check, compare. Nothing is written here."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Invalid
from core.words import _
from data.imports.check import check_table
from data.imports.difference import compare
from data.imports.files import MAX_BYTES, read_table, too_large
from data.imports.known import load_known
from data.imports.model import STANDARD, BadFile, Decimal, Difference, Phase, Prepared
from data.imports.topics import topic_named
from data.versions import version_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from data.imports.check import Checked
    from data.imports.model import Layout, Progress, Topic


def prepare(  # noqa: PLR0913 (how a file is read, and for whom)
    conn: Connection,
    *,
    topic: str,
    content: Path | bytes,
    file_name: str | None = None,
    decimal: str = Decimal.AUTO,
    layout: Layout = STANDARD,
    synthetic: bool = False,
    within: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Read a file for a topic, check every cell and compare with what is stored.

    decimal: auto, comma or dot. synthetic: the rows are sample data. within: codes of the OPD
    whose rows may be touched; None: all.
    Raises NotFound (topic), BadFile (no table can be read), Invalid (decimal); faults in cells
    are in the result.
    """
    wanted, style = topic_named(topic), _style(decimal)
    data = _bytes(content)
    if progress is not None:
        progress(0, 1, Phase.READ)
    # Before anything is read: a change after this moment makes the preview old.
    versions = version_of(conn, wanted.id, *wanted.follows)
    table = read_table(data, wanted, sheet=layout.sheet)
    load = partial(load_known, conn, topic=wanted, within=within)
    mapping = layout.mapping_of(table)
    checked = check_table(wanted, table, load, decimal=style, mapping=mapping, progress=progress)
    return Prepared(
        topic=wanted,
        file_name=file_name or (content.name if isinstance(content, Path) else ""),
        sha256=hashlib.sha256(data).hexdigest(),
        sheet=table.sheet,
        header=checked.header,
        notes=(*table.notes, *checked.notes),
        decimals=checked.decimals,
        row_count=checked.row_count,
        rows=checked.records,
        problems=checked.problems,
        problem_count=checked.problem_count,
        difference=_difference(conn, wanted, checked, synthetic=synthetic, progress=progress),
        versions=versions,
        synthetic=synthetic,
    )


def _difference(
    conn: Connection,
    topic: Topic,
    checked: Checked,
    *,
    synthetic: bool,
    progress: Progress | None,
) -> Difference:
    if checked.known is None or checked.problems:
        return Difference((), (), 0)
    return compare(
        conn, topic, checked.records, checked.known, synthetic=synthetic, progress=progress
    )


def compare_again(conn: Connection, prepared: Prepared) -> Difference:
    """The difference as it is now, for a preview that may have aged."""
    topic = prepared.topic
    known = load_known(conn, frozenset(record.values[0] for record in prepared.rows), topic)
    return compare(conn, topic, prepared.rows, known, synthetic=prepared.synthetic)


def _style(decimal: str) -> Decimal:
    try:
        return Decimal(decimal)
    except ValueError as error:
        raise Invalid(
            _("'{value}' is not a decimal sign.").format(value=decimal),
            hint=_("Choices: {choices}.").format(choices=", ".join(Decimal)),
        ) from error


def _bytes(content: Path | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        if content.stat().st_size > MAX_BYTES:
            raise too_large()
        return content.read_bytes()
    except OSError as error:
        raise BadFile(
            _("The file {name} cannot be opened.").format(name=content.name),
            hint=_("Check the name and the folder, and that you may read it."),
            detail=str(error),
        ) from error
