"""The newest revision of the schema, without Alembic: every process and page asks for it."""

from __future__ import annotations

from functools import cache
from typing import Final

from core.settings import ROOT

VERSIONS: Final = ROOT / "data" / "migrations" / "versions"


@cache
def newest_revision() -> str:
    """The revision that Alembic calls head: each file begins with the number of its own."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))
