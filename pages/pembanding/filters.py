"""The choices, bound to the address by code: ?metric=spbe_index&region=14.08&period=2022."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.periods import Period, PeriodKind
from core.words import _
from metrics.definitions import component_label, definition
from metrics.display import value_text
from pages.pembanding.choices import AUTOMATIC, NATION, NOBODY, Chosen, Coverage
from pages.pembanding.values import MAIN
from pages.shared.pickers import choice, period_range, period_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pages.pembanding.loader import Shelf
    from pages.shared.viewer import Viewer

NO_PEERS: Final = "-"


def choose(viewer: Viewer, held: Shelf) -> Chosen | None:
    """What the reader compares; None when no figure at all is loaded."""
    if not held.metrics:
        return None
    settings = viewer.settings
    with st.container(key="filters"):
        first, second, third = st.columns([2, 2, 1])
        with first:
            metric = _metric(held.metric_labels(viewer.language), settings.headline.metrics)
            component = _component(held.components(metric))
        known = held.material(metric, component).coverage
        places = held.place_labels(viewer.language, metric, component)
        with second:
            region = _region(places, settings.regency.code, settings.regency.name)
        with st.expander(_("Peers, span and best"), icon=":material/tune:"):
            peers = _peers(places, region, settings.peers.regions)
            with st.container(horizontal=True):
                begin, end = _span(known)
                with third:
                    period = _period(known.periods_of(region, begin, end))
                best = _best(known, metric, period)
    return Chosen(metric, component, region, peers, begin.text, end.text, period, best)


def _metric(labels: Mapping[str, str], headline: Sequence[str]) -> str:
    metrics = tuple(labels)
    first = next((metric for metric in headline if metric in labels), metrics[0])
    return choice(_("Metric"), metrics, default=first, key="metric", words=labels.__getitem__)


def _component(components: Sequence[str]) -> str:
    if len(components) == 1:
        _forget("component")
        return components[0]

    def words(component: str) -> str:
        return _("Headline figure") if component == MAIN else component_label(component)

    return choice(_("Component"), components, default=components[0], key="component", words=words)


def _region(places: Mapping[str, str], code: str, name: str) -> str:
    names = {code: name, **places}
    return choice(_("Region"), tuple(names), default=code, key="region", words=names.__getitem__)


def _peers(places: Mapping[str, str], region: str, default: Sequence[str]) -> tuple[str, ...]:
    options = [code for code in places if code not in (region, NATION)]
    return several(
        _("Peers"),
        options,
        default=[code for code in default if code in options],
        key="peers",
        words=places.__getitem__,
    )


def several(
    label: str,
    options: Sequence[str],
    *,
    default: Sequence[str],
    key: str,
    words: Callable[[str], str],
) -> tuple[str, ...]:
    """Some codes of `options`, kept in the address as `?key=code,code`, or `-` for none.

    The address leads; codes in it that are not among the options are passed over.
    """
    asked = st.query_params.get(key)
    if asked is None:
        value = list(default)
    else:
        value = [code for code in dict.fromkeys(asked.split(",")) if code in options]
        if not value and asked != NO_PEERS:
            del st.query_params[key]
            value = list(default)
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    chosen = st.multiselect(
        label,
        options,
        key=key,
        format_func=words,
        placeholder=_("Choose"),
        on_change=_into_address,
        args=(key, tuple(default)),
    )
    return tuple(chosen)


def _forget(*keys: str) -> None:
    """Take what is not asked here out of the address: it may stem from another metric."""
    for key in keys:
        if key in st.query_params:
            del st.query_params[key]


def _into_address(key: str, default: tuple[str, ...]) -> None:
    chosen = tuple(st.session_state[key])
    if chosen == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = ",".join(chosen) or NO_PEERS


def _span(known: Coverage) -> tuple[Period, Period]:
    if known.first == known.last:
        _forget("from", "to")
        return known.first, known.last
    yearly = known.kind is PeriodKind.YEAR
    labels = (_("From year"), _("To year")) if yearly else (_("From month"), _("To month"))
    return period_range(labels, known.kind, first=known.first, last=known.last, keys=("from", "to"))


def _period(periods: Sequence[str]) -> str:
    if not periods:
        _forget("period")
        return ""
    return choice(
        _("Period compared"),
        periods,
        default=periods[0],
        key="period",
        words=period_words,
    )


def _best(known: Coverage, metric: str, period: str) -> str:
    rivals = {one.code: one for one in known.candidates.get(period, ())}
    if not rivals:
        _forget("best")
        return NOBODY
    subject = definition(metric)

    def words(code: str) -> str:
        if code == AUTOMATIC:
            return _("the best of the period")
        return f"{rivals[code].name} · {value_text(subject, rivals[code].value)}"

    return choice(
        _("Compared with"), (AUTOMATIC, *rivals), default=AUTOMATIC, key="best", words=words
    )
