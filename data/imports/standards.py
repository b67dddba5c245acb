"""Topic `standards`: what is promised for a service, from one day to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core.periods import Period
from core.words import N_, _
from data import schema
from data.imports.model import Column, Kind, RowFault, Topic
from data.imports.services import CODE_LENGTH, day_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from data.imports.hooks import Stored
    from data.imports.known import Known
    from data.imports.model import Row, Value

MEASURES: Final = {
    "first_response": ("respons awal", "tanggapan pertama", "first response"),
    "resolution": ("selesai", "penyelesaian", "resolution"),
}
UNITS: Final = {
    "menit": ("menit", "minutes"),
    "jam_kerja": ("jam kerja", "office hours"),
    "hari_kerja": ("hari kerja", "working days"),
    "hari_kalender": ("hari kalender", "hari", "calendar days"),
}
STARTS: Final = {
    "received": ("diterima", "permohonan diterima", "laporan diterima", "received"),
    "complete": ("lengkap", "berkas lengkap", "complete"),
}
DAYS: Final = ("hari_kerja", "hari_kalender")
COLUMNS: Final = (
    Column(
        "service_code", N_("Service code"), N_("Code of the service."), Kind.CODE, "KTP-EL",
        ("kode layanan", "layanan"), required=True, longest=CODE_LENGTH,
    ),
    Column(
        "class_code", N_("Class"),
        N_("Class of requests it is for; empty: every class without a standard of its own."),
        Kind.CODE, "normatif", ("kelas", "klasifikasi"), longest=20,
    ),
    Column(
        "measure", N_("Promise"), N_("The first response, or the resolution: never mixed."),
        Kind.CHOICE, "resolution", ("ukuran", "janji"), required=True, choices=MEASURES,
    ),
    Column(
        "valid_from", N_("Valid from"), N_("First day of receipt that it applies to."), Kind.DATE,
        "2021-01-04", ("berlaku mulai", "mulai"), required=True, longest=40,
    ),
    Column(
        "valid_to", N_("Valid to"), N_("Last day of receipt that it applies to; empty: still."),
        Kind.DATE, "", ("berlaku sampai", "sampai"), longest=40,
    ),
    Column(
        "unit", N_("Unit"), N_("What it counts in: a working clock, or the calendar."),
        Kind.CHOICE, "hari_kerja", ("satuan",), required=True, choices=UNITS,
    ),
    Column(
        "amount", N_("Time limit"), N_("How much time there is, in the unit."), Kind.DECIMAL, "5",
        ("batas waktu", "nilai", "jangka waktu", "standar"), required=True, lower=0,
    ),
    Column(
        "clock_start", N_("Clock starts"), N_("At the receipt, or with the complete file."),
        Kind.CHOICE, "received", ("mulai jam", "mulai hitung", "awal hitungan"), required=True,
        choices=STARTS,
    ),
    Column(
        "source", N_("Source"), N_("Where the promise is published."), Kind.TEXT,
        "Standar pelayanan 2024", ("sumber", "dasar"), longest=300,
    ),
)  # fmt: skip


def load(conn: Connection, _in_file: frozenset[Value]) -> frozenset[str]:
    """The services that exist."""
    return frozenset(conn.scalars(select(schema.service.c.code)))


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """The service exists, days are whole, and the limit is one."""
    services = known.extra if isinstance(known.extra, frozenset) else frozenset()
    code = row.get("service_code")
    if isinstance(code, str) and code not in services:
        yield RowFault(
            "service_code",
            _("There is no service with the code {code}.").format(code=code),
            known.code_hint(code, services, _("Services are imported under the topic 'services'.")),
        )
    if not isinstance(row.get("class_code"), str):
        row["class_code"] = ""
    faults = list(day_faults(row))
    yield from faults
    if not faults:
        _whole_days(row)
    amount = row.get("amount")
    if not isinstance(amount, int | float):
        return
    if amount <= 0:
        yield RowFault("amount", _("The number must be above 0."), _("Write the time limit."))
    elif row.get("unit") in DAYS and not float(amount).is_integer():
        yield RowFault("amount", _("This must be a whole number."), _("Days are counted whole."))


def _whole_days(row: Row) -> None:
    """A year or a month begins with its first day and ends with its last."""
    first, last = row.get("valid_from"), row.get("valid_to")
    if isinstance(first, str):
        row["valid_from"] = Period.parse(first).start.isoformat()
    if isinstance(last, str):
        row["valid_to"] = Period.parse(last).end.isoformat()


def after(conn: Connection, stored: Stored) -> None:
    """The requests of the services are judged anew: each by the standard of its receipt."""
    from data.services.rederiving import standards_changed  # noqa: PLC0415 (loads slowly)

    services = {str(row["service_code"]) for one in stored.rows for row in one if row}
    standards_changed(conn, services, stored.settings)


TOPIC: Final = Topic(
    id="standards",
    title=N_("Service standards"),
    table=schema.service_standard,
    columns=COLUMNS,
    key=("service_code", "class_code", "measure", "valid_from"),
    fields=(
        "service_code", "class_code", "measure", "valid_from", "valid_to", "unit", "amount",
        "clock_start", "source",
    ),
    settle=settle,
    follows=("services",),
    load=load,
    after=after,
)  # fmt: skip
