"""The one sentence on top: what is in force, or what the file at hand needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.numbers import moment, number
from core.words import _, ngettext
from data.imports.topics import title_of
from pages.data.words import is_bulk
from review.intake.outcome import State

if TYPE_CHECKING:
    from core.settings import Regency
    from pages.data.loader import History
    from pages.data.task import Task
    from review.intake.outcome import Outcome


UNDOING = (State.UNDO_PREVIEW, State.UNDONE)


def answer(task: Task | None, known: History, regency: Regency) -> str:
    """What the person at the screen must know first."""
    if task is None:
        return last_import(known, regency)
    if task.job is None:
        return _("This file is not here (any more). Hand it in again.")
    if task.busy:
        return _busy(task)
    return of_outcome(task.outcome) if task.state is not State.LOST else _lost(task)


def last_import(known: History, regency: Regency) -> str:
    """The newest import that is in force."""
    standing = next((row for row in known.rows if row["undone_at"] is None), None)
    if standing is None:
        return _("Nothing has been imported yet.")
    return _("Last import: {topic}, {moment}, by {name}.").format(
        topic=title_of(standing["topic"]),
        moment=moment(standing["imported_at"], regency),
        name=standing["by_name"],
    )


def _busy(task: Task) -> str:
    found = task.outcome
    if task.state is State.WAITING:
        return _("Other files are being read; this one follows by itself.")
    if found.batch is not None:
        return _("Batch {batch} is being looked at.").format(batch=found.batch)
    return _("The file {file} is being worked on.").format(file=found.file_name)


def _lost(task: Task) -> str:
    found = task.outcome
    step = task.job.request().step if task.job is not None else ""
    if step == "read":
        return _("The file {file} cannot be read: the reading ended before its time.").format(
            file=found.file_name
        )
    if step == "undo_look":
        return _("The look at batch {batch} ended before its time.").format(batch=found.batch)
    return _("The work ended before its time. It is stored wholly or not at all.")


def of_outcome(found: Outcome) -> str:
    """What a step came to, as one sentence."""
    match found.state:
        case State.MAPPING:
            return _("The columns of {file} must be named once.").format(file=found.file_name)
        case State.PROBLEMS:
            sentence = ngettext(
                "{count} mistake must be mended: {file} is not stored.",
                "{count} mistakes must be mended: {file} is not stored.",
                found.problem_count,
            )
            return sentence.format(count=number(found.problem_count), file=found.file_name)
        case State.PREVIEW:
            return _preview(found)
        case State.STORED:
            return _stored(found)
    return _undo(found) if found.state in UNDOING else found.message


def _preview(found: Outcome) -> str:
    if not found.added and not found.changed:
        return nothing_changes(found)
    moved = _("Others stored meanwhile: look again.") + " " if found.moved else ""
    return moved + _("Ready to store: {added} added, {changed} changed, {same} as before.").format(
        added=number(found.added), changed=number(found.changed), same=number(found.same)
    )


def nothing_changes(found: Outcome) -> str:
    """A file that is stored already."""
    return _("Nothing changes: all {count} rows are stored exactly so.").format(
        count=number(found.same)
    )


def _stored(found: Outcome) -> str:
    if found.batch is None:
        return nothing_changes(found)
    return _("Stored as batch {batch}: {added} added, {changed} changed, {same} as before.").format(
        batch=found.batch,
        added=number(found.added),
        changed=number(found.changed),
        same=number(found.same),
    )


def _undo(found: Outcome) -> str:
    if found.obstacles:
        return _("Batch {batch} cannot be undone.").format(batch=found.batch)
    done, bulk = found.state is State.UNDONE, is_bulk(found)
    if done and bulk:
        words = _("Batch {batch} was taken back: {removed} requests removed, {restored} restored.")
    elif done:
        words = _("Batch {batch} was taken back: {removed} removed, {restored} restored.")
    elif bulk:
        words = _("Undoing batch {batch} removes {removed} requests and restores {restored}.")
    else:
        words = _("Undoing batch {batch} removes {removed} rows and restores {restored}.")
    return words.format(
        batch=found.batch, removed=number(found.added), restored=number(found.changed)
    )
