"""What people of the sample said of figures: objections, obstacles, answers, evidence."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("remarks.toml")
LINK: Final = "https://bukti.contoh.example/{subject}/{part}"
NAME: Final = "Rekap {part}"


def remarks() -> dict[str, list[dict[str, Any]]]:
    """Rows by table: objection (with indicator_code and period for its actual), blocker, answer."""
    found: dict[str, list[dict[str, Any]]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return found


def link(subject: str, part: str) -> dict[str, str]:
    """The columns of a piece of evidence that is a link: it leads nowhere."""
    return {
        # Not secret, only always the same: the sample holds no file.
        "token": sha256(f"contoh {subject} {part}".encode()).hexdigest()[:32],
        "kind": "link",
        "name": NAME.format(part=part),
        "address": LINK.format(subject=subject, part=part),
    }
