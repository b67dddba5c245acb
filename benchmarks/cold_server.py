"""The dashboard with every cache of Streamlit emptied before each run: what a first look costs."""

from __future__ import annotations

import sys

import streamlit as st
from streamlit.web import cli

from pages.shared import navigation


def main() -> None:
    """Serve dashboard.py with the flags of the command line."""
    shown = navigation.show

    def show() -> None:
        st.cache_data.clear()
        st.cache_resource.clear()
        shown()

    navigation.show = show
    sys.argv = ["streamlit", "run", "dashboard.py", *sys.argv[1:]]
    cli.main()


if __name__ == "__main__":
    main()
