"""config.toml, read once into frozen values. Strict: a typing slip is an error, not a default."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.errors import SettingsError
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
class Calendar:
    """Which days are worked. Perpres 21/2023; cuti bersama is not worked by default."""

    collective_leave_is_worked: bool
    local_days: tuple[LocalDay, ...] = ()


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
    content = _read(file)
    url = variables.get(DATABASE_VARIABLE)
    if url:
        content["database"] = {**content.get("database", {}), "url": url}
    settings: Settings = _build(Settings, content, file, "")
    _check(settings, file)
    return settings


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(
            _("The settings file {file} does not exist.").format(file=file.name),
            hint=_("Copy config.toml of the project and change its values."),
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            _("{file} cannot be read: {reason}.").format(file=file.name, reason=error),
            hint=_("Mend the line that is named; texts stand in double quotes."),
        ) from error


def _build(kind: type, content: Mapping[str, Any], file: Path, place: str) -> Any:  # noqa: ANN401 (one builder for every dataclass)
    hints = get_type_hints(kind)
    known = [one.name for one in fields(kind)]
    for key in content:
        if key not in known:
            raise SettingsError(
                _("{file}: the key '{key}' is unknown.").format(file=file.name, key=place + key),
                hint=_("Valid keys here: {keys}.").format(keys=", ".join(known)),
            )
    values = {}
    for one in fields(kind):
        if one.name in content:
            values[one.name] = _value(hints[one.name], content[one.name], file, place + one.name)
        elif one.default is MISSING and one.default_factory is MISSING:
            raise SettingsError(
                _("{file}: '{key}' is missing.").format(file=file.name, key=place + one.name),
                hint=_("Keys here: {keys}.").format(keys=", ".join(known)),
            )
    return kind(**values)


def _value(hint: Any, raw: Any, file: Path, place: str) -> Any:  # noqa: ANN401 (values of TOML)
    if is_dataclass(hint):
        if isinstance(raw, dict):
            return _build(hint, raw, file, place + ".")  # type: ignore[arg-type]
        raise _wrong(file, place, _("a section"), raw)
    if get_origin(hint) is tuple:
        if not isinstance(raw, list):
            raise _wrong(file, place, _("a list"), raw)
        return tuple(
            _value(get_args(hint)[0], item, file, f"{place}[{index}]")
            for index, item in enumerate(raw)
        )
    if hint is bool and isinstance(raw, bool):
        return raw
    if hint is int and isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if hint is str and isinstance(raw, str):
        return raw
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    if is_number and float in (hint, *get_args(hint)):
        return float(raw)
    names = {bool: _("true or false"), int: _("a whole number"), str: _("text in quotes")}
    raise _wrong(file, place, names.get(hint, _("a number")), raw)


def _wrong(file: Path, place: str, wanted: str, raw: object) -> SettingsError:
    return SettingsError(
        _("{file}: '{key}' must be {wanted}, found {value}.").format(
            file=file.name, key=place, wanted=wanted, value=repr(raw)
        )
    )


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
    for place, value, good, wanted in (*rules, *_performance_rules(settings)):
        if not good:
            raise _wrong(file, place, wanted, value)
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


def _is_metric_id(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z0-9_]*", text))


def _check_each(
    values: tuple[str, ...], place: str, file: Path, good: Callable[[str], bool]
) -> None:
    for value in values:
        if not good(value):
            raise _wrong(file, place, _('a list of metric ids such as "mcp_score"'), value)
