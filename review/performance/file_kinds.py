"""What a file is by its content: evidence of a few known kinds, none of which runs anything.

Names are for people: a name that promises another kind gets the ending of what the file is.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from xml.parsers import expat

from core.errors import Invalid
from core.words import _
from data.imports.letters import CONTROL, LINE_BREAKS, TURNING, VISIBLE

LONGEST_NAME: Final = 120
OFFICE: Final = "application/vnd.openxmlformats-officedocument."
TYPES_PART: Final = "[Content_Types].xml"
LARGEST_TYPES_PART: Final = 1_000_000
MOST_PARTS: Final = 5_000
# Names of parts that hold programs, and what content types of such parts speak of.
PROGRAM_PARTS: Final = ("vbaproject", "vbadata", "activex", "oleobject", "macrosheet")
PROGRAM_TYPES: Final = ("macroenabled", "vbaproject", "activex", "oleobject", "macrosheet")
FORBIDDEN_IN_NAMES: Final = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))
# Text that a program or browser would act upon.
ACTIVE_TEXT: Final = ("<", "#!", "{\\rtf", "%!")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that may be evidence. endings: the first is given to misnamed files."""

    media_type: str
    endings: tuple[str, ...]


PDF: Final = FileKind("application/pdf", (".pdf",))
PNG: Final = FileKind("image/png", (".png",))
JPEG: Final = FileKind("image/jpeg", (".jpg", ".jpeg"))
XLSX: Final = FileKind(OFFICE + "spreadsheetml.sheet", (".xlsx",))
DOCX: Final = FileKind(OFFICE + "wordprocessingml.document", (".docx",))
CSV: Final = FileKind("text/csv", (".csv",))
TEXT: Final = FileKind("text/plain", (".txt",))
KINDS: Final = (PDF, PNG, JPEG, XLSX, DOCX, CSV, TEXT)

STARTS: Final = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
MAIN_PARTS: Final = {
    XLSX: ("/xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml"),
    DOCX: ("/word/document.xml", OFFICE + "wordprocessingml.document.main+xml"),
}


def kind_of(content: bytes, name: str) -> FileKind:
    """The kind of a file by its content; the name decides between CSV and other text alone.

    Refuses: Invalid for any other kind, office files with macros and damaged ones.
    """
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if _is_text(content):
        return CSV if name.casefold().endswith(CSV.endings) else TEXT
    raise _not_taken()


def safe_name(name: str, kind: FileKind) -> str:
    """The name as it is kept: no folders, no invisible letters, an ending that tells the truth."""
    visible = LINE_BREAKS.sub(" ", str(name)).translate(VISIBLE)
    base = TURNING.sub("", CONTROL.sub("", visible)).translate(FORBIDDEN_IN_NAMES)
    base = " ".join(base.split()).strip(". -") or _("evidence")
    ending = PurePosixPath(base).suffix
    if ending.casefold() in kind.endings:
        stem = base[: -len(ending)]
    else:
        stem, ending = base, kind.endings[0]
    return stem[: LONGEST_NAME - len(ending)].rstrip(". ") + ending


def _office(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part.filename.casefold() for part in archive.infolist()}
            if len(archive.infolist()) > MOST_PARTS or len(parts) < len(archive.infolist()):
                raise _not_taken()
            types = _declared_types(archive)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, EOFError, OSError,
            NotImplementedError, RuntimeError, ValueError) as error:  # fmt: skip
        raise _not_taken() from error
    programs = any(word in part for part in parts for word in PROGRAM_PARTS)
    if programs or any(
        word in kind.casefold() for kind in types.values() for word in PROGRAM_TYPES
    ):
        raise Invalid(
            _("This file holds macros or embedded programs."),
            hint=_("Save it without macros (XLSX, DOCX) or as PDF, then hand it in again."),
        )
    for kind, (part, declared) in MAIN_PARTS.items():
        if types.get(part) == declared and part.removeprefix("/") in parts:
            return kind
    raise _not_taken()


def _declared_types(archive: zipfile.ZipFile) -> dict[str, str]:
    """What the package says of its parts: name, or ending, in small letters, to content type."""
    if archive.getinfo(TYPES_PART).file_size > LARGEST_TYPES_PART:
        raise _not_taken()
    with archive.open(TYPES_PART) as stream:
        text = stream.read(LARGEST_TYPES_PART + 1)
    if len(text) > LARGEST_TYPES_PART:
        raise _not_taken()
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = attributes.get("PartName") or attributes.get("Extension")
        if tag.rpartition(":")[2] in {"Override", "Default"} and name:
            found[name.casefold()] = attributes.get("ContentType", "")

    def refuse(*_arguments: object) -> None:
        raise _not_taken()

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(text, True)  # noqa: FBT003 (its only form)
    return found


def _is_text(content: bytes) -> bool:
    """Readable text of people: UTF-8 or Windows letters, and nothing that acts."""
    if not content.strip() or b"\x00" in content:
        return False
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        if "\ufffd" in text:
            return False
    return not CONTROL.search(text) and not text.lstrip().startswith(ACTIVE_TEXT)


def _not_taken() -> Invalid:
    return Invalid(
        _("This kind of file is not taken as evidence, or the file is damaged."),
        hint=_("Taken are PDF, PNG, JPEG, XLSX, DOCX, CSV and TXT."),
    )
