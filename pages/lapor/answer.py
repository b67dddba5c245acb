"""What the OPD owes, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.numbers import day, number
from core.words import _, ngettext
from data.queries.performance.worklist import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.queries.performance.worklist import Item


def answer(items: Sequence[Item]) -> str:
    """What is due by when, what came back, what is late and by how much; else what waits."""
    by_stage = {stage: [one for one in items if one.stage is stage] for stage in Stage}
    parts = [
        *_soon(by_stage[Stage.SOON]),
        *_counted(len(by_stage[Stage.RETURNED]), _("{count} sent back")),
        *_late(by_stage[Stage.OVERDUE]),
        *_counted(len(by_stage[Stage.DRAFT]), _("{count} begun and not submitted")),
    ]
    if parts:
        return ", ".join(parts) + "."
    if not items:
        return _("Nothing is due: no indicator of this OPD awaits a report.")
    waiting = len(by_stage[Stage.WAITING])
    if waiting:
        text = ngettext(
            "Nothing is due; {count} report waits for verification.",
            "Nothing is due; {count} reports wait for verification.",
            waiting,
        )
        return text.format(count=number(waiting))
    return _("Nothing is due: every report is verified.")


def _soon(items: Sequence[Item]) -> list[str]:
    last = max((one.due_on for one in items if one.due_on is not None), default=None)
    if last is None:
        return []
    text = ngettext("{count} report due by {day}", "{count} reports due by {day}", len(items))
    return [text.format(count=number(len(items)), day=day(last))]


def _late(items: Sequence[Item]) -> list[str]:
    if not items:
        return []
    most = max(one.days for one in items)
    if len(items) == 1:
        return [_("1 is {days} working days late").format(days=number(most))]
    text = _("{count} late, the longest by {days} working days")
    return [text.format(count=number(len(items)), days=number(most))]


def _counted(count: int, text: str) -> list[str]:
    return [text.format(count=number(count))] if count else []
