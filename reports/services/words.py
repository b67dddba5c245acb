"""Words for times, promises and how a set of requests stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.numbers import number
from core.words import N_, _, ngettext
from metrics.services.kinds import Measure
from reports.overview.model import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from metrics.services.counts import Counts
    from metrics.services.due import Standard
    from metrics.services.kinds import Start, Unit

MINUTE, HOUR, DAY = 60, 3600, 86_400
# The classes of SP4N-LAPOR!, and fires by the fire management area; others are named by their code.
CLASS_NAMES: Final = {
    "normatif": N_("normative"),
    "tdk_berkadar": N_("not for oversight"),
    "berkadar": N_("for oversight"),
    "ringan": N_("light"),
    "dalam_wmk": N_("inside the fire management area"),
    "luar_wmk": N_("outside the fire management area"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """A word with its colour role."""

    word: str
    tone: Tone


def span_text(seconds: float) -> str:
    """A stretch of calendar time in its two largest parts: 3 hari 4 jam, 45 menit."""
    whole = int(seconds)
    days, hours, minutes = whole // DAY, whole % DAY // HOUR, whole % HOUR // MINUTE
    parts = []
    if days:
        parts.append(ngettext("{count} day", "{count} days", days).format(count=number(days)))
    if hours:
        parts.append(ngettext("{count} hour", "{count} hours", hours).format(count=hours))
    if minutes and not days:
        parts.append(ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes))
    return " ".join(parts) or _("less than a minute")


def status_of(counts: Counts) -> Status:
    """How a set stands at the moment of looking: by what is late, else by what soon may be."""
    if counts.overdue:
        text = ngettext("{count} past the limit", "{count} past the limit", counts.overdue)
        return Status(text.format(count=number(counts.overdue)), Tone.MERAH)
    if counts.at_risk:
        text = ngettext("{count} close to the limit", "{count} close to the limit", counts.at_risk)
        return Status(text.format(count=number(counts.at_risk)), Tone.KUNING)
    if counts.backlog or counts.due:
        return Status(_("none late"), Tone.HIJAU)
    return Status(_("no data"), Tone.MISSING)


def class_name(code: str) -> str:
    """A class of requests in words; its code where it has none."""
    return _(CLASS_NAMES[code]) if code in CLASS_NAMES else code


def standard_text(standard: Standard) -> str:
    """A promise: 5 hari kerja sejak berkas lengkap, with its class where it is for one."""
    return _several([standard])


def _several(standards: Sequence[Standard]) -> str:
    """Promises of one unit and start, the shortest first: 5 (normatif), 60 (berkadar) hari."""
    amounts = []
    for one in sorted(standards, key=lambda one: (one.amount, one.klass)):
        amount = number(one.amount, 1, trim=True)
        named = _("{amount} ({name})").format(amount=amount, name=class_name(one.klass))
        amounts.append(named if one.klass else amount)
    return _("{amount} {unit} {start}").format(
        amount=", ".join(amounts),
        unit=standards[0].unit.label,
        start=standards[0].start.label,
    )


def standards_on(
    standards: Iterable[Standard], service: str, day: date, measure: Measure = Measure.RESOLUTION
) -> tuple[Standard, ...]:
    """The promises of a service for requests received on a day, that of all classes first."""
    found = [
        one
        for one in standards
        if one.service == service
        and one.measure is measure
        and one.valid_from <= day
        and (one.valid_to is None or day <= one.valid_to)
    ]
    return tuple(sorted(found, key=lambda one: one.klass))


NO_STANDARD: Final = ""


def promise(standards: Iterable[Standard], service: str, day: date) -> str:
    """Those promises in words; empty where nothing is promised."""
    alike: dict[tuple[Unit, Start], list[Standard]] = {}
    for one in standards_on(standards, service, day):
        alike.setdefault((one.unit, one.start), []).append(one)
    return "; ".join(_several(those) for those in alike.values())
