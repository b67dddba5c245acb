"""Settings and the one engine of this process, for screens and server routes alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.settings import Settings, load_settings
from data.engine import Installation, check_installation, make_engine
from metrics.configured import check_settings

if TYPE_CHECKING:
    from sqlalchemy import Engine


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """config.toml, read once; SettingsError is not kept, so a mended file works at the next run."""
    return check_settings(load_settings())


@st.cache_resource(show_spinner=False, on_release=lambda engine: engine.dispose())
def engine() -> Engine:
    """The engine of the shared database, with its pool of connections."""
    return make_engine(settings().database.url)


def checked_installation() -> Installation:
    """What the database is, asked anew; raises a DashboardError with words if it cannot be used."""
    return check_installation(engine(), settings())
