"""The sweep: every command and every page asks who may, or says here why it need not."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from core.settings import ROOT
from pages.shared.navigation import ENTRIES, Entry

if TYPE_CHECKING:
    from pathlib import Path

# Commands that ask nobody, each with its reason.
ASK_NOBODY = {
    "accounts.set_language": "each person chooses their own language",
    "importing.prepare_import": "reads a file and compares; import_file asks",
    "installation.create_empty": "makes the database in which the first account comes to be",
    "installation.create_sample": "makes the database in which the first account comes to be",
    "sessions.end_session": "whoever holds the token may end it",
    "sessions.person_of_token": "is the question who asks",
    "sessions.start_session": "is the sign-in itself; the route offers sample accounts alone",
    "undoing.prepare_undo": "reads and changes nothing; undo_batch asks",
    "work.unit_of_work": "is the transaction that a command runs in",
}

# Those that look or open, and let nothing out that is not for the person.
ASK_NOBODY |= {
    "performance.evidence.open_evidence": "answers 'not found' to whoever may_see says no to",
    "performance.steps.steps": "is the transaction that a step is taken in",
}

# The question itself, and those made of it (tests/intake/test_rights.py, tests/review).
QUESTIONS = {
    "may", "may_import", "may_undo", "may_touch", "may_for_own", "permitted", "check",
}  # fmt: skip
# Methods and functions of other modules that ask; each is looked at itself below.
ASKING = {
    "admit": "performance.steps",
    "insist_may_change": "performance.subjects",
}


def functions(module: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}


def takes_engine(function: ast.FunctionDef) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return bool(arguments) and arguments[0].arg == "engine"


def called(node: ast.AST) -> list[ast.Call]:
    return [
        call
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    ]


def name_of(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Name)
    return call.func.id


def method_of(node: ast.AST) -> str | None:
    """The name behind the point, of a call such as taken.admit(...)."""
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if is_method else None  # type: ignore[attr-defined] # told above


def asks(function: ast.FunctionDef, beside: dict[str, ast.FunctionDef]) -> bool:
    """Whether the function calls insist(may(...)), itself or through one of its own module."""
    if any(method_of(call) in ASKING for call in ast.walk(function)):
        return True
    for call in called(function):
        if name_of(call) == "insist":
            inner = call.args[0]
            if isinstance(inner, ast.Call) and name_of(inner) in QUESTIONS:
                return True
        helper = beside.get(name_of(call))
        if helper is not None and helper is not function and asks(helper, beside):
            return True
    return False


def silent_commands(sources: dict[str, str]) -> set[str]:
    """Public functions that take an engine and do not ask; by module and name."""
    found = set()
    for name, source in sources.items():
        own = functions(ast.parse(source))
        for function in own.values():
            public = takes_engine(function) and not function.name.startswith("_")
            if public and not asks(function, own):
                found.add(f"{name}.{function.name}")
    return found


def sources_of_review() -> dict[str, str]:
    paths = (ROOT / "review").rglob("*.py")
    return {
        ".".join(path.relative_to(ROOT / "review").with_suffix("").parts): path.read_text("utf-8")
        for path in paths
    }


def test_every_command_asks_who_may() -> None:
    silent = silent_commands(sources_of_review())
    assert silent - set(ASK_NOBODY) == set(), "these commands call no insist(may(...))"
    assert set(ASK_NOBODY) - silent == set(), "these need no excuse (any more)"


@pytest.mark.parametrize(("name", "module"), ASKING.items())
def test_what_asks_for_others_asks_itself(name: str, module: str) -> None:
    source = ast.parse(sources_of_review()[module])
    (function,) = (
        node for node in ast.walk(source) if isinstance(node, ast.FunctionDef) and node.name == name
    )
    inner = [call.args[0] for call in called(function) if name_of(call) == "insist"]
    assert any(isinstance(one, ast.Call) and name_of(one) in QUESTIONS for one in inner)


def test_the_sweep_finds_a_command_that_asks_nobody() -> None:
    silent = "def drop(engine, *, by):\n    engine.drop()\n"
    asking = "def drop(engine, *, by):\n    insist(may(by, 1))\n    engine.drop()\n"
    through = "def drop(engine, *, by):\n    _ask(by)\n\ndef _ask(by):\n    insist(may(by, 1))\n"
    pretending = "def drop(engine, *, by):\n    insist(True)\n"
    assert silent_commands({"m": silent}) == {"m.drop"}
    assert silent_commands({"m": pretending}) == {"m.drop"}
    assert silent_commands({"m": asking}) == silent_commands({"m": through}) == set()


def page_files() -> list[Path]:
    return sorted((ROOT / "pages").rglob("page.py"))


def required(source: str) -> str | None:
    """The permission that a page file asks for before anything else but imports."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        call = node.value if isinstance(node, ast.Assign | ast.Expr) else None
        if isinstance(call, ast.Call) and name_of(call) == "require":
            return ast.unparse(call.args[0])
        return None
    return None


def test_every_page_file_has_an_address() -> None:
    assert [path.relative_to(ROOT).as_posix() for path in page_files()] == sorted(
        entry.file for entry in ENTRIES
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.address)
def test_a_page_asks_first_for_what_its_address_asks(entry: Entry) -> None:
    source = (ROOT / entry.file).read_text("utf-8")
    assert required(source) == f"Permission.{entry.permission.name}"


def test_a_page_that_loads_before_it_asks_is_found() -> None:
    good = "import x\nviewer = require(Permission.A)\nload()\n"
    late = "import x\nload()\nviewer = require(Permission.A)\n"
    assert required(good) == "Permission.A"
    assert required(late) is None
