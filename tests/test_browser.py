"""The tests' own window on the dashboard: it shows what a person sees, and reaches nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from core.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser import OpenPage
    from tests.serving import RunningServer


def test_a_server_under_test_answers_and_reaches_nothing_outside(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    window = open_page(shared_server, "/", width=360, height=740)
    assert shared_server.ask("/health").status == 200
    assert window.text().strip()
    assert window.outside == []
    assert shared_server.outside_requests() == []


def test_a_signed_in_window_is_signed_in_and_speaks_the_language_asked_for(
    shared_server: RunningServer, open_page: OpenPage
) -> None:
    anonymous = open_page(shared_server, "/tentang").text()
    signed_in = open_page(shared_server, "/tentang", account="bupati").text()
    assert signed_in != anonymous
    in_english = open_page(shared_server, "/tentang", account="bupati", language="en").text()
    assert in_english not in {signed_in, anonymous}


def test_the_browser_has_no_way_out(shared_server: RunningServer, open_page: OpenPage) -> None:
    window = open_page(shared_server, "/")
    with pytest.raises(Error, match="ERR_PROXY_CONNECTION_FAILED"):
        window.page.goto("http://192.0.2.1/tile.png")
    assert window.outside == ["http://192.0.2.1/tile.png"]


def test_a_server_process_has_no_way_out(tmp_path: Path) -> None:
    record = tmp_path / "outside"
    tried = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80))"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "tests" / "guard"),
            "OUTSIDE_REQUESTS": str(record),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode != 0
    assert "nothing may leave this machine" in tried.stderr
    assert "192.0.2.1" in record.read_text(encoding="utf-8")
