"""Topic `budgets`: ceiling, plan and realisation of the programmes of OPD, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.periods import Period, PeriodKind
from core.words import N_, _
from data import schema
from data.imports.measures import at_least, office_faults, whole_faults
from data.imports.model import Column, Kind, RowFault, Topic
from data.imports.opd import CODE_LENGTH as OPD_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.imports.known import Known
    from data.imports.model import Row

STAGES: Final = {
    "murni": ("murni", "apbd murni", "induk", "apbd induk"),
    "perubahan": ("perubahan", "apbd perubahan", "p-apbd", "apbd-p"),
}
COLUMNS: Final = (
    Column(
        "opd_code",
        N_("OPD code"),
        N_("Code of the OPD whose budget it is."),
        Kind.CODE,
        "OPD-05",
        ("kode opd", "opd"),
        required=True,
        longest=OPD_LENGTH,
    ),
    Column(
        "programme",
        N_("Programme"),
        N_("Name of the programme, the same in every month."),
        Kind.TEXT,
        "Program Pemenuhan Upaya Kesehatan Masyarakat",
        ("program", "nama program"),
        required=True,
        longest=120,
        naming=True,
    ),
    Column(
        "period",
        N_("Month"),
        N_("The month at whose end the amounts stand."),
        Kind.PERIOD,
        "2026-08",
        ("bulan", "periode", "per bulan"),
        required=True,
        longest=40,
    ),
    Column(
        "stage",
        N_("Stage of the budget"),
        N_("Whether the ceiling is that of the first budget or of the revised one."),
        Kind.CHOICE,
        "murni",
        ("tahap", "tahapan", "jenis apbd"),
        required=True,
        choices=STAGES,
    ),
    Column(
        "ceiling",
        N_("Ceiling"),
        N_("Ceiling in rupiah that is valid in this month."),
        Kind.DECIMAL,
        "12500000000",
        ("pagu", "anggaran", "pagu anggaran"),
        required=True,
        lower=0,
    ),
    Column(
        "planned",
        N_("Planned to date"),
        N_("Planned spending from January to this month, in rupiah."),
        Kind.DECIMAL,
        "7500000000",
        ("rencana", "rencana kumulatif", "rencana keuangan"),
        lower=0,
    ),
    Column(
        "realised",
        N_("Spent to date"),
        N_("Spending from January to this month, in rupiah."),
        Kind.DECIMAL,
        "6900000000",
        ("realisasi", "realisasi keuangan", "realisasi kumulatif"),
        lower=0,
    ),
    Column(
        "weight",
        N_("Weight"),
        N_("Weight of the programme in the physical progress of its OPD."),
        Kind.DECIMAL,
        "40",
        ("bobot",),
        lower=0,
    ),
    Column(
        "physical",
        N_("Physical progress"),
        N_("Physical progress from January to this month, in percent."),
        Kind.DECIMAL,
        "61.5",
        ("fisik", "progres fisik", "realisasi fisik"),
        lower=0,
        upper=100,
    ),
)


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """A month of an OPD that exists; nothing is spent above the ceiling or in months to come."""
    yield from office_faults(row, known)
    yield from whole_faults(row, "ceiling", "planned", "realised")
    yield from _month(row, known)
    for name, message in (
        ("planned", _("More is planned than the ceiling allows.")),
        ("realised", _("More is spent than the ceiling allows.")),
    ):
        if not at_least(row.get("ceiling"), row.get(name)):
            yield RowFault(
                name, message, _("Check the digits; a raised ceiling is of the stage 'perubahan'.")
            )


def _month(row: Row, known: Known) -> Iterator[RowFault]:
    text = row.get("period")
    if not isinstance(text, str):
        return
    period = Period.parse(text)
    if period.kind is not PeriodKind.MONTH:
        yield RowFault(
            "period",
            _("Budgets are followed by the month."),
            _("Write the month, such as 2026-08 or Agustus 2026."),
        )
    elif period.start > known.today and isinstance(row.get("realised"), int | float):
        yield RowFault(
            "realised",
            _("{period} lies in the future.").format(period=period.label()),
            _("Leave the cell empty until the month has begun."),
        )


TOPIC: Final = Topic(
    id="budgets",
    title=N_("Budgets"),
    table=schema.budget,
    columns=COLUMNS,
    key=("opd_code", "programme", "period"),
    fields=(
        "opd_code", "programme", "period", "stage", "ceiling", "planned", "realised", "weight",
        "physical",
    ),
    settle=settle,
    follows=("opd",),
)  # fmt: skip
