"""A real server: headers, cookies, forms and health, without a browser."""

from __future__ import annotations

import gzip
import http.client
import re
import sqlite3
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit import file_util

from core.settings import CONFIG_FILE
from pages.shared.navigation import ENTRIES

if TYPE_CHECKING:
    from tests.databases import SqliteDatabases
    from tests.serving import Reply, RunningServer, StartServer

PATHS = ["/", *(f"/{entry.address}" for entry in ENTRIES), "/health", "/_stcore/health", "/none/x",
         "/app/static/fonts/inter-latin.woff2", "/auth/masuk"]  # fmt: skip


def session_cookie(reply: Reply, name: str = "sesi") -> str:
    return SimpleCookie(reply.headers["set-cookie"])[name].OutputString()


def tables(url: str, *statements: str) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as conn:
        for statement in statements:
            conn.execute(statement)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_safe_headers(shared_server: RunningServer, path: str) -> None:
    headers = shared_server.ask(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'sha256-" in policy
    for part in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'self'",
                 "form-action 'self'", "base-uri 'none'"):  # fmt: skip
        assert part in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/", *(f"/{entry.address}?x=1" for entry in ENTRIES)])
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_every_address_speaks_indonesian_before_any_script(
    shared_server: RunningServer, path: str, accept: str
) -> None:
    reply = shared_server.ask(path, headers={"Accept": accept})
    assert reply.status == 200
    assert '<html lang="id">' in reply.text
    assert "<title>Dasbor Kinerja Kabupaten Buleleng</title>" in reply.text
    assert reply.headers["content-length"] == str(len(reply.text.encode()))
    assert "etag" not in reply.headers


def test_a_browser_that_accepts_gzip_reads_indonesian_too(shared_server: RunningServer) -> None:
    headers = {"Accept": "text/html", "Accept-Encoding": "gzip, br"}
    assert '<html lang="id">' in shared_server.ask("/tentang", headers=headers).text


def test_a_session_cookie_is_out_of_reach_of_scripts(shared_server: RunningServer) -> None:
    reply = shared_server.ask("/auth/masuk", form={"account": "sekda", "next": "/tentang?a=b"})
    assert (reply.status, reply.headers["location"]) == (303, "/tentang?a=b")
    assert reply.headers["cache-control"] == "no-store"
    cookie = session_cookie(reply)
    for part in ("HttpOnly", "SameSite=lax", "Path=/", f"Max-Age={12 * 3600}"):
        assert part in cookie
    assert "Secure" not in cookie


def test_behind_https_the_cookie_is_for_https_alone(shared_server: RunningServer) -> None:
    reply = shared_server.ask(
        "/auth/masuk", form={"account": "sekda"}, headers={"X-Forwarded-Proto": "https"}
    )
    assert "Secure" in session_cookie(reply)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"]
)
def test_no_sign_in_leads_to_another_host(shared_server: RunningServer, target: str) -> None:
    reply = shared_server.ask("/auth/masuk", form={"account": "sekda", "next": target})
    assert (reply.status, reply.headers["location"]) == (303, "/")


@pytest.mark.parametrize("path", ["/auth/masuk", "/auth/keluar", "/auth/bahasa"])
@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_a_form_of_another_site_is_refused_in_words(
    shared_server: RunningServer, path: str, origin: str
) -> None:
    form = {"account": "sekda", "language": "en"}
    reply = shared_server.ask(path, form=form, headers={"Origin": origin})
    assert reply.status == 403
    assert "set-cookie" not in reply.headers
    assert "tidak berasal dari halaman dasbor ini" in reply.text
    assert '<html lang="id">' in reply.text


@pytest.mark.parametrize("path", ["/auth/masuk", "/auth/keluar", "/auth/bahasa"])
def test_a_link_to_a_form_changes_nothing(shared_server: RunningServer, path: str) -> None:
    reply = shared_server.ask(path)
    assert (reply.status, reply.headers["location"]) == (303, "/")
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("account", ["sistem", "tidak.ada", "", "' OR 1=1 --", "x" * 9000])
def test_an_account_that_is_not_offered_cannot_sign_in(
    shared_server: RunningServer, account: str
) -> None:
    reply = shared_server.ask("/auth/masuk", form={"account": account})
    assert reply.status == 403
    assert "set-cookie" not in reply.headers
    assert "Akun ini tidak dapat dipakai untuk masuk di sini." in reply.text


def sessions(server: RunningServer, after: int = 0) -> list[tuple[int, int]]:
    """Number of each session begun after one, and whether it has ended."""
    with sqlite3.connect(server.database_url.removeprefix("sqlite:///")) as conn:
        return conn.execute(
            "SELECT rowid, ended_at IS NOT NULL FROM session WHERE rowid > ? ORDER BY rowid",
            (after,),
        ).fetchall()


def newest(server: RunningServer) -> int:
    return max((number for number, _ended in sessions(server)), default=0)


def test_signing_in_anew_ends_the_session_before(shared_server: RunningServer) -> None:
    before = newest(shared_server)
    _, old = shared_server.sign_in("sekda")
    shared_server.ask("/auth/masuk", form={"account": "bupati"}, headers={"Cookie": f"sesi={old}"})
    assert [ended for _number, ended in sessions(shared_server, before)] == [1, 0]


