"""Which requests are our own, and where a form may lead."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from pages.server.requests import destination, local_path, same_origin

OTHER_HOSTS = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil",
    "/\t/evil.example", "/\n/evil.example", "/\r\nSet-Cookie: a=b", "javascript:alert(1)",
    "evil.example", "", " /ringkasan", "/a b", "/\x00", "/" + "x" * 3000,
]  # fmt: skip


def request(**headers: str) -> Request:
    named = {"host": "dasbor.example:8501", **headers}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": raw})


@pytest.mark.parametrize("text", OTHER_HOSTS)
def test_no_form_leads_to_another_host(text: str) -> None:
    assert local_path(text) is None
    assert destination(request(), text) == "/"


@pytest.mark.parametrize(
    "text", ["/", "/ringkasan", "/pembanding?metrik=mcp_score&tahun=2024", "/a?b=%2F%2Fevil"]
)
def test_a_form_leads_back_to_its_address_with_its_query(text: str) -> None:
    assert destination(request(), text) == text


@pytest.mark.parametrize(
    ("wanted", "referer", "where"),
    [
        ("/tentang?x=1", "http://dasbor.example:8501/tentang?x=1&embed_options=dark_theme",
         "/tentang?x=1&embed_options=dark_theme"),
        ("/tentang?x=1", "http://dasbor.example:8501/ringkasan", "/tentang?x=1"),
        ("", "http://dasbor.example:8501/ringkasan?y=2", "/ringkasan?y=2"),
        ("", "http://dasbor.example:8501", "/"),
        ("", "http://evil.example/ringkasan", "/"),
        ("/tentang", "http://dasbor.example:8501//evil.example", "/tentang"),
        ("", "http://dasbor.example:8501//evil.example", "/"),
    ],
)  # fmt: skip
def test_the_address_in_the_browser_wins_over_the_same_one_in_the_form(
    wanted: str, referer: str, where: str
) -> None:
    assert destination(request(referer=referer), wanted) == where


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"origin": "http://dasbor.example:8501"}, True),
        ({"origin": "https://dasbor.example:8501"}, True),
        ({"referer": "http://dasbor.example:8501/tentang"}, True),
        ({}, False),
        ({"origin": "null"}, False),
        ({"origin": "null", "referer": "http://dasbor.example:8501/"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://dasbor.example"}, False),
        ({"origin": "http://dasbor.example:8501.evil.example"}, False),
        ({"origin": "http://evil.example/dasbor.example:8501"}, False),
        ({"origin": "http://x@dasbor.example:8501"}, False),
        ({"origin": "http://[broken"}, False),
    ],
)
def test_a_form_of_another_page_is_not_our_own(headers: dict[str, str], own: bool) -> None:
    assert same_origin(request(**headers)) is own
