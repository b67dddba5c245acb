"""The work list: what presses first, what waits, what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.numbers import number
from core.words import _
from data.queries.performance.worklist import Stage
from metrics.performance.kinds import ReportState
from pages.shared.place_table import PlaceRow, place_table
from pages.shared.place_table import chosen as asked_for
from pages.shared.report_parts import lines
from pages.shared.report_words import (
    aim_words,
    due_words,
    figure_words,
    late_words,
    value_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.queries.performance.worklist import Item

FIGURE: Final = "angka"
MORE: Final = "jumlah"
SHOWN: Final = 50
TO_DO: Final = (Stage.RETURNED, Stage.OVERDUE, Stage.SOON, Stage.DRAFT)
TABLES: Final = ("work-todo", "work-waiting", "work-done")


def pressed() -> str | None:
    """The figure that was chosen in a table, before any of them is drawn in this run."""
    return next((found for key in TABLES if (found := asked_for(key))), None)


def listing(items: Sequence[Item], selected: str | None) -> None:
    """Three tables; what is done stays folded until it is asked for."""
    todo = [one for one in items if one.stage in TO_DO]
    waiting = [one for one in items if one.stage is Stage.WAITING]
    done = [one for one in items if one.stage is Stage.DONE]
    limit = _limit()
    with st.container(key="work"):
        if todo:
            _table(TABLES[0], _("To do, the most urgent first"), todo[:limit], selected)
        if waiting:
            _table(TABLES[1], _("Waits for verification"), waiting[:limit], selected)
        fold = None
        if done:
            title = _("Done ({count})").format(count=number(len(done)))
            fold = st.expander(title, key="work-fold", on_change="rerun")
            if fold.open:
                with fold:
                    _table(TABLES[2], _("Verified reports"), done[:limit], selected)
        listed = [len(todo), len(waiting)]
        if fold is not None and fold.open:
            listed.append(len(done))
        _more(max(listed), limit)


def _limit() -> int:
    asked = st.query_params.get(MORE, "")
    return max(int(asked), SHOWN) if asked.isdecimal() and len(asked) < len("10000") else SHOWN


def _more(count: int, limit: int) -> None:
    if count <= limit:
        return
    text = _("{shown} of {count} are listed.").format(shown=number(limit), count=number(count))
    st.html(lines([text], "dk-notes"))
    st.button(_("List more"), key="work-more", on_click=_raise_limit, args=(limit,))


def _raise_limit(limit: int) -> None:
    st.query_params[MORE] = str(limit + SHOWN)


def _table(key: str, caption: str, items: Sequence[Item], selected: str | None) -> None:
    if any(one.measure.sample for one in items):
        caption = f"{caption} · {_('SAMPLE DATA')}"
    place_table(
        [row_of(one) for one in items],
        key=key,
        selected=selected,
        caption=caption,
        heading=_("Figure"),
        value=_("Value"),
        further=(_("Due by"), _("Target"), _("Last value")),
    )


def row_of(item: Item) -> PlaceRow:
    """A report as a row: figure, value, state, due day, target, the value before."""
    measure = item.measure
    unit, decimals = measure.unit, measure.decimals
    value = "" if item.value is None else value_words(item.value, unit, decimals)
    last = ""
    if item.last is not None and item.last_period is not None:
        last = figure_words(value_words(item.last, unit, decimals), item.last_period)
    return PlaceRow(
        code=item.key,
        name=figure_words(measure.name, item.period),
        value=value,
        state=state_words(item),
        further=(
            due_words(item.due_on),
            "" if item.aim is None else aim_words(item.aim, unit, decimals),
            last,
        ),
    )


def state_words(item: Item) -> str:
    """What the report asks of its OPD: Dikembalikan: bukti tidak terbaca."""
    match item.stage:
        case Stage.RETURNED:
            rejected = item.state is ReportState.REJECTED
            text = _("Rejected: {reason}") if rejected else _("Sent back: {reason}")
            return text.format(reason=item.reason or _("no reason given"))
        case Stage.OVERDUE:
            text = _("Not reported, {late}")
            if item.state is ReportState.DRAFT:
                text = _("Draft saved, not submitted, {late}")
            return text.format(late=late_words(item.days))
        case Stage.SOON:
            return _("Not reported yet")
        case Stage.DRAFT:
            return _("Draft saved, not submitted")
    return "" if item.state is None else item.state.label.capitalize()
