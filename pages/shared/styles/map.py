"""The map's legend and the table beside it; $tone0 to $tone4 are the steps of the map's ramp."""

from __future__ import annotations

from typing import Final

MAP: Final = """
.dk-swatch{display:inline-block;width:1.125rem;height:1.125rem;flex:none;border:1px solid $quiet;
border-radius:.1875rem}
.dk-tone-0{background:$tone0}
.dk-tone-1{background:$tone1}
.dk-tone-2{background:$tone2}
.dk-tone-3{background:$tone3}
.dk-tone-4{background:$tone4}
.dk-none{visibility:hidden}
.dk-hatched{background:repeating-linear-gradient(45deg,$none 0 2px,transparent 2px 6px)}
.dk-circle{display:inline-block;flex:none;border-radius:50%;background:$tone3;
border:1px solid $text}
.dk-spot{display:inline-flex;align-items:center;justify-content:center;width:1.375rem;
height:1.375rem;flex:none;font-size:.8125rem;font-weight:700;color:$ground;border-radius:.1875rem}
.dk-round{border-radius:50%}
.dk-legend ul{display:flex;flex-wrap:wrap;gap:.375rem 1.25rem;align-items:center;margin:0 0 .5rem;
padding:0;list-style:none}
.dk-legend li{display:flex;align-items:center;gap:.5rem;margin:0;padding:0;font-size:1rem}
.dk-legend p{margin:0;font-size:.875rem;line-height:1.4;color:$quiet}
.dk-places{max-height:34rem;overflow:auto}
.dk-places thead th{position:sticky;top:0;z-index:2;background:$ground}
.dk-places thead th:first-child{z-index:3}
.dk-places tbody th,.dk-places td{padding-top:0;padding-bottom:0;vertical-align:middle!important}
.dk-places td:not(.dk-number){min-width:7rem!important}
.dk-place{display:flex;align-items:center;gap:.5rem;width:100%;min-height:2.5rem;padding:0 .375rem;
border:0;background:transparent;color:inherit;font:inherit;text-align:left;cursor:pointer;
border-radius:.25rem}
.dk-place:hover{background:$second}
.dk-place:focus-visible{outline:3px solid $accent;outline-offset:-3px}
.dk-place[aria-current]{box-shadow:inset 4px 0 0 $accent;padding-left:.75rem}
.dk-example{display:block;font-size:.75rem;color:$quiet;font-weight:600}
"""
