"""`python -m review.intake.worker FOLDER`: one step of one job, in a process of its own."""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import DashboardError
from core.settings import load_settings
from core.words import _, language, use_language
from review.intake.jobs import Advance, Job
from review.intake.limits import give_room, limit_self
from review.intake.outcome import Outcome, State

if TYPE_CHECKING:
    from data.imports.model import Phase
    from review.intake.jobs import Request

EVERY: Final = 0.3
"""Seconds between two reports of progress."""
COPYING: Final = "copy"


class _Reporter:
    """Writes down how far a step is, and not too often."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.last = ("", 0.0)

    def __call__(self, done: int, total: int, phase: Phase | str) -> None:
        before, then = self.last
        now = time.monotonic()
        if phase != before or now - then >= EVERY:
            self.last = (str(phase), now)
            self.job.report(Advance(str(phase), done, total))


def main(folder: Path) -> int:
    """Do what the job asks for and leave its outcome; 0 when there is one, good or bad."""
    limit_self()
    work_at(Job(folder))
    return 0


def work_at(job: Job) -> None:
    """Do the step that the job asks for, in its language, and leave what it came to."""
    request = job.request()
    use_language(request.language)
    job.finish(request.turn, _outcome(job, request))


def _outcome(job: Job, request: Request) -> Outcome:
    try:
        return _work(job, request)
    except DashboardError as error:
        print(error.detail, file=sys.stderr)  # noqa: T201 (the server's log)
        return _failed(request, error.message, error.hint)
    except MemoryError:
        give_room()  # For the words that say so.
    except Exception:  # noqa: BLE001 (the last line of defence: words on the screen, trace in the log)
        traceback.print_exc()
        if request.step != "read":
            return _failed(request, _("Something went wrong; nothing was stored or removed."), "")
        return _failed(
            request,
            _("The file {file} cannot be read.").format(file=request.file_name),
            _("Save it anew as XLSX in a spreadsheet, or use the template of the topic."),
        )
    return _failed(
        request,
        _("The file needs more memory than one import may take."),
        _("Split it into several files; delete sheets, pictures and empty rows."),
    )


def _work(job: Job, request: Request) -> Outcome:
    from data.engine import check_installation, make_engine  # noqa: PLC0415 (after the limits)
    from review.intake.steps import STEPS  # noqa: PLC0415
    from review.intake.task import Task  # noqa: PLC0415

    settings = load_settings()
    engine = make_engine(settings.database.url)
    report = _Reporter(job)
    try:
        check_installation(engine, settings)
        task = Task(engine, settings, job, request, report, lambda: report(0, 1, COPYING))
        return STEPS[request.step](task)
    finally:
        engine.dispose()


def _failed(request: Request, message: str, hint: str) -> Outcome:
    return Outcome(
        State.FAILED,
        language=language(),
        topic=request.topic,
        file_name=request.file_name,
        batch=request.batch,
        message=message,
        hint=hint,
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
