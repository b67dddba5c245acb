"""A prepared import kept on disk between the preview and the storing."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, Final

from data.imports.model import Topic
from data.imports.topics import topic_named

if TYPE_CHECKING:
    from pathlib import Path

OURS: Final = ("data.imports.", "data.services.")
PATHS: Final = ("PosixPath", "WindowsPath")
DAY: Final = ("datetime", "datetime")


class _Writer(pickle.Pickler):
    """A topic is named, not copied: it holds functions and a table of the schema."""

    def persistent_id(self, value: object) -> tuple[str, int] | None:
        if not isinstance(value, Topic):
            return None
        return value.id, topic_named(value.id).shapes.index(value)


class _Reader(pickle.Unpickler):
    """Knows the values of data.imports and data.services, paths, moments, and nothing else."""

    def persistent_load(self, name: Any) -> Topic:  # noqa: ANN401 (pickle's own signature)
        topic, shape = name
        found: Topic = topic_named(topic).shapes[shape]
        return found

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 (pickle's own signature)
        is_path = module.partition(".")[0] == "pathlib" and name in PATHS
        if not (module.startswith(OURS) or is_path or (module, name) == DAY):
            raise pickle.UnpicklingError(module, name)
        return super().find_class(module, name)


def keep(path: Path, prepared: object, last_batch: int) -> None:
    """Write what the storing needs. last_batch: number of the topic's newest batch just now."""
    with path.open("wb") as file:
        _Writer(file, pickle.HIGHEST_PROTOCOL).dump((prepared, last_batch))


def kept(path: Path) -> tuple[Any, int]:
    """What `keep` wrote."""
    # Pickle runs what it is told to, so it is read only here: in the process of a job, from the
    # folder that no other user of the machine may open, a file that the same program wrote there;
    # and the reader refuses all but our own values. What a person hands in is never unpickled.
    with path.open("rb") as file:
        found: tuple[Any, int] = _Reader(file).load()
    return found
