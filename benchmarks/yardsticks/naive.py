"""Five charts as most dashboards draw them: frames from the cache, charts built at each run."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd
import streamlit as st

DAYS = 365


@st.cache_data
def bars(count: int) -> pd.DataFrame:
    """Return one row a unit: name, value."""
    return pd.DataFrame(
        {
            "name": [f"Unit {i:02d}" for i in range(count)],
            "value": [i * 37 % 101 for i in range(count)],
        }
    )


@st.cache_data
def lines() -> pd.DataFrame:
    """Return three series of one value a day: date, series, value."""
    dates = pd.date_range("2025-01-01", periods=DAYS)
    return pd.concat(
        pd.DataFrame(
            {
                "date": dates,
                "series": name,
                "value": [50 + 20 * math.sin(i / 20 + shift) for i in range(DAYS)],
            }
        )
        for shift, name in enumerate(["First", "Second", "Third"])
    )


@st.cache_data
def circles() -> pd.DataFrame:
    """Return 120 points: x, y, size, group."""
    return pd.DataFrame(
        {
            "x": [i * 53 % 97 for i in range(120)],
            "y": [i * 31 % 89 for i in range(120)],
            "size": [i * 17 % 50 for i in range(120)],
            "group": [f"Group {i % 4}" for i in range(120)],
        }
    )


@st.cache_data
def heat() -> pd.DataFrame:
    """Return 40 units by 12 months: unit, month, value."""
    return pd.DataFrame(
        [
            {"unit": f"Unit {i:02d}", "month": month, "value": i * month * 13 % 100}
            for i in range(40)
            for month in range(1, 13)
        ]
    )


st.title("Performance")
st.altair_chart(alt.Chart(bars(40)).mark_bar().encode(x="value:Q", y="name:N"))
st.altair_chart(alt.Chart(bars(9)).mark_bar().encode(x="name:N", y="value:Q"))
st.altair_chart(alt.Chart(lines()).mark_line().encode(x="date:T", y="value:Q", color="series:N"))
st.altair_chart(
    alt.Chart(circles()).mark_circle().encode(x="x:Q", y="y:Q", size="size:Q", color="group:N")
)
st.altair_chart(alt.Chart(heat()).mark_rect().encode(x="month:O", y="unit:N", color="value:Q"))
