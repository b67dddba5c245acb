"""Visits to Lapor and Verifikasi on the sample regency, and what the database then holds."""

from __future__ import annotations

import html
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from core.scope import Scope
from core.settings import load_settings
from data.engine import make_engine
from data.queries.performance.worklist import Item, Stage, work_of
from data.schema import actual, actual_step
from metrics.performance.kinds import Formula
from metrics.workdays import workdays
from pages.shared.report_words import typed
from tests.access.visitors import carry, dashboard, token_of
from tests.access.visitors import words_of as html_of

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import Engine
    from streamlit.testing.v1 import AppTest

HEALTH, FARMING = "OPD-05", "OPD-21"
OPERATOR: Final = "operator.kesehatan"
HEAD: Final = "kadis.kesehatan"
TODAY: Final = date(2026, 11, 22)
LINK: Final = "https://contoh.go.id/rekap-imunisasi"


class Office:
    """The people of the sample at their two screens."""

    def __init__(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.url = url
        self.engine: Engine = make_engine(url)
        self.monkeypatch = monkeypatch

    def visit(self, account: str, address: str, **query: str) -> AppTest:
        """One person opens an address."""
        self.act_as(account)
        run = dashboard(address, query)
        assert not run.exception
        return run

    def act_as(self, account: str) -> None:
        """From now on the browser carries this person's cookie."""
        carry(self.monkeypatch, token_of(self.url, account))

    def report(self, account: str, key: str) -> AppTest:
        """One person opens a report on Lapor."""
        return self.visit(account, "lapor", angka=key)

    def check(self, account: str, key: str) -> AppTest:
        """One person opens a figure on Verifikasi."""
        return self.visit(account, "verifikasi", angka=key)

    def work(self, opd: str = HEALTH) -> tuple[Item, ...]:
        """The work list of an OPD."""
        settings = load_settings(environment={})
        with self.engine.connect() as conn:
            return work_of(
                conn,
                scope=Scope(full=frozenset({opd})),
                opd=opd,
                as_of=TODAY,
                workdays=workdays(settings.calendar),
                report_days=settings.performance.report_days,
            )

    def item(self, *stages: Stage, opd: str = HEALTH, entered: bool = False) -> Item:
        """A report of one plain value in one of these stages."""
        return next(
            one
            for one in self.work(opd)
            if one.stage in stages
            and (one.state is not None) is entered
            and one.measure.ratio is None
            and one.measure.facts.formula is not Formula.YES_NO
        )

    def row(self, key: str) -> dict[str, Any]:
        """The stored actual; empty when there is none."""
        code, _sign, period = key.partition("~")
        query = select(actual).where(actual.c.indicator_code == code, actual.c.period == period)
        with self.engine.connect() as conn:
            found = conn.execute(query).mappings().one_or_none()
        return dict(found) if found else {}

    def steps(self, key: str) -> list[str]:
        """What happened to a figure, in order."""
        code, _sign, period = key.partition("~")
        query = select(actual_step.c.action).where(
            actual_step.c.indicator_code == code, actual_step.c.period == period
        )
        with self.engine.connect() as conn:
            return list(conn.scalars(query.order_by(actual_step.c.id)))

    def enter(self, key: str, value: str, account: str = OPERATOR) -> AppTest:
        """Save a draft with this value."""
        run = self.report(account, key)
        type_in(run, key, value)
        return press(run, "report-save")

    def submitted(self, key: str, value: str) -> None:
        """Enter, prove and submit a figure; whatever the checks ask is affirmed."""
        run = self.enter(key, value)
        add_link(run)
        press(run, "report-submit")
        if has(run, "report-sure"):
            press(run, "report-sure")
        assert self.row(key)["state"] == "submitted"

    def ready(self) -> str:
        """A figure of the health office that was just submitted."""
        item = self.item(Stage.OVERDUE)
        self.submitted(item.key, typed(item.last))
        return item.key

    def first_in(self, state: str) -> str:
        """Some figure in this state."""
        query = (
            select(actual.c.indicator_code, actual.c.period)
            .where(actual.c.state == state, actual.c.unlock_at.is_(None))
            .order_by(actual.c.id)
            .limit(1)
        )
        with self.engine.connect() as conn:
            code, period = conn.execute(query).one()
        return f"{code}~{period}"


def type_in(run: AppTest, key: str, value: str) -> None:
    """Type into the field of the value."""
    run.text_input(key=f"report-value-{key}").set_value(value)


def add_link(run: AppTest) -> AppTest:
    """Add a link as evidence."""
    field = next(one for one in run.text_input if (one.key or "").startswith("proof-address-"))
    field.set_value(LINK)
    return press(run, "proof-add-figure")


def press(run: AppTest, key: str) -> AppTest:
    """Press a button; nothing may fail."""
    run.button(key=key).click().run()
    assert not run.exception
    return run


def has(run: AppTest, key: str) -> bool:
    """Whether the screen offers this button."""
    return any(one.key == key for one in run.button)


def buttons(run: AppTest) -> set[str]:
    """Keys of the buttons on the screen."""
    return {one.key for one in run.button if one.key}


def words_of(run: AppTest) -> str:
    """What the screen says, as a reader sees it."""
    return html.unescape(html_of(run))
