"""Every message of the program, read from its syntax tree.

Babel's own reader does not look into the braces of an f-string on Python 3.11, where half of
the words of a screen stand: f"<h2>{escape(_('Sign in'))}</h2>".
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from core.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS: Final = ("core", "metrics", "data", "review", "charts", "reports", "pages")
SCRIPTS: Final = ("dashboard.py", "manage.py")
TEXTS: Final = {"_": 1, "N_": 1, "ngettext": 2}
"""How many of a call's first arguments are the message."""
Id = str | tuple[str, ...]


def program_messages() -> dict[Id, str]:
    """Every message of the program with the first place where it stands."""
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    found: dict[Id, str] = {}
    for path in (*files, *(ROOT / script for script in SCRIPTS)):
        for line, message in messages(path.read_text(encoding="utf-8")):
            found.setdefault(message, f"{path.relative_to(ROOT).as_posix()}:{line}")
    return found


def messages(source: str) -> Iterator[tuple[int, Id]]:
    """Line and id of every message in a module; a plural has the pair as its id."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            texts = [
                part.value
                for part in node.args[: TEXTS.get(name, 0)]
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            if texts and len(texts) == TEXTS[name]:
                yield node.lineno, texts[0] if len(texts) == 1 else tuple(texts)
