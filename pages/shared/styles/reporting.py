"""Lapor and Verifikasi: lists to choose from, the form, evidence, questions."""

from __future__ import annotations

from typing import Final

REPORTING: Final = """
:is(.st-key-report,.st-key-check) .dk-place .dk-swatch{display:none}
:is(.st-key-report,.st-key-check) .dk-place{padding:.25rem 0;min-height:2.5rem;line-height:1.3}
:is(.st-key-report,.st-key-check) .dk-place>span{text-decoration:underline;
text-underline-offset:.2em;text-decoration-color:$none}
:is(.st-key-report,.st-key-check) .dk-places tbody th{min-width:16rem;max-width:26rem}
:is(.st-key-report,.st-key-check) :is(.stTextInput,.stTextArea,.stSelectbox,.stFileUploader,
.stProgress){max-width:44rem}
:is(.st-key-report,.st-key-check) .stForm [data-testid="InputInstructions"]{display:none}
:is(.st-key-report,.st-key-check) :is(.stButton,.stDownloadButton,.stFormSubmitButton) button,
:is(.st-key-report,.st-key-check) .stButtonGroup button{min-height:2.5rem}
.stApp .stButtonGroup [data-baseweb="button-group"]{flex-wrap:wrap}
:is(.st-key-report,.st-key-check) .dk-places{max-height:none}
:is(.st-key-report,.st-key-check) .dk-table caption{max-width:calc(100vw - 2.5rem)}
.st-key-report .dk-places td:nth-of-type(3){white-space:nowrap}
:is(.st-key-report,.st-key-check) .dk-facts{grid-template-columns:minmax(6rem,11rem) 1fr}
[data-testid="stLayoutWrapper"]:has(>.st-key-jump){position:absolute;height:0;overflow:hidden}
.dk-notice .dk-facts{margin-top:.5rem!important}
[class*="st-key-ask-"]{max-width:60rem}
.dk-said{margin:0;padding:.5rem 1rem;border-left:4px solid $accent;background:$second;
font-size:1rem;max-width:44rem}
.dk-evidence{margin:0;padding-left:1.125rem;font-size:1rem;line-height:1.5}
.dk-evidence a{color:$accent;overflow-wrap:anywhere}
.dk-asked{margin:.25rem 0;padding-left:1.125rem;font-size:1rem;line-height:1.5;max-width:60rem}
.dk-question{border-left:3px solid $none;padding:.125rem 0 .125rem .875rem;margin:.5rem 0;
max-width:60rem}
.dk-question p{margin:0 0 .25rem}
.st-key-lock-form label p{white-space:normal}
@media (max-width:640px){
:is(.st-key-report,.st-key-check) .dk-places :is(table,tbody){display:block}
:is(.st-key-report,.st-key-check) .dk-places caption{display:block}
:is(.st-key-report,.st-key-check) .dk-places thead{display:none}
:is(.st-key-report,.st-key-check) .dk-places tbody tr{display:flex;flex-wrap:wrap;
align-items:baseline;column-gap:.5rem;padding:.375rem 0;border-bottom:1px solid $rule}
:is(.st-key-report,.st-key-check) .dk-places tbody :is(th,td){padding:0;border:0}
:is(.st-key-report,.st-key-check) .dk-places tbody th{flex:1 1 60%;min-width:9rem;max-width:none;
position:static}
:is(.st-key-report,.st-key-check) .dk-places td:not(.dk-number){min-width:0!important;
max-width:none;font-size:.875rem;color:$quiet}
:is(.st-key-report,.st-key-check) .dk-places td.dk-number+td{flex:1 0 100%}
:is(.st-key-report,.st-key-check) .dk-places td[data-label]::before{content:attr(data-label) " "}
:is(.st-key-report,.st-key-check) .dk-facts{grid-template-columns:1fr}}
@media print{:is(.st-key-report,.st-key-check) :is(.stButton,.stFormSubmitButton,
.stFileUploader){display:none}}
"""
