"""The command line: thin, each command one call of the floors below."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import DashboardError
from core.settings import load_settings
from core.words import _, use_language
from metrics.configured import check_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

    from core.scope import Scope
    from core.settings import Settings
    from data.imports.model import Phase, Prepared
    from data.services.preparing import PreparedRequests
    from review.work import Actor

BAR = 30
TOPICS = (
    "regions, opd, published, boundaries, places, goals, indicators, contributors, targets,"
    " actuals, budgets, recommendations, services, standards, surveys, events, requests"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 with words when it could not."""
    try:
        settings = check_settings(load_settings())
        use_language(settings.regency.language)
        chosen = _parser().parse_args(arguments)
        result: int = chosen.run(chosen, settings)
    except DashboardError as error:
        print(error, file=sys.stderr)
        return 1
    return result


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="manage.py")
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))

    def command(
        name: str, run: Callable[[argparse.Namespace, Settings], int], text: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    init = command("init", _init, _("make the database, with the sample regency"))
    init.add_argument("--empty", action="store_true", help=_("without sample rows and accounts"))
    command("migrate", _migrate, _("bring the database to this version"))
    rollup = command("rollup", _rollup, _("make the derived figures anew where they are old"))
    rollup.add_argument("--rebuild", action="store_true", help=_("make them anew in any case"))
    load = command("import", _import, _("load a file, whole or not at all"))
    load.add_argument("topic", metavar="TOPIC", help=TOPICS)
    load.add_argument("file", metavar="FILE", type=Path)
    load.add_argument("--dry-run", action="store_true", help=_("check and compare only"))
    load.add_argument(
        "--decimal", choices=("auto", "comma", "dot"), default="auto", help=_("decimal mark")
    )
    load.add_argument("--sheet", help=_("name of the sheet"))
    load.add_argument("--service", default="", help=_("service of requests that name none"))
    load.add_argument("--synthetic", action="store_true", help=_("mark the rows as sample data"))
    lines = command("boundaries", _boundaries, _("load the regency's own boundaries (GeoJSON)"))
    lines.add_argument("file", metavar="FILE", type=Path)
    lines.add_argument("--dry-run", action="store_true", help=_("check and compare only"))
    for one in (load, lines):
        one.add_argument("--source", help=_("where the figures come from"))
        one.add_argument("--source-url", help=_("address of the source"))
        one.add_argument("--as-of", help=_("day to which the figures apply, such as 2024-08-11"))
    template = command("template", _template, _("write the template of a topic"))
    template.add_argument("topic", metavar="TOPIC", help=TOPICS)
    template.add_argument("file", metavar="FILE.xlsx", type=Path)
    template.add_argument("--events", action="store_true", help=_("each row is an event"))
    undo = command("undo", _undo, _("take a batch back"))
    undo.add_argument("batch", metavar="NUMBER", type=int)
    undo.add_argument("--dry-run", action="store_true", help=_("look only"))
    figures = command("figures", _figures, _("print figures as JSON lines"))
    for name in ("metric", "region", "opd", "from", "to", "as"):
        figures.add_argument(f"--{name}", dest=f"{name}_", metavar=name.upper())
    return parser


def _init(chosen: argparse.Namespace, settings: Settings) -> int:
    from data.engine import sqlite_file

    file = sqlite_file(settings.database.url)
    if file is not None and file.exists():
        return 0  # At each start: it must not wait for what only a new database needs.
    from review.installation import install

    if install(settings, sample=not chosen.empty):
        words = _("The database of {name} is ready.")
        sample = _("The sample database of {name} is ready.")
        print((words if chosen.empty else sample).format(name=settings.regency.name))
    return 0


def _migrate(_chosen: argparse.Namespace, settings: Settings) -> int:
    from data.engine import make_engine, refuse_missing
    from data.migrate import current, upgrade
    from data.rollups import ensure
    from data.services.basis import ensure as ensure_services

    engine = make_engine(settings.database.url)
    refuse_missing(engine)
    upgrade(engine)
    ensure(engine, settings)
    ensure_services(engine, settings)
    print(_("The database is at version {version}.").format(version=current(engine)))
    return 0


def _rollup(chosen: argparse.Namespace, settings: Settings) -> int:
    from data.rollups import ensure
    from data.services.basis import ensure as ensure_services

    engine = _engine(settings)
    made = ensure(engine, settings, anew=chosen.rebuild)
    if ensure_services(engine, settings, anew=chosen.rebuild) or made:
        print(_("The derived figures were made anew."))
    else:
        print(_("The derived figures are up to date."))
    return 0


def _import(chosen: argparse.Namespace, settings: Settings) -> int:
    from data.imports.topics import topic_named
    from review.way import Given
    from review.ways import way_of

    engine = _engine(settings)
    topic = topic_named(chosen.topic)
    given = Given(
        chosen.file,
        decimal=chosen.decimal,
        sheet=chosen.sheet,
        source=chosen.source,
        service=chosen.service,
        synthetic=chosen.synthetic,
    )
    prepared = way_of(topic.id).prepare(
        engine, topic, given, by=_operator(), settings=settings, progress=_bar
    )
    return _store(engine, topic.id, prepared, chosen, settings)


def _boundaries(chosen: argparse.Namespace, settings: Settings) -> int:
    from data.boundaries.prepare import prepare_boundaries
    from data.boundaries.refusal import BadBoundaries

    engine = _engine(settings)
    try:
        prepared = prepare_boundaries(engine, content=chosen.file, progress=_bar)
    except BadBoundaries as error:
        for line in error.lines:
            print(line)
        raise
    return _store(engine, prepared.topic.id, prepared, chosen, settings)


def _store(
    engine: Engine,
    topic: str,
    prepared: Prepared | PreparedRequests,
    chosen: argparse.Namespace,
    settings: Settings,
) -> int:
    """Say what a file would do; store it unless it has problems or only a look was wanted."""
    from review.ways import way_of

    way = way_of(topic)
    for line in way.describe(prepared):
        print(line)
    if prepared.problem_count:
        return 1
    if chosen.dry_run:
        print(_("Dry run: nothing was stored."))
        return 0
    facts = {"source": chosen.source, "source_url": chosen.source_url, "as_of": chosen.as_of}
    result = way.store(
        engine, prepared, by=_operator(), facts=facts, settings=settings, progress=_bar
    )
    print(result.text())
    return 0


def _template(chosen: argparse.Namespace, _settings: Settings) -> int:
    from data.imports.template import write_template
    from data.imports.topics import topic_named

    shapes = topic_named(chosen.topic).shapes
    write_template(shapes[-1] if chosen.events else shapes[0], chosen.file)
    print(_("Template written: {file}").format(file=chosen.file))
    return 0


def _undo(chosen: argparse.Namespace, settings: Settings) -> int:
    from review.undoing import prepare_undo, undo_batch

    engine = _engine(settings)
    preview = prepare_undo(engine, batch_id=chosen.batch)
    print(
        _("Batch {batch} ({file}): {removed} rows would go, {restored} become what they were.")
        .format(
            batch=preview.batch_id,
            file=preview.file_name,
            removed=preview.removed,
            restored=preview.restored,
        )
    )  # fmt: skip
    if chosen.dry_run:
        for line in preview.obstacles:
            print(line)
        return 0
    undo_batch(engine, by=_operator(), batch_id=chosen.batch)
    print(_("Batch {batch} was taken back.").format(batch=chosen.batch))
    return 0


def _figures(chosen: argparse.Namespace, settings: Settings) -> int:
    from metrics.definitions import definition
    from reports.figures import figures

    if chosen.metric_ is not None:
        definition(chosen.metric_)
    with _engine(settings).connect() as conn:
        for figure in figures(
            conn,
            settings=settings,
            scope=_scope(settings, chosen.as_),
            metric=chosen.metric_,
            region=chosen.region_,
            opd=chosen.opd_,
            first=chosen.from_,
            last=chosen.to_,
        ):
            print(json.dumps(figure.as_dict(), ensure_ascii=False))
    return 0


def _engine(settings: Settings) -> Engine:
    """The engine of the right database, or an error with words."""
    from data.engine import check_installation, make_engine

    engine = make_engine(settings.database.url)
    check_installation(engine, settings)
    return engine


def _operator() -> Actor:
    """The command line's own account, with the user of the operating system for the trail."""
    from review.work import SYSTEM, Actor

    return Actor(SYSTEM, os_user=getpass.getuser())


def _scope(settings: Settings, username: str | None) -> Scope:
    from core.scope import PUBLIC
    from review.access import scope_of
    from review.accounts import person_named

    if username is None:
        return PUBLIC
    with _engine(settings).connect() as conn:
        return scope_of(person_named(conn, username))


def _bar(done: int, total: int, phase: Phase) -> None:
    """A bar on the terminal; nothing where the output goes to a file."""
    if not sys.stderr.isatty() or total <= 0:
        return
    filled = BAR * done // total
    line = f"\r{phase.label:<24} [{'#' * filled}{'.' * (BAR - filled)}] {100 * done // total:3d}%"
    print(line, end="\n" if done >= total else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
