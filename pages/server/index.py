"""Streamlit's one HTML page, in the regency's language, with our style and without strangers.

Streamlit fixes `<html lang="en">`, its own title and an English text for browsers without
JavaScript, and preloads a font that this dashboard does not use.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from core.words import _
from pages.shared.styles.sheet import sheet

INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Without it the browser first asks for the server below the page's own address, and gets a 404.
CONNECTION: Final = "window.__streamlit={BACKEND_BASE_URL:location.origin}"
# What the browser can draw and how wide it is, as two cookies, before Streamlit connects.
DEVICE: Final = (Path(__file__).parent / "device.js").read_text(encoding="utf-8").strip()
FONT: Final = "./app/static/fonts/inter-latin.woff2"


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says before any script has run."""

    language: str
    title: str
    brand: str


def rewrite(html: str, words: Words) -> str:
    """Streamlit's page with our words; any other HTML comes back as it was."""
    if '<div id="root">' not in html:
        return html
    need = _("This dashboard needs JavaScript.")
    without_script = f"<noscript><p>{escape(need)}</p></noscript>"
    preload = f'<link rel="preload" href="{FONT}" as="font" type="font/woff2" crossorigin />'
    brand = ":root{--dk-brand:" + json.dumps(words.brand, ensure_ascii=False).replace("<", "") + "}"
    changes = (
        (r'<html lang="en">', f'<html lang="{words.language}">'),
        (r"<title>.*?</title>", f"<title>{escape(words.title)}</title>"),
        (
            INLINE_SCRIPT.pattern,
            f'<script>{CONNECTION}</script><script id="device">{DEVICE}</script>',
        ),
        (r"<noscript>.*?</noscript>", without_script),
        (r'<link\s+rel="preload"[^>]*SourceSans[^>]*>', preload),
        (r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="./app/static/favicon.svg" />'),
        (r"</head>", f"<style>{brand}\n{sheet()}</style></head>"),
    )
    for pattern, replacement in changes:
        # Backslashes of the replacement are text, not references to groups.
        literal = replacement.replace("\\", "\\\\")
        html = re.sub(pattern, literal, html, count=1, flags=re.DOTALL)
    return html


def script_hashes() -> str:
    """The inline scripts of the rewritten page as sources of a Content-Security-Policy."""
    digests = (hashlib.sha256(script.encode()).digest() for script in (CONNECTION, DEVICE))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def error_document(body: str, language: str) -> str:
    """A whole small page around a notice, for answers outside Streamlit."""
    title, back = _("Performance dashboard"), _("To the dashboard")
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{sheet()}</style></head>"
        f'<body class="dk-page">{body}<p><a href="/">{escape(back)}</a></p></body></html>'
    )
