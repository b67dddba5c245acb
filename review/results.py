"""What a command of import did, as a value and as a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from core.numbers import number
from core.words import _


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a command did. batch_id None: there was nothing to do, and nothing was written."""

    batch_id: int | None
    added: int
    changed: int
    same: int

    def text(self) -> str:
        """The result as a sentence."""
        if self.batch_id is None:
            return _("Nothing changed: all {count} rows are stored exactly so.").format(
                count=number(self.same)
            )
        return _("Batch {batch}: {added} added, {changed} changed, {same} left alone.").format(
            batch=self.batch_id,
            added=number(self.added),
            changed=number(self.changed),
            same=number(self.same),
        )
