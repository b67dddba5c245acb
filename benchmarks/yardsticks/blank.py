"""A Streamlit page with nothing on it: what the framework itself costs."""

from __future__ import annotations

import streamlit as st

st.empty()
