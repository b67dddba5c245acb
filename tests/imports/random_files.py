"""Random files of every topic: mostly right, with something odd in them; or odd throughout.

Hypothesis draws the odd cells, which it is good at; how cells make up files is drawn by a plain
seeded generator, which is many times as quick and hardly repeats a file.
"""

from __future__ import annotations

import math
from datetime import date, datetime, time
from random import Random
from typing import TYPE_CHECKING, Any, Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.imports.topics import TOPICS
from tests.bad_input.shapes import Xml, book
from tests.imports.files import PUBLISHED, as_csv

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Odd = Sequence[Sequence[Any]]

SQUARE: Final = (
    '{"type":"Polygon","coordinates":[[[115.1,-8.1],[115.1,-8.2],[115.2,-8.1],[115.1,-8.1]]]}'
)
GOOD: Final[dict[str, dict[str, Any]]] = {
    "published": {**PUBLISHED, "value": 91.5},
    "regions": {"code": "99", "name": "Uji", "level": "", "lat": "", "lon": "", "kode bps": ""},
    "opd": {
        "code": "OPD-99", "name": "Dinas Uji", "short_name": "Uji", "kind": "dinas",
        "region_code": "", "valid_from": "", "valid_to": "", "successor_code": "",
    },
    "places": {
        "kind": "puskesmas", "name": "Puskesmas Uji", "kecamatan_code": "51.08.06",
        "village_code": "", "latitude": -8.1, "longitude": 115.1, "precision": "titik",
        "licence": "", "source": "Dinas Kesehatan", "note": "",
    },
    "boundaries": {"region_code": "51.08.06", "geometry": SQUARE},
    "goals": {
        "code": "S9", "kind": "sasaran", "text": "Uji", "parent_code": "T1", "opd_code": "",
        "valid_from": "", "valid_to": "",
    },
    "indicators": {
        "code": "I-9", "name": "Uji", "unit": "%", "decimals": "", "formula_kind": "naik",
        "pattern": "posisi", "cadence": "triwulanan", "weight": "", "opd_code": "OPD-01",
        "goal_code": "S1", "ratio": "", "release_month": "", "valid_to": "",
    },
    "contributors": {"indicator_code": "I-2", "opd_code": "OPD-01", "share": 100},
    "targets": {
        "indicator_code": "I-1", "period": "2031", "revision": "", "value": 80, "lower": "",
        "upper": "", "reason": "", "decided_on": "",
    },
    "budgets": {
        "opd_code": "OPD-01", "programme": "Program uji", "period": "2026-08", "stage": "murni",
        "ceiling": 1000, "planned": 500, "realised": "", "weight": "", "physical": 50,
    },
    "recommendations": {
        "code": "BPK-9", "auditor": "bpk", "report": "LHP", "report_date": "2025-05-23",
        "finding": "Temuan", "text": "Setor", "opd_code": "OPD-01", "amount": 100, "settled": "",
        "status": "proses", "status_date": "",
    },
    "actuals": {
        "indicator_code": "I-1", "period": "2025-Q1", "value": 75, "numerator": "",
        "denominator": "", "note": "", "Nilai terakhir": "70",
    },
    "services": {
        "code": "KTP-9", "name": "Penerbitan uji", "family": "adminduk", "opd_code": "OPD-01",
        "valid_from": "", "valid_to": "",
    },
    "standards": {
        "service_code": "KTP-9", "class_code": "", "measure": "selesai", "valid_from": "2024",
        "valid_to": "", "unit": "hari kerja", "amount": 5, "clock_start": "diterima", "source": "",
    },
    "surveys": {
        "source": "", "source_id": "A-1", "opd_code": "OPD-01", "service_code": "",
        "answered_on": "2026-03-04", "u1": 3, "u2": "", "u9": 4,
    },
    "events": {
        "first_day": "2026-01-17", "last_day": "19/01/2026", "name": "Banjir Seririt",
        "kind": "bencana", "source": "BPBD",
    },
}  # fmt: skip
# Requests come another way: tests/services.
ROW_TOPICS: Final = tuple(topic.id for topic in TOPICS.values() if not topic.bulk)
KEY: Final = {
    "published": ("period", tuple(str(year) for year in range(1995, 2030))),
    "regions": ("code", ("99", "99.01", "99.02", "99.01.01", "99.71", "51.08.06", "35")),
    "opd": ("code", ("OPD-01", "OPD-02", "OPD-90", "OPD-91", "KEC-51.08.06", "1.02")),
    "places": ("name", ("RSUD Uji", "Pasar Anyar", "Pos Damkar", "Puskesmas I", "Kantor")),
    "boundaries": ("region_code", ("51.08.06", "51.08", "35.10", "51")),
    "goals": ("code", ("S1", "S9", "T1", "T9", "M1", "V", "P1")),
    "indicators": ("code", ("I-1", "I-2", "I-3", "I-9", "I-8")),
    "contributors": ("indicator_code", ("I-1", "I-2", "I-3", "I-9")),
    "targets": ("period", ("2031", "2026", "TW I 2031", "2031-08", "2032-Q2")),
    "budgets": ("period", ("2026-08", "Agustus 2026", "September 2026", "2031-01", "2026")),
    "recommendations": ("code", ("BPK-1", "BPK-9", "ITDA-1", "ITDA-2")),
    "actuals": ("period", ("2025-Q1", "TW II 2025", "2025-Q3", "2025-08", "2025", "2035-Q1")),
    "services": ("code", ("KTP-1", "KTP-9", "IZIN", "SURAT-1")),
    "standards": ("valid_from", ("2019", "2024-01-01", "Januari 2025", "2026-06-30")),
    "surveys": ("source_id", ("A-1", "A-2", "5108061203850001", "B/7")),
    "events": ("name", ("Banjir Seririt", "Nyepi", "Galungan", "=1+1")),
}  # fmt: skip
OTHER: Final[dict[str, tuple[Any, ...]]] = {
    "region_code": ("35.10", "ID", "35.1", 51.08, "5108", "51.08.06"),
    "metric": ("inflation_yoy", "het_price", "mcp", "poverty_rate", "MCP_SCORE"),
    "component": ("Jumlah", "rata-rata", "to\u200btal", "\ud800"),
    "period": ("TW III 2024", "Agustus 2024", "31 Februari 2024", date(2024, 8, 1), 2024, 45505),
    "status": ("sementara", "turunan", "?"),
    "value": ("91,5", "1.234", 5.5, "1,234.5", "NaN", 0, 1e300, "Rp 1.000", 101, -1),
    "unit": ("%", "Rp/kg", "kg"),
    "source": ("BPS", "=1+1", "x" * 2_000, "CafÃ©", "a\u202eb"),
    "level": ("desa", "kecamatan", "provinsi"),
    "kode bps": (5108060, 510806012345, "5108060"),
    "lat": ("-8.208", 3.5, 300, "-8,2"),
    "successor_code": ("OPD-01", "OPD-90", "OPD-91"),
    "kecamatan_code": ("51.08", "51.08.09", 51.08),
    "precision": ("desa", "kecamatan", "sekitar"),
    "kind": ("misi", "program", "dinas", "pasar", "rsud"),
    "parent_code": ("S1", "M1", "P1", "S9", ""),
    "opd_code": ("OPD-01", "OPD-02", "OPD-99", ""),
    "indicator_code": ("I-1", "I-2", "I-3", "I-7"),
    "formula_kind": ("rentang naik", "turun", "ya/tidak", "miring"),
    "pattern": ("rilis", "rata-rata", "hitungan"),
    "cadence": ("bulanan", "tahunan", "mingguan"),
    "share": (100, 50, 0, "33,33"),
    "revision": (0, 1, "2", 0.5),
    "lower": (10, "20", -1),
    "upper": (10, "90"),
    "reason": ("Perubahan", ""),
    "release_month": (3, "-5", 99),
    "ceiling": (0, "1.000", 2_000, 0.5),
    "realised": (0, 1_000, "1.500"),
    "physical": (0, 100, 101, "61,5"),
    "settled": (0, 100, 101),
    "report_date": ("2025", "23/05/2025", "2040-01-01"),
    "numerator": (1, "2", 0),
    "denominator": (3, 0, "4"),
    "geometry": ("{}", "[" * 2_000, SQUARE.replace("115.1", "1e999"), SQUARE.replace("115", "15")),
}
BROKEN: Final = {
    "#REF!": Xml('<c r="{at}" t="e"><v>#REF!</v></c>'),
    "=A1": Xml('<c r="{at}"><f>A1</f></c>'),
}
# Drawn by Hypothesis, which knows where programs stumble; the others are as they stand here.
KINDS: Final[tuple[st.SearchStrategy[Any], ...]] = (
    st.text(max_size=12), st.floats(), st.integers(), st.dates(), st.datetimes(), st.times(),
)  # fmt: skip
FIXED: Final[tuple[tuple[Any, ...], ...]] = (
    (None,), (True, False),
    ("Jumlah", "kode", "51.08", "#REF!", "=A1", "-", "2024", "", "91,5", "total"),
)  # fmt: skip
# Draws of each kind, and how many different cells each of them holds.
DRAWS, CELLS = 12, 50
HEADERS: Final = (
    "code", "Kode", "nama", "nilai", "metric", "Level", "", "lat", "x", "status", "kind", "periode",
)  # fmt: skip
FAULTS: Final = (0, 0, 0, 1, 1, 2, 3)
"""Odd cells of a good table: two of five tables have none."""
MOST: Final = 6
"""Rows of a wild table, cells of its rows, and bytes of damage: no more than these."""


