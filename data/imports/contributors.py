"""Topic `contributors`: which OPD work at a shared indicator, and how large their part is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core.numbers import number
from core.words import N_, _
from data import schema
from data.imports.measures import (
    CODE_LENGTH,
    Measure,
    measures,
    office_faults,
    unknown_indicator,
)
from data.imports.model import Column, Kind, RowFault, Topic
from data.imports.opd import CODE_LENGTH as OPD_LENGTH
from data.imports.standings import after_contributors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from data.imports.known import Known
    from data.imports.model import Record, Row, Value
    from data.imports.undo import Plan

    # Indicator -> OPD -> share in percent.
    Shares = dict[str, dict[str, float]]

WHOLE: Final = 100.0
EXACT: Final = 0.005
"""Thirds are written 33,33: what is lost by that is no fault."""
COLUMNS: Final = (
    Column(
        "indicator_code",
        N_("Indicator code"),
        N_("Code of the shared indicator."),
        Kind.CODE,
        "OPD-05-01",
        ("kode indikator", "indikator", "kode"),
        required=True,
        longest=CODE_LENGTH,
    ),
    Column(
        "opd_code",
        N_("OPD code"),
        N_("Code of an OPD that works at it; the lead OPD is one of them."),
        Kind.CODE,
        "OPD-15",
        ("kode opd", "opd"),
        required=True,
        longest=OPD_LENGTH,
    ),
    Column(
        "share",
        N_("Share"),
        N_("Part of this OPD in percent; the parts of an indicator make 100."),
        Kind.DECIMAL,
        "40",
        ("porsi", "andil", "kontribusi", "persentase"),
        required=True,
        lower=0,
        upper=WHOLE,
    ),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Stored indicators and shares."""

    measures: Mapping[str, Measure] = field(default_factory=dict)
    shares: Shares = field(default_factory=dict)


def load(conn: Connection, _in_file: frozenset[Value]) -> Facts:
    """What the shares of a file must fit."""
    return Facts(measures(conn), _stored(conn))


def _stored(conn: Connection) -> Shares:
    shares: Shares = {}
    part = schema.contributor.c
    for row in conn.execute(select(part.indicator_code, part.opd_code, part.share)):
        shares.setdefault(row.indicator_code, {})[row.opd_code] = row.share
    return shares


def _facts(known: Known) -> Facts:
    return known.extra if isinstance(known.extra, Facts) else Facts()


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """Indicator and OPD exist, and the part is one."""
    facts = _facts(known)
    code, share = row.get("indicator_code"), row.get("share")
    if isinstance(code, str) and code not in facts.measures:
        yield unknown_indicator(code, facts.measures, known)
    yield from office_faults(row, known)
    if isinstance(share, float) and share <= 0:
        yield RowFault(
            "share", _("The number must be above 0."), _("Delete the row of an OPD without a part.")
        )


def together(records: Sequence[Record], known: Known) -> Iterator[tuple[Record, RowFault]]:
    """The shares of an indicator, stored ones and those of the file, make 100."""
    facts = _facts(known)
    shares: Shares = {}
    last: dict[str, Record] = {}
    for record in records:
        code, office, share = record.values
        # A row with a fault of its own says nothing of the sum.
        if not isinstance(share, float) or share <= 0:
            continue
        if isinstance(code, str) and office in known.opd:
            shares.setdefault(code, dict(facts.shares.get(code, {})))[str(office)] = share
            last[code] = record
    for code, record in last.items():
        measure = facts.measures.get(code)
        if measure is None:
            continue
        if _is_off(shares[code]):
            yield record, _not_whole(code, shares[code])
        elif measure.opd not in shares[code]:
            message = _("The lead OPD {office} has no share of {code}.")
            hint = _("Add a row for it; the shares still make 100.")
            text = message.format(office=measure.opd, code=code)
            yield record, RowFault("opd_code", text, hint)


def _is_off(shares: Mapping[str, float]) -> bool:
    return abs(sum(shares.values()) - WHOLE) > EXACT * max(len(shares), 1)


def _not_whole(code: str, shares: Mapping[str, float]) -> RowFault:
    listed = ", ".join(f"{office} {_shown(share)}" for office, share in sorted(shares.items()))
    return RowFault(
        "share",
        _("The shares of {code} make {sum}, not 100: {shares}.").format(
            code=code, sum=_shown(sum(shares.values())), shares=listed
        ),
        _("Correct the shares, stored ones as well: a row of this file replaces the stored one."),
    )


def _shown(value: float) -> str:
    return number(value, 2, trim=True)


def guard(conn: Connection, plan: Plan) -> Iterator[str]:
    """After an undo the shares make 100 as well, or there are none."""
    shares = _stored(conn)
    codes = set()
    for before, after in plan.rows:
        row = after or before or {}
        code, office = row["indicator_code"], row["opd_code"]
        codes.add(code)
        if after is None:
            shares.get(code, {}).pop(office, None)
        else:
            shares.setdefault(code, {})[office] = after["share"]
    for code in sorted(codes):
        if shares.get(code) and _is_off(shares[code]):
            yield _not_whole(code, shares[code]).message


TOPIC: Final = Topic(
    id="contributors",
    title=N_("Contributors to indicators"),
    table=schema.contributor,
    columns=COLUMNS,
    key=("indicator_code", "opd_code"),
    fields=("indicator_code", "opd_code", "share"),
    settle=settle,
    follows=("opd", "indicators"),
    load=load,
    together=together,
    after=after_contributors,
    guard=guard,
)
