"""config.toml, read once into frozen values. Strict: a typing slip is an error, not a default."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.strict import build, read_toml, wrong
from core.words import LANGUAGES, _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT: Final = Path(__file__).resolve().parent.parent
CONFIG_FILE: Final = ROOT / "config.toml"
DATABASE_VARIABLE: Final = "DASHBOARD_DATABASE_URL"
CONFIG_VARIABLE: Final = "DASHBOARD_CONFIG"
KINDS: Final = ("kabupaten", "kota")
SIGN_IN_MODES: Final = ("local",)
WHOLE: Final = 100.0


@dataclass(frozen=True, slots=True)
class Regency:
    """The one regency this installation speaks of. code: Kemendagri PP.KK, as text."""

    code: str
    name: str
    kind: str
    time_zone: str
    language: str

    @property
    def province(self) -> str:
        """Code of the province: 51 of 51.08."""
        return self.code.split(".")[0]


@dataclass(frozen=True, slots=True)
class Database:
    """Where the shared database is, as an SQLAlchemy URL."""

    url: str


@dataclass(frozen=True, slots=True)
class Headline:
    """Metric ids of the tiles on Ringkasan, in their order."""

    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peers:
    """Region codes with which this regency is compared by default."""

    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A local day off, by decree of the regency. date: 2026-03-19."""

    date: str
    name: str


@dataclass(frozen=True, slots=True)
class RamadanPeriod:
    """First and last day, 2027-02-08, of the office hours of Ramadan."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class OfficeWindow:
    """Hours in which offices work, by decree of the regency, from a day on.

    days: ISO weekdays, "1-4" or "5". opens, closes: local, "07:30". valid_from: 2026-01-01.
    """

    days: str
    opens: str
    closes: str
    valid_from: str
    ramadan: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days and hours are worked. Perpres 21/2023; cuti bersama is not worked by default.

    ramadan: periods beside those of metrics/services/ramadan.csv, in place of one they overlap.
    office_hours: windows beside those of metrics/services/office_hours.csv.
    """

    collective_leave_is_worked: bool
    local_days: tuple[LocalDay, ...] = ()
    ramadan: tuple[RamadanPeriod, ...] = ()
    office_hours: tuple[OfficeWindow, ...] = ()


@dataclass(frozen=True, slots=True)
class SignIn:
    """How people sign in, and after how many hours a session ends by itself."""

    mode: str
    session_hours: int


@dataclass(frozen=True, slots=True)
class Performance:
    """How the performance of OPD is counted and reported.

    capaian_cap, in percent, bounds achievement in averages. min_coverage: share of the weight
    below which there is no score. report_days, objection_days, decision_days: working days.
    """

    capaian_cap: float = 100.0
    min_coverage: float = 0.60
    report_days: int = 10
    objection_days: int = 5
    decision_days: int = 5
    verifier_may_approve: bool = False
    same_in_a_row: int = 3
    late_share: float = 0.60
    jump_times: float = 3.0
    sum_gap_percent: float = 0.5
    stamp_count: int = 20
    stamp_minutes: int = 10


@dataclass(frozen=True, slots=True)
class Services:
    """How public services are measured.

    pause_cap_days: calendar days of pauses that a request may count off. at_risk_percent of the
    target used up. min_rate_count, min_percentile_count: n below which a rate, or p90, is not
    shown. usual_weeks: over how many weeks the usual duration is taken. histogram_from: number of
    requests from which percentiles come from histograms.
    """

    pause_cap_days: int = 30
    at_risk_percent: int = 80
    min_rate_count: int = 10
    min_percentile_count: int = 10
    usual_weeks: int = 13
    histogram_from: int = 1000


@dataclass(frozen=True, slots=True)
class Storage:
    """Where files that people hand in as evidence are kept, outside what the web shows."""

    evidence: str = "var/evidence"
    evidence_megabytes: int = 10


