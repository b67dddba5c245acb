"""Layanan publik and Kepuasan: tiles that are links, tables of lines, lists of requests."""

from __future__ import annotations

from typing import Final

SERVICES: Final = """
.dk-tiles{display:grid;gap:1rem;
grid-template-columns:repeat(auto-fill,minmax(min(100%,max(15rem,25% - .75rem)),1fr))}
.dk-tile-link{display:block;padding:.875rem 1rem;border-radius:.5rem;background:$second;
color:inherit!important;text-decoration:none!important}
.dk-tile-link:is(:hover,:focus-visible){outline:2px solid $accent}
.dk-tile-link .dk-name{padding-right:0!important}
.dk-tile-link .dk-spark[aria-label=""]{display:none}
:is(.dk-services,.dk-service-rows) :is(.dk-chip,.dk-state){white-space:normal}
:is(.dk-services,.dk-service-rows) td.dk-short{white-space:normal;min-width:8rem}
:is(.dk-services,.dk-service-rows) .dk-number .dk-state{display:inline-block;max-width:6.5rem}
.dk-card :is(.dk-table,.dk-line){margin-top:.75rem}
:is(.dk-services,.dk-service-rows){margin-top:.75rem}
.dk-way a{color:$accent}
.dk-table:is(.dk-services,.dk-service-rows) th:first-child{min-width:10rem;max-width:18rem}
:is(.dk-services,.dk-service-rows) thead th{max-width:9rem;white-space:normal!important}
.dk-service-rows td:not(.dk-number,.dk-short){min-width:15rem;max-width:22rem;font-size:.875rem}
.dk-requests td:not(.dk-number,.dk-short){min-width:8rem;max-width:14rem}
.dk-requests .dk-short .dk-under{max-width:12rem;white-space:normal}
.dk-side{display:grid;gap:1rem 2rem;
grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));
max-width:60rem}
.dk-events{margin:.25rem 0;padding-left:1.75rem;line-height:1.5;columns:18rem auto}
.dk-unsur td .dk-state{white-space:normal;display:inline-block;max-width:7rem}
.dk-unsur td{vertical-align:middle}
.dk-table.dk-unsur :is(td.dk-number,th.dk-number){padding-inline:.25rem}
.dk-unsur .dk-heat{display:block;margin:-.25rem 0;padding:.375rem .25rem;text-align:right;
font-variant-numeric:tabular-nums}
.dk-unsur thead th.dk-number{max-width:5.5rem;white-space:normal!important;font-size:.75rem;
overflow-wrap:normal}
.dk-heat-0{background:$tone0;color:light-dark(#17212B,#F2F5F7)}
.dk-heat-1{background:$tone1;color:light-dark(#17212B,#0F1720)}
.dk-heat-3{background:$tone3;color:light-dark(#17212B,#0F1720)}
.dk-heat-4{background:$tone4;color:light-dark(#FFFFFF,#0F1720)}
.dk-table.dk-unsur td:not(.dk-number,.dk-short){min-width:8rem}
@media (max-width:640px){
.dk-table:is(.dk-services,.dk-service-rows) th:first-child{min-width:8rem;max-width:42vw}}
"""
