"""Four square regions in a row, with a value, a sample, a zero and a hole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from charts.map.classes import MapKind, classify
from charts.map.frame import MapData
from core.numbers import number, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NONE: Final = float("nan")
CREDIT: Final = ("Batas wilayah: BPS – OCHA/HDX", "batas indikatif")


@dataclass(frozen=True)
class Square:
    code: str
    name: str
    geometry: Mapping[str, Any]
    longitude: float
    latitude: float


def square(number_: int, name: str, side: float = 0.2) -> Square:
    west, south = 115.0 + number_ * side, -8.3
    ring = [
        [west, south], [west + side, south], [west + side, south + side], [west, south + side],
        [west, south],
    ]  # fmt: skip
    geometry = {"type": "Polygon", "coordinates": [ring]}
    code = f"51.08.{number_ + 1:02}"
    return Square(code, name, geometry, west + side / 2, south + side / 2)


NAMES: Final = ("Gerokgak", "Seririt", "Busungbiu", "Banjar")
SQUARES: Final = tuple(square(place, name) for place, name in enumerate(NAMES))


def frame(values: Sequence[float], words: Any) -> pd.DataFrame:
    return pd.DataFrame([
        {
            "code": one.code,
            "name": one.name,
            "value": value,
            "text": "" if value != value else words(value),  # noqa: PLR0124 (NaN)
            "state": "no_data" if value != value else "ok",  # noqa: PLR0124 (NaN)
            "state_label": "belum ada data" if value != value else "tersedia",  # noqa: PLR0124 (NaN)
            "source": "Dinas Pertanian",
            "as_of": "2025",
            "sample": place == 1,
        }
        for place, (one, value) in enumerate(zip(SQUARES, values, strict=True))
    ])  # fmt: skip


def whole_percent(value: float) -> str:
    return percent(value, 1, trim=True)


def rate_map(
    values: Sequence[float] = (35.0, 70.0, 91.5, NONE), *, target: float | None = 70.0, **more: Any
) -> MapData:
    classes = classify(values, kind=MapKind.RATE, words=whole_percent, target=target, percent=True)
    return MapData(
        SQUARES, frame(values, whole_percent), classes, MapKind.RATE,
        title="Vaksinasi terendah di Gerokgak", subtitle="Cakupan · persen · 2025",
        credit=CREDIT, **more,
    )  # fmt: skip


def count_map(values: Sequence[float] = (400.0, 100.0, 0.0, NONE), **more: Any) -> MapData:
    classes = classify(values, kind=MapKind.COUNT, words=number)
    return MapData(
        SQUARES, frame(values, number), classes, MapKind.COUNT,
        title="Gigitan terbanyak di Gerokgak", subtitle="Gigitan · kasus · 2025",
        credit=CREDIT, **more,
    )  # fmt: skip


def points() -> pd.DataFrame:
    rows = [
        ("rsud", "RSUD", "RSUD Buleleng", 115.1, -8.2, "titik"),
        ("rsud", "RSUD", "RSUD Giri Emas", 115.3, -8.2, "desa"),
        ("pasar", "Pasar", "Pasar Anyar", 115.3, -8.2, "desa"),
        ("pasar", "Pasar", "Pasar jauh", 120.0, -8.2, "titik"),
        ("camat", "Kantor camat", "Kantor Camat Banjar", NONE, NONE, "kecamatan"),
    ]
    columns = ["kind", "kind_label", "name", "longitude", "latitude", "precision"]
    found = pd.DataFrame(rows, columns=columns)
    found["precision_label"] = found["precision"]
    found["source"] = "OpenStreetMap"
    return found
