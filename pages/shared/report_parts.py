"""Pieces of HTML for the two screens on which figures are reported and checked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.numbers import number
from core.words import _
from pages.shared.report_words import figure_words, step_words, value_words, when
from pages.shared.table import Column, html_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.errors import DashboardError
    from core.settings import Regency
    from data.queries.performance.evidence import Piece
    from data.queries.performance.questions import Asked
    from data.queries.performance.steps import Step

EVIDENCE_PATH: Final = "/bukti/"
KILOBYTE: Final = 1_000
SCHEMES: Final = ("https://", "http://")


def put(*parts: str) -> None:
    """The parts as one element; nothing at all where they are empty."""
    whole = "".join(parts)
    if whole:
        st.html(whole)


def head(title: str, answer: str) -> str:
    """The title for the ear, the answer for the eye."""
    return (
        f'<h1 class="dk-title">{escape(title)}</h1>'
        f'<p class="dk-answer" role="status">{escape(answer)}</p>'
    )


def heading(text: str) -> str:
    """The heading of a part of the screen."""
    return f'<h2 class="dk-heading">{escape(text)}</h2>'


def lines(texts: Iterable[str], kind: str = "dk-line") -> str:
    """Texts, each a paragraph."""
    return "".join(f'<p class="{kind}">{escape(text)}</p>' for text in texts if text)


def notice(error: DashboardError) -> str:
    """What went wrong and how to mend it; what the person typed stays."""
    hint = f"<p>{escape(error.hint)}</p>" if error.hint else ""
    return f'<div class="dk-notice" role="alert"><p><b>{escape(error.message)}</b></p>{hint}</div>'


def said(text: str) -> str:
    """What has just been done."""
    return f'<p class="dk-said" role="status">{escape(text)}</p>'


def chips(texts: Iterable[str]) -> str:
    """States in words, without the colours that belong to judgements."""
    marks = "".join(f'<span class="dk-chip dk-plain">{escape(one)}</span>' for one in texts if one)
    return f'<p class="dk-chips">{marks}</p>' if marks else ""


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Terms and what they are; a term without a text is left out."""
    body = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pairs if text
    )
    return f'<dl class="dk-facts">{body}</dl>'


def folded(title: str, content: str) -> str:
    """Something that few need, folded away."""
    return f'<details class="dk-more"><summary>{escape(title)}</summary>{content}</details>'


def evidence_list(pieces: Sequence[Piece], regency: Regency) -> str:
    """Evidence as links: what it is, by whom, when."""
    if not pieces:
        return lines([_("No evidence yet.")], "dk-notes")
    rows = "".join(f"<li>{_piece(one, regency)}</li>" for one in pieces)
    return f'<ul class="dk-evidence">{rows}</ul>'


def _piece(one: Piece, regency: Regency) -> str:
    address = f"{EVIDENCE_PATH}{one.token}" if one.kind == "file" else one.address or ""
    name = escape(one.name)
    if one.kind == "file" or address.startswith(SCHEMES):
        name = f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    kind = _("link") if one.kind == "link" else size_words(one.size or 0)
    by = _("{kind}, added by {name} on {moment}").format(
        kind=kind, name=one.added_name, moment=when(one.added_at, regency)
    )
    return f'{name} <span class="dk-quiet">{escape(by)}</span>'


def size_words(size: int) -> str:
    """How large a file is: 12 kB, 1,4 MB."""
    if size < KILOBYTE * KILOBYTE:
        return _("file of {size} kB").format(size=number(max(size / KILOBYTE, 1)))
    return _("file of {size} MB").format(size=number(size / KILOBYTE / KILOBYTE, 1))


def steps_table(
    steps: Sequence[Step], regency: Regency, caption: str, *, named: bool = False
) -> str:
    """Steps, newest first. named: with the figure that each step belongs to."""
    columns = [
        Column("at", _("When")),
        Column("figure", _("Figure")),
        Column("opd", _("OPD"), short=True),
        Column("who", _("Who")),
        Column("step", _("Step"), short=True),
        Column("value", _("Value"), numeric=True),
        Column("state", _("State"), short=True),
        Column("reason", _("Reason")),
        Column("version", _("Version"), numeric=True),
    ]
    left_out = {"state", "version"} if named else {"figure", "opd"}
    columns = [column for column in columns if column.key not in left_out]
    return html_table(columns, [_step(one, regency) for one in steps], caption=caption)


def _step(one: Step, regency: Regency) -> dict[str, str]:
    return {
        "at": when(one.at, regency),
        "figure": figure_words(one.name, one.period),
        "opd": one.opd_short,
        "who": one.actor_name,
        "step": step_words(one.action),
        "value": _values(one),
        "state": one.to_state.label,
        "reason": one.reason or "",
        "version": str(one.version),
    }


def _values(one: Step) -> str:
    """The value after the step, and the one before where it differed."""
    if one.new_value is None:
        return ""
    new = value_words(one.new_value, one.unit, one.decimals)
    if one.old_value is None or one.old_value == one.new_value:
        return new
    old = value_words(one.old_value, one.unit, one.decimals)
    return _("{old} → {new}").format(old=old, new=new)


def answer_line(one: Asked, regency: Regency) -> str:
    """A question of the checks with its answer, or that it is new."""
    if one.answer is None:
        after = _("Not answered yet.")
    else:
        template = _("Answered: mended. {words} ({name}, {moment})")
        if one.answer.state == "explained":
            template = _("Answered: explained. {words} ({name}, {moment})")
        after = template.format(
            words=one.answer.words, name=one.answer.name, moment=when(one.answer.at, regency)
        )
    return (
        f'<div class="dk-question"><p><b>{escape(one.question.rule.label.capitalize())}</b></p>'
        f'<p>{escape(one.text())}</p><p class="dk-quiet">{escape(after)}</p></div>'
    )
