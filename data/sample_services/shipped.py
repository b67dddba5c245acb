"""The sample of public services as files to be imported, up to a moment."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from data.sample_performance.files import SOURCE
from data.sample_services.files import (
    REQUESTS_FILE,
    SURVEYS_FILE,
    end_of_sample,
    requests_file,
    survey_file,
)
from data.sample_services.season import FLOOD, YEARS, floods
from data.shipped import Shipped, shipped_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from core.settings import Settings


EVENTS_FILE: Final = "peristiwa_contoh.csv"


def sample_of_services(settings: Settings, until: datetime | None = None) -> Iterator[Shipped]:
    """Usual services with their standards, made-up answers to the survey, and made-up floods.

    Not the requests, which are loaded in bulk (`sample_requests`).
    """
    yield shipped_file("services", "services.csv", synthetic=True)
    yield shipped_file("standards", "service_standards.csv", synthetic=True)
    yield _made_up("surveys", SURVEYS_FILE, survey_file(settings=settings, until=until))
    yield _made_up("events", EVENTS_FILE, _events(settings, until))


def sample_requests(settings: Settings, until: datetime | None = None) -> Shipped:
    """Made-up requests for those services with their events."""
    content = requests_file(settings=settings, until=until)
    return _made_up("requests", REQUESTS_FILE, content)


def _events(settings: Settings, until: datetime | None) -> bytes:
    """The floods that brought more requests than usual."""
    last = (until or end_of_sample(settings)).date()
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("first_day", "last_day", "name", "kind", "source"))
    for year in range(last.year - YEARS + 1, last.year + 1):
        for day in floods(settings.regency.code, year):
            end = day + timedelta(days=len(FLOOD) - 1)
            if end <= last:
                row = (day.isoformat(), end.isoformat(), "Banjir (contoh)", "bencana", SOURCE)
                writer.writerow(row)
    return file.getvalue().encode()


def _made_up(topic: str, name: str, content: bytes) -> Shipped:
    return Shipped(topic, name, content, SOURCE, None, synthetic=True)
