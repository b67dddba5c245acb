"""A catalogue that brackets every message, and what of a screen then stands outside brackets."""

from __future__ import annotations

import json
import re
import tomllib
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from babel.dates import get_month_names
from sqlalchemy import String, Text, select

from core.settings import ROOT, load_settings
from data.engine import make_engine
from data.schema import account, import_batch, opd, published_value, region
from metrics.scales import scales
from metrics.source_words import source_text
from tests.words.literals import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.testing.v1 import AppTest

BRACKETED: Final = re.compile(r"⟦[^⟦⟧]*⟧")
LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
# Fields of Streamlit's messages that a reader sees; the others are ids, addresses and modes.
FIELDS: Final = frozenset({
    "body", "label", "help", "placeholder", "options", "caption", "delta", "title", "text",
    "content", "page_title",
})  # fmt: skip
IN_CHARTS: Final = frozenset({"title", "subtitle", "text"})
# Written the same in both languages, outside the catalogue: see core.numbers and pages.shared.
FIXED: Final = ("Rp", "WITA", "English", "Bahasa Indonesia")
FILES: Final = ("metrics/definitions.toml", "data/reference/sources.toml", "config.toml")


class Bracketing:
    """Stands in for a gettext catalogue: ⟦message⟧."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return f"⟦{singular if count == 1 else plural}⟧"


def outside_brackets(text: str, names: list[str]) -> list[str]:
    """Words of a text that are in no brackets and in none of the names."""
    for entity in ("&quot;", "&#x27;", "&amp;"):  # < and > stay: they would make tags
        text = text.replace(entity, unescape(entity))
    rest = unescape(visible(text)).replace("\N{NO-BREAK SPACE}", " ")
    while BRACKETED.search(rest):
        rest = BRACKETED.sub(" ", rest)
    for name in names:
        rest = rest.replace(name, " ")
    return LETTERS.findall(rest)


def texts_on(run: AppTest) -> list[str]:
    """Everything that the elements of a run show to a reader."""
    found: list[str] = []
    for part in run._tree.children.values():
        found += _of_block(part)
    return found


def _of_block(node: Any) -> list[str]:
    proto = getattr(node, "proto", None)
    own = [] if proto is None else list(_of_message(proto))
    children = getattr(node, "children", None) or {}
    return own + [text for child in children.values() for text in _of_block(child)]


def _of_message(message: Any) -> Iterator[str]:
    if not hasattr(message, "ListFields"):
        return
    for field, value in message.ListFields():
        if field.name == "spec" and isinstance(value, str) and value.startswith("{"):
            yield from _of_chart(json.loads(value))
        elif isinstance(value, str):
            if field.name in FIELDS:
                yield value
        elif hasattr(value, "ListFields"):
            yield from _of_message(value)
        elif hasattr(value, "__iter__") and not isinstance(value, bytes):
            for one in value:
                if isinstance(one, str) and field.name in FIELDS:
                    yield one
                else:
                    yield from _of_message(one)


def _of_chart(spec: Any) -> Iterator[str]:
    if isinstance(spec, list):
        for one in spec:
            yield from _of_chart(one)
    elif isinstance(spec, dict):
        for key, value in spec.items():
            lines = value if isinstance(value, list) else [value]
            if key in IN_CHARTS and all(isinstance(line, str) for line in lines):
                yield from lines
            elif key not in ("config", "datasets"):
                yield from _of_chart(value)


def names_of(url: str) -> list[str]:
    """Names and texts that come from data, longest first: files with both languages, the rows."""
    found = {*FIXED, *get_month_names("wide", locale="id").values()}
    for file in FILES:
        content = tomllib.loads((ROOT / file).read_text(encoding="utf-8"))
        found |= set(_strings(content))
    for versions in scales().values():
        for version in versions:
            found |= {text for one in version.bands for text in (one.label_id, one.source_id)}
            found |= {one.label_en for one in version.bands}
    found |= set(_rows("metrics/targets.csv")) | set(_stored(url)) | set(scales())
    found |= {name.split(" ", 1)[1] for name in found if name.startswith(("Kabupaten ", "Kota "))}
    found |= {load_settings().regency.name}
    return sorted((name for name in found if LETTERS.search(name)), key=len, reverse=True)


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content.strip()
    elif isinstance(content, dict):
        for key, value in content.items():
            yield key
            yield from _strings(value)
    elif isinstance(content, list):
        for value in content:
            yield from _strings(value)


def _rows(file: str) -> Iterator[str]:
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        yield from line.split(",")


def _stored(url: str) -> Iterator[str]:
    engine = make_engine(url)
    with engine.connect() as conn:
        for table in (account, import_batch, opd, published_value, region):
            texts = [one for one in table.c if isinstance(one.type, String | Text)]
            for row in conn.execute(select(*texts).distinct()):
                for value in filter(None, row):
                    yield value
                    yield source_text(value)
    engine.dispose()
