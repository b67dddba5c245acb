"""A prepared file of requests in lines of text, for the command line and for log and mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.numbers import number
from core.words import _, ngettext
from data.imports.describe import problem_line
from data.services.columns import TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.services.preparing import PreparedRequests


def describe_requests(prepared: PreparedRequests) -> list[str]:
    """The file and how it was read, then either every problem or what would be done."""
    return [*_file_lines(prepared), *_content_lines(prepared)]


def _file_lines(prepared: PreparedRequests) -> Iterator[str]:
    shape = _("each row is an event") if prepared.is_log else _("each row is a request")
    yield _("File {file}: {rows} rows for the topic {topic}, {shape}.").format(
        file=prepared.reading.file_name, rows=number(prepared.rows), topic=_(TITLE), shape=shape
    )
    yield from prepared.notes
    if prepared.persons:
        yield _("Columns that hold persons were left unread: {names}.").format(
            names=", ".join(prepared.persons)
        )
    if prepared.blank:
        yield blank_line(prepared.blank)
    if prepared.ignored:
        yield _("Columns that are not read: {names}.").format(names=", ".join(prepared.ignored))


def _content_lines(prepared: PreparedRequests) -> Iterator[str]:
    if prepared.problem_count:
        yield ngettext(
            "{count} problem; nothing is stored until it is mended.",
            "{count} problems; nothing is stored until they are mended.",
            prepared.problem_count,
        ).format(count=number(prepared.problem_count))
        yield from (problem_line(problem) for problem in prepared.problems)
        more = prepared.problem_count - len(prepared.problems)
        if more > 0:
            yield _("… and {count} more of the same kind.").format(count=number(more))
        return
    yield _("{events} events of {requests} requests: {new} new, {known} stored already.").format(
        events=number(prepared.events),
        requests=number(prepared.requests),
        new=number(prepared.requests - prepared.known),
        known=number(prepared.known),
    )
    if prepared.undescribed:
        yield _("{count} requests name no service in this file.").format(
            count=number(prepared.undescribed)
        )


def blank_line(count: int) -> str:
    """How many rows say nothing."""
    sentence = ngettext(
        "{count} row in which nothing is filled in is left out.",
        "{count} rows in which nothing is filled in are left out.",
        count,
    )
    return sentence.format(count=number(count))
