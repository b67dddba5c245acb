"""Tentang data."""

from __future__ import annotations

from typing import Final

REFERENCE: Final = """
.dt-section h3{font-size:1rem;font-weight:600;color:$quiet;margin:0;padding:1rem 0 0}
.dt-section,.dt-metric{scroll-margin-top:4.5rem}
.dt-waiting{list-style:none;margin:0;padding:0!important;max-width:72rem}
.dt-waiting li{margin:0}
.dt-waiting a{display:block;min-height:2.5rem;padding:.5rem 0;color:inherit;
text-decoration-color:$none;text-underline-offset:.25em}
.dt-waiting a:hover{color:$accent}
.dt-contents{display:flex;flex-wrap:wrap;gap:0 1.25rem}
.dt-contents a,.dt-metric a,.dk-line a{color:$accent}
.dt-contents a{padding:.5rem 0}
.dt-metric,.dt-chosen{max-width:72rem}
.dt-metric{border-bottom:1px solid $rule}
.dt-metric summary{display:flex;flex-wrap:wrap;gap:0 .75rem;align-items:baseline;
padding:.5rem 0;min-height:2.5rem;cursor:pointer}
.dt-metric summary::before{content:"+";width:1rem;text-align:center;color:$quiet}
.dt-metric[open]>summary::before{content:"\\2212"}
.dt-metric[open]>summary .dt-name{font-weight:600}
.dt-name{font-weight:500;flex:1 1 14rem}
.dt-tail{display:flex;flex-wrap:wrap;gap:0 1rem}
.dt-period,.dt-state,.dt-note{color:$quiet}
.dt-state{min-width:15rem}
.dt-old{color:$text;font-weight:600}
.dt-old::before{content:"\\25BC\\00A0"}
.dt-current::before{content:"\\25CF\\00A0"}
.dt-metric dl{display:grid;grid-template-columns:12rem minmax(0,48rem);gap:.375rem 1.5rem;
margin:.25rem 0 1rem 1.75rem;padding:0}
.dt-metric dt{color:$quiet;margin:0}
.dt-metric dd{margin:0;overflow-wrap:anywhere}
.dt-metric .dk-table{max-width:44rem;margin:.5rem 0 1rem 1.75rem}
.dt-metric .dt-note{margin:.25rem 0 .5rem 1.75rem}
.dt-note{font-size:.9375rem;margin:.5rem 0;max-width:60rem}
.dt-chosen{border-left:3px solid $accent;padding-left:1rem}
.dt-chosen .dt-metric{border:0}
@media (max-width:640px){
.dt-name{flex:1 1 calc(100% - 2rem)}
.dt-tail{margin-left:1.75rem;gap:0 .75rem}
.dt-state{min-width:0}
.dt-metric dl{grid-template-columns:minmax(0,1fr);gap:0;margin-left:0}
.dt-metric dd{margin-bottom:.625rem}
.dt-metric .dk-table,.dt-metric .dt-note{margin-left:0}
}
"""
