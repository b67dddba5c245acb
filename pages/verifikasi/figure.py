"""One figure with all that helps to decide on it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import DashboardError, Invalid
from core.numbers import number
from core.periods import Period
from core.words import _
from pages.shared.objection_words import objection_lines
from pages.shared.report_facts import previous, reached, target_facts, year_before
from pages.shared.report_parts import (
    answer_line,
    chips,
    evidence_list,
    facts,
    folded,
    heading,
    lines,
    notice,
    steps_table,
)
from pages.shared.report_words import change_words, figure_words, typed, value_words, when
from pages.shared.table import Column, html_table
from pages.verifikasi.choices import FIGURE
from pages.verifikasi.deciding import deciding

if TYPE_CHECKING:
    from core.settings import Regency
    from data.queries.performance.report import Past, Report
    from pages.verifikasi.loader import CheckDesk, Opened


def figure(desk: CheckDesk, key: str) -> None:
    """The figure that the address names."""
    st.button(_("Back to the list"), icon=":material/arrow_back:", key="check-back", on_click=leave)
    opened = _opened(desk, key)
    if opened is None:
        hint = _("Choose a figure from the list.")
        st.html(notice(DashboardError(_("This figure is not reported (any more)."), hint=hint)))
        return
    report, regency = opened.report, desk.viewer.settings.regency
    stored = report.stored
    state = "" if stored is None else stored.state.label
    st.html(
        heading(figure_words(report.measure.name, report.period))
        + lines([report.measure.opd_name], "dk-notes")
        + chips([state, _("SAMPLE DATA") if report.measure.sample else ""])
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(
            _value(report)
            + _comparison(report)
            + _asked(opened, regency)
            + _evidence(opened, regency)
            + _objections(opened, regency)
        )
    with right:
        deciding(desk, opened, key)
        st.html(facts([*target_facts(report), *_people(report, regency), *_about(report)]))
    caption = _("Steps, the newest first")
    table = steps_table(opened.steps, regency, caption)
    st.html(folded(_("What happened to this figure"), table))


def leave() -> None:
    """Back to the list: the address names no figure any more."""
    st.query_params.pop(FIGURE, None)


def _opened(desk: CheckDesk, key: str) -> Opened | None:
    code, _sign, text = key.partition("~")
    try:
        return desk.opened(code, Period.parse(text).text)
    except Invalid:
        return None


def _value(report: Report) -> str:
    measure, stored = report.measure, report.stored
    if stored is None or not stored.seen:
        return lines([_("Until it is submitted the value is for its OPD and those who check.")])
    if stored.value is None:
        return lines([_("no value")])
    value = value_words(stored.value, measure.unit, measure.decimals)
    parts = [f'<p class="dk-value">{escape(value)}</p>']
    if stored.numerator is not None and stored.denominator is not None:
        text = _("{numerator} of {denominator}").format(
            numerator=number(stored.numerator, 6, trim=True),
            denominator=number(stored.denominator, 6, trim=True),
        )
        parts.append(lines([text]))
    parts.append(lines([reached(report)]))
    if stored.note:
        parts.append(lines([_("Note: {text}").format(text=stored.note)]))
    return "".join(parts)


def _comparison(report: Report) -> str:
    pairs = [
        (_("Value before"), previous(report)),
        (_("Same period last year"), year_before(report)),
    ]
    known = [(term, past) for term, past in pairs if past is not None]
    if not known:
        return lines([_("There is no earlier value to compare with.")], "dk-notes")
    columns = [
        Column("term", _("Compared with")),
        Column("period", _("Period"), short=True),
        Column("value", _("Value"), numeric=True),
        Column("change", _("Change"), numeric=True),
        Column("state", _("State"), short=True),
    ]
    rows = [_compared(report, term, past) for term, past in known]
    return html_table(columns, rows, caption=_("Compared with earlier values"))


def _compared(report: Report, term: str, past: Past) -> dict[str, str]:
    measure, stored = report.measure, report.stored
    unit, decimals = measure.unit, measure.decimals
    change = ""
    if stored is not None and stored.value is not None and past.value is not None:
        change = change_words(stored.value - past.value, unit, decimals)
    return {
        "term": term,
        "period": Period.parse(past.period).label(),
        "value": value_words(past.value or 0.0, unit, decimals),
        "change": change,
        "state": past.state.label,
    }


def _evidence(opened: Opened, regency: Regency) -> str:
    return heading(_("Evidence")) + evidence_list(opened.evidence, regency)


def _asked(opened: Opened, regency: Regency) -> str:
    if not opened.asked:
        return lines([_("The checks ask nothing about this figure.")], "dk-notes")
    body = "".join(answer_line(one, regency) for one in opened.asked)
    return heading(_("Questions of the checks")) + body


def _objections(opened: Opened, regency: Regency) -> str:
    if not opened.objections:
        return ""
    body = "".join(lines(objection_lines(one, regency)) for one in opened.objections)
    return heading(_("Objections")) + body


def _people(report: Report, regency: Regency) -> list[tuple[str, str]]:
    stored = report.stored
    if stored is None:
        return []
    terms = {
        "entered": _("Entered by"),
        "submitted": _("Submitted by"),
        "verified": _("Verified by"),
        "approved": _("Approved by"),
        "locked": _("Locked by"),
        "returned": _("Sent back by"),
        "unlock": _("Unlock asked by"),
    }
    found = [
        (
            term,
            _("{name}, {moment}").format(
                name=stored.names[step], moment=when(stored.times[step], regency)
            ),
        )
        for step, term in terms.items()
        if step in stored.names and step in stored.times
    ]
    found.append((_("Reason of the return"), stored.return_reason or ""))
    found.append((_("Reason of the unlock"), stored.unlock_reason or ""))
    return found


def _about(report: Report) -> list[tuple[str, str]]:
    measure = report.measure
    return [
        (_("Direction"), measure.facts.formula.label),
        (_("Pattern"), measure.facts.pattern.label),
        (_("Formula"), measure.formula or ""),
        (_("Source of the data"), measure.data_source or ""),
        (_("Weight"), number(measure.facts.weight, 2, trim=True)),
        (_("Baseline"), typed(measure.facts.baseline)),
        (_("Code"), measure.code),
    ]
