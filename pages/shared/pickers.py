"""Selects for a year, a triwulan, a month and any short list, in the reader's own words.

Streamlit's date input speaks English and picks days. A choice is written into the address by its
code (`?periode=2024-Q3`), so that a link means the same to a reader of the other language.
Streamlit's own `bind="query-params"` would write the label there ("TW III 2024"), which the
other language does not know.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from core.periods import Period, PeriodKind
from core.words import _, language, speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FORMS: Final = {
    PeriodKind.YEAR: ("{year}",),
    PeriodKind.HALF: tuple(f"{{year}}-H{number}" for number in (1, 2)),
    PeriodKind.QUARTER: tuple(f"{{year}}-Q{number}" for number in range(1, 5)),
    PeriodKind.MONTH: tuple(f"{{year}}-{number:02d}" for number in range(1, 13)),
}


def choice(
    label: str,
    options: Sequence[str],
    *,
    default: str,
    key: str,
    words: Callable[[str], str] = str,
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """One code of `options`, shown by `words`, kept in the address as `?key=code`.

    The address leads: a code in it that is not among the options falls back to the default and
    leaves the address, as does the default itself. default must be one of the options. width: px.
    """
    asked = st.query_params.get(key)
    if asked is not None and asked not in options:
        del st.query_params[key]
    value = asked if asked in options else default
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return st.selectbox(
        label,
        options,
        key=key,
        format_func=words,
        placeholder=_("Choose"),
        on_change=_into_address,
        args=(key, default),
        width=width,
    )


def _into_address(key: str, default: str) -> None:
    chosen = st.session_state[key]
    if chosen == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen


@lru_cache(maxsize=256)
def periods_within(kind: PeriodKind, first: Period | int, last: Period | int) -> tuple[Period, ...]:
    """Every period of a kind that lies wholly from `first` to `last`, oldest first.

    A whole number is a year. Kinds: year, half, quarter, month.
    """
    start, end = _period(first).start, _period(last).end
    every = (
        Period.parse(form.format(year=year))
        for year in range(start.year, end.year + 1)
        for form in FORMS[kind]
    )
    return tuple(period for period in every if period.start >= start and period.end <= end)


def year_picker(
    label: str, *, first: Period | int, last: Period | int, key: str,
    default: Period | int | None = None,
) -> Period:  # fmt: skip
    """A year from first to last, newest on top; the default is the newest."""
    return period_picker(label, PeriodKind.YEAR, first=first, last=last, key=key, default=default)


def quarter_picker(
    label: str, *, first: Period | int, last: Period | int, key: str,
    default: Period | None = None,
) -> Period:  # fmt: skip
    """A triwulan from first to last ("TW III 2024"), newest on top; the default is the newest."""
    return period_picker(
        label, PeriodKind.QUARTER, first=first, last=last, key=key, default=default
    )


def month_picker(
    label: str, *, first: Period | int, last: Period | int, key: str,
    default: Period | None = None,
) -> Period:  # fmt: skip
    """A month from first to last ("Agustus 2024"), newest on top; the default is the newest."""
    return period_picker(label, PeriodKind.MONTH, first=first, last=last, key=key, default=default)


def period_picker(
    label: str,
    kind: PeriodKind,
    *,
    first: Period | int,
    last: Period | int,
    key: str,
    default: Period | int | None = None,
) -> Period:
    """A period of one kind from first to last, newest on top; the default is the newest.

    A default outside the list gives way to the newest. The list must hold at least one period.
    """
    texts = [period.text for period in reversed(periods_within(kind, first, last))]
    wanted = str(default) if default is not None else texts[0]
    chosen = choice(
        label,
        texts,
        default=wanted if wanted in texts else texts[0],
        key=key,
        words=period_words,
    )
    return Period.parse(chosen)


def period_words(text: str) -> str:
    """A period's text form in the reader's words, kept: a list of months costs much otherwise."""
    return _period_words(text, language())


@lru_cache(maxsize=4096)
def _period_words(text: str, spoken: str) -> str:
    with speaking(spoken):
        return Period.parse(text).label()


def period_range(
    labels: tuple[str, str],
    kind: PeriodKind,
    *,
    first: Period | int,
    last: Period | int,
    keys: tuple[str, str],
    default: Period | int | None = None,
) -> tuple[Period, Period]:
    """Two periods of one kind, the second never before the first; by default the whole span.

    labels, keys: of the first and of the last period. default: of the first one.
    """
    oldest = default if default is not None else periods_within(kind, first, last)[0]
    begin = period_picker(labels[0], kind, first=first, last=last, key=keys[0], default=oldest)
    return begin, period_picker(labels[1], kind, first=begin, last=last, key=keys[1])


def _period(bound: Period | int) -> Period:
    return bound if isinstance(bound, Period) else Period.parse(str(bound))
