"""Finds texts in the program that reach a reader without passing through gettext."""

from __future__ import annotations

import ast
import builtins
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

TRANSLATORS: Final = frozenset({"_", "N_", "ngettext"})
# Elements whose first argument a person reads, under any receiver (`st`, a column, a chart).
ELEMENTS: Final = frozenset({
    "Title", "TitleParams", "button", "caption", "chat_input", "checkbox", "date_input",
    "datetime_input", "dialog", "download_button", "expander", "feedback", "file_uploader",
    "form_submit_button", "header", "link_button", "markdown", "menu_button", "metric",
    "multiselect", "number_input", "page_link", "pills", "popover", "radio", "segmented_control",
    "select_slider", "selectbox", "slider", "spinner", "status", "subheader", "tabs", "text_area",
    "text_input", "time_input", "title", "toast", "toggle"
})  # fmt: skip
# The same, where the name means other things elsewhere (`logger.info`, `file.write`).
OF_STREAMLIT: Final = frozenset(
    {"text", "write", "write_stream", "error", "info", "warning", "success", "progress", "code"}
)
# Calls whose further arguments are read as well: positions, counted from 0.
POSITIONS: Final = {"metric": (0, 1, 2), "Column": (1,), "page_link": (), "Page": ()}
# Arguments of these are for the log, or are looked for in a text and not shown.
UNSHOWN: Final = frozenset({
    "debug", "info", "warning", "error", "exception", "startswith", "endswith", "removeprefix",
    "removesuffix", "partition", "split",
})  # fmt: skip
KEYWORDS: Final = frozenset({
    "alt", "aria_label", "body", "caption", "delta", "description", "header", "help", "hint",
    "label", "labels", "message", "none_label", "page_title", "placeholder", "subtitle", "text",
    "title", "tooltip", "unit_label"
})  # fmt: skip
# Their arguments are as readable as they are themselves.
TRANSPARENT: Final = frozenset({"escape", "str", "value", "Text", "Markup"})
READ_ATTRIBUTES: Final = re.compile(r"""\b(?:aria-label|title|alt|placeholder)=(["'])(.*?)\1""")
READ_NEXT: Final = re.compile(r"""\b(?:aria-label|title|alt|placeholder)=["'][^"'<>]*$""")
# Not the named groups of a regular expression: (?P<year>...).
TAG: Final = re.compile(r"(?<!\?P)</?[a-zA-Z!][^<>]*>")
UNREAD: Final = re.compile(
    r"<style.*?(?:</style>|$)|<script.*?</script>|:material/\w+:|&\w+;|\]\([^)]*\)|#[0-9A-Fa-f]{3,8}\b",
    re.DOTALL,
)
IN_CODE: Final = re.compile(r"<(style|script)\b[^>]*>(?!.*</\1>)", re.DOTALL)
FIELD: Final = re.compile(r"\w+(?::[QNOTG])?")
SPOKEN: Final = re.compile(r"[A-Z][a-z]{2,}(?:[ ,.:;?!].*)?|.*[a-z]{2,} [a-z]{2,}.*", re.DOTALL)
CODE: Final = re.compile(r"[{}<>=;$\\]|datum\.|\bvar\(|--|/\*|\.\w+$")


@dataclass(frozen=True, slots=True)
class Slip:
    """One text that a reader would see untranslated."""

    line: int
    text: str


def slips(source: str) -> list[Slip]:
    """Texts of a module that reach a reader and did not pass through gettext, by line."""
    tree = ast.parse(source)
    finder = _Finder(tree)
    finder.visit(tree)
    return sorted(set(finder.found), key=lambda slip: (slip.line, slip.text))


