"""A small regency of three OPD with indicators of every kind, and files for it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import openpyxl
from sqlalchemy import insert, select, update

from core.settings import load_settings
from data.schema import actual, actual_step, import_batch, standing
from review.access import Grant, Person, Role
from review.import_rights import within_of
from review.importing import import_file, prepare_import
from tests.imports.files import SYSTEM_ACTOR, as_csv, saved
from tests.imports.files import load as load_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from data.imports.model import CellProblem, Prepared
    from review.results import BatchResult
    from review.work import Actor

Cells = dict[str, Any]
SETTINGS: Final = load_settings(environment={})
HEALTH, FARMS = "OPD-05", "OPD-21"
OPERATOR: Final = Person("op", "Operator", (Grant(Role.OPERATOR_OPD, HEALTH),))
FARMER: Final = Person("tani", "Operator Tani", (Grant(Role.OPERATOR_OPD, FARMS),))
HEAD: Final = Person("kadis", "Kepala", (Grant(Role.KEPALA_OPD, HEALTH),))
ANYONE: Final = Person("semua", "Operator", (Grant(Role.OPERATOR_OPD),))

OFFICES: Final = [
    ["code", "name", "short_name", "kind"],
    [HEALTH, "Dinas Kesehatan", "Dinkes", "dinas"],
    [FARMS, "Dinas Pertanian", "Distan", "dinas"],
    ["OPD-15", "Dinas Sosial", "Dinsos", "dinas"],
]
GOALS: Final = [
    ["Kode", "Jenis", "Uraian", "Kode induk", "Kode OPD"],
    ["V", "Visi", "Daerah maju", "", ""],
    ["M1", "Misi", "Rakyat sehat", "V", ""],
    ["T1", "Tujuan", "Derajat kesehatan meningkat", "M1", ""],
    ["S1", "Sasaran", "Stunting menurun", "T1", ""],
    ["P1", "Program", "Program kesehatan masyarakat", "S1", HEALTH],
]
INDICATOR: Final[Cells] = {
    "Kode indikator": "I-NEW", "Nama indikator": "Indikator baru", "Satuan": "%",
    "Arah capaian": "naik", "Pola": "posisi", "Frekuensi lapor": "Triwulanan",
    "Kode OPD": HEALTH, "Kode sasaran": "S1",
}  # fmt: skip
# Code, name, unit, direction, pattern, cadence, OPD, ratio, month of publication.
MEASURES: Final = (
    ("I-FLOW", "Kunjungan", "orang", "naik", "hitungan", "Triwulanan", HEALTH, "", ""),
    ("I-MONTH", "Imunisasi", "%", "semakin tinggi semakin baik", "rata-rata", "bulanan", HEALTH,
     "100", ""),
    ("I-DOWN", "Stunting", "%", "turun", "posisi", "quarter", HEALTH, "", ""),
    ("I-RANGE", "Waktu tunggu", "menit", "rentang turun", "posisi", "triwulan", HEALTH, "", ""),
    ("I-RELEASE", "Indeks", "indeks", "naik", "rilis", "tahunan", HEALTH, "", "3"),
    ("I-FARM", "Produksi padi", "ton", "naik", "hitungan", "triwulanan", FARMS, "", ""),
)  # fmt: skip
TARGETS: Final = [
    ["Kode indikator", "Periode", "Revisi", "Target", "Batas bawah", "Batas atas", "Alasan"],
    ["I-FLOW", "2026", "", "400", "", "", ""],
    *[["I-FLOW", f"TW {n} 2026", "0", "100", "", "", ""] for n in ("I", "II", "III", "IV")],
    ["I-MONTH", "2026", "", "80", "", "", ""],
    ["I-DOWN", "2026", "", "14,5", "", "", ""],
    ["I-RANGE", "2026", "", "", "30", "60", ""],
    ["I-FARM", "2026", "", "1000", "", "", ""],
]
TARGET: Final[Cells] = {
    "Kode indikator": "I-FLOW", "Periode": "2027", "Revisi": "", "Target": "500",
    "Batas bawah": "", "Batas atas": "", "Alasan": "",
}  # fmt: skip
BUDGET: Final[Cells] = {
    "Kode OPD": HEALTH, "Program": "Program kesehatan", "Bulan": "Agustus 2026",
    "Tahap": "APBD Perubahan", "Pagu": "1000", "Rencana": "700", "Realisasi": "650",
    "Bobot": "40", "Fisik": "61,5",
}  # fmt: skip
RECOMMENDATION: Final[Cells] = {
    "Kode": "BPK-1", "Pemeriksa": "BPK RI", "LHP": "LHP 2025", "Tanggal LHP": "23/05/2025",
    "Temuan": "Kekurangan volume", "Rekomendasi": "Menyetorkan", "Kode OPD": HEALTH,
    "Nilai": "1000", "Disetor": "400", "Status": "Dalam proses", "Per tanggal": "30/06/2026",
}  # fmt: skip
ACTUAL: Final[Cells] = {
    "Kode indikator": "I-FLOW", "Periode": "TW III 2026", "Realisasi": "90",
    "Pembilang": "", "Penyebut": "", "Catatan": "",
}  # fmt: skip


def indicators() -> list[list[Any]]:
    """The table of MEASURES."""
    head = [*INDICATOR, "Faktor", "Bulan rilis"]
    return [
        head,
        *(
            [code, name, unit, way, pattern, often, opd, "P1" if opd == HEALTH else "S1", *rest]
            for code, name, unit, way, pattern, often, opd, *rest in MEASURES
        ),
    ]


def build(engine: Engine) -> Engine:
    """Fill an empty database."""
    tables = {"opd": OFFICES, "goals": GOALS, "indicators": indicators(), "targets": TARGETS}
    for topic, rows in tables.items():
        load_rows(engine, rows, topic)
    return engine


def table(good: Mapping[str, Any], *rows: Cells) -> list[list[Any]]:
    """The header and a row for each set of changed cells."""
    return [list(good), *(list({**good, **row}.values()) for row in rows)]


def prepare(
    engine: Engine, topic: str, rows: list[list[Any]] | bytes, by: Person | Actor = SYSTEM_ACTOR
) -> Prepared:
    """A preview of the file of a person."""
    content = rows if isinstance(rows, bytes) else as_csv(rows, delimiter=";")
    return prepare_import(
        engine, topic=topic, content=content, file_name="uji.csv", within=within_of(by, topic)
    )


def load(
    engine: Engine, topic: str, rows: list[list[Any]] | bytes, by: Person | Actor = SYSTEM_ACTOR
) -> BatchResult:
    """Store the file of a person."""
    return import_file(engine, by=by, prepared=prepare(engine, topic, rows, by), settings=SETTINGS)


def report(engine: Engine, *rows: Cells, by: Person = OPERATOR) -> BatchResult:
    """Store actuals."""
    return load(engine, "actuals", table(ACTUAL, *rows), by)


def problems(
    engine: Engine, topic: str, rows: list[list[Any]], by: Person | Actor = SYSTEM_ACTOR
) -> list[tuple[int, str, str]]:
    """Row, column key and words of each problem."""
    found = prepare(engine, topic, rows, by)
    return [(one.row, _key(found, one), f"{one.message} {one.hint}") for one in found.problems]


def _key(found: Prepared, problem: CellProblem) -> str:
    if problem.index is not None:
        return found.header.matched[problem.index]
    return problem.column


def actuals(engine: Engine) -> dict[tuple[str, str], Any]:
    """Every stored report."""
    with engine.connect() as conn:
        return {(row.indicator_code, row.period): row for row in conn.execute(select(actual))}


def steps(engine: Engine, code: str, period: str) -> list[Any]:
    """The history of a report, oldest first."""
    query = select(actual_step).where(
        actual_step.c.indicator_code == code, actual_step.c.period == period
    )
    with engine.connect() as conn:
        return list(conn.execute(query.order_by(actual_step.c.id)))


def put(engine: Engine, code: str, period: str, state: str, value: float = 70.0) -> None:
    """A report that people brought to a state, without a file."""
    now = {"state": state, "value": value, "version": 5, "entered_by": "orang", "batch_id": None}
    key = {"indicator_code": code, "period": period}
    with engine.begin() as conn:
        at = conn.scalar(select(import_batch.c.imported_at).limit(1))
        conn.execute(insert(actual).values(**key, **now, entered_at=at))


def change(engine: Engine, code: str, period: str, **values: Any) -> None:
    """What a person does to a report on the screen."""
    with engine.begin() as conn:
        conn.execute(
            update(actual)
            .where(actual.c.indicator_code == code, actual.c.period == period)
            .values(**values)
        )


def standings(engine: Engine, code: str) -> dict[str, Any]:
    """How an indicator stands, by triwulan."""
    with engine.connect() as conn:
        rows = conn.execute(select(standing).where(standing.c.indicator_code == code))
        return {row.period: row for row in rows}


def filled(content: bytes, *cells: Mapping[str, Any], sheet: str = "Data") -> bytes:
    """A template filled in by title of column, from its second row on."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page: Any = book[sheet]
    places = {cell.value: cell.column for cell in page[1]}
    for down, row in enumerate(cells, 2):
        for title, value in row.items():
            page.cell(down, places[title]).value = value
    return saved(book)
