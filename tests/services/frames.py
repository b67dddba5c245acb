"""Small files of requests, made by chance, and what the tests compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from core.settings import load_settings
from data.schema import metadata, request, request_event
from review.requests import describe_requests, import_requests, prepare_requests
from tests.imports.files import SYSTEM_ACTOR, as_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Engine

    from review.requests import PreparedRequests
    from review.results import BatchResult

SETTINGS: Final = load_settings(environment={})
HEADER: Final = (
    "nomor tiket", "waktu", "kejadian", "alasan", "layanan", "kode wilayah", "kanal", "kelas",
    "tingkat",
)  # fmt: skip
KINDS: Final = (
    "received", "received", "received", "complete", "acknowledged", "answered", "answered",
    "departed", "arrived", "paused", "paused", "resumed", "reopened", "resolved", "resolved",
    "archived",
)  # fmt: skip
SERVICES: Final[list[list[Any]]] = [
    ["kode", "nama", "jenis", "kode opd"],
    ["ADUAN", "Pengaduan warga", "pengaduan", "OPD-05"],
    ["IZIN", "Izin usaha", "perizinan", "OPD-07"],
    ["DAMKAR", "Pemadam kebakaran", "darurat", "OPD-09"],
    ["LEPAS", "Tanpa standar", "lainnya", "OPD-05"],
]
STANDARDS: Final[list[list[Any]]] = [
    ["kode layanan", "kelas", "janji", "berlaku mulai", "berlaku sampai", "satuan", "batas waktu",
     "mulai jam"],
    ["ADUAN", "", "first_response", "2020", "", "hari kerja", 3, "diterima"],
    ["ADUAN", "normatif", "resolution", "2020", "", "hari kerja", 5, "diterima"],
    ["ADUAN", "", "resolution", "2020", "2026-02-15", "hari kalender", 14, "diterima"],
    ["ADUAN", "", "resolution", "2026-02-16", "", "jam kerja", 16, "diterima"],
    ["IZIN", "", "resolution", "2020", "", "hari kerja", 4, "lengkap"],
    ["DAMKAR", "", "first_response", "2020", "", "menit", 15, "diterima"],
    ["DAMKAR", "", "resolution", "2020", "", "menit", 240, "diterima"],
]  # fmt: skip
PLACES: Final = ("51.08.06", "51.08.05", "51.08.06.1006", "51.08.06.1008", "")
START: Final = datetime(2026, 1, 28, tzinfo=UTC)


@dataclass
class Chance:
    """Rows of event logs by chance; the same seed gives the same rows."""

    seed: int
    count: int = 60
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 (chance for tests)

    def rows(self) -> list[list[str]]:
        return [row for number in range(self.count) for row in self._request(number)]

    def _request(self, number: int) -> Iterable[list[str]]:
        draw = self.random
        own = self._described()
        begin = START + timedelta(minutes=draw.randrange(40 * 24 * 4) * 15)
        kinds = ["received"] if draw.random() < 0.95 else []
        kinds += [draw.choice(KINDS) for _n in range(draw.randrange(0 if kinds else 1, 8))]
        for place, kind in enumerate(kinds):
            # Coarse steps: several events of one moment are common.
            step = draw.choice((0, 15, 60, 600, 3000, 9000)) if place else 0
            begin += timedelta(minutes=step)
            early = timedelta(days=draw.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 2)))
            reason = draw.choice(("", "menunggu pelapor", "berkas belum lengkap", "lain"))
            shown = own if draw.random() < 0.7 else self._described()
            if draw.random() < 0.2:
                shown = ["", "", "", "", ""]
            at = (begin - early).strftime("%Y-%m-%d %H:%M")
            yield [f"T-{number}", at, kind, reason if kind == "paused" else "", *shown]

    def _described(self) -> list[str]:
        draw = self.random
        return [
            draw.choice(("ADUAN", "ADUAN", "IZIN", "DAMKAR", "LEPAS")),
            draw.choice(PLACES),
            draw.choice(("web", "loket", "")),
            draw.choice(("normatif", "berkadar", "")),
            draw.choice(("desa", "kabupaten", "")),
        ]


def log(rows: Iterable[Sequence[Any]]) -> bytes:
    return as_csv([HEADER, *rows])


def prepared(engine: Engine, content: bytes, **more: Any) -> PreparedRequests:
    options: dict[str, Any] = {"by": SYSTEM_ACTOR, "settings": SETTINGS, "source": "lapor"} | more
    return prepare_requests(engine, content=content, file_name="uji.csv", **options)


def take(engine: Engine, content: bytes, **more: Any) -> BatchResult:
    found = prepared(engine, content, **more)
    assert not found.problem_count, describe_requests(found)
    return import_requests(
        engine, by=more.get("by", SYSTEM_ACTOR), prepared=found, settings=SETTINGS
    )


SUM_TABLES: Final = (
    "service_day_opd", "service_day_service", "service_day_place", "service_day_channel",
    "duration_histogram",
)  # fmt: skip


def sums(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    with engine.connect() as conn:
        return {
            name: sorted(tuple(row) for row in conn.execute(select(metadata.tables[name])))
            for name in SUM_TABLES
        }


def outcomes(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Requests and events without the numbers that depend on the order of files."""
    own = [column for column in request.columns if column.name not in ("id", "batch_id")]
    events = (
        select(request.c.source_id, *(request_event.c[name] for name in ("at", "kind", "reason")))
        .join(request, request.c.id == request_event.c.request_id)
    )  # fmt: skip
    with engine.connect() as conn:
        return {
            "request": sorted((tuple(row) for row in conn.execute(select(*own))), key=repr),
            "event": sorted((tuple(row) for row in conn.execute(events)), key=repr),
        }


def facts(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    return outcomes(engine) | sums(engine)
