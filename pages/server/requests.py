"""Questions about one HTTP request: does it come from our own page, and where may it lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request

HOME: Final = "/"
LONGEST_ADDRESS: Final = 2000
LARGEST_FORM: Final = 8192


def same_origin(request: Request) -> bool:
    """Whether a form was sent by a page of this very host.

    Browsers send Origin with each form; an older one at least the Referer. Neither: refused.
    """
    sender = request.headers.get("origin") or request.headers.get("referer") or ""
    host = request.headers.get("host")
    return bool(host) and _host_of(sender) == host


def local_path(text: str) -> str | None:
    r"""The text if it is a path (with query) on this host, else None.

    Browsers read a backslash as a slash and drop tabs and line breaks, so `/\evil` and
    `/<tab>/evil` would leave for another host.
    """
    if not text.startswith("/") or text.startswith("//") or len(text) > LONGEST_ADDRESS:
        return None
    if "\\" in text or not text.isprintable() or " " in text:
        return None
    return text


def destination(request: Request, wanted: str) -> str:
    """Where a form leads: the address it was sent from, another local one it names, or home.

    The address in the browser's bar wins over the same path named in the form: the bar also
    holds what Streamlit hides from its scripts (embed_options).
    """
    target = local_path(wanted)
    shown = _shown_address(request)
    if shown and (target is None or urlsplit(shown).path == urlsplit(target).path):
        return shown
    return target or HOME


async def read_form(request: Request) -> dict[str, str]:
    """The first value of each field of a small urlencoded form; too large a body is no form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[0] for name, values in fields.items()}


def _shown_address(request: Request) -> str | None:
    referer = request.headers.get("referer", "")
    if not referer or _host_of(referer) != request.headers.get("host"):
        return None
    parts = urlsplit(referer)
    return local_path((parts.path or HOME) + (f"?{parts.query}" if parts.query else ""))


def _host_of(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.netloc if parts.scheme in {"http", "https"} else None