def odd_cells(*, others: bool = False) -> tuple[Sequence[Any], ...]:
    """Cells of each kind that there is. others: other ones in each run."""
    return (*FIXED, *(_drawn(kind, others=others) for kind in KINDS))


def _drawn(kind: st.SearchStrategy[Any], *, others: bool) -> list[Any]:
    found: list[Any] = []

    @settings(
        max_examples=DRAWS,
        derandomize=not others,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(kind, min_size=CELLS, max_size=CELLS, unique_by=repr))
    def draw(cells: list[Any]) -> None:
        found.extend(cells)

    draw()
    return found


def random_files(count: int, seed: int | None = 0) -> Iterator[tuple[str, bytes]]:
    """So many topics, each with the bytes of a file for it. seed: None for others in each run."""
    chance, odd = Random(seed), odd_cells(others=seed is None)  # noqa: S311 (no secret is made)
    for _number in range(count):
        yield _file(chance, odd)


def _file(chance: Random, odd: Odd) -> tuple[str, bytes]:
    topic = chance.choice(ROW_TOPICS)
    rows = _wild(chance, odd) if _one_in(chance, 6) else _table(chance, odd, topic)
    if _one_in(chance, 2):
        content = book([[_in_sheet(cell) for cell in row] for row in rows])
    else:
        content = as_csv(
            [[_in_text(cell) for cell in row] for row in rows], delimiter=chance.choice(",;\t")
        )
    if _one_in(chance, 6):
        at = chance.randint(0, len(content))
        damage = chance.randbytes(chance.randint(0, MOST))
        content = content[:at] + damage + content[at + chance.randint(0, 4) :]
    return topic, content


