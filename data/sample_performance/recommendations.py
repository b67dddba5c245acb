"""Audit recommendations of the sample: of BPK and of the Inspektorat, by office."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from data.sample_performance.draw import between, office_day, share
from data.sample_performance.fates import SNAPSHOT

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER: Final = (
    "code", "auditor", "report", "report_date", "finding", "text", "opd_code", "amount", "settled",
    "status", "status_date", "note",
)  # fmt: skip
RecommendationRow = tuple[
    str, str, str, str, str, str, str, int | None, int | None, str, str | None, str | None
]


class Audit(NamedTuple):
    """A report with so many recommendations, of which a share is done by now."""

    code: str
    auditor: str
    report: str
    day: date
    number: int
    done: float


class Finding(NamedTuple):
    """A kind of finding, and the offices where it comes up. money: in millions, the most."""

    finding: str
    text: str
    offices: tuple[str, ...]
    money: int


AUDITS: Final = (
    Audit("BPK-23", "bpk", "LHP atas LKPD 2023 (contoh)", date(2024, 5, 27), 16, 0.88),
    Audit("BPK-24", "bpk", "LHP atas LKPD 2024 (contoh)", date(2025, 5, 26), 18, 0.72),
    Audit("BPK-25", "bpk", "LHP atas LKPD 2025 (contoh)", date(2026, 5, 25), 18, 0.44),
    Audit("BPK-26K", "bpk", "LHP kinerja pengelolaan sampah (contoh)", date(2026, 10, 19), 6, 0.0),
    Audit("ITDA-25", "inspektorat", "LHP reguler semester II 2025 (contoh)",
          date(2025, 12, 15), 14, 0.64),
    Audit("ITDA-26", "inspektorat", "LHP reguler semester I 2026 (contoh)",
          date(2026, 7, 13), 14, 0.43),
)  # fmt: skip
FINDINGS: Final = (
    Finding("Kekurangan volume pada paket pekerjaan fisik",
            "Menyetorkan kelebihan pembayaran ke kas daerah dan menyampaikan bukti setor",
            ("OPD-06", "OPD-07", "OPD-04", "OPD-27"), 620),
    Finding("Denda keterlambatan pekerjaan belum dipungut",
            "Memungut denda keterlambatan dan menyetorkannya ke kas daerah",
            ("OPD-06", "OPD-15", "OPD-05"), 240),
    Finding("Piutang pajak daerah belum dimutakhirkan",
            "Melakukan verifikasi piutang dan menetapkan penghapusan sesuai ketentuan",
            ("OPD-26",), 910),
    Finding("Aset tetap belum tercatat lengkap dalam kartu inventaris",
            "Menelusuri aset dan memutakhirkan kartu inventaris barang",
            ("OPD-25", "OPD-04", "OPD-21", "OPD-01"), 0),
    Finding("Pertanggungjawaban perjalanan dinas tidak sesuai bukti",
            "Menarik kelebihan pembayaran perjalanan dinas",
            ("OPD-03", "OPD-01", "OPD-19"), 85),
    Finding("Penyaluran bantuan belum didukung verifikasi penerima",
            "Memverifikasi ulang penerima dan melaporkan hasilnya",
            ("OPD-09", "OPD-17", "OPD-21"), 150),
    Finding("Persediaan obat kedaluwarsa belum dipisahkan",
            "Memisahkan dan memusnahkan persediaan kedaluwarsa sesuai prosedur",
            ("OPD-05", "OPD-27"), 0),
    Finding("Retribusi belum disetor dalam satu hari kerja",
            "Menetapkan prosedur penyetoran harian dan menyetorkan kekurangan",
            ("OPD-15", "OPD-19", "OPD-17", "OPD-11"), 60),
    Finding("Dokumen kinerja belum selaras dengan dokumen perencanaan",
            "Menyelaraskan indikator perjanjian kinerja dengan renstra",
            ("OPD-23", "OPD-29", "OPD-20", "OPD-13"), 0),
    Finding("Pengelolaan keuangan desa belum dibina secara memadai",
            "Menyusun jadwal pembinaan dan melaporkan pelaksanaannya",
            ("OPD-13", "OPD-02"), 0),
)  # fmt: skip
GARBAGE: Final = Finding(
    "Data timbulan sampah belum dihitung dengan metode baku",
    "Menetapkan metode penghitungan dan memperbaiki data timbulan",
    ("OPD-11", "OPD-06", "OPD-23"),
    0,
)
MILLION: Final = 1_000_000
NEVER: Final = 0.03
STARTED: Final = 0.62
NOTES: Final = {
    "sesuai": "Bukti tindak lanjut diterima lengkap.",
    "dalam_proses": "Tindak lanjut sebagian, bukti belum lengkap.",
    "tidak_dapat": "Rekanan dinyatakan pailit; pernyataan pengadilan dilampirkan.",
}


def recommendation_rows() -> Iterator[RecommendationRow]:
    """The rows in the order of HEADER, money in rupiah."""
    for audit in AUDITS:
        for number in range(1, audit.number + 1):
            yield _row(audit, number)


def _row(audit: Audit, number: int) -> RecommendationRow:
    code = f"{audit.code}-{number:02}"
    place = between(0, len(FINDINGS) - 1, code, "finding")
    found = GARBAGE if audit.code == "BPK-26K" else FINDINGS[place]
    office = found.offices[between(0, len(found.offices) - 1, code, "office")]
    status = _status(audit, code)
    amount = None
    if found.money:
        amount = between(found.money // 20, found.money, code, "money") * MILLION
    moved = None if status == "belum" else _moved(audit, code)
    return (
        code, audit.auditor, audit.report, audit.day.isoformat(), found.finding, found.text,
        office, amount, _settled(code, amount, status),
        status, moved.isoformat() if moved else None, NOTES.get(status),
    )  # fmt: skip


def _status(audit: Audit, code: str) -> str:
    drawn = share(code, "status")
    if drawn < audit.done:
        return "sesuai"
    if drawn > 1 - NEVER and audit.done:
        return "tidak_dapat"
    return "dalam_proses" if share(code, "begun") < STARTED else "belum"


def _settled(code: str, amount: int | None, status: str) -> int | None:
    if amount is None:
        return None
    if status == "sesuai":
        return amount
    if status == "dalam_proses":
        return round(amount * 0.7 * share(code, "settled") / MILLION) * MILLION
    return 0


def _moved(audit: Audit, code: str) -> date:
    days = between(20, 140, code, "moved")
    return min(office_day(audit.day + timedelta(days=days)), SNAPSHOT)
