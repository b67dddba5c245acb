"""Whether what a person says of the columns of a file can be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import Invalid
from core.words import _
from data.imports.headers import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.imports.model import Column, Topic


def check_columns(topic: Topic, columns: Sequence[tuple[str, str]]) -> None:
    """Invalid for columns that no file of the topic can be read by.

    columns: each header of the file with a key, '' for one that is not read.
    """
    titles = {column.key: _(column.title) for column in topic.every_column}
    by_key: dict[str, list[str]] = {}
    for header, key in columns:
        by_key.setdefault(key, []).append(header)
    for key, headers in by_key.items():
        if key and key not in titles:
            raise Invalid(_("There is no column '{name}' in this topic.").format(name=key))
        if key and len(headers) > 1:
            raise Invalid(
                _("Two columns of the file are read as '{column}': {headers}.").format(
                    column=titles[key], headers=", ".join(headers)
                ),
                hint=_("Leave one of them unread."),
            )
    names = [plain(header) for header, _key in columns]
    if len(set(names)) < len(names):
        raise Invalid(
            _("Two columns of the file have the same header."),
            hint=_("Rename one of them in the file and hand it in again."),
        )


def insist_on(columns: Iterable[Column], chosen: Iterable[str]) -> None:
    """Invalid while a column that is needed is none of the chosen ones."""
    keys = set(chosen)
    missing = [_(one.title) for one in columns if one.required and one.key not in keys]
    if missing:
        raise Invalid(
            _("No column is chosen yet for: {names}.").format(names=", ".join(missing)),
            hint=_("Choose one for each, or add the column to the file."),
        )
