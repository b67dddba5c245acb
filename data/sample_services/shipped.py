"""The sample of public services as files to be imported, up to a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.sample_performance.files import SOURCE
from data.sample_services.files import (
    REQUESTS_FILE,
    SURVEYS_FILE,
    requests_file,
    survey_file,
)
from data.shipped import Shipped, shipped_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from core.settings import Settings


def sample_of_services(settings: Settings, until: datetime | None = None) -> Iterator[Shipped]:
    """Usual services with their standards, and made-up answers to the survey.

    Not the requests, which are loaded in bulk (`sample_requests`).
    """
    yield shipped_file("services", "services.csv", synthetic=True)
    yield shipped_file("standards", "service_standards.csv", synthetic=True)
    yield _made_up("surveys", SURVEYS_FILE, survey_file(settings=settings, until=until))


def sample_requests(settings: Settings, until: datetime | None = None) -> Shipped:
    """Made-up requests for those services with their events."""
    content = requests_file(settings=settings, until=until)
    return _made_up("requests", REQUESTS_FILE, content)


def _made_up(topic: str, name: str, content: bytes) -> Shipped:
    return Shipped(topic, name, content, SOURCE, None, synthetic=True)
