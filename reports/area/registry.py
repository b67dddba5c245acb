"""The one place where subjects join the map; later ones add a provider to the tuple."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from metrics.definitions import definitions
from reports.area.published import published_by_place
from reports.area.scores import scores_by_kecamatan
from reports.area.villages import villages_by_kecamatan
from reports.services.area import late_by_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reports.area.model import AreaMetric, Context, Provider

PROVIDERS: Final[tuple[Provider, ...]] = (
    published_by_place,
    villages_by_kecamatan,
    scores_by_kecamatan,
    late_by_place,
)


def area_metrics(
    context: Context, providers: Sequence[Provider] = PROVIDERS
) -> Mapping[str, AreaMetric]:
    """Every metric with figures by place, by id, in the order of the definitions."""
    found = {one.metric: one for provider in providers for one in provider(context)}
    return {metric: found[metric] for metric in definitions() if metric in found}