def _one_in(chance: Random, often: int) -> bool:
    return chance.randrange(often) == 0


def _odd(chance: Random, odd: Odd) -> Any:
    return chance.choice(chance.choice(odd))


def _wild(chance: Random, odd: Odd) -> list[list[Any]]:
    """A table of which nothing is right, sometimes not even the headers."""
    return [
        [
            chance.choice(HEADERS) if _one_in(chance, 10) else _odd(chance, odd)
            for _cell in range(chance.randint(0, MOST))
        ]
        for _row in range(chance.randint(0, MOST))
    ]


def _table(chance: Random, odd: Odd, topic: str) -> list[list[Any]]:
    """A header and good rows of different keys, with up to three odd cells."""
    good = GOOD[topic]
    key, choices = KEY[topic]
    names = chance.sample(choices, chance.randint(1, min(5, len(choices))))
    rows = [{**good, key: name} for name in names]
    if topic == "published":
        for row in rows:
            row["value"] = round(chance.uniform(0, 100), chance.randint(0, 3))
    # Many a rule is about two cells of one row.
    worst = chance.choice(rows)
    for _cell in range(chance.choice(FAULTS)):
        row = worst if _one_in(chance, 2) else chance.choice(rows)
        field = chance.choice(list(good))
        row[field] = chance.choice(OTHER[field]) if field in OTHER else _odd(chance, odd)
    keys = list(good)
    if _one_in(chance, 2):
        keys.reverse()
    return [keys, *([row[name] for name in keys] for row in rows)]


def _in_text(cell: Any) -> str:
    return "" if cell is None else str(cell).encode(errors="replace").decode()


def _in_sheet(cell: Any) -> Any:
    """The cell as a spreadsheet would hold it; what XML cannot hold is left out."""
    if isinstance(cell, str):
        return BROKEN.get(cell) or "".join(sign for sign in cell if sign.isprintable())
    if isinstance(cell, datetime | date):
        return _number((date(cell.year, cell.month, cell.day) - date(1899, 12, 30)).days, "s='1'")
    if isinstance(cell, time):
        return _number(cell.hour / 24, "s='1'")
    if isinstance(cell, bool):
        return _number(int(cell), "t='b'")
    return _number(cell, "") if isinstance(cell, float) and not math.isfinite(cell) else cell


def _number(value: float, attribute: str) -> Xml:
    return Xml(f'<c r="{{at}}" {attribute}><v>{value!r}</v></c>')
