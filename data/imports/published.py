"""Topic `published`: what outside bodies publish, ours and other regions'."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from core.periods import Period
from core.words import LANGUAGES, N_, _
from data import schema
from data.imports.headers import plain
from data.imports.limits import period_faults, value_faults
from data.imports.model import UNSET, Column, Kind, RowFault, Topic
from metrics.definitions import definitions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.imports.known import Known
    from data.imports.model import Row, Value

WHOLE: Final = "total"
STATUSES: Final = {
    "final": ("final", "tetap"),
    "interim": ("sementara", "provisional", "preliminary"),
    "derived": ("turunan", "hasil hitungan", "calculated"),
}
CONFIDENCES: Final = {
    "high": ("tinggi",),
    "medium": ("sedang", "menengah"),
    "low": ("rendah",),
}
COLUMNS: Final = (
    Column(
        "region_code",
        N_("Region code"),
        N_("Kemendagri code of the region the value speaks of; ID for the whole country."),
        Kind.CODE,
        "51.08",
        ("kode wilayah", "kode", "region"),
        required=True,
        longest=120,
        named=True,
    ),
    Column(
        "named_as",
        N_("Region name"),
        N_("Name of the region as the source writes it. May be left out."),
        Kind.TEXT,
        "Kabupaten Buleleng",
        ("region_name", "nama wilayah", "wilayah"),
        naming=True,
    ),
    Column(
        "metric",
        N_("Metric"),
        N_("Id of the metric, as the list shows it."),
        Kind.CODE,
        "mcp_score",
        ("metrik", "indeks", "indikator"),
        required=True,
        longest=60,
    ),
    Column(
        "component",
        N_("Component"),
        N_("Part of the metric the value speaks of; 'total' for the whole, also when left empty."),
        Kind.TEXT,
        "total",
        ("komponen", "rincian"),
        longest=120,
    ),
    Column(
        "period",
        N_("Period"),
        N_("Period of the value; a cumulative value carries its last month."),
        Kind.PERIOD,
        "2024",
        ("periode", "waktu"),
        required=True,
        longest=40,
    ),
    Column(
        "status",
        N_("Status"),
        N_("Final; interim for a position inside the period; derived when computed."),
        Kind.CHOICE,
        "final",
        ("status data",),
        required=True,
        choices=STATUSES,
    ),
    Column(
        "value",
        N_("Value"),
        N_("The published value, with the decimals of the source."),
        Kind.DECIMAL,
        "91.5",
        ("nilai", "angka"),
        required=True,
    ),
    Column(
        "unit",
        N_("Unit"),
        N_("Unit of the value, as the metric defines it."),
        Kind.TEXT,
        "index_0_100",
        ("satuan",),
        required=True,
        longest=40,
    ),
    Column(
        "source",
        N_("Source"),
        N_("Who published the value, and where."),
        Kind.TEXT,
        "JAGA KPK",
        ("sumber",),
        required=True,
        longest=1000,
    ),
    Column(
        "source_url",
        N_("Source address"),
        N_("Address of the page or file of the source, when there is one."),
        Kind.URL,
        "https://jaga.id",
        ("url sumber", "alamat sumber", "tautan", "url"),
        longest=1000,
    ),
    Column(
        "confidence",
        N_("Confidence"),
        N_("High, medium, or low (the year was inferred). May be left out."),
        Kind.CHOICE,
        "high",
        ("keyakinan",),
        choices=CONFIDENCES,
    ),
)


@cache
def _metric_names() -> dict[str, str]:
    names = {plain(metric): metric for metric in definitions()}
    for metric, definition in definitions().items():
        for code in LANGUAGES:
            names.setdefault(plain(definition.name[code]), metric)
    return names


def _near_metrics(text: str, known: Known) -> str:
    """Ids whose id or name is near to a text."""
    names = _metric_names()
    close = known.searches.near(plain(text), names, n=5, cutoff=0.55)
    return ", ".join(dict.fromkeys(names[name] for name in close))


@lru_cache(maxsize=512)
def _unit(metric: str, text: str) -> str | None:
    """The unit as the data writes it, when the metric allows it."""
    definition = definitions()[metric]
    allowed = {plain_unit(unit): unit for unit in (definition.unit, *definition.other_units)}
    return allowed.get(plain_unit(text))


def plain_unit(text: str) -> str:
    """A unit without case and blanks; the signs stay, for % and Rp/kg are units."""
    return "".join(text.casefold().split())


@lru_cache(maxsize=4096)
def _last_day(period: str) -> str:
    return Period.parse(period).end.isoformat()


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """Region, metric and unit exist and fit each other; the last day follows from the period."""
    region, period = row.get("region_code"), row.get("period")
    if isinstance(region, str) and region not in known.regions:
        yield RowFault(
            "region_code",
            _("There is no region with the code {code}.").format(code=region),
            known.region_hint(region),
        )
    if isinstance(period, str):
        row["period_end"] = _last_day(period)
    if row.get("component") is None:
        row["component"] = WHOLE
    if row.get("named_as") is None:
        row["named_as"] = UNSET
    metric = row.get("metric")
    if isinstance(metric, str):
        if metric in definitions():
            yield from _measured(row, metric)
            yield from period_faults(row, definitions()[metric])
        else:
            yield _unknown_metric(metric, known)


def _unknown_metric(metric: str, known: Known) -> RowFault:
    near = _near_metrics(metric, known)
    hint = _("Is it one of these: {near}?").format(near=near) if near else ""
    return RowFault(
        "metric",
        _("There is no metric '{metric}'.").format(metric=metric),
        hint or _("The list of metrics is in the template and on the page about the data."),
    )


def _measured(row: Row, metric: str) -> Iterator[RowFault]:
    definition = definitions()[metric]
    given = row.get("unit")
    if isinstance(given, str):
        unit = _unit(metric, given)
        if unit is None:
            allowed = ", ".join((definition.unit, *definition.other_units))
            yield RowFault(
                "unit",
                _("{metric} is not measured in {unit}.").format(metric=metric, unit=given),
                _("Possible: {units}.").format(units=allowed),
            )
            return
        row["unit"] = unit
        yield from value_faults(row.get("value"), unit, definition)
    value = row.get("value")
    if definition.decimals == 0 and isinstance(value, float) and not value.is_integer():
        # The trace of 13.500 that was read as 13,5 in a column whose decimals have a point.
        yield RowFault(
            "value",
            _("{metric} is counted in whole numbers.").format(metric=metric),
            _("Write thousands without a point: 13500."),
        )


def _named(row: Row, known: Known) -> Value:
    return known.regions.get(str(row["region_code"]), "")


TOPIC: Final = Topic(
    id="published",
    title=N_("Published figures"),
    table=schema.published_value,
    columns=COLUMNS,
    key=("region_code", "metric", "component", "period", "status"),
    fields=(
        "region_code", "metric", "component", "period", "status", "period_end", "named_as", "value",
        "unit", "source", "source_url", "confidence",
    ),
    settle=settle,
    fallback={"named_as": _named},
    follows=("regions",),
)  # fmt: skip
