"""The sample regency comes with its services, requests and survey; made up, and said to be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, func, select

from core.settings import DATABASE_VARIABLE, load_settings
from data.engine import make_engine
from data.sample_services.files import SHIPPED, end_of_sample
from data.schema import (
    import_batch,
    local_event,
    request,
    request_event,
    service,
    service_day_opd,
    service_standard,
    survey_answer,
)
from review.installation import install

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Table


def _count(engine: Engine, table: Table) -> int:
    with engine.connect() as conn:
        return int(conn.execute(select(func.count()).select_from(table)).scalar_one())


def test_services_requests_and_answers_are_there(sample_reader: Engine) -> None:
    assert _count(sample_reader, request) == SHIPPED
    for table in (service, service_standard, survey_answer, service_day_opd, local_event):
        assert _count(sample_reader, table)
    with sample_reader.connect() as conn:
        query = select(service.c.code).where(service.c.code.not_in(select(request.c.service_code)))
        assert not conn.scalars(query).all(), "each service is asked for"


@pytest.mark.parametrize("table", [service, service_standard, request, survey_answer, local_event])
def test_every_row_is_of_a_batch_marked_as_sample(sample_reader: Engine, table: Table) -> None:
    with sample_reader.connect() as conn:
        batches = conn.scalars(select(table.c.batch_id).distinct()).all()
        query = select(import_batch.c.synthetic).where(import_batch.c.id.in_(batches))
        assert set(conn.scalars(query)) == {True}


def test_the_story_ends_with_the_day_of_the_reports(sample_reader: Engine) -> None:
    end = end_of_sample(load_settings(environment={})).replace(tzinfo=None)
    with sample_reader.connect() as conn:
        last: datetime = conn.execute(select(func.max(request_event.c.at))).scalar_one()
    assert end - timedelta(days=1) < last <= end


def test_a_lean_database_has_none(lean_engine: Engine) -> None:
    for table in (service, service_standard, request, survey_answer):
        assert _count(lean_engine, table) == 0


def test_a_new_installation_is_told_up_to_its_own_moment(
    tmp_path: Path, fixed_clock: datetime
) -> None:
    """So that something falls due in the next hours for whoever tries it."""
    settings = load_settings(environment={DATABASE_VARIABLE: f"sqlite:///{tmp_path}/d.db"})
    assert install(settings, sample=True)
    engine = make_engine(settings.database.url)
    now = fixed_clock.replace(tzinfo=None)
    with engine.connect() as conn:
        last = conn.execute(select(func.max(request_event.c.at))).scalar_one()
        due = select(func.count()).where(request.c.closed_at.is_(None), request.c.due_at > now)
        assert now - timedelta(days=1) < last <= now
        assert conn.execute(due).scalar_one()
    engine.dispose()
