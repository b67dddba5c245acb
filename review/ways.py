"""Which way each topic goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.imports.topics import topic_named
from review.rows import ROWS

if TYPE_CHECKING:
    from review.way import Way


def way_of(topic: str) -> Way:
    """The way of the topic of that id; NotFound for one that does not exist."""
    if not topic_named(topic).bulk:
        return ROWS
    from review.bulk import BULK  # noqa: PLC0415 (numpy and pyarrow load slowly)

    return BULK