@dataclass(frozen=True, slots=True)
class RegionalTarget:
    """A target of the regency's own for one metric. first, last: periods, last may be open.

    Either value (one bound, read by the metric's direction) or lower and upper (a band).
    """

    metric: str
    first: str
    source: str
    last: str = ""
    value: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything of config.toml."""

    regency: Regency
    database: Database
    headline: Headline
    peers: Peers
    calendar: Calendar
    sign_in: SignIn
    performance: Performance = field(default=Performance())
    services: Services = field(default=Services())
    storage: Storage = field(default=Storage())
    targets: tuple[RegionalTarget, ...] = field(default=())


def load_settings(
    path: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Read config.toml and lay the environment over it.

    DASHBOARD_DATABASE_URL replaces the database URL, DASHBOARD_CONFIG names another file.
    Raises SettingsError that names the key, the file and the valid keys.
    """
    variables = os.environ if environment is None else environment
    file = path or Path(variables.get(CONFIG_VARIABLE) or CONFIG_FILE)
    content = read_toml(file)
    url = variables.get(DATABASE_VARIABLE)
    if url:
        content["database"] = {**content.get("database", {}), "url": url}
    settings: Settings = build(Settings, content, file, "")
    _check(settings, file)
    return settings


def _zone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _check(settings: Settings, file: Path) -> None:
    regency = settings.regency
    rules: list[tuple[str, object, bool, str]] = [
        ("regency.code", regency.code, bool(re.fullmatch(r"\d{2}\.\d{2}", regency.code)),
         _('a Kemendagri code in quotes, such as "51.08"')),
        ("regency.kind", regency.kind, regency.kind in KINDS, ", ".join(KINDS)),
        ("regency.language", regency.language, regency.language in LANGUAGES, ", ".join(LANGUAGES)),
        ("regency.time_zone", regency.time_zone, _zone_exists(regency.time_zone),
         _('a time zone such as "Asia/Makassar"')),
        ("sign_in.mode", settings.sign_in.mode, settings.sign_in.mode in SIGN_IN_MODES,
         ", ".join(SIGN_IN_MODES)),
        ("sign_in.session_hours", settings.sign_in.session_hours,
         settings.sign_in.session_hours > 0, _("a whole number above 0")),
    ]  # fmt: skip
    for place, value, good, wanted in (
        *rules,
        *_performance_rules(settings),
        *_services_rules(settings),
    ):
        if not good:
            raise wrong(file, place, wanted, value)
    _check_each(settings.headline.metrics, "headline.metrics", file, _is_metric_id)


def _performance_rules(settings: Settings) -> list[tuple[str, object, bool, str]]:
    counted, kept = settings.performance, settings.storage
    whole = _("a whole number above 0")
    rules: list[tuple[str, object, bool, str]] = [
        ("performance.capaian_cap", counted.capaian_cap, WHOLE <= counted.capaian_cap <= 2 * WHOLE,
         _("a number from 100 to 200")),
        ("performance.min_coverage", counted.min_coverage, 0 <= counted.min_coverage <= 1,
         _("a number from 0 to 1")),
        ("performance.late_share", counted.late_share, 0 < counted.late_share <= 1,
         _("a number from 0 to 1")),
        ("storage.evidence_megabytes", kept.evidence_megabytes, kept.evidence_megabytes > 0, whole),
    ]  # fmt: skip
    days = ("report_days", "objection_days", "decision_days", "same_in_a_row", "stamp_count",
            "stamp_minutes")  # fmt: skip
    for name in days:
        value = getattr(counted, name)
        rules.append((f"performance.{name}", value, value > 0, whole))
    return rules


def _services_rules(settings: Settings) -> list[tuple[str, object, bool, str]]:
    counted = settings.services
    risk = counted.at_risk_percent
    rules: list[tuple[str, object, bool, str]] = [
        ("services.pause_cap_days", counted.pause_cap_days, counted.pause_cap_days >= 0,
         _("a whole number of 0 or more")),
        ("services.at_risk_percent", risk, 0 < risk <= WHOLE, _("a whole number from 1 to 100")),
    ]  # fmt: skip
    for name in ("min_rate_count", "min_percentile_count", "usual_weeks", "histogram_from"):
        value = getattr(counted, name)
        rules.append((f"services.{name}", value, value > 0, _("a whole number above 0")))
    return rules


def _is_metric_id(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z0-9_]*", text))


def _check_each(
    values: tuple[str, ...], place: str, file: Path, good: Callable[[str], bool]
) -> None:
    for value in values:
        if not good(value):
            raise wrong(file, place, _('a list of metric ids such as "mcp_score"'), value)
