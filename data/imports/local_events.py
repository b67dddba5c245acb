"""Topic `events`: what happened in the regency and may explain a figure: a flood, a feast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.periods import Period
from core.words import N_, _
from data import schema
from data.imports.model import Column, Kind, RowFault, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.imports.known import Known
    from data.imports.model import Row

KINDS: Final = {
    "bencana": ("bencana alam", "banjir", "gempa", "longsor", "disaster"),
    "hari_raya": ("hari raya", "hari besar", "upacara", "feast", "holiday"),
    "gangguan": ("gangguan sistem", "gangguan layanan", "pemeliharaan", "outage"),
    "lainnya": ("lain-lain", "other"),
}
COLUMNS: Final = (
    Column(
        "first_day", N_("First day"), N_("Day on which it began."), Kind.DATE, "2026-01-17",
        ("tanggal mulai", "mulai", "tanggal", "hari pertama"), required=True, longest=40,
    ),
    Column(
        "last_day", N_("Last day"), N_("Day on which it ended; empty: the first day."), Kind.DATE,
        "2026-01-19", ("tanggal selesai", "selesai", "sampai", "hari terakhir"), longest=40,
    ),
    Column(
        "name", N_("Name of the event"), N_("What happened and where, in a few words; no person."),
        Kind.TEXT, "Banjir Seririt", ("nama", "nama peristiwa", "peristiwa", "kejadian"),
        required=True, longest=120,
    ),
    Column(
        "kind", N_("Kind of event"), N_("Disaster, feast, a system that failed, or another."),
        Kind.CHOICE, "bencana", ("jenis", "jenis peristiwa", "kategori"), required=True,
        choices=KINDS,
    ),
    Column(
        "source", N_("Source"), N_("Who says so, and where."), Kind.TEXT, "BPBD, 19/01/2026",
        ("sumber",), longest=1000,
    ),
)  # fmt: skip


def settle(row: Row, _known: Known) -> Iterator[RowFault]:
    """An event has whole days, and ends no sooner than it begins."""
    first, last = row.get("first_day"), row.get("last_day")
    if not isinstance(first, str):
        return
    if not isinstance(last, str):
        last = first
    begin, end = Period.parse(first).start, Period.parse(last).end
    if end < begin:
        yield RowFault(
            "last_day", _("The last day lies before the first."), _("Correct one of the two days.")
        )
        return
    row["first_day"], row["last_day"] = begin.isoformat(), end.isoformat()


TOPIC: Final = Topic(
    id="events",
    title=N_("Local events"),
    table=schema.local_event,
    columns=COLUMNS,
    key=("first_day", "name"),
    fields=("first_day", "name", "last_day", "kind", "source"),
    settle=settle,
)
