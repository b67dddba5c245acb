"""Figures for a download, read when its button is pressed: a screen does not wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from core.figure import Figure
from pages.shared.database import engine, settings
from reports.figures import figures

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.scope import Scope


class Later(Sequence[Figure]):
    """The figures of the OPD in a span, as far as a scope sees them.

    metrics: ids, opd: a code, None for all. first, last: period texts, open where None.
    """

    def __init__(
        self,
        scope: Scope,
        *,
        first: str | None = None,
        last: str | None = None,
        metrics: Collection[str] | None = None,
        opd: str | None = None,
    ) -> None:
        self.scope, self.opd = scope, opd
        self.metrics, self.span = metrics, (first, last)
        self.known: tuple[Figure, ...] | None = None

    def _read(self) -> tuple[Figure, ...]:
        if self.known is None:
            first, last = self.span
            with engine().connect() as conn:
                found = [
                    one
                    for metric in (self.metrics if self.metrics is not None else (None,))
                    for one in figures(
                        conn, settings=settings(), scope=self.scope, metric=metric, opd=self.opd,
                        first=first, last=last,
                    )
                ]  # fmt: skip
            self.known = tuple(one for one in found if one.opd is not None)
        return self.known

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, index: int) -> Figure: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Figure]: ...

    def __getitem__(self, index: int | slice) -> Figure | Sequence[Figure]:
        return self._read()[index]
