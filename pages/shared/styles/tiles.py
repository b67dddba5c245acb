"""Ringkasan: one grid of tiles, rows of what needs a person, sentences."""

from __future__ import annotations

from typing import Final

TILES: Final = """
.st-key-attention{gap:0}
.st-key-attention [data-testid="stPageLink"] a{min-height:2.5rem;padding:.375rem 0;
align-items:flex-start;white-space:normal}
.st-key-attention [data-testid="stPageLink"] p{white-space:normal;font-size:1rem;line-height:1.4;
overflow-wrap:anywhere}
.st-key-tiles{display:grid!important;gap:1rem;align-items:stretch!important;
grid-template-columns:repeat(auto-fill,minmax(min(100%,max(15rem,25% - .75rem)),1fr))}
.st-key-tiles>*{width:100%!important;min-width:0;height:auto;display:flex}
.st-key-tiles [class*="st-key-tile-"]{position:relative;flex:1 1 auto!important;height:auto;
padding:.875rem 1rem;border-radius:.5rem;background:$second}
.stElementContainer:has(>[data-testid="stPageLink"]){margin:0!important}
.st-key-tiles .stElementContainer:has(>[data-testid="stPageLink"]){position:static}
.st-key-tiles [data-testid="stPageLink"] a{position:absolute;inset:0;z-index:1;
border-radius:.5rem;background:transparent;color:transparent;overflow:hidden}
.st-key-tiles [data-testid="stPageLink"] a *{color:transparent;font-size:1px}
.st-key-tiles [data-testid="stPageLink"] a:hover,
.st-key-tiles [data-testid="stPageLink"] a:focus-visible{outline:2px solid $accent}
.st-key-tiles [class*="st-key-tile-"] [class*="st-key-card-"]{position:absolute;top:.25rem;
right:.25rem;z-index:2;width:auto}
.st-key-tiles [class*="st-key-card-"] button{min-width:2.5rem;min-height:2.5rem;
justify-content:center}
.st-key-tiles [class*="st-key-card-"] [data-testid="stMarkdownContainer"]{position:absolute;
width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.dk-tile{display:flex;flex-direction:column;gap:.25rem}
.dk-tile p,.dk-tile h3{margin:0;padding:0}
.dk-name{font-size:1rem;line-height:1.3;font-weight:600;padding-right:2.5rem!important}
.dk-value{font-size:2rem;line-height:1.2;font-weight:700;font-variant-numeric:tabular-nums}
.dk-value span{font-size:1rem;font-weight:500;margin-left:.375rem;color:$quiet}
.dk-word{color:$quiet;font-weight:600;font-size:1.5rem;line-height:1.6}
.dk-chips{display:flex;flex-wrap:wrap;gap:.375rem}
.dk-chip{font-size:.875rem;font-weight:600;line-height:1.3;padding:.1875rem .5rem;
border-radius:.25rem;border:1px solid transparent}
.dk-plain,.dk-old,.dk-sample{border-color:$none;color:$text}
.dk-sample,.dk-old{border-style:dashed}
.dk-foot{font-size:.8125rem;line-height:1.4;color:$quiet;overflow-wrap:anywhere}
.dk-spark{background:$quiet;height:36px;width:144px;margin:.375rem 0}
.dk-findings{margin:0;padding-left:1.125rem;font-size:1.0625rem;line-height:1.5}
@media (max-width:640px){.dk-value{font-size:1.75rem}}
"""
