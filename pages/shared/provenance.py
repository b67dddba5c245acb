"""Where a screen's figures come from: as-of, sources, kinds, and the mark of sample data."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from core.figure import Publication
from core.periods import Period
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.figure import Figure


def provenance(figures: Sequence[Figure]) -> str:
    """One quiet paragraph of HTML for the foot of a screen."""
    if not figures:
        return ""
    periods = sorted((Period.parse(one.period) for one in figures), key=lambda one: one.end)
    final = sum(one.publication == Publication.FINAL for one in figures)
    sentences = [
        _("{final} of {count} figures are final.").format(final=final, count=len(figures)),
        _("Oldest position {first}, newest {last}.").format(
            first=periods[0].label(), last=periods[-1].label()
        ),
        _("Each figure names its source."),
    ]
    if any(one.sample for one in figures):
        sentences.append(_("SAMPLE DATA: not for decisions."))
    return f'<p class="dk-provenance">{escape(" ".join(sentences))}</p>'
