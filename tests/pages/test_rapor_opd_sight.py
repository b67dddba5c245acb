"""What Rapor OPD keeps from whoever may not see it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from data.engine import make_engine
from data.schema import actual, standing
from data.versions import bump
from tests.pages.cards import FARMING, HEALTH, page, words_of

pytestmark = pytest.mark.usefixtures("fixed_clock")


def test_a_submitted_value_is_hidden_from_the_room_and_its_state_is_not(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    query = (
        select(standing.c.indicator_code, standing.c.opd_code)
        .where(
            standing.c.period == "2026-Q3",
            standing.c.verification == "submitted",
            standing.c.reported,
            standing.c.to_date.is_not(None),
        )
        .limit(1)
    )
    with engine.connect() as conn:
        code, office = conn.execute(query).one()
        wanted = select(actual.c.id).where(
            actual.c.indicator_code == code, actual.c.state == "submitted"
        )
        figure = conn.scalars(wanted).first()
    with engine.begin() as conn:
        conn.execute(update(actual).where(actual.c.id == figure).values(value=987654.0))
        conn.execute(
            update(standing)
            .where(standing.c.indicator_code == code, standing.c.period == "2026-Q3")
            .values(realised=987654.0)
        )
        bump(conn, "actuals")
    engine.dispose()
    for account, seen in (("layar.rapat", False), ("admin", False), ("verifikator", True)):
        run = page(use_sample, monkeypatch, account, opd=office, indikator=code)
        said = words_of(run) + "".join(one.proto.spec for one in run.get("vega_lite_chart"))
        assert ("987.654" in said) is seen
        assert ("987654" in said) is seen
        assert "menunggu verifikasi" in said


def test_drafts_of_another_opd_are_not_on_any_card(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(use_sample)
    with engine.begin() as conn:
        row = conn.execute(
            select(actual.c.id, actual.c.indicator_code)
            .where(actual.c.state == "draft", actual.c.indicator_code.startswith(FARMING))
            .limit(1)
        ).first()
        assert row is not None
        conn.execute(
            update(actual).where(actual.c.id == row[0]).values(value=76543.0, note="rahasia kita")
        )
        bump(conn, "actuals")
    engine.dispose()
    query = {"opd": FARMING, "indikator": row[1], "periode": "2026-Q4"}
    for account in (
        "kadis.kesehatan",
        "operator.kesehatan",
        "verifikator",
        "bupati",
        "layar.rapat",
    ):
        run = page(use_sample, monkeypatch, account, **query)
        said = words_of(run) + "".join(one.proto.spec for one in run.get("vega_lite_chart"))
        assert "76.543" not in said
        assert "76543" not in said
        assert "rahasia kita" not in said
    own = words_of(page(use_sample, monkeypatch, "kadis.pertanian", **query))
    assert "rahasia kita" in own


def test_recommendations_of_another_opd_are_counts(
    use_sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = words_of(page(use_sample, monkeypatch, "kadis.pertanian", opd=HEALTH))
    own = words_of(page(use_sample, monkeypatch, "kadis.kesehatan", opd=HEALTH))
    assert "rekomendasi × 100 =" in other
    assert "Rupiah belum diselesaikan" not in other
    assert "Rupiah belum diselesaikan" in own
