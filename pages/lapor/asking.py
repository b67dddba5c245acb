"""What the checks ask: before a figure is submitted, and afterwards until it is answered."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.numbers import number
from core.words import _, ngettext
from data.queries.performance.questions import before_submitting
from pages.lapor.form import submit, tell
from pages.shared.database import engine
from pages.shared.report_parts import answer_line, heading, lines, notice
from review.access import Permission, may
from review.performance.questions import AnswerState, answer_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.queries.performance.questions import Asked
    from pages.lapor.loader import Office, Opened
    from pages.lapor.sheet import Sheet

LONGEST: Final = 2000
SHOWN: Final = 20


def last_word(office: Office, opened: Opened, sheet: Sheet) -> None:
    """A figure on its way: submitted at once, or after its person has read what will be asked."""
    stored = opened.report.stored
    if sheet.ready is None or stored is None or stored.version != sheet.ready:
        return
    open_questions = _before(office, opened)
    if not open_questions:
        if submit(office, sheet, stored.id):
            st.rerun()
        return
    text = ngettext(
        "One question will be asked about this figure",
        "{count} questions will be asked about this figure",
        len(open_questions),
    ).format(count=number(len(open_questions)))
    asked = "".join(f"<li>{escape(one.text())}</li>" for one in open_questions)
    st.html(
        f'<div class="dk-notice" role="alert">{heading(text)}<ul class="dk-asked">{asked}</ul>'
        f"{lines([_('Your draft is saved. Submit it if the figure is right, or change it.')])}"
        "</div>"
    )
    with st.form("report-last-word", border=False):
        words = st.text_area(
            _("Explanation for the verifier (optional)"), key="report-why", max_chars=LONGEST,
            height=80,
        )  # fmt: skip
        pressed = st.form_submit_button(
            _("The figure is right: submit"), type="primary", key="report-sure"
        )
    if pressed and _explain(office, open_questions, words) and submit(office, sheet, stored.id):
        st.rerun()


def _before(office: Office, opened: Opened) -> tuple[Asked, ...]:
    stored, report = opened.report.stored, opened.report
    if stored is None or stored.value is None:
        return ()
    viewer = office.viewer
    with engine().connect() as conn:
        return before_submitting(
            conn,
            scope=viewer.scope,
            code=report.measure.code,
            period=report.period,
            value=stored.value,
            settings=viewer.settings,
        )


def _explain(office: Office, asked: Sequence[Asked], words: str) -> bool:
    """Keep the explanation as the answer to each question; an empty one leaves them open."""
    if not words.strip():
        return True
    return all(_answer(office, one, AnswerState.EXPLAINED, words) for one in asked)


def _answer(office: Office, one: Asked, state: AnswerState, words: str) -> bool:
    try:
        answer_question(
            engine(),
            by=office.viewer.person,
            indicator=one.question.indicator,
            period=one.question.period,
            rule=one.question.rule.value,
            state=state,
            words=words,
        )
    except DashboardError as error:
        st.html(notice(error))
        return False
    return True


def answers(office: Office, code: str, period: str) -> None:
    """What is asked about one figure, and the form for what is not answered yet."""
    own = [
        one
        for one in office.asked()
        if (one.question.indicator, one.question.period) == (code, period)
    ]
    if own:
        st.html(heading(_("Questions of the checks")))
        _each(office, own)


def every_question(office: Office) -> None:
    """All that is asked of the OPD about the last year."""
    asked = office.asked()
    if not asked:
        st.html(lines([_("The checks ask nothing of this OPD.")]))
        return
    new = [one for one in asked if one.answer is None]
    text = ngettext("{count} question is open", "{count} questions are open", len(new))
    st.html(heading(text.format(count=number(len(new)))))
    _each(office, asked[:SHOWN])
    if len(asked) > SHOWN:
        rest = _("{shown} of {count} are listed.")
        st.html(lines([rest.format(shown=number(SHOWN), count=number(len(asked)))], "dk-notes"))


def _each(office: Office, asked: Sequence[Asked]) -> None:
    """Answered ones as text, each open one with its form."""
    allowed = may(office.viewer.person, Permission.ANSWER_QUESTION, opd=office.code).allowed
    for one in asked:
        st.html(answer_line(one, office.viewer.settings.regency))
        if allowed and one.answer is None:
            _form(office, one)


def _form(office: Office, one: Asked) -> None:
    name = f"{one.question.rule.value}-{one.key}"
    with (
        st.expander(_("Answer this question"), key=f"ask-{name}"),
        st.form(f"ask-form-{name}", border=False),
    ):
        state = st.selectbox(
            _("What came of it"),
            [state.value for state in AnswerState],
            format_func=lambda code: AnswerState(code).label.capitalize(),
            key=f"ask-state-{name}",
            placeholder=_("Choose"),
        )
        words = st.text_area(_("Answer"), key=f"ask-words-{name}", max_chars=LONGEST, height=80)
        pressed = st.form_submit_button(_("Send the answer"), key=f"ask-send-{name}")
    if pressed and _answer(office, one, AnswerState(state), words):
        tell(_("The answer is stored."))
        st.rerun()
