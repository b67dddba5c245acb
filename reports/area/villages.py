"""How many desa and kelurahan each kecamatan has, counted from the list of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.figure import Figure, Publication, State, state_label
from data.queries.regions import villages_of
from metrics.definitions import definition
from reports.area.model import AreaMetric, Level

if TYPE_CHECKING:
    from reports.area.model import ByPlace, Context

METRIC: Final = "village_count"


def villages_by_kecamatan(context: Context) -> tuple[AreaMetric, ...]:
    """The number of villages by kecamatan; as of the list that was loaded last."""
    counted = villages_of(context.conn, context.settings.regency.code)
    if not counted:
        return ()
    subject = definition(METRIC)
    period = max(one.as_of for one in counted)

    def figures(level: Level, asked: str) -> ByPlace:
        if level is not Level.KECAMATAN or asked != period:
            return {}
        return {
            one.code: Figure(
                metric=METRIC,
                region=one.code,
                opd=None,
                component=subject.main[0],
                period=period,
                value=float(one.count),
                unit=subject.unit,
                state=State.OK,
                state_label=state_label(State.OK),
                publication=Publication.DERIVED,
                source=one.source or subject.source,
                source_url=one.source_url,
                as_of=period,
                sample=one.synthetic,
            )
            for one in counted
        }

    return (AreaMetric(METRIC, {Level.KECAMATAN: (period,)}, figures),)
