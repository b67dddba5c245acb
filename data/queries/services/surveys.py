"""Sums of the answers to the satisfaction survey: by OPD, service and month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Integer, case, func, literal_column, select

from data.schema import import_batch
from data.schema.services import survey_answer
from metrics.services.unsur import UNSUR, Scores

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

A: Final = survey_answer.c
COLUMNS: Final = tuple(A[code.lower()] for code in UNSUR)


@dataclass(frozen=True, slots=True)
class Pool:
    """The answers about one OPD and service (None: about no one service) in one month."""

    opd: str
    service: str | None
    month: str
    scores: Scores
    sample: bool


def survey_years(conn: Connection) -> tuple[str, ...]:
    """The years of which there are answers, newest first."""
    year = func.substr(A.answered_on, literal_column("1"), literal_column("4"))
    return tuple(conn.scalars(select(year).distinct().order_by(year.desc())))


def pools(
    conn: Connection, *, first: date | None = None, last: date | None = None, opd: str | None = None
) -> tuple[Pool, ...]:
    """Sums of raw answers, which add up to any unit and period. first, last: local days."""
    month = func.substr(A.answered_on, literal_column("1"), literal_column("7"))
    sums = [value for u in COLUMNS for value in (func.coalesce(func.sum(u), 0), func.count(u))]
    made_up = func.max(case((import_batch.c.synthetic, 1), else_=0), type_=Integer)
    query = (
        select(A.opd_code, A.service_code, month, func.count(), made_up, *sums)
        .join(import_batch, import_batch.c.id == A.batch_id)
        .group_by(A.opd_code, A.service_code, month)
        .order_by(A.opd_code, A.service_code, month)
    )
    if first is not None:
        query = query.where(A.answered_on >= first.isoformat())
    if last is not None:
        query = query.where(A.answered_on <= last.isoformat())
    if opd is not None:
        query = query.where(A.opd_code == opd)
    return tuple(
        Pool(
            office, about, text,
            Scores(
                dict(zip(UNSUR, numbers[0::2], strict=True)),
                dict(zip(UNSUR, numbers[1::2], strict=True)),
                respondents,
            ),
            bool(sample),
        )
        for office, about, text, respondents, sample, *numbers in conn.execute(query)
    )  # fmt: skip
