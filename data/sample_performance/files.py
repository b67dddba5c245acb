"""The sample's structure as files, one a topic, in the order in which they can be imported."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from data.sample_performance import budgets, recommendations, structure
from data.sample_performance.catalogue import measures
from data.sample_performance.targets import TargetLine, target_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SOURCE: Final = "Data contoh"
AS_OF: Final = "2026-11-20"


def files(kecamatan: tuple[str, ...]) -> Iterator[tuple[str, str, bytes]]:
    """Topic, file name and content (CSV); kecamatan: their region codes."""
    lines = [line for measure in measures(kecamatan) for line in target_lines(measure)]
    tables: tuple[tuple[str, str, Sequence[str], Iterable[Sequence[object]]], ...] = (
        ("goals", "sasaran_contoh.csv", structure.GOALS, structure.goal_rows(kecamatan)),
        ("indicators", "indikator_contoh.csv", structure.INDICATORS,
         structure.indicator_rows(kecamatan)),
        ("contributors", "kontributor_contoh.csv", structure.CONTRIBUTORS,
         structure.contributor_rows()),
        ("budgets", "anggaran_contoh.csv", budgets.HEADER, budgets.budget_rows(kecamatan)),
        ("recommendations", "rekomendasi_contoh.csv", recommendations.HEADER,
         recommendations.recommendation_rows()),
        ("targets", "target_contoh.csv", TargetLine._fields, lines),
    )  # fmt: skip
    for topic, name, header, rows in tables:
        yield topic, name, _csv(header, rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue().encode()


def _cell(value: object) -> object:
    """Whole floats without their point, so that the file reads as people write."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
