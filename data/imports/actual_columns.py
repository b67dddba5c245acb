"""The columns of the topic `actuals`; some are for the eye of who fills in the template."""

from __future__ import annotations

from typing import Final

from core.words import N_
from data.imports.measures import CODE_LENGTH
from data.imports.model import Column, Kind

COLUMNS: Final = (
    Column(
        "indicator_code",
        N_("Indicator code"),
        N_("Code of an indicator of your own OPD."),
        Kind.CODE,
        "OPD-05-01",
        ("kode indikator", "kode", "kode iku"),
        required=True,
        longest=CODE_LENGTH,
    ),
    Column(
        "shown_name",
        N_("Indicator name"),
        N_("Name of the indicator."),
        Kind.SHOWN,
        "",
        ("nama indikator", "indikator", "nama"),
    ),
    Column("shown_unit", N_("Unit"), N_("Unit of the value."), Kind.SHOWN, "", ("satuan",)),
    Column(
        "period",
        N_("Period"),
        N_("The period that is reported, as often as the indicator asks for it."),
        Kind.PERIOD,
        "TW III 2026",
        ("periode", "bulan", "triwulan", "tahun", "waktu"),
        required=True,
        longest=40,
    ),
    Column(
        "shown_due",
        N_("Due on"),
        N_("Last day on which the report is in time."),
        Kind.SHOWN,
        "",
        ("tenggat", "batas waktu"),
    ),
    Column(
        "shown_state",
        N_("State of the report"),
        N_("How far this report has come, and why it came back."),
        Kind.SHOWN,
        "",
        ("status", "keadaan"),
    ),
    Column(
        "shown_last",
        N_("Last value"),
        N_("The value reported before, and its period."),
        Kind.SHOWN,
        "",
        ("nilai terakhir", "realisasi terakhir"),
    ),
    Column(
        "shown_target",
        N_("Target"),
        N_("What is aimed at in this period."),
        Kind.SHOWN,
        "",
        ("target",),
    ),
    Column(
        "value",
        N_("Actual"),
        N_("The value of this period; rows without a value are left out."),
        Kind.DECIMAL,
        "16.2",
        ("realisasi", "nilai", "capaian", "value"),
    ),
    Column(
        "numerator",
        N_("Numerator"),
        N_("For an indicator reported as a ratio: the upper number, in place of the value."),
        Kind.DECIMAL,
        "",
        ("pembilang",),
    ),
    Column(
        "denominator",
        N_("Denominator"),
        N_("For an indicator reported as a ratio: the lower number."),
        Kind.DECIMAL,
        "",
        ("penyebut",),
    ),
    Column(
        "note",
        N_("Note"),
        N_("What the verifier should know."),
        Kind.TEXT,
        "",
        ("catatan", "keterangan"),
        longest=2000,
    ),
)
