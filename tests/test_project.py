"""Rules of the project that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

import pytest

from core.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PYTHON_FOLDERS = (
    "core", "metrics", "data", "review", "charts", "reports", "pages", "tests", "benchmarks",
    "docs",
)  # fmt: skip
ENTRIES = ("dashboard.py", "manage.py")
OWN_PACKAGES = {*PYTHON_FOLDERS, "dashboard", "manage"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 50
PINNED = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[0-9][A-Za-z0-9.]*")
TEXT = {
    ".py", ".md", ".toml", ".txt", ".sh", ".css", ".html", ".json", ".po", ".csv", ".mako", ".yml",
}  # fmt: skip
# Written in pieces, so that this file does not name what it forbids.
FORBIDDEN = {
    "a path of somebody's machine": re.compile("/" + r"(work|home|root|Users)/[a-zA-Z.]"),
    "the host of a package registry": re.compile(
        r"(pypi|pythonhosted|npmjs|deb\.debian|debian)\." + "(org|com)"
    ),
    "work left undone": re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b"),
}


def tracked() -> list[Path]:
    """Files of the project: tracked, and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 (git of PATH)
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def python_files() -> list[Path]:
    inside = [path for folder in PYTHON_FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [*inside, *(ROOT / name for name in ENTRIES)]


def requirement_lines(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-"))]


def normal(name: str) -> str:
    """A distribution's name without extras and version, spelt the one way that compares."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[=]", name, maxsplit=1)[0].strip()).lower()


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "CHANGELOG.md", "Makefile", "config.toml", "requirements.txt",
        "requirements-test.txt", "constraints.txt", "pyproject.toml", ".ci/run",
        ".streamlit/config.toml", "docs/panduan.md", "docs/architecture.md",
        "metrics/definitions.toml",
    ],
)  # fmt: skip
def test_what_a_newcomer_looks_for_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_requirement_has_one_version_and_a_reason(name: str) -> None:
    for line in requirement_lines(name):
        pin, _, reason = line.partition("#")
        assert PINNED.fullmatch(pin.strip()), line
        assert len(reason.split()) >= 2, line


def test_what_the_requirements_bring_along_is_held_still() -> None:
    named = [
        normal(line.partition("#")[0])
        for name in ("requirements.txt", "requirements-test.txt")
        for line in requirement_lines(name)
    ]
    lines = requirement_lines("constraints.txt")
    assert all(PINNED.fullmatch(line) for line in lines)
    assert set(named).isdisjoint(map(normal, lines))
    assert len(set(named)) == len(named)


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - OWN_PACKAGES


def test_the_program_imports_nothing_that_its_requirements_do_not_name() -> None:
    named = {normal(line.partition("#")[0]) for line in requirement_lines("requirements.txt")}
    owners = packages_distributions()
    unnamed = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in python_files()
        if path.relative_to(ROOT).parts[0] not in {"tests", "benchmarks", "docs"}
        for module in imports_of(path)
        if not named & {normal(owner) for owner in owners.get(module, [])}
    }
    assert unnamed == set()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in tracked()
        if path.suffix in TEXT or path.name in {"Makefile", "run"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


def test_every_file_is_short_enough_to_read_at_one_sitting() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files()
        if "versions" not in path.parts
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_function_fits_on_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in python_files()
        if "versions" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_the_scripts_may_be_run() -> None:
    scripts = [ROOT / ".ci" / "run", *(ROOT / "deploy").glob("*.sh")]
    for script in scripts:
        starts = script.read_text(encoding="utf-8").startswith("#!")
        assert bool(script.stat().st_mode & 0o100) == starts, script


def test_make_alone_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    declared = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert declared
    listed = subprocess.run(
        ["make"],  # noqa: S607 (make of PATH)
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for target in declared[1].split():
        assert f"make {target} " in listed
