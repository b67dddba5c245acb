"""Kepuasan on the sample regency: every role, years and halves, too few answers, nothing at all."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, insert, select

from data.engine import make_engine
from data.schema.services import survey_answer
from data.versions import bump
from pages.kepuasan.loader import _periods
from review.accounts import person_named, set_language
from tests.access.visitors import carry, dashboard, page_alone, token_of
from tests.access.visitors import words_of as html_of

if TYPE_CHECKING:
    from datetime import datetime

    from streamlit.testing.v1 import AppTest


ROLES = (
    "bupati", "sekda", "kadis.kesehatan", "operator.kesehatan", "verifikator", "penyetuju",
    "inspektorat", "admin", "layar.rapat",
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("fixed_clock")


def page(
    url: str, monkeypatch: pytest.MonkeyPatch, account: str = "bupati", **query: str
) -> AppTest:
    carry(monkeypatch, token_of(url, account))
    run = dashboard("kepuasan", query)
    assert not run.exception
    return run


def words_of(run: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", html_of(run))))


def rows_of(run: AppTest) -> list[str]:
    """The rows of the table of units, tags taken out."""
    table = html_of(run).split('class="dk-table dk-rich dk-unsur"')[1].split("</table>")[0]
    body = table.split("<tbody>")[1]
    return [re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", one))).strip()
            for one in body.split("</tr>")[:-1]]  # fmt: skip


def test_every_role_sees_the_index_its_band_and_the_weakest(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for account in ROLES:
        words = words_of(page(use_sample, monkeypatch, account))
        assert re.search(r"2026: IKM \d\d,\d\d, [A-D] ", words)
        assert "terlemah: Unsur" in words
        assert "unit terendah" in words
        assert "DATA CONTOH" in words
        assert "nan" not in words.split()


def test_c_is_kurang_baik_and_needs_a_person(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch)
    words = words_of(run)
    poor = [row for row in rows_of(run) if "C (Kurang baik)" in row or "D (Tidak baik)" in row]
    assert poor
    assert "Cukup" not in words
    (listed,) = re.findall(r'<ul class="dk-waiting">.*?</ul>', html_of(run), re.DOTALL)
    assert 1 <= listed.count("<li>") <= 5
    assert "lemah pada Unsur" in words


def test_each_unit_has_nine_unsur_and_its_number(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of(page(use_sample, monkeypatch))
    assert rows[0].startswith("Kabupaten Buleleng n = ")
    for row in rows:
        assert len(re.findall(r"\d\d,\d [A-D]\b|–", row.split(")", 1)[1])) >= 9
        if "terlalu sedikit" not in row:
            assert row.count("▼") in (1, 2)  # D carries the same shape as the weakest unsur


def test_both_weights_stand_side_by_side_in_the_definition_alone(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = html_of(page(use_sample, monkeypatch))
    before, after = shown.split("Cara menghitung IKM")
    assert "1/9" in after
    assert "0,11" in after
    assert "1/9" not in before
    assert "0,11" not in before


def test_a_single_answer_is_never_shown(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        held = survey_answer.c
        office = conn.execute(
            select(held.opd_code).group_by(held.opd_code).order_by(func.count().desc()).limit(1)
        ).scalar_one()
        every = conn.execute(select(survey_answer).where(held.opd_code == office)).mappings().all()
        conn.execute(delete(survey_answer).where(held.opd_code == office))
        newest = max(every, key=lambda row: row["answered_on"])
        conn.execute(insert(survey_answer).values(**dict(newest)))
        bump(conn, "surveys")
    engine.dispose()
    run = page(use_sample, monkeypatch)
    rows = [one for one in rows_of(run) if "(n = 1)" in one]
    assert rows
    for row in rows:
        assert "terlalu sedikit (n = 1)" in row
        assert not re.search(r"\d\d,\d", row)
    assert "unit dengan jawaban terlalu sedikit" in words_of(run)


def test_a_unit_opens_into_its_services(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = page(use_sample, monkeypatch)
    (link, *_others) = re.findall(r'href="kepuasan\?([^"]*opd=[^"]+)"', html_of(run))
    query = dict(one.split("=") for one in html.unescape(link).split("&"))
    words = words_of(page(use_sample, monkeypatch, **query))
    assert "Semua unit" in words
    assert re.search(r"Layanan \S+, dari yang terendah", words)


def test_halves_and_years_are_chosen_by_the_address(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = words_of(page(use_sample, monkeypatch, periode="2025"))
    half = words_of(page(use_sample, monkeypatch, periode="2025-H2"))
    count = re.compile(r"dari ([\d.]+) responden")
    (all_of_it,), (some,) = count.findall(whole)[:1], count.findall(half)[:1]
    assert int(some.replace(".", "")) < int(all_of_it.replace(".", ""))
    junk = page(use_sample, monkeypatch, periode="2025-H9", opd="<b>")
    assert "periode" not in junk.query_params
    assert "opd" not in junk.query_params


def test_only_halves_that_have_begun_are_offered(fixed_clock: datetime) -> None:
    day = fixed_clock.date()
    assert _periods(("2026", "2025"), day) == (
        "2026", "2026-H2", "2026-H1", "2025", "2025-H2", "2025-H1",
    )  # fmt: skip
    assert _periods(("2026",), day.replace(month=6)) == ("2026", "2026-H1")


def test_without_answers_the_page_says_so(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        conn.execute(delete(survey_answer))
        bump(conn, "surveys")
    engine.dispose()
    for account in ROLES:
        run = page(use_sample, monkeypatch, account)
        assert "Belum ada data survei kepuasan" in words_of(run)
        assert "dk-unsur" not in html_of(run)


def test_english_speaks_english(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(use_sample)
    with engine.connect() as conn:
        person = person_named(conn, "bupati")
    set_language(engine, by=person, language="en")
    engine.dispose()
    words = words_of(page(use_sample, monkeypatch))
    assert "Satisfaction" in words
    assert "How the IKM is made" in words


def test_the_page_by_itself_asks_who_is_there(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(monkeypatch, None)
    run = page_alone("pages/kepuasan/page.py")
    assert not run.exception
    assert "IKM" not in words_of(run)
