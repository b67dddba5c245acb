"""Tables of words and numbers."""

from __future__ import annotations

from typing import Final

TABLE: Final = """
.dk-table{overflow-x:auto;max-width:100%}
.dk-table table{border-collapse:collapse;font-size:.9375rem;line-height:1.4;min-width:100%}
.dk-table caption{text-align:left;padding:0 0 .375rem;color:$quiet}
.dk-table th,.dk-table td{padding:.375rem .75rem;text-align:left;vertical-align:top;border:0;
border-bottom:1px solid $rule;overflow-wrap:break-word;max-width:32rem}
.dk-table thead th{font-weight:600;color:$quiet;vertical-align:bottom}
.dk-table tbody th{font-weight:500}
.dk-table th:first-child{position:sticky;left:0;z-index:1;padding-left:0;
background:$ground;min-width:7rem;max-width:20rem}
.dk-table td:not(.dk-number,.dk-short){min-width:9rem}
.dk-table .dk-number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.dk-table .dk-short,.dk-table th.dk-short:first-child{white-space:nowrap;max-width:none}
.dk-table .dk-ours>*{font-weight:600;color:$accent}
.dk-table a{color:$accent}
@media (max-width:640px){.dk-table th:first-child{max-width:40vw}.dk-table td{max-width:70vw}
.dk-table td:not(.dk-number,.dk-short){min-width:14rem}}
"""
