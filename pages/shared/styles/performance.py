"""Kinerja OPD and Rapor OPD: rich tables, bars, the cascade of goals, forms."""

from __future__ import annotations

from typing import Final

TABLES: Final = """
.dk-under{display:block;font-size:.8125rem;line-height:1.35;color:$quiet;font-weight:400;
white-space:normal}
.dk-ours .dk-under{color:$quiet}
.dk-state{color:$quiet;font-weight:500}
.dk-rich .dk-chip{display:inline-block;white-space:nowrap}
.dk-rich .dk-chips{margin-top:.25rem}
.dk-rich .dk-old{font-weight:500;font-size:.8125rem;padding:.0625rem .375rem;white-space:normal;
color:$text}
.dk-scored{display:inline-flex;align-items:center;gap:.5rem;justify-content:flex-end}
.dk-scored .dk-chip,.dk-scored .dk-state{min-width:8.25rem;text-align:left}
.dk-scored .dk-state{white-space:normal;max-width:8.25rem}
.dk-league :is(td,tbody th){vertical-align:middle}
.dk-rich thead .dk-number{white-space:normal}
.dk-rich caption{max-width:min(60rem,calc(100vw - 2.5rem))}
:is(.dk-league,.dk-indicators,.dk-audit) thead th{max-width:12rem;white-space:normal}
.dk-audit td:not(.dk-number,.dk-short){min-width:6rem}
.dk-table.dk-indicators th:first-child{min-width:12rem;max-width:16rem}
.dk-indicators td:not(.dk-number,.dk-short){min-width:6rem}
.dk-indicators .dk-scored{flex-direction:column;align-items:flex-end;gap:.25rem}
.dk-indicators .dk-scored :is(.dk-chip,.dk-state){min-width:0;text-align:right}
.dk-indicators thead th{max-width:9rem}
.dk-indicators .dk-number .dk-under{max-width:12rem;margin-left:auto}
.dk-table.dk-changes th:first-child{max-width:30rem;min-width:14rem}
.dk-table.dk-budget th:first-child{max-width:24rem;min-width:14rem}
.dk-table.dk-money th:first-child{white-space:nowrap}
.dk-changes td:has(.dk-pull){white-space:nowrap;min-width:18rem}
.dk-changes td .dk-chips{display:inline-flex;margin:0 0 0 .5rem;vertical-align:middle}
.dk-pull{position:relative;display:inline-block;width:12rem;height:1rem;vertical-align:middle;
background:linear-gradient($quiet,$quiet) 50% 0/1px 100% no-repeat}
.dk-pull i{position:absolute;top:.125rem;height:.75rem}
.dk-down{background:$accent}
.dk-up{background:$none}
.dk-amount{display:inline-block;min-width:3.5rem;margin-left:.5rem;text-align:right;
font-variant-numeric:tabular-nums}
.dk-table.dk-tasks th:first-child{max-width:44rem;min-width:14rem}
@media (max-width:640px){.dk-pull{width:6rem}.dk-changes td:has(.dk-pull){min-width:11rem}
.dk-table:is(.dk-indicators,.dk-changes,.dk-tasks,.dk-budget) th:first-child{min-width:9rem;
max-width:45vw}}
"""
LISTS: Final = """
.stHtml .dk-waiting{list-style:none;margin:0;padding:0!important;max-width:72rem}
.dk-waiting li{margin:0}
.dk-waiting a{display:block;min-height:2.5rem;padding:.5rem 0;color:inherit;
text-decoration-color:$none;text-underline-offset:.25em;overflow-wrap:anywhere}
.dk-waiting a:hover{color:$accent}
.dk-line a{color:$accent}
.dk-tree details{margin:0 0 0 1.25rem;border-left:1px solid $rule;padding-left:.75rem}
.dk-tree>details{margin-left:0;border:0;padding:0}
.dk-tree summary,.dk-leaf{padding:.5rem 0;min-height:2.5rem;line-height:1.4}
.dk-tree summary{cursor:pointer}
.dk-tree summary .dk-under{display:inline;margin:0 .25rem 0 .5rem}
.dk-leaf{margin-left:1.25rem;padding-left:.75rem;border-left:1px solid $rule}
.dk-tree b{color:$quiet;font-weight:600;margin-right:.375rem}
.dk-tree a{color:$accent}
.dk-tree .dk-state{border:1px dashed $none;border-radius:.25rem;padding:.0625rem .375rem;
margin-left:.25rem}
.st-key-card .stForm [data-testid="InputInstructions"]{display:none}
.st-key-card :is(.stSelectbox,.stTextArea){max-width:44rem}
.st-key-card .stFormSubmitButton button{min-height:2.5rem}
"""
PERFORMANCE: Final = TABLES + LISTS
