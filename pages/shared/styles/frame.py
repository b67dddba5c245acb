"""The frame: header, bar, sign-in and notices, phone. `$role` is a colour of charts.theme."""

from __future__ import annotations

from typing import Final

# Charts: browsers draw text a few pixels wider than they measure it; it is never cut for that.
BASE: Final = """
.stApp :is(a,button,summary,input):focus-visible{outline:3px solid $accent;outline-offset:2px}
.stApp button[kind^="primary"]{color:$ground}
.stMainBlockContainer{max-width:104rem;margin:0 auto}
.stApp [data-tag]{background:$rule;color:$text}
.stApp [data-tag] *{color:inherit}
[data-testid="stStatusWidget"]{position:fixed;bottom:.5rem;left:.5rem}
[data-testid="stVegaLiteChart"] svg{overflow:visible}
"""

HEADER: Final = """
.stAppHeader{border-bottom:1px solid $rule}
.stAppToolbar>div::before{content:var(--dk-brand,"");order:-1;flex:0 0 auto;
max-width:min(20rem,60vw);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;
font-weight:700;margin:0 1rem 0 1.5rem}
.rc-overflow-item-rest [data-testid="stTopNavSection"] p{font-size:0}
.rc-overflow-item-rest [data-testid="stTopNavSection"] p::after{content:var(--dk-rest,"…");
font-size:.875rem}
.dk-bar{display:flex;align-items:center;gap:.75rem;min-height:2.5rem;font-size:.875rem}
.dk-bar form{margin:0;flex:0 0 auto}
.dk-bar button{min-height:2.5rem;white-space:nowrap;padding:0 .5rem;border:0;
border-radius:.375rem;font:inherit;background:transparent;color:$text;cursor:pointer}
.dk-bar button:hover,.dk-accounts button:hover{color:$accent}
.dk-who{color:$quiet;max-width:16rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.dk-mark{position:relative}
.dk-mark summary{list-style:none;cursor:pointer;white-space:nowrap;padding:.25rem .5rem;
border:1px dashed $quiet;border-radius:.25rem;font-size:.75rem;font-weight:700;
letter-spacing:.04em;color:$text}
.dk-mark summary::-webkit-details-marker{display:none}
.dk-mark p{position:absolute;top:100%;right:0;width:18rem;margin:.5rem 0 0;padding:.75rem;z-index:1;
border:1px solid $rule;border-radius:.375rem;background:$second;color:$text}
@media (min-width:80rem){
[data-testid="stLayoutWrapper"]:has(>.st-key-shell){position:fixed;top:0;right:4rem;
width:auto;height:3.75rem;align-items:center;justify-content:center;z-index:999991}
.stApp .st-key-shell{width:auto;height:3.75rem;justify-content:center}
.stAppToolbar>div{padding-right:34rem}
.stApp .stAppToolbar>div>:last-child{position:absolute;right:1rem;width:auto;min-width:0}}
@media (min-width:80rem) and (max-width:90rem){
.dk-who{max-width:8.5rem;white-space:normal;font-size:.8125rem;line-height:1.25}}
@media (max-width:100rem){
.stAppHeader [data-testid="stTopNavLink"]>span:first-child{display:none}}
@media (max-width:79.95rem){
.dk-bar form:last-child{margin-left:auto}
.dk-mark p{right:auto;left:0}}
"""

DOOR: Final = """
.dk-door{max-width:56rem;margin:0 auto}
.dk-door h1{font-size:1.75rem;line-height:1.25;margin:0;padding:0}
.dk-door h2{font-size:1.125rem;margin:1.5rem 0 .25rem;padding:0}
.dk-lead{font-size:1.125rem;color:$quiet;margin:.5rem 0 0}
.dk-accounts{display:grid;gap:.75rem;margin-top:1rem;
grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr))}
.dk-accounts button{display:flex;flex-direction:column;gap:.125rem;min-height:3.5rem;
padding:.625rem .875rem;text-align:left;font:inherit;color:$text;background:$second;
border:1px solid $rule;border-radius:.375rem;cursor:pointer}
.dk-accounts button:hover{border-color:$accent}
.dk-accounts span,.dk-quiet{color:$quiet;font-size:.875rem}
.dk-notice{max-width:44rem;margin:1rem 0;padding:0 0 0 1.25rem;border-left:4px solid $accent}
.dk-notice h1{font-size:1.5rem;line-height:1.3;margin:0 0 .5rem;padding:0}
.dk-notice p{margin:.5rem 0 0;overflow-wrap:anywhere}
.dk-page{max-width:44rem;margin:4rem auto;padding:0 1rem;font-family:Inter,sans-serif;
color-scheme:light dark;background:$ground;color:$text;line-height:1.5}
.dk-page a{color:$accent}
"""

PHONE: Final = """
.dk-narrow{display:none}
@media (max-width:40rem){
.dk-wide{display:none}
.dk-narrow{display:inline}
.stAppToolbar>div::before{order:0;margin-left:.25rem}
.stAppToolbar>div>:first-child{order:-1;min-width:.75rem}
.stApp .stAppToolbar>div>:last-child{width:auto;min-width:0;margin-left:auto}
.stMainBlockContainer{padding-left:1rem;padding-right:1rem}
.stApp :is(.stButton,.stDownloadButton,.stPopover,.stFormSubmitButton) button,
.stApp .stPageLink a{min-height:2.5rem}
.dk-bar{flex-wrap:wrap;gap:0 .375rem}
.dk-bar button{padding:0 .25rem}
.stApp .stElementContainer:has(>.stSelectbox){min-width:100%}
.stSidebar [data-testid="stSidebarNavLink"]{min-height:2.5rem}
.dk-who{order:1;flex:1 0 100%;max-width:none}
.dk-door h1{font-size:1.5rem}}
@media print{.st-key-shell,.stAppHeader{display:none}}
"""

FRAME: Final = BASE + HEADER + DOOR + PHONE
