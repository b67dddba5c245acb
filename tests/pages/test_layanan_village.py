"""The look at papers finished in the village: roles, places, estimate in words, nothing at all."""

from __future__ import annotations

import json
import re

import pytest

from data.engine import make_engine
from data.versions import bump
from review.accounts import person_named, set_language
from tests.access.visitors import words_of as html_of
from tests.pages.layanan_sample import ROLES, page, words_of

LOOK = {"tampil": "desa"}

pytestmark = pytest.mark.usefixtures("fixed_clock")


def test_every_role_sees_the_share_and_what_it_stands_on(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for account in ROLES:
        words = words_of(page(use_sample, monkeypatch, account, **LOOK))
        for said in ("surat dan dokumen selesai di desa", "Yang berjalan datanya, bukan orangnya",
                     "perkiraan", "Desa terlayani", "Perjalanan dihemat", "DATA CONTOH",
                     "belum dipetakan", "Menurut layanan"):  # fmt: skip
            assert said in words, (account, said)
        assert "nan" not in words.split()


def test_the_parts_make_the_whole(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = page(use_sample, monkeypatch, **LOOK)
    words = words_of(run)
    part, whole = map(int, re.findall(r"(\d+) dari (\d+) dokumen", words)[0])
    (elsewhere,) = map(int, re.findall(r"untuk (\d+) dokumen warga masih harus", words))
    assert part + elsewhere == whole
    (letters,) = map(int, re.findall(r"pergi dan pulang untuk (\d+) dokumen", words))
    assert letters == part
    assert f"{2 * part} perjalanan" in words


def test_each_row_leads_on_within_the_look(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = html_of(page(use_sample, monkeypatch, **LOOK))
    (listed,) = re.findall(r'<ul class="dk-waiting">.*?</ul>', shown, re.DOTALL)
    assert 1 <= listed.count("<li>") <= 5
    assert listed.count("tampil=desa") == listed.count("<li>")
    assert "wilayah=51.08." in shown
    assert "layanan=ktp-el" in shown


def test_the_map_and_the_months_are_drawn(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = page(use_sample, monkeypatch, **LOOK)
    trend, area = run.get("vega_lite_chart")
    spoken = json.dumps(json.loads(trend.proto.spec), ensure_ascii=False).replace("\u00a0", " ")
    assert "Selesai di desa, menurut bulan selesai" in spoken
    names = {row.get("name") for layer in json.loads(area.proto.spec)["layer"]
             for row in layer.get("data", {}).get("values", [])}  # fmt: skip
    assert {"Buleleng", "Tejakula"} <= names


def test_a_kecamatan_shows_its_desa_and_says_whose_months_these_are(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, wilayah="51.08.06", **LOOK)
    words = words_of(run)
    assert "Kabupaten Buleleng › Kecamatan Buleleng" in words
    assert "Grafik bulanan mencakup Kabupaten Buleleng secara keseluruhan" in words
    desa = set(re.findall(r"wilayah=(51\.08\.\d\d\.\d{4})", html_of(run)))
    assert desa
    assert all(code.startswith("51.08.06.") for code in desa)


def test_one_service_alone(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = words_of(page(use_sample, monkeypatch, layanan="sku", **LOOK))
    assert "Surat keterangan usaha: Oktober 2026:" in words
    assert "Kartu Keluarga" not in words


def test_without_papers_it_says_so(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        conn.exec_driver_sql("UPDATE request SET level = NULL")
        conn.exec_driver_sql("DELETE FROM service_day_channel WHERE level <> ''")
        bump(conn, "requests")
    engine.dispose()
    run = page(use_sample, monkeypatch, **LOOK)
    assert "Belum ada dokumen dengan catatan tempat selesai" in words_of(run)
    assert not run.get("vega_lite_chart")


def test_a_phone_gets_a_map_laid_out_for_it(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = json.loads(page(use_sample, monkeypatch, **LOOK).get("vega_lite_chart")[1].proto.spec)
    monkeypatch.setattr("pages.shared.map.is_narrow", lambda: True)
    run = page(use_sample, monkeypatch, **LOOK)
    narrow = json.loads(run.get("vega_lite_chart")[1].proto.spec)
    assert narrow["projection"] != wide["projection"]


def test_english_speaks_english(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(use_sample)
    with engine.connect() as conn:
        person = person_named(conn, "bupati")
    set_language(engine, by=person, language="en")
    engine.dispose()
    words = words_of(page(use_sample, monkeypatch, **LOOK))
    assert "papers were finished in the village" in words
    assert "The data travels, not the people" in words
