"""Topic `recommendations`: what BPK and Inspektorat recommend, and how far it is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.periods import Period, PeriodKind
from core.words import N_, _
from data import schema
from data.imports.measures import at_least, office_faults, whole_faults
from data.imports.model import Column, Kind, RowFault, Topic
from data.imports.opd import CODE_LENGTH as OPD_LENGTH

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from datetime import date

    from data.imports.known import Known
    from data.imports.model import Row

AUDITORS: Final = {
    "bpk": ("bpk", "bpk ri", "badan pemeriksa keuangan"),
    "inspektorat": ("inspektorat", "inspectorate", "apip"),
}
STATUSES: Final = {
    "sesuai": ("sesuai", "sesuai dengan rekomendasi", "selesai", "tuntas"),
    "dalam_proses": ("dalam proses", "belum sesuai", "belum sesuai / dalam proses", "proses"),
    "belum": ("belum ditindaklanjuti", "belum"),
    "tidak_dapat": (
        "tidak dapat ditindaklanjuti", "tidak dapat ditindaklanjuti dengan alasan yang sah",
    ),
}  # fmt: skip
COLUMNS: Final = (
    Column(
        "code",
        N_("Code of the recommendation"),
        N_("Code of the recommendation, unique in the regency."),
        Kind.CODE,
        "BPK-2025-12.1",
        ("kode", "nomor", "nomor rekomendasi", "kode rekomendasi"),
        required=True,
        longest=60,
    ),
    Column(
        "auditor",
        N_("Auditor"),
        N_("Who audited."),
        Kind.CHOICE,
        "bpk",
        ("pemeriksa", "auditor"),
        required=True,
        choices=AUDITORS,
    ),
    Column(
        "report",
        N_("Audit report"),
        N_("Name or number of the audit report (LHP)."),
        Kind.TEXT,
        "LHP atas LKPD 2024",
        ("lhp", "laporan", "nomor lhp"),
        required=True,
        longest=300,
    ),
    Column(
        "report_date",
        N_("Day of the report"),
        N_("Day of the audit report; the answer is due 60 days later."),
        Kind.DATE,
        "2025-05-23",
        ("tanggal lhp", "tanggal laporan", "tanggal"),
        required=True,
        longest=40,
    ),
    Column(
        "finding",
        N_("Finding"),
        N_("What was found."),
        Kind.TEXT,
        "Kekurangan volume pekerjaan jalan",
        ("temuan", "judul temuan"),
        required=True,
        longest=2000,
        naming=True,
    ),
    Column(
        "text",
        N_("Recommendation"),
        N_("What is to be done."),
        Kind.TEXT,
        "Menyetorkan kelebihan pembayaran ke kas daerah",
        ("rekomendasi", "uraian", "uraian rekomendasi"),
        required=True,
        longest=2000,
    ),
    Column(
        "opd_code",
        N_("OPD code"),
        N_("Code of the OPD that has to follow it."),
        Kind.CODE,
        "OPD-07",
        ("kode opd", "opd"),
        required=True,
        longest=OPD_LENGTH,
    ),
    Column(
        "amount",
        N_("Amount"),
        N_("Rupiah to be paid back or put right; empty when there is none."),
        Kind.DECIMAL,
        "125000000",
        ("nilai", "nilai temuan", "rupiah", "jumlah rupiah"),
        lower=0,
    ),
    Column(
        "settled",
        N_("Settled"),
        N_("Rupiah that is paid back or put right already."),
        Kind.DECIMAL,
        "50000000",
        ("disetor", "nilai selesai", "telah disetor"),
        lower=0,
    ),
    Column(
        "status",
        N_("Follow-up"),
        N_("How far the recommendation is followed, as the auditor judges."),
        Kind.CHOICE,
        "dalam_proses",
        ("status", "status tindak lanjut", "tindak lanjut"),
        required=True,
        choices=STATUSES,
    ),
    Column(
        "status_date",
        N_("Status of"),
        N_("Day of that judgement."),
        Kind.DATE,
        "2026-06-30",
        ("tanggal status", "per tanggal"),
        longest=40,
    ),
    Column(
        "note",
        N_("Note"),
        N_("What else should be known."),
        Kind.TEXT,
        "",
        ("catatan", "keterangan"),
        longest=1000,
    ),
)


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """The OPD exists, days are days in their order, and no more is settled than was asked."""
    yield from office_faults(row, known)
    yield from whole_faults(row, "amount", "settled")
    report = yield from _day(row, known, "report_date")
    status = yield from _day(row, known, "status_date")
    if report is not None and status is not None and status < report:
        yield RowFault(
            "status_date",
            _("This day lies before the day of the report."),
            _("Correct one of the two days."),
        )
    if not isinstance(row.get("settled"), int | float):
        return
    if row.get("amount", 0) is None:
        yield RowFault(
            "settled",
            _("Something is settled, but no amount is named."),
            _("Fill in the amount, or leave both empty."),
        )
    elif not at_least(row.get("amount"), row["settled"]):
        yield RowFault(
            "settled", _("More is settled than the amount."), _("Check the digits of both.")
        )


def _day(row: Row, known: Known, name: str) -> Generator[RowFault, None, date | None]:
    """The day in a cell, None without one; a month or a day to come is a fault."""
    text = row.get(name)
    if not isinstance(text, str):
        return None
    period = Period.parse(text)
    if period.kind is not PeriodKind.DAY:
        yield RowFault(
            name, _("The exact day is needed here."), _("Write day/month/year: 23/05/2025.")
        )
        return None
    if period.start > known.today:
        yield RowFault(name, _("This day lies in the future."), _("Correct the day."))
    return period.start


TOPIC: Final = Topic(
    id="recommendations",
    title=N_("Audit recommendations"),
    table=schema.recommendation,
    columns=COLUMNS,
    key=("code",),
    fields=(
        "code", "auditor", "report", "report_date", "finding", "text", "opd_code", "amount",
        "settled", "status", "status_date", "note",
    ),
    settle=settle,
    follows=("opd",),
)  # fmt: skip
