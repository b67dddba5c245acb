"""The queue as a table from which a figure is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.numbers import number
from core.words import _, ngettext
from data.queries.performance.queue import Desk
from pages.shared.place_table import PlaceRow, place_table
from pages.shared.place_table import chosen as asked_for
from pages.shared.report_parts import lines
from pages.shared.report_words import figure_words, value_words
from pages.verifikasi.answer import days_since
from pages.verifikasi.choices import asked, choose_office, choose_quarter, desks_of

if TYPE_CHECKING:
    from data.queries.performance.queue import Ask, Waiting
    from pages.verifikasi.loader import CheckDesk

MORE: Final = "jumlah"
SHOWN: Final = 50


def captions() -> dict[Desk, str]:
    """What each table holds."""
    return {
        Desk.VERIFY: _("Waits for verification, the oldest first"),
        Desk.APPROVE: _("Waits for approval, the oldest first"),
        Desk.LOCK: _("Approved, to be locked"),
        Desk.UNLOCK: _("Requests to unlock"),
        Desk.LOCKED: _("Locked figures"),
    }


def key_of(one: Desk) -> str:
    """Where Streamlit keeps what is chosen in the table of a desk."""
    return f"queue-{one.value}"


def pressed() -> str | None:
    """The figure that was chosen in a table, before any of them is drawn in this run."""
    return next((found for one in Desk if (found := asked_for(key_of(one)))), None)


def queue(desk: CheckDesk) -> None:
    """Filters and the tables of this person's turns."""
    viewer = desk.viewer
    desks = desks_of(viewer)
    with st.container(key="check-filters", horizontal=True):
        opd = choose_office(desk.held.offices(tuple(asked(viewer, one) for one in desks)))
        quarter = choose_quarter(desk.today)
    empty = True
    for one in desks:
        empty = not table(desk, asked(viewer, one, opd, quarter)) and empty
    if empty:
        st.html(lines([_("Nothing waits here.")]))


def table(desk: CheckDesk, ask: Ask) -> bool:
    """One table, with a way to more rows; False when there is none."""
    count = desk.held.count(ask).count
    if not count:
        return False
    limit = shown_rows()
    rows = desk.held.waiting(ask, desk.viewer.scope, limit)
    caption = captions()[ask.desk]
    if any(one.sample for one in rows):
        caption = f"{caption} · {_('SAMPLE DATA')}"
    place_table(
        [_row(one, desk) for one in rows],
        key=key_of(ask.desk),
        selected=None,
        caption=caption,
        heading=_("Figure"),
        value=_("Value"),
        further=(_("OPD"), _("Waiting"), _("Entered by")),
    )
    if count > limit:
        text = _("{shown} of {count} are listed.")
        st.html(lines([text.format(shown=number(limit), count=number(count))], "dk-notes"))
        name = f"queue-more-{ask.desk.value}"
        st.button(_("List more"), key=name, on_click=_raise, args=(limit,))
    return True


def shown_rows() -> int:
    """How many rows of each table are listed."""
    given = st.query_params.get(MORE, "")
    return max(int(given), SHOWN) if given.isdecimal() and len(given) < len("10000") else SHOWN


def _raise(limit: int) -> None:
    st.query_params[MORE] = str(limit + SHOWN)


def _row(one: Waiting, desk: CheckDesk) -> PlaceRow:
    value = "" if one.value is None else value_words(one.value, one.unit, one.decimals)
    since = ""
    if one.since is not None:
        days = days_since(one.since, desk)
        since = ngettext("{days} day", "{days} days", days).format(days=number(days))
    return PlaceRow(
        code=one.key,
        name=figure_words(one.name, one.period),
        value=value,
        state=one.unlock_reason or "",
        further=(one.opd_short, since, one.by or ""),
    )
