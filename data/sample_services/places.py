"""Where requests come from: the desa of the regency, how many, and how far from a fire post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from data.sample_services.tables import REFERENCE, lots, rows

if TYPE_CHECKING:
    from data.sample_services.tables import Flags, Floats, Ints, Row

KELURAHAN: Final = "kelurahan"
# A kelurahan brings so many times the requests of a desa.
TOWN: Final = 2.2
UNEVEN: Final = 0.45
PACE: Final = 0.12
POSTS: Final = 5
# Kilometres by road for one as the crow flies; kilometres of one degree.
DETOUR: Final = 1.35
DEGREE: Final = 111.2
# Wilayah manajemen kebakaran: within 7.5 km of a post (Permen PU 20/2009).
FIRE_AREA_KM: Final = 7.5
USUAL_KM: Final = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Places of requests; none at all where the regency's desa are not known here.

    codes: the desa, then the kecamatan; of each desa: kecamatan (its place among the kecamatan),
    share of all requests, kilometres to the nearest fire post. pace: time that each kecamatan
    takes against the usual. worst: the kecamatan in which the failing service fails most.
    """

    codes: tuple[str, ...]
    kecamatan: Ints
    shares: Floats
    kilometres: Floats
    pace: Floats
    worst: int

    @property
    def villages(self) -> int:
        """How many places are desa."""
        return len(self.kecamatan)

    @property
    def districts(self) -> tuple[str, ...]:
        """Codes of the kecamatan in order."""
        return self.codes[self.villages :]

    @property
    def inside(self) -> Flags:
        """Per desa whether a fire post is near enough to answer for it."""
        return self.kilometres <= FIRE_AREA_KM


def places_of(regency: str) -> Places:
    """The places of a regency by its code; the same each time."""
    inside = f"{regency}."
    found = sorted(
        (row for row in rows(REFERENCE / "villages.csv") if row["code"].startswith(inside)),
        key=lambda row: row["code"],
    )
    districts = sorted({row["kecamatan_code"] for row in found})
    if not found:
        nothing = np.empty(0)
        return Places((), nothing.astype(np.int64), nothing, nothing, nothing, -1)
    lot = lots(regency, "places")
    shares = np.exp(UNEVEN * lot.standard_normal(len(found)))
    shares *= np.where([row["type"] == KELURAHAN for row in found], TOWN, 1.0)
    shares /= shares.sum()
    number = {code: place for place, code in enumerate(districts)}
    kecamatan = np.array([number[row["kecamatan_code"]] for row in found], dtype=np.int64)
    by_district = np.bincount(kecamatan, weights=shares)
    heavy = np.argsort(-by_district, kind="stable")
    return Places(
        (*(row["code"] for row in found), *districts),
        kecamatan,
        shares,
        _kilometres(found, kecamatan, shares, heavy[:POSTS]),
        np.exp(PACE * lot.standard_normal(len(districts))),
        # Neither the town nor an empty corner: enough people to be seen waiting.
        int(heavy[min(1, len(heavy) - 1)]),
    )


def _kilometres(found: list[Row], kecamatan: Ints, shares: Floats, heavy: Ints) -> Floats:
    """By road to the nearest post; one stands in the largest desa of each heavy kecamatan."""
    points = np.array([(float(row["lat"]), float(row["lon"])) for row in found])
    posts = [points[np.argmax(np.where(kecamatan == district, shares, 0.0))] for district in heavy]
    east = np.cos(np.radians(points[:, 0].mean()))
    nearest = np.min(
        [np.hypot(points[:, 0] - lat, (points[:, 1] - lon) * east) for lat, lon in posts], axis=0
    )
    return np.asarray(1.0 + DETOUR * DEGREE * nearest)
