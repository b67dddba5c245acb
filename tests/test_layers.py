"""The one direction of the house, and that the rule bites when it is broken."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import grimp
import pytest

from core.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGES = ("core", "metrics", "data", "review", "charts", "reports", "pages")
ANALYSED = re.compile(r"Analyzed (\d+) files")


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter of this environment over a tree with a pyproject.toml."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return subprocess.run(
        [*command, "--no-cache", "--no-logo"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip


def modules(root: Path = ROOT) -> list[Path]:
    """Every Python file of the layered packages."""
    return [path for package in PACKAGES for path in sorted((root / package).rglob("*.py"))]


def imported(tree: ast.AST) -> Iterator[str]:
    """The module named by each import statement, those for type checking among them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import, line {node.lineno}"
            yield node.module or ""


def imported_when_run(tree: ast.Module) -> set[str]:
    """Top-level names of what is really loaded: without the blocks for type checking."""

    class Drop(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST | None:
            if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
                return None
            return self.generic_visit(node)

    kept = Drop().visit(tree)
    return {name.split(".")[0] for name in imported(kept)}


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(path: Path) -> str:
    """core/words.py is core.words, pages/__init__.py is pages."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_imports_go_in_one_direction() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_rule_of_layers_overlooks_no_file() -> None:
    """import-linter leaves out what is not a package, and says nothing."""
    rule = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = rule["tool"]["importlinter"]["root_packages"]
    assert sorted(packages) == sorted(PACKAGES)
    graph = grimp.build_graph(*packages, include_external_packages=True, cache_dir=None)
    seen = {name for name in graph.modules if not graph.is_module_squashed(name)}
    assert seen == {dotted(path) for path in modules()}
    counted = ANALYSED.search(lint_imports(ROOT).stdout)
    assert counted
    # It counts the libraries outside as one file each.
    assert int(counted[1]) == len(graph.modules)


OFFENCES = (
    ("core/scope.py", "metrics"),
    ("metrics/__init__.py", "data.schema"),
    ("data/versions.py", "review.work"),
    ("charts/__init__.py", "data.schema"),
    ("review/work.py", "reports"),
    ("reports/__init__.py", "pages"),
    ("reports/__init__.py", "streamlit"),
    ("charts/__init__.py", "sqlalchemy"),
)


@pytest.fixture(scope="module")
def objections(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy of the house in which every one of these offends."""
    house = tmp_path_factory.mktemp("house")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, house / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", house)
    for offender, wanted in OFFENCES:
        with (house / offender).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {wanted}\n")
    result = lint_imports(house)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout
    return result.stdout


@pytest.mark.parametrize(("offender", "wanted"), OFFENCES)
def test_an_import_against_the_direction_fails(objections: str, offender: str, wanted: str) -> None:
    """Named by itself, and not as a part of another's way."""
    name = dotted(ROOT / offender)
    lines = (ROOT / offender).read_text(encoding="utf-8").count("\n")
    found = re.findall(
        rf"(?m)^- +{re.escape(name)} -> {re.escape(wanted)} \(l\.(\d+)\)", objections
    )
    assert any(int(line) > lines for line in found), (found, objections)


@pytest.mark.parametrize("package", ["pages", "reports"])
def test_no_sql_is_loaded_by_what_only_shows(package: str) -> None:
    sinners = {
        str(path.relative_to(ROOT)): loaded
        for path in sorted((ROOT / package).rglob("*.py"))
        if (loaded := imported_when_run(parsed(path)) & {"sqlalchemy", "alembic", "psycopg"})
    }
    assert sinners == {}


MAY_IMPORT = {
    "manage.py": {"core", "metrics", "data", "review", "reports"},
    "dashboard.py": {"core", "metrics", "data", "review", "pages", "streamlit", "starlette"},
}


@pytest.mark.parametrize("entry", MAY_IMPORT)
def test_an_entry_imports_only_what_it_may(entry: str) -> None:
    """The command line runs without Streamlit; the entry leaves SQL, reports and charts below."""
    loaded = imported_when_run(parsed(ROOT / entry)) - set(sys.stdlib_module_names)
    assert loaded - MAY_IMPORT[entry] == set()


def test_nobody_imports_the_entries_or_the_tests() -> None:
    for path in modules():
        names = {name.split(".")[0] for name in imported(parsed(path))}
        assert not names & {"dashboard", "manage", "tests", "benchmarks"}, path


def test_every_folder_with_python_is_a_package() -> None:
    folders = {path.parent for path in modules()}
    assert [str(one) for one in sorted(folders) if not (one / "__init__.py").exists()] == []


@pytest.mark.parametrize("folder", ["locale", "static"])
def test_a_folder_of_data_never_becomes_a_package(folder: str) -> None:
    assert list((ROOT / folder).rglob("*.py")) == []


def test_a_page_is_a_folder_with_its_own_page_file() -> None:
    """A loose file in pages/ would be served by Streamlit itself, past every sign-in."""
    loose = [path.name for path in (ROOT / "pages").glob("*.py")]
    assert loose == ["__init__.py"]
    parts = {"shared", "server"}
    folders = [one for one in (ROOT / "pages").iterdir() if (one / "__init__.py").exists()]
    assert {one.name for one in folders if not (one / "page.py").exists()} <= parts
