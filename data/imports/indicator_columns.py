"""The columns of the topic `indicators`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from core.words import N_
from data.imports.measures import CODE_LENGTH
from data.imports.model import Column, Kind
from data.imports.opd import CODE_LENGTH as OPD_LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.imports.model import Value

FORMULAS: Final = {
    "naik": ("naik", "semakin tinggi semakin baik", "higher is better", "positif", "maksimalkan"),
    "turun": ("turun", "semakin rendah semakin baik", "lower is better", "negatif", "minimalkan"),
    "turun_rasio": ("turun (rasio)", "lower is better by ratio"),
    "rentang_naik": ("rentang naik", "rentang, di atas dihitung lebih"),
    "rentang_turun": ("rentang turun", "rentang, di bawah dihitung lebih"),
    "tepat": ("tepat", "nilai tepat", "exact"),
    "ya_tidak": ("ya/tidak", "ya atau tidak", "yes/no"),
}
PATTERNS: Final = {
    "hitungan": ("hitungan", "akumulasi", "kumulatif", "jumlah", "flow"),
    "posisi": ("posisi", "kondisi", "keadaan", "stock"),
    "rilis": ("rilis", "publikasi", "release"),
    "rata": ("rata-rata", "rerata", "mean", "average"),
}
CADENCES: Final = {
    "month": ("bulanan", "bulan", "per bulan", "monthly"),
    "quarter": ("triwulanan", "triwulan", "per triwulan", "tw", "quarterly"),
    "year": ("tahunan", "tahun", "per tahun", "yearly", "annual"),
}
# What a cell means that is left empty.
FALLBACK: Final[Mapping[str, Value]] = MappingProxyType({"decimals": 2, "weight": 1.0})
MOST_DECIMALS: Final = 6
WIDEST: Final = 1_000_000.0
COLUMNS: Final = (
    Column(
        "code",
        N_("Indicator code"),
        N_("Code of the indicator, unique in the regency; it never changes."),
        Kind.CODE,
        "OPD-05-01",
        ("kode", "code", "kode indikator"),
        required=True,
        longest=CODE_LENGTH,
    ),
    Column(
        "name",
        N_("Indicator name"),
        N_("Name of the indicator as the plan writes it."),
        Kind.TEXT,
        "Prevalensi stunting",
        ("nama", "nama indikator", "indikator", "indikator kinerja"),
        required=True,
        longest=300,
        naming=True,
    ),
    Column(
        "meaning",
        N_("Definition"),
        N_("What exactly is counted, so that two people count the same."),
        Kind.TEXT,
        "Balita pendek dan sangat pendek dibagi balita yang diukur",
        ("definisi", "definisi operasional", "pengertian"),
        longest=2000,
    ),
    Column(
        "formula",
        N_("Formula in words"),
        N_("How the value is computed, in words or signs."),
        Kind.TEXT,
        "(jumlah balita stunting / jumlah balita diukur) x 100",
        ("rumus", "formula", "cara hitung", "formulasi"),
        longest=2000,
    ),
    Column(
        "unit",
        N_("Unit"),
        N_("Unit of the value: %, orang, dokumen, indeks."),
        Kind.TEXT,
        "%",
        ("satuan",),
        required=True,
        longest=40,
    ),
    Column(
        "decimals",
        N_("Decimals"),
        N_("How many decimals the value is shown with; 2 when left empty."),
        Kind.DECIMAL,
        "2",
        ("desimal", "angka di belakang koma"),
        lower=0,
        upper=MOST_DECIMALS,
    ),
    Column(
        "formula_kind",
        N_("Which way is good"),
        N_("Higher, lower, within a range, an exact value, or yes and no."),
        Kind.CHOICE,
        "turun",
        ("arah", "jenis formula", "polaritas", "polarity"),
        required=True,
        choices=FORMULAS,
    ),
    Column(
        "pattern",
        N_("Pattern"),
        N_("Amounts that add up, a position on a date, a release of another body, or a mean."),
        Kind.CHOICE,
        "posisi",
        ("pola", "pola pengukuran"),
        required=True,
        choices=PATTERNS,
    ),
    Column(
        "cadence",
        N_("Reported how often"),
        N_("By the month, by the triwulan or by the year."),
        Kind.CHOICE,
        "quarter",
        ("frekuensi", "frekuensi lapor", "periode lapor", "frequency"),
        required=True,
        choices=CADENCES,
    ),
    Column(
        "weight",
        N_("Weight"),
        N_("Weight in the score of the OPD; 1 when left empty."),
        Kind.DECIMAL,
        "1",
        ("bobot",),
        upper=WIDEST,
    ),
    Column(
        "opd_code",
        N_("Lead OPD"),
        N_("Code of the OPD that answers for the indicator."),
        Kind.CODE,
        "OPD-05",
        ("kode opd", "opd", "opd pengampu", "penanggung jawab"),
        required=True,
        longest=OPD_LENGTH,
    ),
    Column(
        "goal_code",
        N_("Goal code"),
        N_("The tujuan, sasaran or program that it measures."),
        Kind.CODE,
        "S1.2.1",
        ("kode tujuan", "kode sasaran", "kode program", "kode induk"),
        longest=CODE_LENGTH,
    ),
    Column(
        "data_source",
        N_("Source of the data"),
        N_("Where the OPD takes the value from."),
        Kind.TEXT,
        "e-PPGBM",
        ("sumber data", "sumber"),
        longest=500,
    ),
    Column(
        "decree",
        N_("Decree"),
        N_("Document that sets the indicator."),
        Kind.TEXT,
        "RPJMD 2025-2029",
        ("dasar", "dokumen", "dasar penetapan"),
        longest=500,
    ),
    Column(
        "baseline",
        N_("Baseline"),
        N_("Value before the first year; empty while it is being made."),
        Kind.DECIMAL,
        "17.5",
        ("nilai awal", "kondisi awal", "data dasar"),
    ),
    Column(
        "ratio",
        N_("Factor of the ratio"),
        N_(
            "When numerator and denominator are reported: value = numerator / denominator x factor."
        ),
        Kind.DECIMAL,
        "100",
        ("faktor", "pengali", "faktor pengali"),
    ),
    Column(
        "release_month",
        N_("Month of publication"),
        N_("Months after December of the measured year: 3 is March of the next, -5 July of it."),
        Kind.DECIMAL,
        "",
        ("bulan rilis", "bulan publikasi"),
        lower=-11,
        upper=24,
    ),
    Column(
        "lowest",
        N_("Lowest plausible value"),
        N_("A value below it is asked about."),
        Kind.DECIMAL,
        "0",
        ("nilai terendah", "batas bawah wajar", "minimum"),
    ),
    Column(
        "highest",
        N_("Highest plausible value"),
        N_("A value above it is asked about."),
        Kind.DECIMAL,
        "100",
        ("nilai tertinggi", "batas atas wajar", "maksimum"),
    ),
    Column(
        "valid_from",
        N_("First year"),
        N_("First year in which it is measured; empty when it is measured from the beginning."),
        Kind.DIGITS,
        "2025",
        ("tahun mulai", "berlaku mulai"),
        longest=4,
    ),
    Column(
        "valid_to",
        N_("Last year"),
        N_("Last year in which it is measured; empty while it is open."),
        Kind.DIGITS,
        "2029",
        ("tahun akhir", "berlaku sampai"),
        longest=4,
    ),
)
