"""What a map of the shipped boundaries sends to a browser."""

from __future__ import annotations

import csv
import json

import pandas as pd
import pytest

from charts.map.altair_map import ready_map
from charts.map.deck import ready_deck
from charts.map.frame import MapData
from charts.map.view import corners, view_of
from core.settings import ROOT
from tests.charts.maps import CREDIT, Square, rate_map


def shipped(level: str) -> tuple[Square, ...]:
    """Buleleng as the database will hold it, with 60 characters of source a region."""
    codes = 5 + 3 * (1 if level == "kecamatan" else 2) + 2 * (level == "desa")
    found = []
    with (ROOT / "data" / "reference" / "boundaries.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        # The limit belongs to the process: other tests count on the usual one.
        usual = csv.field_size_limit(10**7)
        rows = list(csv.DictReader(file))
        csv.field_size_limit(usual)
        for row in rows:
            if row["region_code"].startswith("51.08.") and len(row["region_code"]) == codes:
                geometry = json.loads(row["geometry"])
                x, y = next(corners(geometry))
                found.append(Square(row["region_code"], "Kubutambahan", geometry, x, y))
    return tuple(found)


@pytest.mark.parametrize(("level", "count", "budget"), [("kecamatan", 9, 150), ("desa", 148, 550)])
def test_buleleng_stays_within_what_a_map_may_send(level: str, count: int, budget: int) -> None:
    outlines = shipped(level)
    assert len(outlines) == count
    rows_ = [
        {
            "code": one.code, "name": one.name, "value": float(place), "text": f"{place}%",
            "state": "ok", "state_label": "tersedia", "source": "S" * 60, "as_of": "2025",
            "sample": False,
        }
        for place, one in enumerate(outlines)
    ]  # fmt: skip
    given = rate_map()
    around = shipped("kecamatan") if level == "desa" else ()
    data = MapData(
        outlines, pd.DataFrame(rows_), given.classes, given.kind, given.title, given.subtitle,
        selected=outlines[3].code, credit=CREDIT, around=around,
    )  # fmt: skip
    deck = ready_deck(data, dark=False, view=view_of(outlines, 800, 500)).to_json()
    chart = json.dumps(
        ready_map(data, dark=False, language="id", width=760),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    assert len(deck.encode()) <= budget * 1000
    assert len(chart.encode()) <= budget * 1000
