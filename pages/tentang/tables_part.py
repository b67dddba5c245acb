"""The tables of Tentang data: ages, targets, what is loaded, sources and licences."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from core import numbers
from core.periods import Period
from core.words import _, in_language
from data.imports.topics import title_of
from metrics.definitions import definitions
from metrics.display import target_text
from metrics.source_words import source_text
from metrics.targets import EVERYWHERE, Target, TargetRow, national_targets, target_of
from pages.shared.table import Column, html_table
from pages.tentang.ages import Freshness
from pages.tentang.sources import sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import pandas as pd

    from core.settings import Regency, Settings
    from pages.tentang.ages import Age


def ages_table(found: Mapping[str, Age], headline: Collection[str], regency: str) -> str:
    """Newest figure and age of every metric of which the regency has or should have one."""
    columns = [
        Column("name", _("Metric")),
        Column("period", _("Newest figure"), short=True),
        Column("months", _("Age in months"), numeric=True),
        Column("limit", _("Limit in months"), numeric=True),
        Column("state", _("State"), short=True),
        Column("owner", _("Owner")),
    ]
    shown = [
        one
        for metric, one in found.items()
        if one.freshness is not Freshness.MISSING or metric in headline
    ]
    rows = [_age_row(one) for one in shown]
    caption = _("Newest figure of {regency} and its age in months").format(regency=regency)
    return html_table(columns, rows, caption=caption)


def _age_row(age: Age) -> dict[str, str]:
    subject = age.definition
    return {
        "name": subject.label,
        "period": age.period,
        "months": numbers.number(age.months) if age.newest else "",
        "limit": numbers.number(subject.months_until_old) if subject.months_until_old else "",
        "state": age.label,
        "owner": in_language(subject.owner),
    }


def targets_table(settings: Settings) -> str:
    """The national targets and the regency's own, with their validity and regulation."""
    columns = [
        Column("name", _("Metric")),
        Column("target", _("Target"), short=True),
        Column("validity", _("Validity"), short=True),
        Column("for", _("For"), short=True),
        Column("source", _("Source")),
        Column("note", _("Note")),
    ]
    every = joined((*_own(settings), *national_targets()))
    rows = [_target_row(row, settings.regency) for row in every]
    return html_table(columns, rows, caption=_("Targets and where they are set"))


def joined(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """The same target of years in a row as one row; targets.csv has one a year."""
    done: list[TargetRow] = []
    for row in rows:
        before = done[-1] if done else None
        if before is not None and _follows(row, before):
            done[-1] = replace(before, last=row.last)
        else:
            done.append(row)
    return done


def _follows(row: TargetRow, before: TargetRow) -> bool:
    same = (row.metric, row.region, row.target) == (before.metric, before.region, before.target)
    if not (same and row.first and before.last):
        return False
    gap = Period.parse(row.first).start - Period.parse(before.last).end
    return gap == timedelta(days=1)


def _own(settings: Settings) -> Iterator[TargetRow]:
    code = settings.regency.code
    for own in settings.targets:
        target = target_of(own.metric, code, Period.parse(own.first), (own,))
        if target is not None:
            yield TargetRow(own.metric, code, own.first, own.last, target)


def _target_row(row: TargetRow, regency: Regency) -> dict[str, str]:
    subject = definitions()[row.metric]
    return {
        "name": subject.label,
        "target": target_text(subject, row.target),
        "validity": _span(row.first, row.last),
        "for": _scope(row.region, row.target, regency),
        "source": row.target.source,
        "note": row.target.note,
    }


def _scope(region: str, target: Target, regency: Regency) -> str:
    if target.regional or region == regency.code:
        return regency.name
    return _("all regions") if region == EVERYWHERE else region


def _span(first: str, last: str) -> str:
    if not first and not last:
        return _("not known")
    begin, end = (Period.parse(text).label() if text else "" for text in (first, last))
    if begin == end:
        return begin
    if not last:
        return _("since {start}").format(start=begin)
    return _("{first} to {last}").format(first=begin, last=end) if first else end


def loaded_table(batches: pd.DataFrame, regency: Regency) -> str:
    """Every standing import, newest first within its topic (columns of `batches.loaded`)."""
    columns = [
        Column("topic", _("Topic")),
        Column("rows", _("Rows"), numeric=True),
        Column("at", _("Loaded"), short=True),
        Column("by", _("By"), short=True),
        Column("as_of", _("As of"), short=True),
        Column("file", _("File"), short=True),
        Column("source", _("Source"), link="source_url"),
        Column("mark", _("Mark"), short=True),
    ]
    known = batches.astype(object).where(batches.notna(), None)
    rows = [_batch_row(row, regency) for row in known.to_dict("records")]
    return html_table(columns, rows, caption=_("Imports that are in force, newest first"))


def _batch_row(row: Mapping[Any, Any], regency: Regency) -> dict[str, str]:
    return {
        "topic": title_of(row["topic"]),
        "rows": numbers.number(row["rows"]),
        "at": numbers.moment(row["imported_at"], regency),
        "by": row["imported_by"],
        "as_of": Period.parse(row["as_of"]).label() if row["as_of"] else "",
        "file": row["file_name"],
        "source": source_text(row["source"] or ""),
        "source_url": row["source_url"] or "",
        "mark": _("SAMPLE DATA") if row["synthetic"] else "",
    }


def sources_table() -> str:
    """Everything shipped with the program, with its licence and the line it asks to be shown."""
    columns = [
        Column("title", _("What")),
        Column("what", _("Content")),
        Column("source", _("Source"), link="source_url"),
        Column("licence", _("Licence"), link="licence_url"),
        Column("notice", _("Licence text"), short=True, link="notice_url"),
    ]
    rows = [
        {
            "title": in_language(one.title),
            "what": in_language(one.what),
            "source": in_language(one.source),
            "source_url": one.source_url or "",
            "licence": in_language(one.licence),
            "licence_url": one.licence_url or "",
            "notice": _("read") if one.notice else "",
            "notice_url": f"app/{one.notice}" if one.notice else "",
        }
        for one in sources()
    ]
    lines = dict.fromkeys(in_language(line) for one in sources() for line in one.attribution)
    thanks = "".join(f'<p class="dt-note">{escape(line)}</p>' for line in lines)
    return html_table(columns, rows, caption=_("Sources and licences of what is shipped")) + thanks
