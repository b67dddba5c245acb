"""The late map: of what fell due in the last 30 days, the share that is or was late, by place."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from core import clock
from data.queries.services.keys import By, Where
from data.queries.services.sums import Span, counts
from metrics.services.places import WINDOW_DAYS, late_map
from reports.area.model import AreaMetric, Level
from reports.services.basis import basis, figure_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from core.figure import Figure
    from metrics.services.counts import Counts
    from reports.area.model import ByPlace, Context
    from reports.services.basis import Basis

METRIC: Final = "service_late_share"
LEVELS: Final = {Level.KECAMATAN: By.DISTRICT, Level.DESA: By.VILLAGE}


def late_by_place(context: Context) -> tuple[AreaMetric, ...]:
    """The late share of the last 30 local days, today included; no rate under the minimum n.

    Its period is the day of looking. Places where nothing fell due are left out.
    """
    held = basis(context.conn, context.settings, clock.now())
    period = held.look.today.isoformat()
    found = {level: _figures(context.conn, held, by) for level, by in LEVELS.items()}
    known = {level: (period,) for level, by_place in found.items() if by_place}
    if not known:
        return ()

    def figures(level: Level, asked: str) -> ByPlace:
        return found[level] if asked == period else {}

    return (AreaMetric(METRIC, known, figures),)


def window(conn: Connection, held: Basis, by: By) -> Mapping[str, Counts]:
    """The counts of what fell due in the last 30 local days by kecamatan or desa."""
    first = held.look.today - timedelta(days=WINDOW_DAYS - 1)
    cells = counts(
        conn, held.look, held.marks, by=by, span=Span(first, held.look.today),
        where=Where(within=held.settings.regency.code),
    )  # fmt: skip
    depth = 2 if by is By.DISTRICT else 3
    return {
        code: one for (code, _period), one in cells.items() if code.count(".") == depth and one.due
    }


def _figures(conn: Connection, held: Basis, by: By) -> dict[str, Figure]:
    period = held.look.today.isoformat()
    places = late_map(window(conn, held, by), minimum=held.minimum)
    return {one.code: figure_of(held, METRIC, period, one.late, region=one.code) for one in places}
