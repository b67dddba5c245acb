"""The style sheet of Pembanding; colours are those of charts.theme, light and dark."""

from __future__ import annotations

from typing import Final

from charts.theme import COLOURS


def _both(role: str) -> str:
    return f"light-dark({COLOURS['light'][role]},{COLOURS['dark'][role]})"


STYLE: Final = f"""<style>
.dk-title{{font-size:1rem;font-weight:600;color:{_both("quiet")};margin:0;padding:0}}
.dk-answer{{font-size:1.5rem;line-height:1.35;font-weight:600;margin:.125rem 0 0;max-width:60rem}}
.dk-notes{{font-size:.875rem;line-height:1.45;color:{_both("quiet")};margin:0;max-width:60rem}}
.dk-values caption{{max-width:min(60rem,calc(100vw - 2.5rem))}}
.dk-values :is(td,thead th).dk-number{{white-space:normal;min-width:4.5rem;padding:.375rem .5rem}}
.dk-provenance{{font-size:.875rem;color:{_both("quiet")};margin:0}}
@media (max-width:640px){{.dk-answer{{font-size:1.25rem}}}}
</style>"""
