"""Promises in words."""

from __future__ import annotations

from datetime import date

from core.words import speaking
from metrics.services.due import Standard
from metrics.services.kinds import Measure, Start, Unit
from reports.services.words import class_name, promise

DAY = date(2026, 11, 20)


def _standard(klass: str, amount: float, unit: Unit = Unit.WORKING_DAYS) -> Standard:
    return Standard(
        "lapor", klass, Measure.RESOLUTION, unit, amount, Start.RECEIVED, date(2020, 1, 1), None, ""
    )


def test_the_classes_of_one_service_are_told_together_the_shortest_first() -> None:
    standards = [
        _standard("berkadar", 60), _standard("normatif", 5), _standard("tdk_berkadar", 14),
    ]  # fmt: skip
    assert promise(standards, "lapor", DAY) == (
        "5 (normatif), 14 (tidak berkadar pengawasan), 60 (berkadar pengawasan) hari kerja sejak"
        " diterima"
    )


def test_promises_of_another_unit_stand_apart() -> None:
    standards = [_standard("", 5), _standard("kilat", 90, Unit.MINUTES)]
    assert promise(standards, "lapor", DAY) == (
        "5 hari kerja sejak diterima; 90 (kilat) menit, 24 jam sehari sejak diterima"
    )
    assert promise(standards, "kk", DAY) == ""


def test_a_class_of_the_regencys_own_is_named_by_its_code() -> None:
    assert class_name("kilat") == "kilat"
    with speaking("en"):
        assert class_name("berkadar") == "for oversight"
