"""Every rule of the topics of performance has a bad row here, and the words it gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.imports.performance.house import (
    ACTUAL,
    BUDGET,
    FARMS,
    HEALTH,
    INDICATOR,
    OPERATOR,
    RECOMMENDATION,
    TARGET,
    problems,
    table,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

GOAL = {
    "Kode": "X1", "Jenis": "sasaran", "Uraian": "Uji", "Kode induk": "T1", "Kode OPD": "",
    "Tahun mulai": "", "Tahun akhir": "",
}  # fmt: skip
SHARE = {"Kode indikator": "I-FLOW", "Kode OPD": HEALTH, "Porsi": "100"}
MEASURE = {
    **INDICATOR, "Desimal": "", "Bobot": "", "Faktor": "", "Bulan rilis": "",
    "Nilai terendah": "", "Nilai tertinggi": "", "Tahun mulai": "", "Tahun akhir": "",
}  # fmt: skip
Case = tuple[dict[str, Any], str, str]
GOALS: list[Case] = [
    ({"Jenis": "cita-cita"}, "kind", "tidak ada dalam pilihan"),
    ({"Kode induk": "X1"}, "parent_code", "induk dirinya sendiri"),
    ({"Kode induk": "T9"}, "parent_code", "Tidak ada baris pohon kinerja dengan kode T9"),
    ({"Kode induk": "P1"}, "parent_code", "Induk sasaran tidak dapat berupa program. Urutannya"),
    ({"Jenis": "program"}, "opd_code", "Program harus memiliki OPD"),
    ({"Kode OPD": HEALTH}, "opd_code", "Hanya program yang memiliki OPD"),
    ({"Jenis": "program", "Kode induk": "S1", "Kode OPD": "OPD-5"}, "opd_code", HEALTH),
    ({"Tahun mulai": "26"}, "valid_from", "bukan tahun"),
    ({"Tahun mulai": "2027", "Tahun akhir": "2026"}, "valid_to", "lebih awal"),
    ({"Uraian": ""}, "text", "kosong"),
]
INDICATORS: list[Case] = [
    ({"Kode OPD": "OPD-99"}, "opd_code", "Tidak ada OPD dengan kode OPD-99"),
    ({"Kode sasaran": "S9"}, "goal_code", "topik 'goals'"),
    ({"Kode sasaran": "M1"}, "goal_code", "Indikator tidak mengukur misi"),
    ({"Kode sasaran": "P1", "Kode OPD": FARMS}, "goal_code", f"Program P1 milik {HEALTH}"),
    ({"Arah capaian": "miring"}, "formula_kind", "tidak ada dalam pilihan"),
    ({"Pola": "acak"}, "pattern", "tidak ada dalam pilihan"),
    ({"Frekuensi lapor": "mingguan"}, "cadence", "tidak ada dalam pilihan"),
    ({"Desimal": "1,5"}, "decimals", "bilangan bulat"),
    ({"Desimal": "9"}, "decimals", "0 sampai 6"),
    ({"Bobot": "0"}, "weight", "lebih dari 0"),
    ({"Faktor": "-100"}, "ratio", "lebih dari 0"),
    ({"Pola": "rilis", "Frekuensi lapor": "tahunan"}, "release_month", "Bulan rilis belum diisi"),
    ({"Pola": "rilis", "Bulan rilis": "3"}, "cadence", "dilaporkan per tahun"),
    ({"Bulan rilis": "3"}, "release_month", "hanya untuk indikator berpola 'rilis'"),
    ({"Nilai terendah": "5", "Nilai tertinggi": "4"}, "highest", "lebih kecil"),
    ({"Tahun mulai": "2027", "Tahun akhir": "2026"}, "valid_to", "lebih awal"),
    (
        {"Kode indikator": "I-DOWN", "Arah capaian": "rentang naik"},
        "formula_kind",
        "sudah memiliki",
    ),
]
CONTRIBUTORS: list[Case] = [
    ({"Kode indikator": "I-FLOV"}, "indicator_code", "I-FLOW"),
    ({"Kode OPD": "OPD-99"}, "opd_code", "Tidak ada OPD"),
    ({"Porsi": "0"}, "share", "lebih dari 0"),
    ({"Porsi": "101"}, "share", "0 sampai 100"),
    ({"Porsi": "60"}, "share", f"berjumlah 60, bukan 100: {HEALTH} 60"),
    ({"Kode OPD": FARMS}, "opd_code", f"OPD pengampu {HEALTH} tidak memiliki porsi"),
]
TARGETS: list[Case] = [
    ({"Kode indikator": "X"}, "indicator_code", "Tidak ada indikator dengan kode X"),
    ({"Periode": "2026-08"}, "period", "dilaporkan per triwulan"),
    ({"Kode indikator": "I-RELEASE", "Periode": "TW I 2027"}, "period", "dilaporkan per tahun"),
    ({"Target": ""}, "value", "Target belum diisi"),
    ({"Target": "", "Batas bawah": "1", "Batas atas": "2"}, "lower", "bukan rentang"),
    ({"Kode indikator": "I-RANGE"}, "value", "berupa rentang"),
    ({"Kode indikator": "I-RANGE", "Target": "", "Batas atas": "9"}, "lower", "batas bawah dan"),
    ({"Kode indikator": "I-RANGE", "Target": "", "Batas bawah": "9", "Batas atas": "8"}, "upper",
     "lebih kecil"),
    ({"Revisi": "0,5"}, "revision", "bilangan bulat"),
    ({"Periode": "2026", "Revisi": "1"}, "reason", "memerlukan alasan"),
    ({"Revisi": "1", "Alasan": "kemarau"}, "revision", "Revisi 0 sebelum ini belum ada"),
    ({"Periode": "2026", "Target": "300"}, "revision", "sebagai revisi 1 disertai alasan"),
    ({"Periode": "TW III 2026", "Target": "1"}, "revision", "TW III 2026 sudah berjalan"),
]  # fmt: skip
BUDGETS: list[Case] = [
    ({"Kode OPD": "OPD-99"}, "opd_code", "Tidak ada OPD"),
    ({"Bulan": "2026"}, "period", "dicatat per bulan"),
    ({"Bulan": "Desember 2026"}, "realised", "belum dimulai"),
    ({"Tahap": "awal"}, "stage", "tidak ada dalam pilihan"),
    ({"Pagu": "1000,5"}, "ceiling", "bilangan bulat"),
    ({"Pagu": "-1"}, "ceiling", "rentang"),
    ({"Rencana": "1001"}, "planned", "Rencana melebihi pagu"),
    ({"Realisasi": "1001"}, "realised", "Realisasi melebihi pagu"),
    ({"Fisik": "100,1"}, "physical", "0 sampai 100"),
]
RECOMMENDATIONS: list[Case] = [
    ({"Pemeriksa": "KPK"}, "auditor", "tidak ada dalam pilihan"),
    ({"Tanggal LHP": "Mei 2025"}, "report_date", "Tanggal lengkap"),
    ({"Tanggal LHP": "23/05/2027", "Per tanggal": ""}, "report_date", "belum tiba"),
    ({"Per tanggal": "22/05/2025"}, "status_date", "lebih awal"),
    ({"Kode OPD": "OPD-99"}, "opd_code", "Tidak ada OPD"),
    ({"Disetor": "1001"}, "settled", "melebihi"),
    ({"Nilai": ""}, "settled", "nilai rupiahnya kosong"),
    ({"Nilai": "0,5", "Disetor": ""}, "amount", "bilangan bulat"),
    ({"Status": "lupa"}, "status", "tidak ada dalam pilihan"),
]
RATIO = {"Kode indikator": "I-MONTH", "Periode": "2026-08", "Realisasi": ""}
ACTUALS: list[Case] = [
    ({"Kode indikator": "I-FLO"}, "indicator_code", "I-FLOW"),
    ({"Periode": "Agustus 2026"}, "period", "“Kunjungan” dilaporkan per triwulan"),
    ({**RATIO, "Periode": "TW III 2026", "Realisasi": "1"}, "period", "dilaporkan per bulan"),
    ({"Kode indikator": "I-RELEASE"}, "period", "dilaporkan per tahun"),
    ({"Periode": "TW I 2027"}, "period", "TW I 2027 belum dimulai"),
    ({"Periode": "TW 3 26"}, "period", "dua angka"),
    ({"Pembilang": "1", "Penyebut": "2"}, "numerator", "dilaporkan sebagai satu nilai"),
    ({**RATIO, "Pembilang": "1"}, "denominator", "harus diisi keduanya"),
    ({**RATIO, "Penyebut": "1"}, "numerator", "harus diisi keduanya"),
    ({**RATIO, "Pembilang": "1", "Penyebut": "0"}, "denominator", "Penyebutnya 0"),
    ({**RATIO, "Realisasi": "51", "Pembilang": "1", "Penyebut": "2"}, "value", "tidak sesuai"),
    ({"Realisasi": "sembilan"}, "value", "bukan angka"),
    ({"Kode indikator": "I-FARM"}, "indicator_code", f"milik {FARMS}"),
]
GOOD = {
    "goals": (GOAL, GOALS),
    "indicators": (MEASURE, INDICATORS),
    "contributors": (SHARE, CONTRIBUTORS),
    "targets": (TARGET, TARGETS),
    "budgets": (BUDGET, BUDGETS),
    "recommendations": (RECOMMENDATION, RECOMMENDATIONS),
    "actuals": (ACTUAL, ACTUALS),
}


@pytest.mark.parametrize("topic", GOOD)
def test_each_rule_answers_its_bad_row_in_words(offices: Engine, topic: str) -> None:
    good, cases = GOOD[topic]
    assert problems(offices, topic, table(good, {}), OPERATOR) == []
    for cells, column, words in cases:
        found = problems(offices, topic, table(good, cells), OPERATOR)
        assert [(row, key) for row, key, _said in found] == [(2, column)], (cells, found)
        assert words in found[0][2], (cells, found)


def test_rows_of_one_file_may_rest_on_each_other(offices: Engine) -> None:
    rows = table(GOAL, {"Kode induk": "X2"}, {"Kode": "X2", "Jenis": "tujuan", "Kode induk": "M1"})
    assert problems(offices, "goals", rows) == []
    rows = table(TARGET, {"Revisi": "1", "Alasan": "APBD perubahan"}, {})
    assert problems(offices, "targets", rows) == []
    rows = table(GOAL, {"Kode induk": "X2"}, {"Kode": "X2", "Jenis": "program", "Kode OPD": HEALTH})
    assert [key for _row, key, _said in problems(offices, "goals", rows)] == ["parent_code"]


def test_one_key_twice_in_a_file_is_refused(offices: Engine) -> None:
    rows = table(TARGET, {}, {"Revisi": "0", "Target": "501"})
    assert "berbeda pada: Target" in problems(offices, "targets", rows)[0][2]
