"""The overview says what is wrong, what is silent and who is asked, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, select, text

from core.scope import PUBLIC
from core.settings import load_settings
from core.words import speaking
from data.engine import writing
from data.schema import import_batch, published_value
from reports.overview.model import Attention, Context, Contribution, Link, Overview, Standing, Tone
from reports.overview.published import headline_figures
from reports.overview.registry import overview

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.settings import Settings

FRESH = date(2025, 7, 10)
LATE = date(2026, 11, 22)


def with_headline(*metrics: str) -> Settings:
    settings = load_settings()
    return replace(settings, headline=replace(settings.headline, metrics=metrics))


def read(engine: Engine, *metrics: str, today: date = FRESH) -> Overview:
    with engine.connect() as conn:
        context = Context(conn, with_headline(*metrics), PUBLIC, today)
        return overview(context, (headline_figures,))


def add(engine: Engine, metric: str, period: str, value: float, status: str = "final") -> None:
    with writing(engine).begin() as conn:
        unit = conn.scalar(
            select(published_value.c.unit).where(published_value.c.metric == metric).limit(1)
        )
        conn.execute(
            insert(published_value).values(
                region_code="51.08", metric=metric, component="total", period=period,
                period_end=f"{period}-12-31", status=status, named_as="Buleleng", value=value,
                unit=unit, source="uji",
                batch_id=conn.scalar(select(import_batch.c.id).order_by(import_batch.c.id.desc())),
            )
        )  # fmt: skip


def test_a_tile_is_never_naked(sample_reader: Engine) -> None:
    (tile,) = read(sample_reader, "inflation_yoy").tiles
    assert (tile.value, tile.status, tile.tone) == ("2,79%", "dalam sasaran", Tone.HIJAU)
    assert tile.target == "Target: 1,5–3,5%"
    assert tile.change == "+2,52 poin persen dari Februari 2025"
    assert (tile.as_of, tile.source) == ("Juni 2025", "bali.viva.co.id")
    assert tile.age is None
    assert tile.figure is not None
    assert str(tile.figure.ref) == "inflation_yoy@51.08:umum~2025-06"


def test_an_old_figure_says_so_and_loses_its_colour(sample_reader: Engine) -> None:
    found = read(sample_reader, "inflation_yoy", today=LATE)
    (tile,) = found.tiles
    assert (tile.age, tile.tone, tile.standing) == ("usang 16 bulan", Tone.PLAIN, Standing.OLD)
    assert tile.status == "dalam sasaran"
    (item,) = found.attention
    assert item.what == "Inflasi tahunan: perlu diperbarui"
    assert item.since == "angka terakhir Juni 2025, 16 bulan lalu"


def test_missing_is_a_word_and_a_task(sample_reader: Engine) -> None:
    found = read(sample_reader, "spbe_index")
    (tile,) = found.tiles
    assert (tile.value, tile.tone, tile.figure) == ("belum ada data", Tone.MISSING, None)
    assert found.answer == "1 indikator utama Kabupaten Buleleng: 1 belum ada data."
    assert [(item.what, item.since) for item in found.attention] == [
        ("SPBE: belum ada data", "belum ada angka yang dimuat")
    ]
    assert found.figures == ()


def test_no_change_is_told_over_a_break_of_method(sample_reader: Engine) -> None:
    found = read(sample_reader, "mcp_score")
    assert found.tiles[0].change == "metode berubah pada 2024: tidak dibandingkan"
    assert found.findings == ()


def test_a_change_is_told_with_its_reason_to_matter(sample_engine: Engine) -> None:
    add(sample_engine, "mcp_score", "2025", 88.5)
    found = read(sample_engine, "mcp_score", today=date(2026, 4, 1))
    assert found.tiles[0].change == "−2,5 poin dari 2024"
    assert [one.text for one in found.findings] == [
        "Skor MCP Kabupaten Buleleng 2025: 88,5 poin, turun 2,5 dari 2024 (Zona hijau)."
    ]


def test_a_target_of_our_own_is_missed_in_words_and_colour(sample_engine: Engine) -> None:
    with writing(sample_engine).begin() as conn:
        conn.execute(
            text(
                "UPDATE published_value SET value = 3.61 WHERE metric = 'inflation_yoy' "
                "AND region_code = '51.08' AND period = '2025-06'"
            )
        )
    found = read(sample_engine, "inflation_yoy", "spbe_index")
    assert (found.tiles[0].status, found.tiles[0].tone) == ("di atas sasaran", Tone.MERAH)
    assert [item.urgency for item in found.attention] == [0, 1]
    assert found.answer == (
        "2 indikator utama Kabupaten Buleleng: "
        "1 di luar target (Inflasi tahunan), 1 belum ada data."
    )


def test_an_empty_regency_has_words_everywhere(sample_engine: Engine) -> None:
    with writing(sample_engine).begin() as conn:
        conn.execute(delete(published_value))
    found = read(sample_engine, *load_settings().headline.metrics)
    assert {tile.value for tile in found.tiles} == {"belum ada data"}
    assert found.findings == ()


@pytest.mark.parametrize(("code", "word"), [("id", "belum ada data"), ("en", "no data yet")])
def test_the_overview_speaks_the_readers_language(
    sample_reader: Engine, code: str, word: str
) -> None:
    with speaking(code):
        assert read(sample_reader, "spbe_index").tiles[0].value == word


def test_another_subject_joins_through_the_registry(sample_reader: Engine) -> None:
    def late_report(_context: Context) -> Contribution:
        item = Attention(-1, "Dinas X", "belum lapor", "12 hari", Link("ringkasan"))
        return Contribution(attention=(item,))

    with sample_reader.connect() as conn:
        context = Context(conn, with_headline("spbe_index"), PUBLIC, FRESH)
        found = overview(context, (late_report,))
    assert [item.owner for item in found.attention] == ["Dinas X"]
    assert found.answer == "Belum ada indikator utama yang ditetapkan untuk Kabupaten Buleleng."
