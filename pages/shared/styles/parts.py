"""What every screen has: title, answer, headings, facts, provenance."""

from __future__ import annotations

from typing import Final

PARTS: Final = """
.dk-title{font-size:1rem;font-weight:600;color:$quiet;margin:0;padding:0}
.dk-answer{font-size:1.5rem;line-height:1.35;font-weight:600;margin:.125rem 0 .25rem;
max-width:60rem;text-wrap:balance}
.dk-heading{font-size:1.125rem;font-weight:600;margin:0;padding:.75rem 0 .375rem}
.dk-provenance{font-size:.875rem;color:$quiet;margin:0}
.dk-line{font-size:.9375rem;line-height:1.4;color:$text}
.dk-facts{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.375rem 1rem;
margin:0!important;padding:0!important}
.dk-facts dt{color:$quiet}
.dk-facts dd{margin:0;overflow-wrap:anywhere}
.dk-more{margin:.75rem 0 0;border:1px solid $rule;border-radius:.375rem}
.dk-more summary{padding:.5rem .75rem;min-height:2.5rem;cursor:pointer}
.dk-more[open]{padding-bottom:.5rem}
.dk-more .dk-table{padding:0 .75rem}
@media (max-width:640px){.dk-answer{font-size:1.25rem}
.dk-facts{grid-template-columns:1fr;gap:.125rem}.dk-facts dd{padding-bottom:.5rem}}
"""
