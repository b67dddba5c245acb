"""Two people at the same rows: what moved between the preview and the moment of storing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.words import _
from data.imports.describe import field_shown, field_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.imports.model import Difference, Prepared, Value

    Values = tuple[Value, ...]

# The stored row equals the file's.
AS_IN_FILE: Final = ("same",)


def moved(prepared: Prepared, now: Difference) -> Iterator[str]:
    """A line for each row that another import changed since the preview, with both values."""
    then = _states(prepared, prepared.difference)
    today = _states(prepared, now)
    for key in dict.fromkeys((*then, *today)):
        before, after = then.get(key, AS_IN_FILE), today.get(key, AS_IN_FILE)
        if before != after:
            fields = [prepared.topic.fields[place] for place in prepared.topic.key_places]
            name = " · ".join(
                field_shown(prepared.topic, field, part)
                for field, part in zip(fields, key, strict=True)
            )
            yield f"{name}: {_both(prepared, before, after)}"


def _states(prepared: Prepared, difference: Difference) -> dict[Values, Values | None]:
    """Key -> the stored row as the difference saw it; None where there was none."""
    places = prepared.topic.key_places
    states: dict[Values, Values | None] = {
        tuple(record.values[place] for place in places): None for record in difference.added
    }
    for change in difference.changed:
        states[tuple(change.before[place] for place in places)] = change.before
    return states


def _both(prepared: Prepared, before: Values | None, after: Values | None) -> str:
    if after is None:
        return _("was stored at the preview, is gone now")
    if after == AS_IN_FILE:
        return _("is stored now as in this file")
    if before is None:
        return _("was not stored at the preview, is stored now with other values")
    if before == AS_IN_FILE:
        return _("was stored as in this file, has been changed since")
    titled = {column.key for column in prepared.topic.columns}
    parts = [
        f"{field_title(prepared, name)} "
        f"{field_shown(prepared.topic, name, old)} → {field_shown(prepared.topic, name, new)}"
        for name, old, new in zip(prepared.topic.fields, before, after, strict=True)
        if old != new and name in titled
    ]
    return "; ".join(parts) or _("has been worked on since the preview")
