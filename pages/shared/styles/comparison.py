"""Pembanding."""

from __future__ import annotations

from typing import Final

COMPARISON: Final = """
.dk-notes{font-size:.875rem;line-height:1.45;color:$quiet;margin:0 0 .75rem;max-width:60rem}
.dk-values caption{max-width:min(60rem,calc(100vw - 2.5rem))}
.dk-values :is(td,thead th).dk-number{white-space:normal;min-width:4.5rem;padding:.375rem .5rem}
"""
