"""Columns and cells that hold persons: they are never read, and named to whoever sends the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

WORDS: Final = frozenset(
    {
        "nama", "name", "nik", "ktp", "kk", "npwp", "telepon", "telpon", "telp", "tlp", "phone",
        "hp", "handphone", "ponsel", "wa", "whatsapp", "alamat", "address", "email", "surel",
        "pelapor", "reporter", "pemohon", "applicant", "pengadu", "penelepon", "caller", "pasien",
        "patient", "korban", "victim", "warga", "lahir", "birth", "birthdate", "ibu", "ayah",
        "suami", "istri", "kontak", "contact", "paspor", "passport", "rekening", "ahliwaris",
    }
)  # fmt: skip
JOINED: Final = (
    "namalengkap", "nomorhp", "nohp", "nomortelepon", "notelp", "notelepon", "nomorktp", "noktp",
    "nomorkk", "nokk", "fullname", "nomorwa", "nowa", "emailpelapor", "namapelapor", "namapemohon",
)  # fmt: skip
PROVINCES: Final = "1[1-9]|2[1]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7]"
# NIK: province, regency, kecamatan, day (women +40), month, year, number.
NIK: Final = (
    rf"^(?:{PROVINCES})[0-9]{{4}}(?:0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])"
    r"(?:0[1-9]|1[0-2])[0-9]{6}$"
)
EMAIL: Final = r"[^\s@]+@[^\s@]+\.[A-Za-z]{2,}"
PHONE: Final = r"^(?:\+?62|0)[ -]?8[0-9][0-9 -]{6,13}$"
LIKE: Final = tuple(re.compile(one) for one in (NIK, EMAIL, PHONE))
CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
# So large a part of the cells of a column makes it a column of persons.
SHARE: Final = 0.2


def is_person_header(header: str) -> bool:
    """Whether a header names a person, or a way to one."""
    words = [word.casefold() for word in CAMEL.split(header) if word]
    return not WORDS.isdisjoint(words) or "".join(words) in JOINED


def looks_personal(text: str) -> bool:
    """Whether a cell is a NIK, an address of electronic mail, or a telephone number."""
    return any(one.search(text.strip()) for one in LIKE)


def is_person_column(cells: Iterable[str]) -> bool:
    """Whether many cells of a column are of that kind."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(map(looks_personal, filled)) > SHARE * len(filled)


def personal(texts: pa.Array) -> NDArray[np.bool_]:
    """Which texts of a column are of that kind."""
    import pyarrow.compute as pc  # noqa: PLC0415 (loads slowly; a survey needs none of it)

    found: NDArray[np.bool_] = pc.is_null(texts).to_numpy(zero_copy_only=False)
    for pattern in (NIK, EMAIL, PHONE):
        matched = pc.fill_null(pc.match_substring_regex(texts, pattern), False)  # noqa: FBT003 (what is filled in)
        found |= matched.to_numpy(zero_copy_only=False)
    return found
