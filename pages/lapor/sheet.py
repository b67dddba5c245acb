"""What the person has typed into the form of one figure, and which version of it they saw.

The stored version may move while the form is open: what is typed is then neither lost nor stored
over another's value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from core.words import _
from metrics.performance.kinds import Formula
from pages.lapor.typed import read_number
from pages.shared.report_words import typed

if TYPE_CHECKING:
    from data.queries.performance.report import Measure, Report, Stored
    from review.performance.conflict import Conflict

SHEET: Final = "report-sheet"
VALUE, ABOVE, BELOW, NOTE = "value", "above", "below", "note"
FIELDS: Final = (VALUE, ABOVE, BELOW, NOTE)


@dataclass(slots=True)
class Sheet:
    """One open form. version: what the person saw, None where nothing was stored.

    clash: another was faster. ready: the version that is saved and only waits for a last word
    on what the checks ask.
    """

    key: str
    version: int | None
    clash: Conflict | None = None
    ready: int | None = None
    texts: dict[str, str] = field(default_factory=dict)


def place_of(key: str, name: str) -> str:
    """Where Streamlit keeps the text of a field."""
    return f"report-{name}-{key}"


def sheet_of(key: str, report: Report) -> Sheet:
    """The form of this figure as it was left, or filled anew from what is stored."""
    found = st.session_state.get(SHEET)
    if isinstance(found, Sheet) and found.key == key:
        for name, text in found.texts.items():
            # A screen in between has dropped the widgets; their texts come back.
            st.session_state.setdefault(place_of(key, name), text)
        return found
    return refill(key, report)


def refill(key: str, report: Report) -> Sheet:
    """Begin anew with what is stored."""
    stored = report.stored
    made = Sheet(key, None if stored is None else stored.version, texts=_texts(stored))
    for name, text in made.texts.items():
        st.session_state[place_of(key, name)] = text
    st.session_state[SHEET] = made
    return made


def keep(sheet: Sheet) -> None:
    """Remember what stands in the fields now."""
    for name in FIELDS:
        text = st.session_state.get(place_of(sheet.key, name))
        if isinstance(text, str):
            sheet.texts[name] = text


def close() -> None:
    """Forget the form."""
    st.session_state.pop(SHEET, None)


def _texts(stored: Stored | None) -> dict[str, str]:
    if stored is None:
        return dict.fromkeys(FIELDS, "")
    return {
        VALUE: typed(stored.value),
        ABOVE: typed(stored.numerator),
        BELOW: typed(stored.denominator),
        NOTE: stored.note or "",
    }


def labels(measure: Measure) -> dict[str, str]:
    """What the fields of this indicator are called."""
    if measure.ratio is not None:
        return {ABOVE: _("Numerator"), BELOW: _("Denominator")}
    if measure.facts.formula is Formula.YES_NO:
        return {VALUE: _("Reached (yes or no)")}
    return {VALUE: _("Actual in {unit}").format(unit=measure.unit)}


def given(sheet: Sheet, measure: Measure) -> dict[str, Any]:
    """The fields as the command takes them. Refuses: Invalid (no number)."""
    numbers = {
        name: read_number(sheet.texts.get(name, ""), label)
        for name, label in labels(measure).items()
    }
    return {
        "value": numbers.get(VALUE),
        "numerator": numbers.get(ABOVE),
        "denominator": numbers.get(BELOW),
        "note": sheet.texts.get(NOTE, ""),
    }
