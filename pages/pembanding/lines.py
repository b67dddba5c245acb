"""From the rows of one metric to the lines that are drawn, each region under its exact name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from charts.line import Line, Role, Rupture, Spot, TargetSpan
from core.figure import Publication, publication_label
from core.periods import Period, PeriodKind
from core.words import _
from metrics.display import target_text, value_text, value_with_unit
from metrics.scales import judge
from metrics.series import Point, interim_points, segments
from metrics.targets import own_targets, target_of
from pages.pembanding.choices import BY_MONTH, NATION, Chosen
from pages.pembanding.values import MAIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.settings import Settings
    from metrics.definitions import Definition
    from pages.pembanding.choices import Candidate
    from pages.pembanding.values import Book, Value, Values

# Where within the first year of a new method its rule is drawn: clear of the year before.
INTO_THE_YEAR: Final = timedelta(days=91)
HALF_A_MONTH: Final = timedelta(days=15)
BEYOND: Final = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one region that make one line, and what the line is to the reader."""

    role: Role
    region: str
    name: str
    rows: Values

    @property
    def short(self) -> str:
        """For a phone: Buleleng, yet still Kota Denpasar and Provinsi Bali."""
        name = self.rows[-1].name
        city, bracket, rest = name.partition(" (")
        measured_in_city = bool(bracket) and rest.startswith("Kabupaten")
        return city if measured_in_city else name.removeprefix("Kabupaten ")

    @property
    def points(self) -> list[Point]:
        """The points of the values, in the order of time."""
        return [one.point for one in self.rows]


def series(book: Book, chosen: Chosen, best: Candidate | None) -> list[Series]:
    """Ours, the nation, the province (its mean and its own government), the best, the peers.

    Values outside the chosen span are left out, and so is who has none within it.
    """
    province = chosen.region.split(".")[0]
    places: list[tuple[Role, str, tuple[Mapping[str, Values], ...]]] = [
        (Role.OURS, chosen.region, (book.own, book.mean)),
        (Role.NATIONAL, NATION, (book.mean, book.own)),
        (Role.PROVINCE, province, (book.mean,)),
        (Role.PROVINCE, province, (book.own,)),
        (Role.BEST, best.code if best else "", (book.own,)),
        *((Role.PEER, code, (book.own,)) for code in chosen.peers),
    ]
    found: dict[tuple[str, bool], Series] = {}
    for role, code, tables in places:
        values = _first(code, tables, chosen)
        if values:  # Who stands there already (the best among the peers) is not drawn twice.
            found.setdefault((code, values[0].is_mean), _series(role, code, values, chosen))
    return list(found.values())


def _first(code: str, tables: tuple[Mapping[str, Values], ...], chosen: Chosen) -> Values:
    """The region's values within the span, of the first table that has any."""
    first, last = Period.parse(chosen.first).start, Period.parse(chosen.last).end
    for table in tables:
        some = tuple(one for one in table.get(code, ()) if first <= one.period.end <= last)
        if some:
            return some
    return ()


def _series(role: Role, code: str, values: Values, chosen: Chosen) -> Series:
    name = values[-1].name
    if role is Role.BEST:
        period = Period.parse(chosen.period).label()
        name = _("{name} (best {period})").format(name=name, period=period)
    return Series(role, code, name, values)


def lines(found: Sequence[Series], definition: Definition, settings: Settings) -> list[Line]:
    """The lines to be drawn: runs over no gap and no break, interim values apart."""
    return [_line(one, definition, settings) for one in found]


def _line(one: Series, definition: Definition, settings: Settings) -> Line:
    values = {(value.period.text, value.point.publication): value for value in one.rows}

    def spot(point: Point) -> Spot:
        return _spot(values[point.period.text, point.publication], definition, settings)

    runs = segments(one.points, definition)
    return Line(
        one.role,
        one.name,
        one.short,
        runs=tuple(tuple(spot(point) for point in run) for run in runs),
        loose=tuple(spot(point) for point in interim_points(one.points)),
    )


def _spot(one: Value, definition: Definition, settings: Settings) -> Spot:
    target = None
    if one.component in definition.main:  # Targets are set for the headline value alone.
        own = own_targets(settings, one.region)
        target = target_of(definition.id, one.region, one.period, own)
    publication = one.point.publication
    return Spot(
        day=day_of(one.period, definition),
        value=one.point.value,
        where=one.name,
        period=one.period.label(),
        text=value_text(definition, one.point.value, one.unit),
        full=value_with_unit(definition, one.point.value, one.unit),
        status=" · ".join([publication_label(publication), *predicate(definition, one)]),
        target=target_text(definition, target) if target else "",
        source=one.source,
        derived=publication is Publication.DERIVED,
    )


def predicate(definition: Definition, one: Value) -> list[str]:
    """The predicate and its note; none without a scale, for a component or an interim value."""
    headline_value = one.is_mean or one.component in definition.main
    if definition.scale is None or one.point.interim or not headline_value:
        return []
    judged = judge(definition.scale, one.point.value, one.period)
    return [text for text in (judged.band.label, judged.note) if text]


def day_of(period: Period, definition: Definition) -> date:
    """Where a value stands in time: a month at its first day, anything longer at its end."""
    monthly = definition.frequency in BY_MONTH and period.kind is PeriodKind.MONTH
    return period.start if monthly else period.end


def ruptures(definition: Definition) -> list[Rupture]:
    """The breaks of method, each drawn between the last value before and the first one after."""
    monthly = definition.frequency in BY_MONTH
    return [
        Rupture(
            Period.parse(one.period).start + (-HALF_A_MONTH if monthly else INTO_THE_YEAR),
            one.name,
        )
        for one in definition.breaks
    ]


def target_spans(
    definition: Definition, chosen: Chosen, settings: Settings
) -> tuple[list[TargetSpan], str]:
    """The targets of the chosen region over the chosen years, and the note of the last one."""
    if chosen.component != MAIN:
        return [], ""
    years = range(Period.parse(chosen.first).year, Period.parse(chosen.last).year + 1)
    own = own_targets(settings, chosen.region)
    spans: list[TargetSpan] = []
    note = ""
    for year in years:
        found = target_of(definition.id, chosen.region, Period.parse(str(year)), own)
        if found is None:
            continue
        first, last = date(year - 1, 12, 31), date(year, 12, 31)
        same = spans and spans[-1].last == first
        if same and (spans[-1].lower, spans[-1].upper) == (found.lower, found.upper):
            first = spans.pop().first
        if year == years[-1]:
            last += BEYOND  # Up to the edge, where its label stands.
        said = _("target range {target}") if found.two_sided else _("target {target}")
        text = said.format(target=target_text(definition, found))
        spans.append(TargetSpan(first, last, found.lower, found.upper, text))
        note = found.note
    return spans, note
