"""Which feature is which region: by its code, never by its name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.words import N_, _, ngettext
from data.boundaries.refusal import BadBoundaries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from data.boundaries.collection import Feature

DIGITS: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{4})?")
DOTTED: Final = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}(\.[0-9]{4})?")
NAMES: Final = ("name", "nama", "kecamatan", "desa", "kelurahan", "namobj", "wadmkc", "wadmkd")
KECAMATAN, DESA = "kecamatan", "desa"
KECAMATAN_LENGTH: Final = len("51.08.06")
WANTED: Final = {KECAMATAN: N_("list of kecamatan"), DESA: N_("list of desa and kelurahan")}


@dataclass(frozen=True, slots=True)
class Place:
    """A kecamatan, desa or kelurahan of the regency."""

    code: str
    name: str
    level: str
    parent_code: str
    bps_code: str | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """field: the property with the codes. level: kecamatan or desa. codes: one a feature."""

    field: str
    level: str
    codes: tuple[str, ...]


def plain_code(value: object) -> str | None:
    """A code as the regions write it, out of 51.08.06, 510806 or the number 510806; else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip() if isinstance(value, str | int) else ""
    if DOTTED.fullmatch(text):
        return text
    match = DIGITS.fullmatch(text)
    return ".".join(part for part in match.groups() if part) if match else None


def match_codes(features: Sequence[Feature], places: Sequence[Place]) -> Matched:
    """The code of every feature; exactly the kecamatan, or exactly the desa and kelurahan.

    Raises BadBoundaries with every difference.
    """
    wanted = {
        KECAMATAN: {one.code: one for one in places if one.level == KECAMATAN},
        DESA: {one.code: one for one in places if one.level != KECAMATAN},
    }
    field, level = _field(features, wanted)
    lines = list(_differences(features, field, wanted[level]))
    if lines:
        raise BadBoundaries(
            ngettext(
                "The codes do not match the {regions} of the regency: {count} difference.",
                "The codes do not match the {regions} of the regency: {count} differences.",
                len(lines),
            ).format(regions=_(WANTED[level]), count=len(lines)),
            lines,
            hint=_("Mend the codes in the file, or import the changed regions first."),
        )
    codes = (plain_code(feature.properties.get(field)) for feature in features)
    return Matched(field, level, tuple(code for code in codes if code))


def _field(
    features: Sequence[Feature], wanted: Mapping[str, Mapping[str, Place]]
) -> tuple[str, str]:
    """The property and level that name the most different regions.

    Where none does, the one whose values look most like codes, so that the differences are told.
    """
    names = dict.fromkeys(name for feature in features for name in feature.properties)
    best: tuple[int, str, str] | None = None
    for name in names:
        found = {plain_code(feature.properties.get(name)) for feature in features}
        for level, known in wanted.items():
            count = len(found & known.keys())
            if count and (best is None or count > best[0]):
                best = (count, name, level)
    if (best is None or 2 * best[0] < len(features)) and _in_bps(features, wanted):
        raise _no_codes(wanted, _("The file has the codes of BPS, not those of Kemendagri."))
    if best is not None:
        return best[1], best[2]
    foreign = {
        one: {plain_code(feature.properties.get(one)) for feature in features} - {None}
        for one in names
    }
    likely = max(names, key=lambda one: len(foreign[one]), default=None)
    if likely is None or not foreign[likely]:
        raise _no_codes(
            wanted, _("No column of the file holds codes of this regency's kecamatan or desa.")
        )
    longest = max(len(code or "") for code in foreign[likely])
    return likely, DESA if longest > KECAMATAN_LENGTH else KECAMATAN


def _in_bps(features: Sequence[Feature], wanted: Mapping[str, Mapping[str, Place]]) -> bool:
    bps = {one.bps_code for known in wanted.values() for one in known.values() if one.bps_code}
    return any(
        str(value) in bps
        for feature in features
        for value in feature.properties.values()
        if isinstance(value, str | int)
    )


def _no_codes(wanted: Mapping[str, Mapping[str, Place]], message: str) -> BadBoundaries:
    example = next((code for known in wanted.values() for code in known), "51.08.06")
    hint = _("Add a column with the codes as text, such as {code}; names are not compared.")
    return BadBoundaries(message, hint=hint.format(code=example))


def _differences(
    features: Sequence[Feature], field: str, known: Mapping[str, Place]
) -> Iterator[str]:
    codes = [plain_code(feature.properties.get(field)) for feature in features]
    counts = Counter(codes)
    for code, place in known.items():
        if code not in counts:
            yield _("Missing in the file: {code} {name}.").format(code=code, name=place.name)
    seen: set[str] = set()
    for feature, own in zip(features, codes, strict=True):
        if own is None or own not in known:
            yield _unknown(feature, field)
        elif own in seen:
            yield _("Twice in the file: {code} {name} (feature {number}).").format(
                code=own, name=known[own].name, number=feature.number
            )
        seen.add(own or "")


def _unknown(feature: Feature, field: str) -> str:
    value = feature.properties.get(field)
    code = _("(no code)") if value is None else str(value)[:40]
    words = _("Unknown here: {code} {name} (feature {number}).")
    if isinstance(value, float) and not value.is_integer():
        words = _("A number in place of a code: {code} {name} (feature {number}).")
    return words.format(code=code, name=_named(feature.properties), number=feature.number)


def _named(properties: Mapping[str, Any]) -> str:
    """The feature's own name, if a property tells it."""
    for key, value in properties.items():
        if key.casefold() in NAMES and isinstance(value, str) and plain_code(value) is None:
            return value[:60]
    return "–"
