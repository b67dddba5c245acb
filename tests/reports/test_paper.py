"""A map as a file: of its own size, with its credit inside, and made without any network."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from core.words import speaking
from reports.paper import SCALE, as_pdf, as_png

if TYPE_CHECKING:
    from collections.abc import Mapping

SPEC: Mapping[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "width": 200,
    "height": 120,
    "title": "Cakupan vaksinasi",
    "data": {"values": [{"a": "Sukasada", "b": 56}, {"a": "Sawan", "b": 71}]},
    "mark": "bar",
    "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a"}},
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_picture_is_sharp_and_not_blank(language: str) -> None:
    with speaking(language):
        picture = Image.open(io.BytesIO(as_png(SPEC)))
    assert picture.format == "PNG"
    assert picture.width >= SCALE * 200
    assert picture.height >= SCALE * 120
    assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 3


def test_a_sheet_is_one_page_of_pdf() -> None:
    paper = as_pdf(SPEC)
    assert paper.startswith(b"%PDF-")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") <= 1


def test_a_spec_that_asks_outside_gets_nothing() -> None:
    asking = {**SPEC, "data": {"url": "https://example.org/data.json"}}
    with pytest.raises(ValueError, match="not allowed"):
        as_png(asking)
