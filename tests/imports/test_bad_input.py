"""Broken files: each gets its words, and none leaves a trace in the database."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest
from sqlalchemy import update

import manage
from core.errors import DashboardError
from core.scope import PUBLIC
from core.settings import DATABASE_VARIABLE, ROOT, load_settings
from data.imports.annotate import write_annotated
from data.schema import published_value
from reports.figures import figures
from reports.files import names_of, to_csv, to_xlsx
from review.importing import describe, import_file, prepare_import
from tests.bad_input.build import FOLDER, KEYS, encoded, lines, row, texts
from tests.bad_input.shapes import book
from tests.imports.files import SYSTEM_ACTOR, whole

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from data.imports.model import Prepared

LARGEST: Final = 60_000
LARGEST_TOGETHER: Final = 800_000
AT_LEAST: Final = 40
MOST_SECONDS: Final = 20
MOST_MEGABYTES: Final = 300
# Words of programs and of English; the words of the files themselves stand in quotation marks.
FOREIGN: Final = re.compile(
    r"\b(Traceback|Error|Exception|None|null|int|str|float|column|row|cell|the|file|is|not|"
    r"parse|byte|bytes|XML|ZIP|CRC|SQL|encoding|index|import)\b"
)
QUOTED: Final = re.compile(r"'.*?'")
PROGRAM: Final = """
import json, sys, time
from pathlib import Path
from core.errors import DashboardError
from data.imports.files import read_table
from data.imports.topics import topic_named
measured = {}
for path in map(Path, sys.argv[1:]):
    start = time.monotonic()
    try:
        read_table(path.read_bytes(), topic_named("published"))
    except DashboardError:
        pass
    # The system's own count of a child begins with the size of its parent.
    status = Path("/proc/self/status").read_text().splitlines()
    peak = int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024
    measured[path.name] = {"megabytes": peak, "seconds": time.monotonic() - start}
print(json.dumps(measured))
"""
HEAVY: Final = (
    "bom.xlsx", "bom-berlapis.xlsx", "bom-dalam.xlsx", "bom-tersamar.xlsx", "bohong-ukuran.xlsx",
    "gabungan-sejuta.xlsx", "teks-berlipat.xlsx", "sel-jauh.xlsx", "sel-jauh-tersamar.xlsx",
    "sel-tak-tertutup.xlsx", "sepuluh-megabita.xlsx", "seribu-tawa.xlsx",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A broken file and its answer. places None: it is refused as a whole."""

    file: str
    topic: str
    words: list[str]
    places: list[list[Any]] | None = None


CASES: Final = [
    Case(**case)
    for case in tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))["case"]
]


def answer(engine: Engine, case: Case) -> tuple[str, Prepared | None]:
    """What a person reads, and the preview if there is one."""
    try:
        found = prepare_import(engine, topic=case.topic, content=FOLDER / case.file)
    except DashboardError as error:
        return f"{error.message} {error.hint}", None
    return "\n".join(describe(found)), found


def check_answer(case: Case, text: str, found: Prepared | None) -> None:
    places = None
    if found is not None:
        places = [[one.sheet or "", one.row, one.column] for one in found.problems]
        assert all(one.message and one.hint for one in found.problems), case.file
    assert places == case.places, case.file
    for word in case.words:
        assert word in text, (case.file, word, text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), case.file
    assert all(len(line) < 1_000 for line in text.splitlines()), case.file
    assert not FOREIGN.search(QUOTED.sub("", text)), (case.file, text)


def test_every_broken_file_is_answered_in_words_and_leaves_no_trace(sample_engine: Engine) -> None:
    before = whole(sample_engine)
    for case in CASES:
        text, found = answer(sample_engine, case)
        check_answer(case, text, found)
        if found is not None:
            with pytest.raises(DashboardError):
                import_file(sample_engine, by=SYSTEM_ACTOR, prepared=found)
        assert whole(sample_engine) == before, case.file


def test_the_files_are_those_of_the_list_and_small() -> None:
    sizes = {
        file.name: file.stat().st_size
        for file in FOLDER.iterdir()
        if file.is_file() and file.suffix not in {".py", ".toml"}
    }
    assert set(sizes) == {case.file for case in CASES}
    assert len(sizes) == len(CASES) >= AT_LEAST
    assert max(sizes.values()) <= LARGEST
    assert sum(sizes.values()) <= LARGEST_TOGETHER


def test_the_text_files_are_as_their_builder_makes_them() -> None:
    made = {name: text.encode() for name, text in texts().items()} | encoded()
    for name, content in made.items():
        assert (FOLDER / name).read_bytes() == content, name


@pytest.fixture(scope="module")
def heavy() -> dict[str, dict[str, float]]:
    """What each took; one process reads them all, so a peak is that of all the files before too."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *(str(FOLDER / name) for name in HEAVY)],
        cwd=ROOT, check=True, capture_output=True, text=True, timeout=MOST_SECONDS * len(HEAVY),
    )  # fmt: skip
    measured: dict[str, dict[str, float]] = json.loads(run.stdout)
    return measured


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_what_would_unfold_takes_little_time_and_memory(
    heavy: dict[str, dict[str, float]], name: str
) -> None:
    assert heavy[name]["megabytes"] < MOST_MEGABYTES
    assert heavy[name]["seconds"] < MOST_SECONDS


@pytest.mark.parametrize("name", ["teks-dalam-angka.csv", "terkunci.xlsx", "kode-jadi-angka.xlsx"])
def test_the_command_line_says_the_same_and_ends_with_one(
    sample_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, sample_url)
    case = next(case for case in CASES if case.file == name)
    assert manage.main(["import", case.topic, str(FOLDER / name)]) == 1
    said = capsys.readouterr()
    text = said.out if case.places is not None else said.err
    for word in case.words:
        assert word in text


RUNS: Final = ("=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "\t=1", "\u200b=1", "\uff1d1")


@pytest.mark.parametrize("text", RUNS)
def test_text_that_got_in_by_another_way_runs_in_no_export(
    sample_engine: Engine, text: str
) -> None:
    with sample_engine.begin() as conn:
        conn.execute(update(published_value).values(source=text))
    with sample_engine.connect() as conn:
        found = figures(conn, settings=load_settings(environment={}), scope=PUBLIC)
        names = names_of(conn, found)
    rows = list(csv.reader(io.StringIO(to_csv(found, names).decode("utf-8-sig")), delimiter=";"))
    place = rows[0].index("Sumber")
    assert {row[place] for row in rows[1:]} >= {"'" + text}
    assert text not in {row[place] for row in rows[1:]}
    assert formulas(to_xlsx(found, names)) == []


@pytest.mark.parametrize("make", [lines, lambda *rows: book(rows)])
def test_the_annotated_copy_runs_nothing_either(
    sample_engine: Engine, tmp_path: Path, make: Any
) -> None:
    rows = [list(KEYS), row(sumber=RUNS[0]), row(periode="2023", sumber=RUNS[1])]
    content = make(*rows)
    content = content.encode() if isinstance(content, str) else content
    found = prepare_import(sample_engine, topic="published", content=content, file_name="uji")
    assert len(found.problems) == len(rows) - 1
    write_annotated(content, found, tmp_path / "salinan.xlsx")
    assert formulas((tmp_path / "salinan.xlsx").read_bytes()) == []


def formulas(workbook: bytes) -> list[bytes]:
    """The cells of a workbook that a spreadsheet would compute."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        return [found for name in sheets for found in re.findall(rb"<f[\s/>]", archive.read(name))]
