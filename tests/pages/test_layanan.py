"""Layanan publik on the sample regency: every look, role and filter, rights by address, nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from core import clock
from data.engine import make_engine
from data.schema.services import request
from data.versions import bump
from pages.layanan import parts
from review.accounts import person_named, set_language
from tests.access.visitors import carry, page_alone
from tests.access.visitors import words_of as html_of
from tests.pages.layanan_sample import ROLES, page, requests_where, words_of

if TYPE_CHECKING:
    from datetime import datetime


LOOKS = ("posisi", "menunggu", "kohor")

pytestmark = pytest.mark.usefixtures("fixed_clock")


def test_every_role_sees_every_look(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for account in ROLES:
        for look in LOOKS:
            words = words_of(page(use_sample, monkeypatch, account, tampil=look))
            assert "Layanan publik" in words
            assert "DATA CONTOH" in words
            assert "Perlu ditindaklanjuti" in words
            assert "nan" not in words.split()


def test_the_answer_counts_what_is_open_and_late(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now().replace(tzinfo=None)
    r = request.c
    late = requests_where(use_sample, r.closed_at.is_(None), r.flaw.is_(None), r.late_after < now)
    assert late
    words = words_of(page(use_sample, monkeypatch))
    assert f"{len(late)} kini melewati batas" in words
    assert "hanya yang selesai" in words
    assert "perlu bertindak lebih dahulu" in words


def test_at_most_five_need_a_person_and_each_row_leads_on(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = html_of(page(use_sample, monkeypatch))
    (listed,) = re.findall(r'<ul class="dk-waiting">.*?</ul>', shown, re.DOTALL)
    assert 2 <= listed.count("<li>") <= 5
    assert listed.count('href="layanan?') == listed.count("<li>")
    assert "permohonan=" in listed


def test_four_tiles_each_with_a_way_further(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch)
    tiles = re.findall(r'<a class="dk-tile-link" href="([^"]+)"', html_of(run))
    assert len(tiles) == 4
    assert "tampil=menunggu" in tiles[2]
    words = words_of(run)
    assert "Biasanya selesai" in words
    assert "janji layanan:" in words


def test_small_numbers_have_no_share(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = re.findall(r"<tr>.*?</tr>", html_of(page(use_sample, monkeypatch)), re.DOTALL)
    few = [row for row in rows if "terlalu sedikit (n = " in row]
    assert few
    for row in few:
        assert all(int(n) < 10 for n in re.findall(r"terlalu sedikit \(n = (\d+)\)", row))
    known = [int(n) for row in rows for n in re.findall(r'dk-under">n = (\d+)<', row)]
    assert known
    assert min(known) >= 10


def test_the_weeks_carry_holidays_and_the_running_week_is_apart(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch)
    trend, area = run.get("vega_lite_chart")
    spec = json.loads(trend.proto.spec)
    rows = [row for layer in spec["layer"] for row in layer["data"]["values"]]
    assert any(str(row.get("name", "")).startswith("Hari Kemerdekaan") for row in rows)
    assert "Hari Kemerdekaan" in words_of(run)
    assert "Tepat waktu, minggu jatuh tempo" in json.dumps(spec, ensure_ascii=False).replace(
        "\u00a0", " "
    )
    names = {row.get("name") for layer in json.loads(area.proto.spec)["layer"]
             for row in layer.get("data", {}).get("values", [])}  # fmt: skip
    assert {"Buleleng", "Tejakula"} <= names


def test_the_way_down_from_opd_to_service(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    office = page(use_sample, monkeypatch, opd="OPD-12")
    assert "Kartu Keluarga" in words_of(office)
    assert "Menurut OPD" not in words_of(office)
    links = re.findall(r'href="(layanan\?[^"]+layanan=kk[^"]*)"', html_of(office))
    assert links
    service = words_of(page(use_sample, monkeypatch, opd="OPD-12", layanan="kk"))
    assert "Kabupaten Buleleng › Disdukcapil › Kartu Keluarga" in service
    assert "Layanan ini" in service
    assert "keseluruhan" not in service


def test_a_kecamatan_shows_its_desa_alone(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = page(use_sample, monkeypatch, wilayah="51.08.06")
    desa = set(re.findall(r"wilayah=(51\.08\.\d\d\.\d{4})", html_of(run)))
    assert desa
    assert all(code.startswith("51.08.06.") for code in desa)
    one = min(desa)
    words = words_of(page(use_sample, monkeypatch, wilayah=one))
    assert "Kabupaten Buleleng › Kecamatan Buleleng ›" in words


def test_crossed_choices_say_what_the_figures_are_of(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_of(page(use_sample, monkeypatch, opd="OPD-12", wilayah="51.08.06"))
    assert "Angka mencakup Disdukcapil secara keseluruhan" in words


@pytest.mark.parametrize(
    "query",
    [
        {"periode": "kemarin"}, {"tampil": "x"}, {"opd": "OPD-99"}, {"layanan": "<b>"},
        {"wilayah": "51.08.99"}, {"permohonan": "1 OR 1=1"}, {"permohonan": "9" * 40},
        {"jam": "1000", "tampil": "menunggu"},
    ],
)  # fmt: skip
def test_junk_in_the_address_is_dropped(
    use_sample: str, monkeypatch: pytest.MonkeyPatch, query: dict[str, str]
) -> None:
    run = page(use_sample, monkeypatch, **query)
    assert next(iter(query)) not in run.query_params
    assert "Oktober 2026" in words_of(run)


def test_months_by_receipt_say_what_is_not_final(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, tampil="kohor")
    words = words_of(run)
    assert "belum final (" in words
    assert "final" in words.split()
    (chart,) = run.get("vega_lite_chart")
    spec = json.dumps(json.loads(chart.proto.spec), ensure_ascii=False).replace("\u00a0", " ")
    assert "per bulan diterima" in spec


def test_without_requests_the_page_says_so(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        for table in ("service_day_opd", "service_day_service", "service_day_place",
                      "service_day_channel", "duration_histogram"):  # fmt: skip
            conn.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 (names of this test)
        bump(conn, "requests")
    engine.dispose()
    for account in ROLES:
        run = page(use_sample, monkeypatch, account)
        assert "Belum ada data permohonan layanan." in words_of(run)
        assert not run.get("vega_lite_chart")


def test_a_new_import_and_a_new_minute_are_seen(
    use_sample: str, monkeypatch: pytest.MonkeyPatch, fixed_clock: datetime
) -> None:
    run = page(use_sample, monkeypatch)
    assert "pukul 08.00 WITA" in words_of(run)
    monkeypatch.setattr(clock, "now", lambda: fixed_clock.replace(minute=1, second=30))
    assert "pukul 08.01 WITA" in words_of(run.run())


def test_english_speaks_english(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(use_sample)
    with engine.connect() as conn:
        person = person_named(conn, "bupati")
    set_language(engine, by=person, language="en")
    engine.dispose()
    for look in LOOKS:
        words = words_of(page(use_sample, monkeypatch, tampil=look))
        assert "Public services" in words
        assert "Needs a person now" in words


def test_the_page_by_itself_asks_who_is_there(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(monkeypatch, None)
    run = page_alone("pages/layanan/page.py")
    assert not run.exception
    assert "tepat waktu" not in words_of(run)


def test_a_press_on_the_map_leads_into_the_kecamatan(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch)
    monkeypatch.setattr(parts, "clicked", lambda _key: "51.08.06")
    run.run()
    assert not run.exception
    assert run.query_params["wilayah"] in ("51.08.06", ["51.08.06"])
    assert "Kabupaten Buleleng › Kecamatan Buleleng" in words_of(run)
