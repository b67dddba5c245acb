"""Kinerja OPD on the sample regency: every look, every role, every filter, and nothing at all."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete

from core.scope import PUBLIC
from core.settings import DATABASE_VARIABLE
from data.engine import make_engine
from data.schema import actual, score_part, standing
from data.versions import bump
from pages.kinerja_opd.parts import METRICS
from pages.shared.later import Later
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
LOOKS = ("peringkat", "anggaran", "audit", "pohon")
FILTERS = ("periode", "liga", "tampil", "saring", "urutan")

pytestmark = pytest.mark.usefixtures("fixed_clock")


def words_of(run: AppTest) -> str:
    """What the screen says, as a reader sees it."""
    return html.unescape(html_of(run))


def page(
    url: str, monkeypatch: pytest.MonkeyPatch, account: str = "bupati", **query: str
) -> AppTest:
    carry(monkeypatch, token_of(url, account))
    run = dashboard("kinerja-opd", query)
    assert not run.exception
    return run


def rows_of(run: AppTest, name: str = "dk-league") -> list[str]:
    """The rows of a table, tags taken out."""
    table = re.search(rf'<div class="dk-table dk-rich {name}".*?</table>', html_of(run), re.DOTALL)
    if table is None:
        return []
    body = table[0].split("<tbody>")[1]
    return [html.unescape(re.sub(r"<[^>]+>", " ", row)).strip() for row in body.split("</tr>")[:-1]]


def test_every_role_sees_every_look(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for account in ROLES:
        for look in LOOKS:
            run = page(use_sample, monkeypatch, account, tampil=look)
            words = words_of(run)
            assert "Kinerja OPD" in words
            assert "pada TW III 2026" in words
            assert "DATA CONTOH" in words
            assert "nan" not in words.split()


def test_the_league_has_ranks_scores_both_words_and_a_way_to_each_report_card(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch)
    rows = rows_of(run)
    assert len(rows) == 29
    assert rows[0].split()[1] == "1"
    assert "Permendagri 86/2017" in words_of(run)
    assert "warna Buleleng" in words_of(run)
    links = re.findall(r'href="(rapor-opd\?opd=OPD-[^"]+)"', html_of(run))
    assert "rapor-opd?opd=OPD-05&amp;periode=2026-Q3" in links
    assert len(rows_of(page(use_sample, monkeypatch, liga="B"))) == 9


def test_a_silent_opd_has_no_score_no_rank_and_no_colour(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch)
    (row,) = [one for one in rows_of(run) if one.startswith("Disarpus")]
    assert "belum cukup data" in row
    assert "tanpa peringkat" in row
    assert "hari kerja" in row
    assert not re.search(r"[▲●▼]", row)
    assert "Disarpus · belum lapor" in re.sub(r"<[^>]+>", "", words_of(run))


def test_filters_list_the_red_and_the_silent(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    red = rows_of(page(use_sample, monkeypatch, saring="merah"))
    silent = rows_of(page(use_sample, monkeypatch, saring="senyap"))
    assert red
    assert all("Sangat Rendah" in row for row in red)
    assert silent[0].startswith("Disarpus")
    assert all("hari kerja" in row for row in silent)
    none = page(use_sample, monkeypatch, saring="merah", periode="2024-Q1", liga="B")
    assert rows_of(none) or "Tidak ada OPD yang sesuai" in words_of(none)


def test_hidden_ranks_hide_the_order_too(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = page(use_sample, monkeypatch, "layar.rapat", urutan="sembunyi")
    names = [row.split("  ")[0] for row in rows_of(run)]
    assert names == sorted(names)
    assert ">Peringkat<" not in html_of(run)
    assert "berbagi peringkat" not in words_of(run)
    (chart,) = run.get("vega_lite_chart")
    assert "tertinggi" not in chart.proto.spec


def test_the_heat_grid_prints_what_the_table_says(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch)
    (chart,) = run.get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    values = [row for layer in spec["layer"] for row in layer["data"]["values"]]
    assert "Dinas Kesehatan" in {row.get("name") for row in values}
    assert "belum cukup data" in {row.get("band") for row in values}
    assert len({row["x"] for row in values}) == 8


def test_what_changed_names_opd_points_and_people(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of(page(use_sample, monkeypatch), "dk-changes")
    assert len(rows) == 10
    assert "−" in rows[0]
    assert "+" in rows[-1]
    assert any("diverifikasi Verifikator (contoh)" in row for row in rows)


def test_recommendations_are_rows_for_auditors_and_counts_for_others(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = words_of(page(use_sample, monkeypatch, "inspektorat", tampil="audit"))
    room = words_of(page(use_sample, monkeypatch, "layar.rapat", tampil="audit"))
    own = page(use_sample, monkeypatch, "kadis.kesehatan", tampil="audit")
    assert "Jatuh tempo dalam 60 hari" in seen
    assert "Rupiah belum diselesaikan" in seen
    assert "Jatuh tempo dalam 60 hari" not in room
    assert "Rupiah" not in room
    assert "rekomendasi × 100 =" in room
    due = words_of(own).split("Jatuh tempo dalam 60 hari")[1]
    assert "Dinkes" in due
    assert "DPUTR" not in due


def test_the_quadrant_and_the_table_of_budgets(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, tampil="anggaran")
    words = words_of(run)
    assert "Rp " in words
    assert " pp" in words
    assert "Sesuai rencana" in words
    (chart,) = run.get("vega_lite_chart")
    assert "Serapan (%)" in chart.proto.spec


def test_goals_without_a_measure_are_holes_in_sight(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_of(page(use_sample, monkeypatch, tampil="pohon"))
    assert "Belum ada ukuran: " in words
    assert "belum ada ukuran" in words
    assert "Mempererat kerja sama antardaerah" in words


def test_junk_in_the_address_gives_the_default_screen(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, **dict.fromkeys(FILTERS, "<script>alert(1)</script>"))
    assert "alert" not in words_of(run)
    assert not {key for key in run.query_params if key in FILTERS}
    assert len(rows_of(run)) == 29


def test_every_triwulan_can_be_looked_at(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for period in ("2024-Q1", "2025-Q4", "2026-Q1", "2026-Q4"):
        run = page(use_sample, monkeypatch, periode=period)
        assert rows_of(run)


def test_without_any_figure_the_screen_says_so(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        for table in (standing, score_part):
            conn.execute(delete(table))
        bump(conn, actual.name + "s")
    engine.dispose()
    run = page(use_sample, monkeypatch)
    assert "Belum ada data kinerja OPD" in words_of(run)


def test_an_english_reader_gets_the_page_in_english(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.connect() as conn:
        person = person_named(conn, "bupati")
    set_language(engine, by=person, language="en")
    engine.dispose()
    words = words_of(page(use_sample, monkeypatch))
    assert "OPD performance" in words
    assert "in Q3 2026" in words
    assert "Cakupan" not in words


def test_a_page_by_itself_asks_who_looks(use_sample: str, fixed_clock: datetime) -> None:
    assert "cakupan" not in words_of(page_alone("pages/kinerja_opd/page.py"))


def test_the_database_that_is_not_there_is_no_failure_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "sqlite:////tidak/ada.db")
    run = page_alone("pages/kinerja_opd/page.py")
    assert not run.exception


def test_downloads_hold_the_figures_of_the_screen_and_none_of_others(use_sample: str) -> None:
    for look, metrics in METRICS.items():
        span = None if look == "audit" else "2026-Q3"
        found = Later(PUBLIC, first=span, last=span, metrics=metrics)
        assert found
        assert {one.metric for one in found} <= set(metrics), look
        assert len(found) >= 20
        assert all(one.opd is not None for one in found)
    own = Later(PUBLIC, first="2026-Q3", last="2026-Q3", opd="OPD-05")
    assert {one.opd for one in own} == {"OPD-05"}
    assert own[0].sample
