"""The trail of steps, narrowed by OPD, triwulan and kind of step; for reading alone."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.numbers import number
from core.periods import Period
from core.words import _, language
from data.queries.performance.steps import Trail
from pages.shared.pickers import choice
from pages.shared.report_parts import heading, lines, put, steps_table
from pages.shared.report_words import STEPS, step_words
from pages.verifikasi.choices import ALL, choose_office, choose_quarter

if TYPE_CHECKING:
    from pages.verifikasi.loader import CheckDesk

PAGE: Final = 50


def trail(desk: CheckDesk) -> None:
    """Filters, what the check of many verifications asks, and a page of steps."""
    held, scope = desk.held, desk.viewer.scope
    with st.container(key="check-filters", horizontal=True):
        opd = choose_office(held.names)
        quarter = choose_quarter(desk.today)
        action = choice(
            _("Step"),
            (ALL, *STEPS),
            default=ALL,
            key="langkah",
            words=lambda code: _("All steps") if code == ALL else step_words(code).capitalize(),
        )
        wanted = Trail(
            opd,
            None if quarter == ALL else Period.parse(quarter),
            None if action == ALL else action,
        )
        count = held.step_count(wanted)
        page = _page(count)
    if scope.sees_submitted:
        put(_stamped(held.stamped(desk.today, language())))
    if not count:
        st.html(lines([_("No step is recorded here yet.")]))
        return
    rows = held.steps(wanted, scope, page * PAGE, PAGE)
    caption = _("{first} to {last} of {count} steps, newest first").format(
        first=number(page * PAGE + 1),
        last=number(page * PAGE + len(rows)),
        count=number(count),
    )
    if any(one.sample for one in rows):
        caption = f"{caption} · {_('SAMPLE DATA')}"
    st.html(steps_table(rows, desk.viewer.settings.regency, caption, named=True))


def _stamped(asked: tuple[str, ...]) -> str:
    if not asked:
        return ""
    body = "".join(f"<li>{escape(one)}</li>" for one in asked)
    return f'{heading(_("Questions of the checks"))}<ul class="dk-asked">{body}</ul>'


def _page(count: int) -> int:
    pages = [str(one) for one in range(1, (count - 1) // PAGE + 2)] if count else ["1"]
    if len(pages) == 1:
        st.query_params.pop("hal", None)
        return 0
    return int(choice(_("Page"), pages, default="1", key="hal")) - 1