def test_signing_out_ends_the_session_and_the_cookie(shared_server: RunningServer) -> None:
    before = newest(shared_server)
    _, token = shared_server.sign_in("sekda")
    reply = shared_server.ask("/auth/keluar", form={}, headers={"Cookie": f"sesi={token}"})
    assert (reply.status, reply.headers["location"]) == (303, "/")
    assert "Max-Age=0" in session_cookie(reply)
    assert [ended for _number, ended in sessions(shared_server, before)] == [1]


def test_a_language_that_nobody_speaks_is_refused(shared_server: RunningServer) -> None:
    reply = shared_server.ask("/auth/bahasa", form={"language": "fr"})
    assert reply.status == 400
    assert "Bahasa &#x27;fr&#x27; tidak dikenal." in reply.text
    assert "set-cookie" not in reply.headers


def test_the_console_says_where_the_dashboard_is(shared_server: RunningServer) -> None:
    shared_server.ask("/")
    log = shared_server.log()
    assert "Dasbor Kinerja Kabupaten Buleleng · BASIS DATA CONTOH" in log
    assert f"Buka di peramban: http://localhost:{shared_server.port}" in log
    assert "You can now view" not in log
    assert "TCP_NODELAY" not in log, "the launcher found no listening socket"
    assert "cannot import" not in log


@pytest.mark.parametrize("breakage", ["missing", "behind", "wrong regency", "settings"])
def test_health_says_no_more_than_whether_it_works(
    sqlite_databases: SqliteDatabases, start_server: StartServer, tmp_path: Path, breakage: str
) -> None:
    url = sqlite_databases.fresh("sample")
    variables = {}
    if breakage == "missing":
        url = f"sqlite:///{tmp_path / 'tidak-ada.db'}"
    elif breakage == "behind":
        tables(url, "UPDATE alembic_version SET version_num = '0000'")
    elif breakage == "wrong regency":
        tables(url, "UPDATE installation SET regency_code = '35.10'")
    else:
        broken = tmp_path / "config.toml"
        broken.write_text(CONFIG_FILE.read_text("utf-8") + "\n[tidak_dikenal]\n", encoding="utf-8")
        variables = {"DASHBOARD_CONFIG": str(broken)}
    server = start_server(url, **variables)
    reply = server.ask("/health")
    assert (reply.status, reply.text) == (503, '{"status":"unavailable"}')
    assert "Dasbor belum dapat dibuka" in server.log()
    assert "Traceback" not in server.log()
    assert server.ask("/").status == 200
    refused = server.ask("/auth/masuk", form={"account": "bupati"})
    assert refused.status == 503
    assert "Traceback" not in refused.text
    assert "set-cookie" not in refused.headers


def test_health_is_ok_when_the_database_answers(shared_server: RunningServer) -> None:
    reply = shared_server.ask("/health")
    assert (reply.status, reply.text) == (200, '{"status":"ok"}')
    assert reply.headers["cache-control"] == "no-store"


def test_a_route_that_fails_unforeseen_answers_with_a_number(server: RunningServer) -> None:
    tables(server.database_url, "ALTER TABLE session RENAME TO lain")
    reply = server.ask("/auth/masuk", form={"account": "bupati"})
    assert reply.status == 500
    assert "Nomor rujukan" in reply.text
    assert "session" not in reply.text
    number = reply.text.split("Nomor rujukan: ")[1][:9]
    assert number in server.log()
    assert "Traceback" in server.log()


def test_streamlits_scripts_come_compressed_and_whole(shared_server: RunningServer) -> None:
    script = re.search(r"\./(static/js/index\.[\w-]+\.js)", shared_server.ask("/").text)
    assert script is not None
    connection = http.client.HTTPConnection("127.0.0.1", shared_server.port, timeout=30)
    for _ in range(2):
        connection.request("GET", f"/{script[1]}", headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.getheader("content-encoding") == "gzip"
        assert answer.getheader("x-content-type-options") == "nosniff"
        assert "immutable" in str(answer.getheader("cache-control"))
        original = (Path(file_util.get_static_dir()) / script[1]).read_bytes()
        assert gzip.decompress(body) == original
        assert len(body) < len(original) / 2
    connection.close()
    plain = shared_server.ask(f"/{script[1]}")
    assert "content-encoding" not in plain.headers
    assert plain.headers["content-length"] == str(len(original))


def test_a_script_that_is_not_there_is_not_kept(shared_server: RunningServer) -> None:
    reply = shared_server.ask("/static/js/none.js", headers={"Accept-Encoding": "gzip"})
    assert "immutable" not in reply.headers.get("cache-control", "")


def test_the_icon_is_our_own_under_every_name(shared_server: RunningServer) -> None:
    first, second = shared_server.ask("/favicon.png"), shared_server.ask("/app/static/favicon.svg")
    assert first.text == second.text
    assert first.headers["content-type"] == second.headers["content-type"] == "image/svg+xml"
