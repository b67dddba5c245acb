"""The scores of all OPD by triwulan, read once for Kinerja OPD and Rapor OPD alike."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.database import engine, settings
from reports.performance.board import board, register

if TYPE_CHECKING:
    from datetime import date

    from reports.performance.board import Board

TOPICS: Final = (
    "opd", "goals", "indicators", "contributors", "targets", "actuals", "budgets",
    "recommendations",
)  # fmt: skip
KEPT: Final = 16


class Boards:
    """What one data version says on one day; made when first asked for and never changed."""

    def __init__(self, as_of: date) -> None:
        with engine().connect() as conn:
            self.register = register(conn, settings(), as_of)
        self.board = lru_cache(KEPT)(self._board)

    def _board(self, period: str) -> Board:
        with engine().connect() as conn:
            return board(conn, self.register, period, quarters=2)


# Two: while the version changes, some readers are still on the one before.
@st.cache_resource(max_entries=2, show_spinner=False)
def boards(version: tuple[int, ...], as_of: date) -> Boards:
    """The boards of a data version (of TOPICS, in their order) on a day."""
    return Boards(as_of)
