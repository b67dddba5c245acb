"""Goals, indicators and contributors of the sample, as rows of files to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.sample_performance.catalogue import SUPPORT, goals, measures, offices
from metrics.performance.kinds import Cadence, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.sample_performance.catalogue import Measure

Cell = str | int | float | None
GOALS: Final = ("code", "kind", "text", "parent_code", "opd_code", "valid_from", "valid_to")
INDICATORS: Final = (
    "code", "name", "meaning", "formula", "unit", "decimals", "formula_kind", "pattern", "cadence",
    "weight", "opd_code", "goal_code", "data_source", "decree", "baseline", "ratio",
    "release_month", "lowest", "highest", "valid_from", "valid_to",
)  # fmt: skip
CONTRIBUTORS: Final = ("indicator_code", "opd_code", "share")
FIRST, LAST = "2024", "2029"
PERCENT: Final = 100.0
# Shared ("super tim") indicators: the lead office first.
TEAMS: Final = {
    "OPD-05-01": {"OPD-05": 60, "OPD-14": 25, "OPD-09": 15},
    "OPD-09-01": {"OPD-09": 50, "OPD-17": 20, "OPD-10": 15, "OPD-13": 15},
    "OPD-21-07": {"OPD-21": 60, "OPD-22": 20, "OPD-05": 20},
    "OPD-16-01": {"OPD-16": 70, "OPD-01": 30},
    "OPD-18-01": {"OPD-18": 75, "OPD-06": 25},
    "OPD-07-01": {"OPD-07": 70, "OPD-09": 30},
}
# Which goal stands above the programmes of an office that leads no goal of its own.
ABOVE: Final = {
    "OPD-01": "S4.2.1", "OPD-02": "S4.1.3", "OPD-03": "S4.2.1", "OPD-04": "S1.2.1",
    "OPD-05": "S1.1.1", "OPD-06": "S3.1.1", "OPD-07": "S3.1.2", "OPD-08": "S5.1.1",
    "OPD-09": "S1.3.1", "OPD-10": "S2.2.3", "OPD-11": "S3.2.1", "OPD-12": "S4.2.1",
    "OPD-13": "S4.2.4", "OPD-14": "S1.3.2", "OPD-15": "S3.1.3", "OPD-16": "S4.2.2",
    "OPD-17": "S2.1.2", "OPD-18": "S2.2.2", "OPD-19": "S2.2.1", "OPD-20": "S1.2.2",
    "OPD-21": "S2.1.1", "OPD-22": "S2.1.1", "OPD-23": "S4.1.1", "OPD-24": "S4.2.3",
    "OPD-25": "S4.1.2", "OPD-26": "S4.1.2", "OPD-27": "S1.1.2", "OPD-28": "S5.1.1",
    "OPD-29": "S5.1.2",
}  # fmt: skip
OF_KECAMATAN: Final = "S4.2.4"
FORMULAS: Final = {
    Pattern.FLOW: "Jumlah kumulatif {unit} yang tercatat selama periode pelaporan",
    Pattern.STOCK: "Keadaan pada hari terakhir periode pelaporan",
    Pattern.MEAN: "Rata-rata nilai seluruh periode yang dilaporkan",
    Pattern.RELEASE: "Nilai resmi yang diumumkan {source}",
}
EVERY: Final = {
    Cadence.MONTH: "setiap bulan",
    Cadence.QUARTER: "setiap triwulan",
    Cadence.YEAR: "setiap tahun",
}


def goal_rows(kecamatan: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    """Rows in the order of GOALS, parents first."""
    for code, kind, parent, text in goals():
        yield code, kind, text, parent or None, None, FIRST, LAST
    for office in offices(kecamatan):
        above = ABOVE.get(office.code, OF_KECAMATAN)
        for number, programme in enumerate((SUPPORT, *office.programmes)):
            yield office.goal(number), "program", programme, above, office.code, FIRST, LAST


def indicator_rows(kecamatan: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    """Rows in the order of INDICATORS."""
    for measure in measures(kecamatan):
        yield _indicator(measure)


def contributor_rows() -> Iterator[tuple[Cell, ...]]:
    """Rows in the order of CONTRIBUTORS; the shares of an indicator add up to 100."""
    for code, shares in TEAMS.items():
        for opd, share in shares.items():
            yield code, opd, share


def _indicator(measure: Measure) -> tuple[Cell, ...]:
    formula = FORMULAS[measure.pattern].format(unit=measure.unit, source=measure.source)
    if measure.denominator is not None:
        formula = "Pembilang / penyebut × 100, keduanya dilaporkan"
    name = measure.name[0].lower() + measure.name[1:]
    return (
        measure.code,
        measure.name,
        f"Menunjukkan {name}; dilaporkan {EVERY[measure.cadence]}.",
        formula,
        measure.unit,
        measure.decimals,
        str(measure.formula),
        str(measure.pattern),
        str(measure.cadence),
        measure.weight,
        measure.office.code,
        measure.goal,
        measure.source,
        "Perjanjian Kinerja 2026 (contoh)",
        measure.baseline,
        PERCENT if measure.denominator is not None else None,
        measure.release_month,
        measure.lowest,
        measure.highest,
        None if measure.valid_from is None else str(measure.valid_from),
        None if measure.valid_to is None else str(measure.valid_to),
    )
