"""How requests stand at a moment: outcome, status, and how much of the target is used up.

Outcomes are conventions of ticket systems; statuses those of SP4N-LAPOR!.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from metrics.services.events import NAT, seconds_of
from metrics.services.judge import ENDS, PREFIXES
from metrics.services.kinds import Measure, Outcome, Status, Unit
from metrics.services.spans import clipped
from metrics.services.timing import NEVER, elapsed, facts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from metrics.services.due import Standard
    from metrics.services.hours import Ints, OfficeHours
    from metrics.services.judge import Rules

TOUCHED: Final = ("answered_at", "departed_at", "arrived_at")


def status(milestones: pd.DataFrame) -> pd.Categorical[str]:
    """The status of each request: exactly one, so that the parts sum to the total.

    belum_terverifikasi: only received or confirmed automatically; belum_ditindaklanjuti: complete
    and nothing since; proses: a person has answered, set out, paused or reopened it.
    """
    has = {name: milestones[name].notna().to_numpy() for name in milestones.columns}
    touched = np.logical_or.reduce([has[name] for name in TOUCHED])
    touched |= milestones["reopened"].to_numpy() > 0
    states = {
        Status.RESOLVED: has["resolved_at"],
        Status.ARCHIVED: has["archived_at"],
        Status.ON_HOLD: has["paused_since"],
        Status.IN_PROGRESS: touched,
        Status.UNTOUCHED: has["complete_at"],
    }
    return _named(states, Status.UNVERIFIED, len(milestones))


def outcomes(
    milestones: pd.DataFrame,
    judged: pd.DataFrame,
    now: datetime,
    measure: Measure = Measure.RESOLUTION,
) -> pd.Categorical[str]:
    """The outcome of each request at a moment (UTC): a comparison of stored moments.

    judged: of judge.judge, in the same rows. An archived request has an outcome only where it was
    resolved (or, for the first response, answered).
    """
    before = PREFIXES[measure]
    ended = seconds_of(milestones[ENDS[measure]])
    started, late = (seconds_of(judged[before + name]) for name in ("started_at", "late_after"))
    done, timed = ended != NAT, late != NAT
    states = {
        Outcome.FLAWED: judged["flaw"].notna().to_numpy(),
        Outcome.MET: done & timed & (ended <= late),
        Outcome.BREACHED: done & timed,
        Outcome.ARCHIVED: ~done & milestones["archived_at"].notna().to_numpy(),
        Outcome.NO_STANDARD: judged[before + "standard"].to_numpy() < 0,
        Outcome.WAITING: started == NAT,
        Outcome.BREACHED_OPEN: late < _seconds(now),
    }
    return _named(states, Outcome.RUNNING, len(milestones))


def usage(
    milestones: pd.DataFrame,
    pauses: pd.DataFrame,
    standards: Sequence[Standard],
    judged: pd.DataFrame,
    *,
    hours: OfficeHours,
    rules: Rules,
    now: datetime,
) -> pd.DataFrame:
    """How much of the target of resolution is used up at a moment (UTC), request by request.

    Columns: elapsed, seconds on the standard's clock less pauses, up to now or to the closing, NA
    where no clock has started; share = elapsed / target, NaN there, infinite for a target of 0
    that is over and 1 for one that is not. A standard that counts days runs on worked seconds
    (hari_kalender: on all). Ageing and "at risk" rest on the share.
    """
    facts = facts_of(milestones, pauses, judged["flaw"].isna().to_numpy())
    chosen, started = judged["standard"].to_numpy(), seconds_of(judged["started_at"])
    moment = _seconds(now)
    stop = np.where(facts.closed == NAT, moment, np.minimum(facts.closed, moment))
    lower = np.where(started == NAT, NEVER, started)
    spans = clipped(facts.pauses, lower, stop, rules.pause_cap_days)
    used = np.full(len(chosen), NAT)
    for unit in Unit:
        of_unit = np.array([*(one.unit is unit for one in standards), False], dtype=np.bool_)
        rows = np.flatnonzero(of_unit[chosen] & (started != NAT))
        if len(rows):
            own = spans.of_rows(rows, len(chosen))
            used[rows] = elapsed(unit, started[rows], stop[rows], own, hours)
    share = _share(used, judged, stop)
    lengths = pd.arrays.IntegerArray(used, used == NAT)
    return pd.DataFrame({"elapsed": lengths, "share": share}, index=judged.index)


def _share(used: Ints, judged: pd.DataFrame, stop: Ints) -> npt.NDArray[np.float64]:
    target = judged["target"].to_numpy(dtype=np.float64, na_value=np.nan)
    over = stop > seconds_of(judged["late_after"])
    at_nothing = np.where(over, np.inf, 1.0)
    known = np.where(used == NAT, np.nan, used.astype(np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(target == 0, at_nothing, known / target)
    return np.where(np.isnan(known), np.nan, found)


def _named(
    states: dict[Status, npt.NDArray[np.bool_]] | dict[Outcome, npt.NDArray[np.bool_]],
    otherwise: Status | Outcome,
    n: int,
) -> pd.Categorical[str]:
    """Per row the first state that holds, as a category of the whole enumeration."""
    names = list(type(otherwise))
    codes = np.full(n, names.index(otherwise), dtype=np.int8)
    for state, holds in reversed(list(states.items())):
        codes[holds] = names.index(state)
    return pd.Categorical.from_codes(codes, categories=pd.Index([str(name) for name in names]))


def _seconds(now: datetime) -> int:
    aware = now if now.tzinfo else now.replace(tzinfo=UTC)
    return int(aware.timestamp())
