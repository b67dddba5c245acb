"""Rapor OPD on the sample regency: whose card, what is seen, what is hidden, what can be said."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, select, update

from data.engine import make_engine
from data.schema import actual, blocker, import_batch, objection, opd, score_part, standing
from data.versions import bump
from tests.access.visitors import page_alone
from tests.access.visitors import words_of as html_of
from tests.pages.cards import FARMING, HEALTH, ROLES, SILENT, page, words_of

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest
    from streamlit.testing.v1.element_tree import TextArea

NOON = datetime(2026, 11, 20, 4, 0)  # noqa: DTZ001 (as stored)
pytestmark = pytest.mark.usefixtures("fixed_clock")


def expanders(run: AppTest) -> set[str]:
    return {one.label for one in run.expander}


def test_every_role_sees_the_card_of_every_kind_of_opd(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for account in ROLES:
        for code in (HEALTH, SILENT, "KEC-51.08.06"):
            words = words_of(page(use_sample, monkeypatch, account, opd=code))
            assert "TW III 2026" in words
            assert "DATA CONTOH" in words
            assert "nan" not in words.split()


@pytest.mark.parametrize(
    ("account", "name"),
    [("kadis.kesehatan", "Dinas Kesehatan"), ("operator.pertanian", "Dinas Pertanian dan")],
)
def test_heads_and_operators_land_on_their_own_opd(
    use_sample: str, monkeypatch: pytest.MonkeyPatch, account: str, name: str
) -> None:
    words = words_of(page(use_sample, monkeypatch, account))
    assert f"{name}" in words
    assert "Apa yang harus saya kerjakan" in words


def test_others_land_on_the_lowest_score(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = page(use_sample, monkeypatch)
    assert "Yang harus dikerjakan OPD ini" in words_of(run)
    chosen = run.selectbox(key="opd").value
    engine = make_engine(use_sample)
    with engine.connect() as conn:
        query = select(score_part.c.opd_code).where(score_part.c.period == "2026-Q3")
        assert chosen in set(conn.scalars(query))
    engine.dispose()
    assert "peringkat" in words_of(run)


def test_tasks_lead_to_lapor_for_who_may_report_and_to_the_card_for_others(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = html_of(page(use_sample, monkeypatch, "operator.kesehatan"))
    room = html_of(page(use_sample, monkeypatch, "layar.rapat", opd=HEALTH))
    assert re.search(r'href="lapor\?angka=OPD-05-[^"]+~2026', own)
    assert "lapor?angka" not in room
    assert f"rapor-opd?opd={HEALTH}" in room


def test_the_chosen_indicator_shows_its_track_definition_team_and_revisions(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = page(use_sample, monkeypatch, "inspektorat", opd=HEALTH, indikator="OPD-05-01")
    words = words_of(run)
    for part in ("Definisi", "Sumber data", "Dasar penetapan target", "Super tim", "Riwayat"):
        assert part in words
    (chart,) = run.get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    assert any(layer["mark"].get("style") == "target" for layer in spec["layer"])
    room = words_of(page(use_sample, monkeypatch, "layar.rapat", opd=HEALTH, indikator="OPD-05-01"))
    assert "Riwayat" not in room


def test_a_lowered_target_says_what_the_original_would_have_been(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.connect() as conn:
        query = select(standing.c.opd_code, standing.c.indicator_code).where(
            standing.c.period == "2026-Q3", standing.c.original.is_not(None), standing.c.verified
        )
        found = conn.execute(query.limit(1)).first()
    engine.dispose()
    assert found is not None
    words = words_of(page(use_sample, monkeypatch, opd=found[0], indikator=found[1]))
    assert "target diturunkan" in words
    assert "Perubahan target" in words


def test_at_most_fifteen_rows_until_all_are_asked_for(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.rapor_opd.rows.MOST_ROWS", 3)
    run = page(use_sample, monkeypatch, opd=HEALTH)
    assert "3 dari 10 indikator" in words_of(run)
    assert "Tampilkan semua 10 indikator" in words_of(run)
    every = page(use_sample, monkeypatch, opd=HEALTH, semua="ya")
    assert "10 dari 10 indikator" in words_of(every)


def test_a_head_objects_right_there(use_sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        conn.execute(delete(objection))
        code, period = conn.execute(
            select(actual.c.indicator_code, actual.c.period).where(
                actual.c.indicator_code.startswith(HEALTH), actual.c.state == "verified"
            )
        ).first() or ("", "")
        conn.execute(
            update(actual)
            .where(actual.c.indicator_code == code, actual.c.period == period)
            .values(verified_at=NOON)
        )
        bump(conn, "actuals")
    query = {"opd": HEALTH, "indikator": code}
    assert "Sanggah angka" not in expanders(page(use_sample, monkeypatch, "bupati", **query))
    assert "Sanggah angka" not in expanders(
        page(use_sample, monkeypatch, "operator.kesehatan", **query)
    )
    run = page(use_sample, monkeypatch, "kadis.kesehatan", **query)
    assert "Sanggah angka" in expanders(run)
    press(run, "Ajukan sanggahan")
    assert "Tindakan ini tidak dapat dilakukan" in words_of(run)
    field(run, "Alasan").set_value("Data rumah sakit swasta belum dihitung.")
    press(run, "Ajukan sanggahan")
    assert [one.value for one in run.success] == [
        "Sanggahan diajukan. Keputusan diambil oleh orang lain, bukan verifikatornya."
    ]
    with engine.connect() as conn:
        assert conn.scalar(select(objection.c.state)) == "open"
    engine.dispose()
    assert "Data rumah sakit swasta belum dihitung." in words_of(run)


def test_an_obstacle_is_reported_and_closed_right_there(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        conn.execute(delete(blocker))
        bump(conn, "actuals")
    run = page(use_sample, monkeypatch, "operator.kesehatan", opd=HEALTH)
    field(run, "Apa kendalanya").set_value("Gudang vaksin menunggu listrik.")
    press(run, "Laporkan kendala")
    assert "Gudang vaksin menunggu listrik." in words_of(run)
    field(run, "Bagaimana penyelesaiannya").set_value("Listrik menyala kembali.")
    press(run, "Tutup kendala")
    assert "Listrik menyala kembali." in words_of(run)
    with engine.connect() as conn:
        assert conn.scalar(select(blocker.c.closed_by)) == "operator.kesehatan"
    engine.dispose()
    other = page(use_sample, monkeypatch, "operator.kesehatan", opd=FARMING)
    assert not expanders(other) & {"Laporkan kendala pada indikator terpilih", "Sanggah angka"}


def test_an_opd_without_indicators_has_a_card_of_words(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        batch = conn.scalar(select(import_batch.c.id).limit(1))
        conn.execute(
            insert(opd).values(
                code="OPD-99", name="Dinas Baru", short_name="Baru", kind="dinas", league="A",
                batch_id=batch,
            )
        )  # fmt: skip
        bump(conn, "opd")
    engine.dispose()
    words = words_of(page(use_sample, monkeypatch, opd="OPD-99"))
    assert "Dinas Baru pada TW III 2026" in words
    assert "OPD ini tidak memiliki indikator" in words
    assert "Belum ada data anggaran" in words


def test_without_any_figure_the_screen_says_so(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        for table in (standing, score_part):
            conn.execute(delete(table))
        bump(conn, "actuals")
    engine.dispose()
    assert "Belum ada data kinerja OPD" in words_of(page(use_sample, monkeypatch))


def test_junk_in_the_address_gives_the_default_card(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = ("opd", "periode", "indikator", "semua")
    run = page(use_sample, monkeypatch, **dict.fromkeys(keys, "<script>alert(1)</script>"))
    assert "alert" not in words_of(run)
    assert "TW III 2026" in words_of(run)


def test_a_page_by_itself_asks_who_looks(use_sample: str, fixed_clock: datetime) -> None:
    assert "cakupan" not in words_of(page_alone("pages/rapor_opd/page.py"))


def press(run: AppTest, label: str) -> None:
    """Send the form whose button says this."""
    next(one for one in run.button if one.label == label).click().run()
    assert not run.exception


def field(run: AppTest, label: str) -> TextArea:
    """The field to write in that says this."""
    return next(one for one in run.text_area if one.label == label)
