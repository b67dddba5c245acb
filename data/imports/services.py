"""Topic `services`: what the regency offers its people, and which OPD offers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from core.numbers import number
from core.periods import Period
from core.words import N_, _
from data import schema
from data.imports.measures import office_faults
from data.imports.model import Column, Kind, RowFault, Topic
from data.imports.opd import CODE_LENGTH as OPD_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from data.imports.known import Known
    from data.imports.model import Row
    from data.imports.undo import Plan

CODE_LENGTH: Final = 30
FAMILIES: Final = {
    "pengaduan": ("pengaduan", "aduan", "complaints"),
    "perizinan": ("perizinan", "izin", "licences"),
    "adminduk": ("adminduk", "administrasi kependudukan", "kependudukan", "dukcapil"),
    "kesehatan": ("kesehatan", "health"),
    "darurat": ("darurat", "kedaruratan", "emergency"),
    "desa": ("desa", "surat desa", "village"),
    "lainnya": ("lainnya", "lain-lain", "other"),
}
COLUMNS: Final = (
    Column(
        "code", N_("Service code"), N_("Code of the service, unique in the regency."), Kind.CODE,
        "KTP-EL", ("kode", "kode layanan"), required=True, longest=CODE_LENGTH,
    ),
    Column(
        "name", N_("Service name"), N_("Name of the service as people know it."), Kind.TEXT,
        "Penerbitan KTP-el", ("nama", "nama layanan", "layanan"), required=True, naming=True,
    ),
    Column(
        "family", N_("Kind of service"),
        N_("Kind of service; emergencies are judged by their minutes of arrival."), Kind.CHOICE,
        "adminduk", ("jenis", "kelompok", "rumpun", "jenis layanan"), required=True,
        choices=FAMILIES,
    ),
    Column(
        "opd_code", N_("OPD code"), N_("Code of the OPD that offers it."), Kind.CODE, "OPD-07",
        ("kode opd", "opd"), required=True, longest=OPD_LENGTH,
    ),
    Column(
        "valid_from", N_("Valid from"), N_("First day on which it is offered, if known."),
        Kind.DATE, "2021-01-04", ("berlaku mulai", "mulai"), longest=40,
    ),
    Column(
        "valid_to", N_("Valid to"), N_("Last day on which it is offered; empty while it is."),
        Kind.DATE, "", ("berlaku sampai", "sampai"), longest=40,
    ),
)  # fmt: skip


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """The OPD exists, and a service does not end before it begins."""
    yield from office_faults(row, known)
    yield from day_faults(row)


def day_faults(row: Row) -> Iterator[RowFault]:
    """valid_to lies before valid_from."""
    first, last = row.get("valid_from"), row.get("valid_to")
    if not isinstance(first, str) or not isinstance(last, str):
        return
    if Period.parse(last).end < Period.parse(first).start:
        yield RowFault(
            "valid_to", _("The last day lies before the first."), _("Correct one of the two days.")
        )


def guard(conn: Connection, plan: Plan) -> Iterator[str]:
    """A service with requests stays: they carry its code."""
    codes = [one.before["code"] for one in plan.rows if one.after is None and one.before]
    table = schema.request
    query = (
        select(table.c.service_code, func.count())
        .where(table.c.service_code.in_(codes))
        .group_by(table.c.service_code)
    )
    for code, count in conn.execute(query) if codes else ():
        yield _("{count} requests are for the service {code}.").format(
            count=number(count), code=code
        )


TOPIC: Final = Topic(
    id="services",
    title=N_("Public services"),
    table=schema.service,
    columns=COLUMNS,
    key=("code",),
    fields=("code", "name", "family", "opd_code", "valid_from", "valid_to"),
    settle=settle,
    follows=("opd",),
    guard=guard,
)
