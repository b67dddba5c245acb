"""The launcher: quick sockets, warm modules, our words in Streamlit's page."""

from __future__ import annotations

import ast
import logging
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.app_discovery import discover_asgi_app

from core.settings import ROOT
from pages.server import launch
from pages.server.index import CONNECTION, Words, rewrite, script_hashes

if TYPE_CHECKING:
    import pytest

WORDS = Words("id", "Dasbor Kinerja Kabupaten <Buleleng>", 'Kabupaten "Buleleng"</style>')


def streamlit_page() -> str:
    return (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")


def test_an_accepted_connection_waits_for_no_acknowledgement() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert launch.quicken_sockets() >= 1
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_launch_without_a_socket_is_in_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gc.get_objects", list)
    with caplog.at_level(logging.WARNING, "dashboard"):
        assert launch.quicken_sockets() == 0
    assert "TCP_NODELAY" in caplog.text


def test_every_change_finds_its_place_in_streamlits_page() -> None:
    """Fails when a new Streamlit writes its page in another way."""
    page = rewrite(streamlit_page(), WORDS)
    assert '<html lang="id">' in page
    assert "<title>Dasbor Kinerja Kabupaten &lt;Buleleng&gt;</title>" in page
    assert f"<script>{CONNECTION}</script>" in page
    assert page.count("<script>") == 1
    assert "Dasbor ini memerlukan JavaScript." in page
    assert "favicon.png" not in page
    assert "SourceSans" not in page
    assert "app/static/fonts/inter-latin.woff2" in page
    assert '--dk-brand:"Kabupaten \\"Buleleng\\"/style>"' in page
    for english in ("You need to enable", "Streamlit</title>", 'lang="en"', "agent"):
        assert english not in page.split("<body>")[1] + page.split("</title>")[0].split("-->")[1]


def test_the_files_that_the_page_names_are_there() -> None:
    page = rewrite(streamlit_page(), WORDS)
    for name in ("favicon.svg", "fonts/inter-latin.woff2"):
        assert f"./app/static/{name}" in page
        assert (ROOT / "static" / name).is_file()


def test_other_html_is_left_as_it_was() -> None:
    other = '<html lang="en"><head><title>Streamlit</title></head><body>laporan</body></html>'
    assert rewrite(other, WORDS) == other


def test_the_policy_knows_our_script_by_its_hash() -> None:
    assert script_hashes().startswith("'sha256-")
    assert "unsafe" not in script_hashes()


def test_streamlit_finds_the_launcher_in_dashboard_py() -> None:
    found = discover_asgi_app(ROOT / "dashboard.py")
    assert found.is_asgi_app
    assert found.import_string == "dashboard:app"


def test_dashboard_py_stays_small() -> None:
    tree = ast.parse((ROOT / "dashboard.py").read_text("utf-8"))
    assert sum(isinstance(node, ast.FunctionDef) for node in tree.body) == 0


def test_a_cold_process_is_told_that_pages_are_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    launch.prepare()
    assert PagesManager.uses_pages_directory is False


def test_everything_a_page_imports_is_warm_before_the_first_visitor(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "dashboard"):
        launch.warm_imports()
    assert "cannot import" not in caplog.text
    for page in (ROOT / "pages").rglob("page.py"):
        for node in ast.walk(ast.parse(page.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert node.module in sys.modules
