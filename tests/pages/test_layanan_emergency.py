"""The look at emergencies: every role, rights, small numbers, no target, nothing at all."""

from __future__ import annotations

import json
import re

import pytest

from data.engine import make_engine
from data.schema.services import request
from data.versions import bump
from review.accounts import person_named, set_language
from tests.access.visitors import words_of as html_of
from tests.pages.layanan_sample import (
    ROLES,
    own_opd,
    page,
    requests_where,
    words_of,
)

SEES_ALL = ("bupati", "sekda", "verifikator", "inspektorat")
LOOK = {"tampil": "darurat"}

pytestmark = pytest.mark.usefixtures("fixed_clock")


def test_every_role_sees_the_services_and_their_minutes(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for account in ROLES:
        words = words_of(page(use_sample, monkeypatch, account, **LOOK))
        for said in ("Perlu ditindaklanjuti", "DATA CONTOH", "Menurut layanan",
                     "Separuh tiba dalam", "Ambulans gawat darurat PSC 119",
                     "batas waktu belum diketahui",
                     "di luar wilayah manajemen", "Menurut wilayah"):  # fmt: skip
            assert said in words, (account, said)
        assert "nan" not in words.split()


def test_events_without_a_place_are_listed_as_such(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        conn.execute(request.update().where(request.c.id % 2 == 0).values(region_code=None))
    engine.dispose()
    words = words_of(page(use_sample, monkeypatch, "verifikator", **LOOK))
    assert "Paling lama" in words
    assert "lokasi tidak tercatat" in words
    assert "nan" not in words.split()


def test_single_events_are_seen_by_who_may_see_requests(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for account in ROLES:
        shown = html_of(page(use_sample, monkeypatch, account, **LOOK))
        listed = {int(one) for one in re.findall(r"permohonan=(\d+)", shown)}
        if account in SEES_ALL:
            assert listed
            continue
        may: set[int] = set()
        if account.endswith("kesehatan"):
            mine = own_opd(use_sample, account)
            may = set(requests_where(use_sample, request.c.opd_code == mine))
        assert listed <= may, account


def test_an_event_opens_as_a_card(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = html_of(page(use_sample, monkeypatch, **LOOK))
    number = re.findall(r"permohonan=(\d+)", shown)[0]
    words = words_of(page(use_sample, monkeypatch, permohonan=number, **LOOK))
    assert "Riwayat permohonan" in words or "Semua yang terjadi" in words
    assert "Tutup" in words


def test_a_service_without_a_target_is_not_judged(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, layanan="psc-119", **LOOK)
    words, shown = words_of(run), html_of(run)
    assert "Ambulans gawat darurat PSC 119: separuh dari" in words
    assert "Tepat waktu, 12 bulan" not in words
    tiles = re.findall(r'<a class="dk-tile-link".*?</a>', shown, re.DOTALL)
    assert not any("dk-merah" in one or "dk-hijau" in one for one in tiles)
    spec = json.loads(run.get("vega_lite_chart")[0].proto.spec)
    assert "batas waktu belum diketahui" in json.dumps(spec, ensure_ascii=False).replace(
        "\u00a0", " "
    )
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_small_numbers_have_no_share_and_say_their_n(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = html_of(page(use_sample, monkeypatch, **LOOK))
    few = re.findall(r"terlalu sedikit \(n(?:\s| )=(?:\s| )(\d+)\)", shown)
    assert few
    assert all(0 < int(one) < 10 for one in few)


def test_a_place_shows_its_own_and_the_way_back(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_of(page(use_sample, monkeypatch, wilayah="51.08.06", **LOOK))
    assert "Kabupaten Buleleng › Kecamatan Buleleng" in words
    assert words.count("Kecamatan Buleleng: ") >= 1
    assert "Desa dan kelurahan" in words


def test_without_events_there_is_no_data_and_no_hundred(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        conn.exec_driver_sql(
            "DELETE FROM request WHERE service_code IN ('damkar', 'psc-119', 'bpbd')"
        )
        bump(conn, "requests")
    engine.dispose()
    run = page(use_sample, monkeypatch, **LOOK)
    words = words_of(run)
    assert "tidak ada kejadian di dalam wilayah manajemen" in words
    assert "Tidak ada yang menunggu tindakan." in words
    assert "100,00%" not in words
    assert not run.get("vega_lite_chart")


def test_without_any_emergency_service_it_says_so(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        conn.exec_driver_sql("UPDATE service SET family = 'lainnya' WHERE family = 'darurat'")
        bump(conn, "services")
    engine.dispose()
    words = words_of(page(use_sample, monkeypatch, **LOOK))
    assert "Belum ada layanan darurat" in words


def test_choices_of_other_looks_leave_the_address(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, opd="OPD-12", layanan="kk", jam="24", **LOOK)
    assert not {"opd", "layanan", "jam"} & set(run.query_params)
    assert "Layanan publik" in words_of(run)


def test_english_speaks_english(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(use_sample)
    with engine.connect() as conn:
        person = person_named(conn, "bupati")
    set_language(engine, by=person, language="en")
    engine.dispose()
    words = words_of(page(use_sample, monkeypatch, **LOOK))
    assert "How the times are spread" in words
    assert "Needs a person now" in words
