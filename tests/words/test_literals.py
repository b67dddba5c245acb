"""No text reaches a reader without passing through gettext, and the check bites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from core.settings import ROOT
from tests.words.literals import slips, spoken

if TYPE_CHECKING:
    from pathlib import Path

SHOWN: Final = ("pages", "charts", "reports")
SPEAKING: Final = (*SHOWN, "core", "metrics", "data", "review")

# (file, text): why it may stand there as it is.
ALLOWED_SLIPS: Final = {
    ("core/words.py", "Bahasa '\0' tidak dikenal."): "no catalogue can be asked in no language",
    ("core/words.py", "Pilihan: \0."): "no catalogue can be asked in no language",
}
ALLOWED_SPOKEN: Final = {
    ("charts/map/shapes.py", "Feature"): "GeoJSON's own word",
    ("charts/theme.py", "Inter, Noto Sans, Segoe UI, sans-serif"): "names of typefaces",
    ("pages/shared/shell.py", "English"): "each language is offered under its own name",
    ("pages/shared/shell.py", "Bahasa Indonesia"): "each language is offered under its own name",
}


def _files(folders: tuple[str, ...]) -> list[Path]:
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [*files, ROOT / "dashboard.py"]


def _listed(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_check_sees_the_screens() -> None:
    seen = {_listed(path) for path in _files(SHOWN)}
    assert {"dashboard.py", "pages/ringkasan/page.py", "pages/tentang/page.py"} <= seen
    assert len(seen) > 20


def test_no_literal_reaches_a_reader() -> None:
    found = {
        (_listed(path), slip.text): slip.line
        for path in _files(SPEAKING)
        for slip in slips(path.read_text(encoding="utf-8"))
    }
    assert {place: line for place, line in found.items() if place not in ALLOWED_SLIPS} == {}


def test_nothing_on_a_screen_reads_like_words_outside_gettext() -> None:
    found = {
        (_listed(path), slip.text): slip.line
        for path in _files(SHOWN)
        for slip in spoken(path.read_text(encoding="utf-8"))
    }
    assert {place: line for place, line in found.items() if place not in ALLOWED_SPOKEN} == {}


@pytest.mark.parametrize("place", [*ALLOWED_SLIPS, *ALLOWED_SPOKEN])
def test_every_exception_is_still_needed(place: tuple[str, str]) -> None:
    source = (ROOT / place[0]).read_text(encoding="utf-8")
    assert place[1] in {slip.text for slip in (*slips(source), *spoken(source))}


@pytest.mark.parametrize(
    "snippet",
    [
        'st.title("Summary")',
        'st.button("Save", key="save")',
        'column.metric(_("Score"), 3, "up by 2")',
        'st.selectbox(_("Year"), years, placeholder="Choose an option")',
        'st.text_input(label="Name", key="name")',
        'st.markdown(f"Score of {name}")',
        'st.tabs([_("One"), "Two"])',
        'st.caption("Loaded " + when)',
        'st.info("Late" if late else _("On time"))',
        'st.error(reason or "Unknown")',
        'st.write("{n} rows".format(n=3))',
        'label = "Saved"\nst.toast(label)',
        'st.page_link("pages/x/page.py", label="Open")',
        'st.html("<p>Nothing yet</p>")',
        "return_value = f'<h1 class=\"dk-title\">Score {value}</h1>'",
        "x = f\"<p>{escape('Missing')}</p>\"",
        'x = f\'<img alt="Logo" src="{address}">\'',
        'x = f\'<div aria-label="Table" class="dk">{body}</div>\'',
        'x = f\'<div aria-label="{escape("Table")}" class="dk">{body}</div>\'',
        'alt.X("year:O", title="Year")',
        'alt.X("year:O").title("Year")',
        'alt.Chart(frame).properties(title=f"Score {year}")',
        'chart.encode(text=alt.value("target"))',
        'spec = {"title": "Score", "mark": "line"}',
        'raise Invalid("This is no period.")',
        'raise Invalid(_("Wrong."), hint="Write 2024.")',
        'Column("value", "Value", numeric=True)',
        'html_table(columns, rows, caption="Rows")',
    ],
)
def test_the_check_bites(snippet: str) -> None:
    assert slips(snippet)


@pytest.mark.parametrize(
    "snippet",
    [
        'st.title(_("Summary"))',
        'st.button(_("Card of {name}").format(name=name), key="card", icon=":material/info:")',
        'st.markdown(f"**{owner}** · {what} · {since}")',
        'st.text(ngettext("{n} row", "{n} rows", n).format(n=n))',
        'st.html(f\'<p class="dk-line">{escape(_("Nothing."))}</p>\')',
        'x = f\'<th class="{"wide" if wide else "narrow"}">{escape(label)}</th>\'',
        'st.html("<style>.dk-table{overflow-x:auto}</style>")',
        'LABEL = N_("Saved")\nst.toast(_(LABEL))',
        'chart.encode(x=alt.X("year:O", title=None), text="shown:N")',
        'spec = {"title": _("Score"), "mark": "line", "text": {"field": "shown"}}',
        'logger.info("import finished")',
        'raise Invalid(_("This is no period."), detail="batch 3")',
        'raise ValueError("no such week")',
        'FORM = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")',
        'colours = {"text": "#17212B"}',
        'Column("value", _("Value"))',
        "label = value_text(definition, value)\nst.metric(label, label)",
    ],
)
def test_the_check_leaves_translated_texts_alone(snippet: str) -> None:
    assert slips(snippet) == []


def test_the_wider_net_sees_texts_that_go_through_our_own_functions() -> None:
    assert [slip.text for slip in spoken('head(overview, "Summary")')] == ["Summary"]
    assert [slip.text for slip in spoken('rows.append("no figure yet")')] == ["no figure yet"]
    assert spoken('"""The head."""\nhead(overview, _("Summary"), key="attention")') == []
    assert spoken('calculate("datum.value > 0 ? 1 : 0")') == []
