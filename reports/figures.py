"""Figures as data: what a screen shows, with the same words, for export and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core import clock, numbers
from core.figure import Figure, Publication, State, state_label
from core.periods import Period
from data.queries.published import published_values
from metrics.definitions import Direction, definitions
from metrics.scales import judge
from metrics.targets import own_targets, target_of
from reports.opd_figures import SCORES, Asked, indicator_figures, score_figures
from reports.opd_money import audit_figures, budget_figures
from reports.services.figures import METRICS as SERVICES
from reports.services.figures import service_figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from sqlalchemy import Connection

    from core.scope import Scope
    from core.settings import Settings


def figures(
    conn: Connection,
    *,
    settings: Settings,
    scope: Scope,
    metric: str | None = None,
    region: str | None = None,
    opd: str | None = None,
    first: str | None = None,
    last: str | None = None,
) -> list[Figure]:
    """Every figure that the reader may see, filtered; first and last are period texts.

    Published ones by metric, region, component, period and publication; then those of the OPD, and
    those of public services. An OPD filter leaves out what belongs to no OPD.
    """
    found = []
    asked = Asked(settings, clock.today(settings.regency), metric, opd, first, last)
    if opd is None:
        found = published_figures(
            conn, settings=settings, metric=metric, region=region, first=first, last=last
        )
    if region in (None, settings.regency.code):
        found += score_figures(conn, asked)
        found += indicator_figures(conn, asked, scope)
        found += budget_figures(conn, asked)
        found += audit_figures(conn, asked)
    return found + service_figures(conn, asked, region)


def published_figures(
    conn: Connection,
    *,
    settings: Settings,
    metric: str | None = None,
    region: str | None = None,
    first: str | None = None,
    last: str | None = None,
) -> list[Figure]:
    """What outside bodies published: everyone may see it."""
    frame = published_values(
        conn,
        metrics=None if metric is None else [metric],
        regions=None if region is None else [region],
        first=first,
        last=last,
    )
    return from_frame(frame, settings)


def from_frame(frame: pd.DataFrame, settings: Settings) -> list[Figure]:
    """Published rows (the columns of data.queries.published) as figures, in their order."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [_figure(row, settings) for row in rows]


def _figure(row: Mapping[Any, Any], settings: Settings) -> Figure:
    period = Period.parse(row["period"])
    band, band_label = _band(row, period)
    return Figure(
        metric=row["metric"],
        region=row["region_code"],
        opd=None,
        component=row["component"],
        period=row["period"],
        value=float(row["value"]),
        unit=row["unit"],
        state=State.OK,
        state_label=state_label(State.OK),
        band=band,
        band_label=band_label,
        target=_target(row, period, settings),
        publication=Publication(row["status"]),
        source=row["source"],
        source_url=row["source_url"],
        as_of=row["period"],
        sample=bool(row["synthetic"]),
    )


def _band(row: Mapping[Any, Any], period: Period) -> tuple[str | None, str | None]:
    scale = definitions()[row["metric"]].scale
    if scale is None:
        return None, None
    judgement = judge(scale, float(row["value"]), period)
    return f"{scale}/{judgement.version}/{judgement.band.order}", judgement.band.label


def _target(row: Mapping[Any, Any], period: Period, settings: Settings) -> float | None:
    """The bound that counts: the floor where more is better, else the ceiling."""
    subject = definitions()[row["metric"]]
    if row["component"] not in subject.main:
        return None
    code = row["region_code"]
    target = target_of(subject.id, code, period, own_targets(settings, code))
    if target is None:
        return None
    floor_first = subject.direction is Direction.UP
    ends = (target.lower, target.upper) if floor_first else (target.upper, target.lower)
    return ends[0] if ends[0] is not None else ends[1]


def history(conn: Connection, *, settings: Settings, like: Figure) -> list[tuple[Figure, str]]:
    """Figures of the same metric, region, OPD and component, newest first, with the loading day.

    What is counted from reports and requests has no day of loading.
    """
    if like.metric in SERVICES:
        asked = Asked(settings, clock.today(settings.regency), like.metric, like.opd)
        own = [
            one
            for one in service_figures(conn, asked, like.region)
            if (one.opd, one.component) == (like.opd, like.component)
        ]
        return [(one, "") for one in sorted(own, key=lambda one: one.period, reverse=True)]
    if like.metric in SCORES:
        asked = Asked(settings, clock.today(settings.regency), like.metric, like.opd)
        own = [one for one in score_figures(conn, asked) if one.opd == like.opd]
        return [(one, "") for one in sorted(own, key=lambda one: one.period, reverse=True)]
    frame = published_values(conn, metrics=[like.metric], regions=[like.region])
    frame = frame[frame["component"] == like.component].iloc[::-1]
    days = [numbers.day(at.date()) for at in frame["imported_at"]]
    return list(zip(from_frame(frame, settings), days, strict=True))
