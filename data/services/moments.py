"""Moments as files write them, a whole column at once: ISO, or day-month-year with a time.

Local time of the regency unless an offset (Z, +08:00) or WIB, WITA, WIT stands with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.imports.dates import MONTH_OF
from metrics.services.events import NAT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from metrics.services.hours import Ints

TIME: Final = (
    r"(?:(?:t| +|, *| pukul +| jam +| - )(?P<h>[0-9]{1,2})[:.](?P<i>[0-9]{2})"
    r"(?:[:.](?P<s>[0-9]{2})(?:[.,][0-9]+)?)?)?"
    r" *(?P<z>z|wib|wita|wit|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})?$"
)
SHAPES: Final = (
    r"^(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})" + TIME,
    r"^(?:[a-z']+, *)?(?P<d>[0-9]{1,2})[-/. ](?P<m>[0-9]{1,2}|[a-z]+)[-/. ](?P<y>[0-9]{4})" + TIME,
)
ZONES: Final = {"z": 0, "wib": 7 * 3600, "wita": 8 * 3600, "wit": 9 * 3600}
HOURS, MINUTES, SECONDS, MONTHS = 24, 60, 60, 12
NAIVE: Final = pa.timestamp("s")
AWARE: Final = pa.timestamp("s", tz="UTC")


@dataclass(frozen=True, slots=True)
class Moments:
    """Seconds since 1970-01-01 in UTC (NAT for an empty cell), and which cells are no moment."""

    seconds: Ints
    bad: NDArray[np.bool_]


def read_moments(texts: pa.Array, offset: int) -> Moments:
    """The moments of a column of texts; offset: seconds by which local time is ahead of UTC."""
    trimmed = pc.utf8_trim_whitespace(texts)
    known = pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
    for kind, ahead in ((NAIVE, offset), (AWARE, 0)):
        try:
            found = known.cast(kind).cast(pa.int64())
        except pa.ArrowInvalid:
            continue
        return _moments(found, known.is_null(), ahead)
    return _by_shape(known, offset)


def _moments(found: pa.Array, empty: pa.Array, ahead: int) -> Moments:
    seconds = pc.fill_null(found, NAT + ahead).to_numpy(zero_copy_only=False) - ahead
    return Moments(seconds.astype(np.int64), np.zeros(len(empty), dtype=np.bool_))


def _by_shape(known: pa.Array, offset: int) -> Moments:
    """Each cell by the first shape that it has."""
    texts = pc.utf8_lower(known)
    empty = known.is_null().to_numpy(zero_copy_only=False)
    seconds = np.full(len(known), NAT, dtype=np.int64)
    missing = ~empty
    for shape in SHAPES:
        rows = np.flatnonzero(missing)
        if not len(rows):
            break
        parts = pc.extract_regex(texts.take(pa.array(rows)), shape)
        fits = parts.is_valid().to_numpy(zero_copy_only=False)
        found = _seconds(parts.filter(pa.array(fits)), offset)
        seconds[rows[fits]] = found
        missing[rows[fits]] = False
    bad = missing | (~empty & (seconds == NAT))
    return Moments(seconds, bad)


def _seconds(parts: pa.StructArray, offset: int) -> Ints:
    """Seconds of matched parts; NAT where they are no day or time."""
    y, d, h, i, s = (_number(parts, name) for name in ("y", "d", "h", "i", "s"))
    m = _looked_up(parts, "m", _month)
    zone = _looked_up(parts, "z", lambda text: _ahead(text, offset))
    month = np.clip(m, 1, MONTHS)
    first = ((y - 1970) * MONTHS + month - 1).astype("datetime64[M]")
    day = first.astype("datetime64[D]") + np.maximum(d - 1, 0)
    good = (m == month) & (d >= 1) & (day.astype("datetime64[M]") == first)
    good &= (h < HOURS) & (i < MINUTES) & (s < SECONDS) & (y > 0)
    seconds = day.astype(np.int64) * 86_400 + h * 3600 + i * 60 + s - zone
    return np.where(good, seconds, NAT)


def _number(parts: pa.StructArray, name: str) -> Ints:
    texts = pc.struct_field(parts, name)
    filled = pc.if_else(pc.equal(texts, ""), "0", pc.fill_null(texts, "0"))
    numbers: Ints = filled.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return numbers


def _looked_up(parts: pa.StructArray, name: str, meaning: Any) -> Ints:  # noqa: ANN401 (a function of a text)
    coded = pc.fill_null(pc.struct_field(parts, name), "").dictionary_encode()
    values = np.array([meaning(text) for text in coded.dictionary.to_pylist()], dtype=np.int64)
    if not len(values):
        return np.zeros(len(parts), dtype=np.int64)
    found: Ints = values[coded.indices.to_numpy(zero_copy_only=False)]
    return found


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTH_OF.get(text, 0)


def _ahead(text: str, offset: int) -> int:
    if not text:
        return offset
    if text in ZONES:
        return ZONES[text]
    digits = text[1:].replace(":", "").ljust(4, "0")
    ahead = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -ahead if text[0] == "-" else ahead
