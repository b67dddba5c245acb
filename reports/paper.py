"""Charts as files for paper and messages: PDF and PNG from the same specs as the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SCALE: Final = 2.0
"""Pixels of the picture for one of the screen: sharp on paper and on a phone."""


def as_png(spec: Mapping[str, Any]) -> bytes:
    """A ready Vega-Lite spec as a PNG of twice its size."""
    # Loads an engine of its own; only who asks for a file waits for it.
    import vl_convert  # noqa: PLC0415

    picture: bytes = vl_convert.vegalite_to_png(dict(spec), scale=SCALE, allowed_base_urls=[])
    return picture


def as_pdf(spec: Mapping[str, Any]) -> bytes:
    """A ready Vega-Lite spec as one page of PDF of its own size."""
    import vl_convert  # noqa: PLC0415

    paper: bytes = vl_convert.vegalite_to_pdf(dict(spec), allowed_base_urls=[])
    return paper
