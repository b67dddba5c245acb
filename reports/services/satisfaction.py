"""Satisfaction (SKM) by unit, service and unsur, of one year. Permenpan RB 14/2017."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.figure import Figure, Publication, State, state_label
from core.numbers import number
from core.periods import Period
from core.words import N_, _
from data.imports.surveys import ELEMENTS
from data.queries.performance.offices import offices
from data.queries.services.catalogue import SURVEYS, loaded, services
from data.queries.services.surveys import pools, survey_years
from metrics.definitions import definition
from metrics.services.survey import MIN_ANSWERS, Method, combine, satisfaction
from metrics.services.unsur import UNSUR, Scores
from reports.overview.model import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from core.settings import Settings
    from data.queries.services.surveys import Pool
    from metrics.services.survey import Element, Satisfaction

METRIC: Final = "skm_ikm"
UNSUR_NAMES: Final = {code: name for code, (name, _heads) in zip(UNSUR, ELEMENTS, strict=True)}
TONES: Final = (Tone.BIRU, Tone.HIJAU, Tone.ORANYE, Tone.MERAH)
NO_SERVICE: Final = N_("no service named")


@dataclass(frozen=True, slots=True)
class Unit:
    """One OPD, service or the regency. weakest: the element with the lowest mean, None without.

    word: the band, or why there is none; n: respondents.
    """

    code: str
    name: str
    found: Satisfaction
    weakest: Element | None
    word: str
    tone: Tone
    figure: Figure

    @property
    def n(self) -> int:
        """How many answered."""
        return self.found.respondents or 0

    @property
    def weakest_name(self) -> str:
        """The weakest element in words; empty without an answer."""
        return "" if self.weakest is None else unsur_name(self.weakest.code)

    @property
    def value_text(self) -> str:
        """The IKM as it is shown, or the state in words: of few answers each could be told."""
        if self.found.ikm is None or self.found.state is not State.OK:
            return self.word
        return number(self.found.ikm, 2)


@dataclass(frozen=True, slots=True)
class Board:
    """The satisfaction of one year. years: those with answers, newest first.

    printed: the same with the weight of 0.11 as printed, for comparison alone.
    """

    year: str
    years: tuple[str, ...]
    answer: str
    whole: Unit
    units: tuple[Unit, ...]
    method: str
    printed: str
    source: str
    sample: bool


def satisfaction_board(conn: Connection, settings: Settings, *, year: str | None = None) -> Board:
    """Units with the lowest IKM first, those with too few answers after them.

    year: 2026; else the newest with answers.
    """
    years = survey_years(conn)
    chosen = year or (years[0] if years else "")
    some = _answers(conn, chosen) if chosen else ()
    names = {one.code: one.short_name for one in offices(conn)}
    known = loaded(conn, SURVEYS)
    source = known.source or _("satisfaction survey of the OPD")
    made = _Maker(settings, chosen or "2017", source)
    units = made.units(some, lambda one: one.opd, names)
    whole = made.unit("", settings.regency.name, some, opd=None)
    return Board(
        year=chosen,
        years=years,
        answer=answer(whole, units),
        whole=whole,
        units=units,
        method=whole.found.method.label,
        printed=_printed(whole),
        source=source,
        sample=any(one.sample for one in some),
    )


def satisfaction_by_service(
    conn: Connection, settings: Settings, opd: str, year: str
) -> tuple[Unit, ...]:
    """The services of one OPD in a year, the lowest IKM first."""
    names = {one.code: one.name for one in services(conn)}
    source = loaded(conn, SURVEYS).source or _("satisfaction survey of the OPD")
    some = _answers(conn, year, opd)
    return _Maker(settings, year, source).units(some, lambda one: one.service or "", names)


def _answers(conn: Connection, year: str, opd: str | None = None) -> tuple[Pool, ...]:
    period = Period.parse(year)
    return pools(conn, first=period.start, last=period.end, opd=opd)


def unsur_name(code: str) -> str:
    """An element in words."""
    return _(UNSUR_NAMES[code])


def answer(whole: Unit, units: Iterable[Unit]) -> str:
    """The index, its band, who is lowest and on what."""
    if whole.found.ikm is None:
        return _("No satisfaction survey is loaded yet.")
    text = _("IKM {value}, {band}, from {count} respondents").format(
        value=whole.value_text, band=whole.word, count=number(whole.n)
    )
    parts = [text]
    if whole.weakest is not None:
        parts.append(_("weakest: {element}").format(element=whole.weakest_name))
    judged = [one for one in units if one.found.state is State.OK]
    if judged:
        parts.append(
            _("lowest unit {name} ({value}, weak on {element})").format(
                name=judged[0].name, value=judged[0].value_text, element=judged[0].weakest_name
            )
        )
    few = sum(one.found.state is State.INSUFFICIENT for one in units)
    if few:
        parts.append(_("units with too few answers: {count}").format(count=number(few)))
    return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes units of one year."""

    settings: Settings
    year: str
    source: str

    def units(
        self, some: Iterable[Pool], key: Callable[[Pool], str], names: Mapping[str, str]
    ) -> tuple[Unit, ...]:
        """One unit a key, the lowest first."""
        grouped: dict[str, list[Pool]] = {}
        for one in some:
            grouped.setdefault(key(one), []).append(one)
        made = (
            self.unit(code, names.get(code, code or _(NO_SERVICE)), rows, opd=rows[0].opd)
            for code, rows in grouped.items()
        )
        return tuple(sorted(made, key=_order))

    def unit(self, code: str, name: str, some: Collection[Pool], *, opd: str | None) -> Unit:
        """The pooled answers of some OPD and services."""
        period = Period.parse(self.year)
        parts: dict[str, Scores | float] = {}
        for one in some:
            before = parts.get(one.opd)
            parts[one.opd] = one.scores + before if isinstance(before, Scores) else one.scores
        if len(parts) > 1:
            found = combine(parts, period, minimum=MIN_ANSWERS)
        else:
            scores = sum((one.scores for one in some), start=NOBODY)
            found = satisfaction(scores, period, minimum=MIN_ANSWERS, method=Method.SCORES)
        word, tone = _judged(found)
        weakest = min(
            (one for one in found.elements if one.nrr is not None),
            key=lambda one: (one.nrr, one.code),
            default=None,
        )
        return Unit(code, name, found, weakest, word, tone, self._figure(found, some, opd))

    def _figure(self, found: Satisfaction, some: Collection[Pool], opd: str | None) -> Figure:
        band, label = None, None
        if found.judgement is not None:
            one = found.judgement
            band, label = f"{one.scale}/{one.version}/{one.band.order}", one.band.label
        return Figure(
            metric=METRIC,
            region=self.settings.regency.code,
            opd=opd,
            component="total",
            period=self.year,
            # Of a few answers the index would tell what each of them was.
            value=found.ikm if found.state is State.OK else None,
            unit=definition(METRIC).unit,
            state=found.state,
            state_label=state_label(found.state),
            band=band,
            band_label=label,
            publication=Publication.DERIVED,
            source=self.source,
            as_of=max((one.month for one in some), default=self.year),
            sample=any(one.sample for one in some),
        )


NOBODY: Final = Scores(dict.fromkeys(UNSUR, 0), dict.fromkeys(UNSUR, 0), 0)


def _judged(found: Satisfaction) -> tuple[str, Tone]:
    if found.judgement is not None:
        place = min(found.judgement.band.order, len(TONES)) - 1
        return found.judgement.band.label, TONES[place]
    if found.state is State.INSUFFICIENT:
        text = _("too few (n = {count})").format(count=number(found.respondents or 0))
        return text, Tone.MISSING
    return state_label(State.NO_DATA), Tone.MISSING


def _order(one: Unit) -> tuple[bool, float, str]:
    value = one.found.ikm
    return one.found.state is not State.OK, 101.0 if value is None else value, one.code


def _printed(whole: Unit) -> str:
    other = whole.found.printed
    if other is None:
        return ""
    return _("{value} {label}").format(value=number(other.ikm, 2), label=other.label)