class _Finder(ast.NodeVisitor):
    def __init__(self, tree: ast.Module) -> None:
        self.found: list[Slip] = []
        self.values = _assigned(tree)

    def visit_Call(self, node: ast.Call) -> None:
        name = _name(node.func)
        if name in TRANSLATORS:
            return
        for index in POSITIONS.get(name, (0,) if _is_element(node.func) else ()):
            if index < len(node.args):
                self._read(node.args[index])
        for keyword in node.keywords:
            if keyword.arg in KEYWORDS and not (name == "encode" and _is_field(keyword.value)):
                self._read(keyword.value)
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        call = node.exc
        # Builtin errors speak to programmers, functions of our own choose their words themselves.
        if isinstance(call, ast.Call) and call.args and _is_our_error(_name(call.func)):
            self._read(call.args[0])
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in KEYWORDS:
                self._read(value)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and TAG.search(node.value):
            self._read(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        if TAG.search(_template(node)):
            self._read(node)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part)

    def _read(self, node: ast.expr) -> None:
        for line, text in _texts(node, self.values, 0):
            if any(letter.isalpha() for letter in visible(text)):
                self.found.append(Slip(line, text.strip()))


def _is_element(function: ast.expr) -> bool:
    name = _name(function)
    if name in OF_STREAMLIT:
        return isinstance(function, ast.Attribute) and _name(function.value) == "st"
    return name in ELEMENTS


def _is_our_error(name: str) -> bool:
    return name[:1].isupper() and not hasattr(builtins, name)


def _is_field(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and FIELD.fullmatch(node.value) is not None
    )


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(name), *_rest], value=value):
                values.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(name), value=ast.expr() as value):
                values.setdefault(name, []).append(value)
    return values


def _texts(
    node: ast.expr, values: dict[str, list[ast.expr]], depth: int
) -> Iterator[tuple[int, str]]:
    """The literal texts of which an expression's value may be made."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif isinstance(node, ast.JoinedStr):
        yield node.lineno, _template(node)
        for part in _read_parts(node):
            yield from _texts(part, values, depth)
    elif isinstance(node, ast.Name) and depth < 3:
        for value in values.get(node.id, ()):
            yield from _texts(value, values, depth + 1)
    else:
        for part in _parts(node):
            yield from _texts(part, values, depth)


def _parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(left, _operator, right):
            return [left, right]
        case ast.IfExp(_test, body, orelse):
            return [body, orelse]
        case ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            return parts
        case ast.Call():
            return _passed_on(node)
    return []


def _passed_on(call: ast.Call) -> list[ast.expr]:
    """What of a call comes out as text again: "…".format(), ", ".join([…]), escape(…)."""
    if _name(call.func) in TRANSPARENT:
        return call.args
    match call.func:
        case ast.Attribute(value=(ast.Constant() | ast.JoinedStr()) as text):
            return [text, *(part for part in call.args if isinstance(part, ast.List | ast.Tuple))]
    return []


def _template(node: ast.JoinedStr) -> str:
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values
    )


def _read_parts(node: ast.JoinedStr) -> Iterator[ast.expr]:
    before = ""
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            outside = before.count("<") <= before.count(">")
            if (outside or READ_NEXT.search(before)) and not IN_CODE.search(before):
                yield part.value
        else:
            before += str(part.value) if isinstance(part, ast.Constant) else ""


def visible(text: str) -> str:
    """What a reader sees of a text that may hold markup, attributes for screen readers too."""
    rest = UNREAD.sub(" ", text)
    attributes = " ".join(match[2] for match in READ_ATTRIBUTES.finditer(rest))
    rest = re.sub(r"<[^<>]*$|^[^<>]*>", " ", TAG.sub(" ", rest)) if "<" in text else rest
    return f"{rest} {attributes}"


def spoken(source: str) -> list[Slip]:
    """Texts of a module that read like words to a person, wherever they go, by line.

    A wider net than `slips`: it also sees what reaches a reader through functions of our own.
    Docstrings, comments, markup, expressions and translated texts are left out.
    """
    tree = ast.parse(source)
    passed = {id(one) for one in _not_for_readers(tree)}
    return [
        Slip(node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in passed
        and SPOKEN.fullmatch(node.value.strip())
        and not CODE.search(node.value.strip())
    ]


def _not_for_readers(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Call) and _name(node.func) in TRANSLATORS | UNSHOWN:
            yield from node.args
        elif isinstance(node, ast.Subscript):
            yield from ast.walk(node.slice)
        elif isinstance(node, ast.JoinedStr):
            yield from node.values
