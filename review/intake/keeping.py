"""A prepared import kept on disk between the preview and the storing."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, Final

from data.imports.model import Prepared, Topic
from data.imports.topics import topic_named

if TYPE_CHECKING:
    from pathlib import Path

OURS: Final = "data.imports."


class _Writer(pickle.Pickler):
    """A topic is named, not copied: it holds functions and a table of the schema."""

    def persistent_id(self, value: object) -> str | None:
        return value.id if isinstance(value, Topic) else None


class _Reader(pickle.Unpickler):
    """Knows the values of data.imports and nothing else."""

    def persistent_load(self, name: Any) -> Topic:  # noqa: ANN401 (pickle's own signature)
        return topic_named(str(name))

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 (pickle's own signature)
        if not module.startswith(OURS):
            raise pickle.UnpicklingError(module, name)
        return super().find_class(module, name)


def keep(path: Path, prepared: Prepared, last_batch: int) -> None:
    """Write what the storing needs. last_batch: number of the topic's newest batch just now."""
    with path.open("wb") as file:
        _Writer(file, pickle.HIGHEST_PROTOCOL).dump((prepared, last_batch))


def kept(path: Path) -> tuple[Prepared, int]:
    """What `keep` wrote."""
    # Pickle runs what it is told to, so it is read only here: in the process of a job, from the
    # folder that no other user of the machine may open, a file that the same program wrote there;
    # and the reader refuses all but our own values. What a person hands in is never unpickled.
    with path.open("rb") as file:
        found: tuple[Prepared, int] = _Reader(file).load()
    return found
