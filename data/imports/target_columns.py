"""The columns of the topic `targets`."""

from __future__ import annotations

from typing import Final

from core.words import N_
from data.imports.measures import CODE_LENGTH
from data.imports.model import Column, Kind

MOST_REVISIONS: Final = 99
COLUMNS: Final = (
    Column(
        "indicator_code",
        N_("Indicator code"),
        N_("Code of the indicator whose target it is."),
        Kind.CODE,
        "OPD-05-01",
        ("kode indikator", "indikator", "kode"),
        required=True,
        longest=CODE_LENGTH,
    ),
    Column(
        "period",
        N_("Period"),
        N_("The year for the target of the year, or a period in which it is reported."),
        Kind.PERIOD,
        "2026",
        ("periode", "tahun", "waktu"),
        required=True,
        longest=40,
    ),
    Column(
        "revision",
        N_("Revision"),
        N_("0 for the first target, also when left empty; 1 and up for a change of it."),
        Kind.DECIMAL,
        "0",
        ("revisi", "perubahan ke", "revisi ke"),
        lower=0,
        upper=MOST_REVISIONS,
    ),
    Column(
        "value",
        N_("Target"),
        N_("The target in the unit of the indicator; empty for a range."),
        Kind.DECIMAL,
        "14.5",
        ("nilai", "nilai target", "target"),
    ),
    Column(
        "lower",
        N_("Lower end"),
        N_("Lower end of a range, for an indicator with a range."),
        Kind.DECIMAL,
        "",
        ("batas bawah", "dari"),
    ),
    Column(
        "upper",
        N_("Upper end"),
        N_("Upper end of a range."),
        Kind.DECIMAL,
        "",
        ("batas atas", "sampai"),
    ),
    Column(
        "reason",
        N_("Reason"),
        N_("Why the target was changed; needed from revision 1 on."),
        Kind.TEXT,
        "",
        ("alasan", "alasan perubahan", "sebab"),
        longest=1000,
    ),
    Column(
        "decree",
        N_("Decree"),
        N_("Document that sets the target."),
        Kind.TEXT,
        "Perjanjian Kinerja 2026",
        ("dasar", "dokumen", "dasar penetapan"),
        longest=500,
    ),
    Column(
        "decided_on",
        N_("Decided on"),
        N_("Day of that document."),
        Kind.DATE,
        "2026-01-12",
        ("tanggal penetapan", "ditetapkan", "tanggal"),
        longest=40,
    ),
)
