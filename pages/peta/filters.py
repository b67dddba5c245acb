"""The choices, bound to the address by code: ?indikator=rabies_bites&wilayah=51.08.05."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.words import _
from metrics.definitions import definition
from pages.peta.choices import ALL_POINTS, NO_POINTS, Chosen, Form, kecamatan_of
from pages.shared.map import Screen, has_webgl, is_narrow, screen
from pages.shared.pickers import choice, period_words
from reports.area.model import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.peta.loader import Shelf
    from pages.shared.viewer import Viewer
    from reports.area.model import AreaMetric

PLACE_KEY = "wilayah"


def choose(viewer: Viewer, held: Shelf) -> Chosen | None:
    """What the reader looks at; None while neither kecamatan nor figures of them are loaded."""
    code = viewer.settings.regency.code
    metrics = held.metrics(viewer.language)
    if not metrics:
        return None
    with st.container(key="map-filters"):
        first, second, third, fourth, fifth = st.columns(
            [11, 9, 8, 8, 6], vertical_alignment="bottom"
        )
        with first:
            metric = _metric(metrics, viewer.settings.headline.metrics)
        with second:
            place = _place(held, code, viewer.settings.regency.name)
        with third:
            if place != code:
                _back(code)
            level = _level(metrics[metric], kecamatan_of(place), held.levels)
        with fourth:
            period = _period(metrics[metric].periods.get(level, ()))
        with fifth, st.popover(_("Layers"), icon=":material/layers:", width="stretch"):
            points = _points(held.point_kinds(viewer.language))
            form = _form()
    width = screen() or Screen.MIDDLE
    return Chosen(code, metric, level, period, place, points, form, width)


def go_to(place: str, regency: str) -> None:
    """Look at another place from the next run on; the whole regency needs no word of it."""
    if place == regency:
        st.query_params.pop(PLACE_KEY, None)
    else:
        st.query_params[PLACE_KEY] = place


def _back(regency: str) -> None:
    """The way out of a kecamatan, where the level is asked for otherwise."""
    st.button(
        _("Whole area"),
        icon=":material/arrow_back:",
        key="back",
        on_click=go_to,
        args=(regency, regency),
        width="stretch",
    )


def _metric(metrics: Mapping[str, AreaMetric], headline: tuple[str, ...]) -> str:
    first = next((one for one in headline if one in metrics), next(iter(metrics)))
    return choice(
        _("Metric"),
        tuple(metrics),
        default=first,
        key="indikator",
        words=lambda one: definition(one).label,
    )


def _place(held: Shelf, regency: str, name: str) -> str:
    """The regency, its kecamatan, and the desa of the kecamatan that the address names."""
    inside = kecamatan_of(st.query_params.get(PLACE_KEY, regency))
    options = (regency, *held.places_of(regency))
    if inside in options:
        at = options.index(inside) + 1
        options = (*options[:at], *held.places_of(inside), *options[at:])

    def words(code: str) -> str:
        return name if code == regency else held.place_name(code)

    return choice(_("Area"), options, default=regency, key=PLACE_KEY, words=words)


def _level(metric: AreaMetric, inside: str | None, drawn: tuple[Level, ...]) -> Level:
    """Inside a kecamatan its desa are shown, where there are figures and boundaries of them."""
    known = [level for level in Level if level in drawn and level in metric.periods]
    known = known or [Level.KECAMATAN]
    if inside is not None:
        st.query_params.pop("tingkat", None)
        return known[-1]
    words = {Level.KECAMATAN: _("Kecamatan"), Level.DESA: _("Desa and kelurahan")}
    chosen = choice(
        _("Level"),
        [level.value for level in known],
        default=known[0].value,
        key="tingkat",
        words=lambda code: words[Level(code)],
    )
    return Level(chosen)


def _period(periods: tuple[str, ...]) -> str:
    if not periods:
        st.query_params.pop("periode", None)
        return ""
    return choice(_("Period"), periods, default=periods[0], key="periode", words=period_words)


def _points(kinds: Mapping[str, str]) -> str:
    if not kinds:
        st.query_params.pop("titik", None)
        return NO_POINTS
    words = {NO_POINTS: _("None"), ALL_POINTS: _("All kinds"), **kinds}
    return choice(
        _("Points"), tuple(words), default=NO_POINTS, key="titik", words=words.__getitem__
    )


def _form() -> Form:
    """What the browser said it can do decides, until the reader chooses."""
    able = has_webgl() is True
    usual = Form.MOVING if able and is_narrow() is not True else Form.FLAT
    if not able:
        st.query_params.pop("peta", None)
        return Form.FLAT
    words = {Form.MOVING: _("Map to move about"), Form.FLAT: _("Flat, for paper")}
    chosen = choice(
        _("Drawing"),
        [form.value for form in Form],
        default=usual.value,
        key="peta",
        words=lambda code: words[Form(code)],
    )
    return Form(chosen)
