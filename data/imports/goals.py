"""Topic `goals`: the cascade of visi, misi, tujuan, sasaran and the programmes of OPD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core.words import N_, _
from data import schema
from data.imports.measures import CODE_LENGTH, office_faults, year_faults
from data.imports.model import UNSET, Column, Kind, RowFault, Topic
from data.imports.opd import CODE_LENGTH as OPD_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from data.imports.known import Known
    from data.imports.model import Record, Row, Value

VISION, PROGRAMME = "visi", "program"
KINDS: Final = {
    VISION: ("visi", "vision"),
    "misi": ("misi", "mission"),
    "tujuan": ("tujuan", "goal"),
    "sasaran": ("sasaran", "objective", "sasaran strategis"),
    PROGRAMME: ("program", "programme"),
}
ORDER: Final = tuple(KINDS)
COLUMNS: Final = (
    Column(
        "code",
        N_("Goal code"),
        N_("Code of this line of the tree, unique in the regency."),
        Kind.CODE,
        "S1.2.1",
        ("kode", "code", "kode tujuan", "kode sasaran"),
        required=True,
        longest=CODE_LENGTH,
    ),
    Column(
        "kind",
        N_("Kind of goal"),
        N_("Vision, mission, goal, objective, or the programme of an OPD."),
        Kind.CHOICE,
        "sasaran",
        ("jenis", "tingkat", "level", "type"),
        required=True,
        choices=KINDS,
    ),
    Column(
        "text",
        N_("Wording"),
        N_("The sentence of the plan, word for word."),
        Kind.TEXT,
        "Meningkatnya derajat kesehatan masyarakat",
        ("uraian", "rumusan", "teks", "nama"),
        required=True,
        longest=1000,
        naming=True,
    ),
    Column(
        "parent_code",
        N_("Code of the goal above"),
        N_("What this line serves; empty for the vision."),
        Kind.CODE,
        "T1.2",
        ("kode induk", "induk", "parent"),
        longest=CODE_LENGTH,
    ),
    Column(
        "opd_code",
        N_("OPD code"),
        N_("The OPD of a programme; empty for all others."),
        Kind.CODE,
        "",
        ("kode opd", "opd"),
        longest=OPD_LENGTH,
    ),
    Column(
        "valid_from",
        N_("First year"),
        N_("First year in which it holds; empty when it holds from the beginning."),
        Kind.DIGITS,
        "2025",
        ("tahun mulai", "berlaku mulai"),
        longest=4,
    ),
    Column(
        "valid_to",
        N_("Last year"),
        N_("Last year in which it holds; empty while it is open."),
        Kind.DIGITS,
        "2029",
        ("tahun akhir", "berlaku sampai"),
        longest=4,
    ),
)


def load(conn: Connection, _in_file: frozenset[Value]) -> dict[str, str]:
    """The kind of every stored goal, by its code."""
    rows = conn.execute(select(schema.goal.c.code, schema.goal.c.kind))
    return {row.code: row.kind for row in rows}


def stored_kinds(known: Known) -> dict[str, str]:
    """What `load` gave."""
    return known.extra if isinstance(known.extra, dict) else {}


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """The goal above exists; a programme, and nothing else, belongs to an OPD."""
    above = row.get("parent_code")
    if isinstance(above, str):
        if above == row.get("code"):
            yield RowFault(
                "parent_code",
                _("A goal cannot stand above itself."),
                _("Name another goal, or leave the cell empty."),
            )
        elif above not in stored_kinds(known) and above not in known.in_file:
            yield RowFault(
                "parent_code",
                _("There is no goal with the code {code}.").format(code=above),
                _("Add it to this file, or leave the cell empty."),
            )
    yield from office_faults(row, known)
    yield from _owner(row, known)
    yield from year_faults(row)


def _owner(row: Row, known: Known) -> Iterator[RowFault]:
    kind = row.get("kind")
    if not isinstance(kind, str):
        return
    if kind == PROGRAMME:
        # A file without that column leaves the OPD of a stored programme as it is.
        stays = stored_kinds(known).get(str(row.get("code"))) == PROGRAMME
        if row.get("opd_code", UNSET if stays else None) is None:
            yield RowFault(
                "opd_code",
                _("A programme belongs to an OPD."),
                _("Write the code of the OPD whose programme it is."),
            )
    elif isinstance(row.setdefault("opd_code", None), str):
        yield RowFault(
            "opd_code",
            _("Only a programme belongs to an OPD."),
            _("Leave the cell empty, or write 'program' as the kind."),
        )


def together(records: Sequence[Record], known: Known) -> Iterator[tuple[Record, RowFault]]:
    """What stands above is of a higher kind: a sasaran serves a tujuan, not the other way round."""
    rows = [(record, TOPIC.row(record.values)) for record in records]
    kinds: dict[Value, Value] = dict(stored_kinds(known).items())
    kinds.update({row["code"]: row["kind"] for _record, row in rows})
    for record, row in rows:
        own, above = row["kind"], kinds.get(row["parent_code"])
        if own not in ORDER or above not in ORDER:
            continue
        if ORDER.index(str(above)) >= ORDER.index(str(own)) and row["code"] != row["parent_code"]:
            yield (
                record,
                RowFault(
                    "parent_code",
                    _("Above a {kind} stands no {above}.").format(kind=own, above=above),
                    _("The order is: {order}.").format(order=" > ".join(ORDER)),
                ),
            )


TOPIC: Final = Topic(
    id="goals",
    title=N_("Tree of goals"),
    table=schema.goal,
    columns=COLUMNS,
    key=("code",),
    fields=("code", "kind", "text", "parent_code", "opd_code", "valid_from", "valid_to"),
    settle=settle,
    follows=("opd",),
    parent="parent_code",
    load=load,
    together=together,
)
