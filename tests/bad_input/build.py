"""Makes the broken files anew: `python -m tests.bad_input.build`. Every run makes the same bytes.

The names end in .dat where a text file is not UTF-8. What each is and what must be said of it
stands in cases.toml.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.bad_input import packages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDER: Final = Path(__file__).parent
KEYS: Final = (
    "kode_wilayah", "metrik", "komponen", "periode", "status", "nilai", "satuan", "sumber",
)  # fmt: skip
GOOD: Final = ("51.08", "mcp_score", "total", "2024", "final", "91.5", "index_0_100", "JAGA KPK")


def row(**cells: Any) -> list[Any]:
    """A good row of published figures with some cells changed."""
    return [cells.get(key, good) for key, good in zip(KEYS, GOOD, strict=True)]


def table(*rows: Sequence[Any]) -> str:
    """A CSV of published figures."""
    return lines(KEYS, *rows)


def lines(*rows: Iterable[Any], delimiter: str = ",") -> str:
    """A CSV of these rows."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def texts() -> dict[str, str]:
    """CSV files in UTF-8."""
    return {**tables(), **cells(), **rows_and_signs()}


def tables() -> dict[str, str]:
    """CSV files that are no sound table, or a table of broken letters."""
    return {
        "huruf-rusak.csv": table(row(sumber="CafÃ© Bappeda â€“ Bali")),
        "huruf-hilang.csv": table(row(sumber="Caf\ufffd Bappeda")),
        "hanya-blanko.csv": ",,,,\r\n  , ,,\r\n\u00a0,,,\r\n" * 20,
        "hanya-judul.csv": table(),
        "tanpa-judul.csv": lines(row(), row(periode="2023")),
        "judul-di-bawah.csv": "Rekap MCP; tahun 2024, final\r\n\r\n" + table(row()),
        "judul-ganda.csv": table(KEYS, row()),
    }


def cells() -> dict[str, str]:
    """CSV files with wrong cells."""
    return {
        "teks-dalam-angka.csv": table(
            *(
                row(periode=year, nilai=text)
                for year, text in (
                    ("2019", "sekitar 12"),
                    ("2020", "12,5,0"),
                    ("2021", "n/a"),
                    ("2022", "-"),
                    ("2023", "12 poin"),
                    ("2024", "=45.5*2"),
                )
            )
        ),
        "dua-gaya-desimal.csv": table(
            row(periode="2021", metrik="eppd_score", satuan="index", nilai="1.234,5"),
            row(periode="2022", metrik="eppd_score", satuan="index", nilai="1,234.5"),
            row(periode="2023", metrik="eppd_score", satuan="index", nilai="2.345,5"),
        ),
        "ribuan-atau-desimal.csv": table(row(nilai="1.234")),
        "kode-tanpa-nol.csv": table(
            row(kode_wilayah="51.8"), row(kode_wilayah="35.1"), row(kode_wilayah="5108")
        ),
        "baris-kembar.csv": table(row(), row(periode="2023"), row(periode="Tahun 2024")),
        "baris-bertentangan.csv": table(row(), row(nilai="92.25")),
        "wilayah-tak-dikenal.csv": table(
            row(kode_wilayah="99.99"), row(kode_wilayah="Kab. Bulelengg")
        ),
        "indikator-tak-dikenal.csv": table(row(metrik="mcp_skor"), row(metrik="skor")),
        "31-februari.csv": table(row(periode="31 Februari 2024"), row(periode="29/02/2023")),
        "periode-salah.csv": table(
            row(periode="TW III 2024"),
            row(metrik="inflation_yoy", satuan="%", komponen="umum", nilai="2.5"),
        ),
    }


def rows_and_signs() -> dict[str, str]:
    """CSV files with wrong rows, delimiters or signs."""
    many = [f"kolom {number}" for number in range(300)]
    years = [row(periode=str(year)) for year in range(2019, 2024)]
    return {
        "baris-jumlah.csv": table(row(), ["Jumlah", "", "", "", "", "91.5", "", ""]),
        "catatan-di-bawah.csv": table(row(), [], ["Sumber: Inspektorat, data diolah"]),
        "baris-bergerigi.csv": table(row()[:4], [*row(periode="2023"), "lebih", "banyak"]),
        "pemisah-salah.csv": lines(KEYS, row(), delimiter=":"),
        "pemisah-campur.csv": lines(KEYS, delimiter=";") + lines(row(), *years),
        "tanda-kutip.csv": table(row()) + '51.08,"mcp_score,total,2023\r\n' + lines(*years),
        "kolom-terlalu-banyak.csv": lines([*KEYS, *many], [*row(), *many]),
        "di-luar-rentang.csv": table(
            row(nilai="120"),
            row(metrik="poverty_rate", satuan="%", nilai="101.5"),
            row(metrik="rabies_bites", satuan="bites", nilai="-3"),
            row(metrik="mcp_rank", satuan="rank", komponen="nasional", nilai="0"),
        ),
        "bukan-bilangan.csv": table(
            row(periode="2021", nilai="NaN"), row(periode="2022", nilai="Infinity"),
            row(periode="2023", nilai="1e400"), row(periode="2024", nilai="9" * 400),
        ),
        "arah-tulisan.csv": table(
            row(sumber="lap\u202etxt.exe"), row(periode="2023", sumber="\x1b[2Jhapus layar")
        ),
        "rumus-tersembunyi.csv": table(
            row(periode="2020", sumber="=cmd|' /C calc'!A0"), row(periode="2021", sumber="+1+1"),
            row(periode="2022", sumber="@SUM(1)"), row(periode="2023", sumber="\t=1+1"),
            row(periode="2024", komponen="-2+3"),
        ),
        "alamat-berbahaya.csv": lines(
            (*KEYS, "alamat_sumber"), [*row(), "javascript:alert(1)"]
        ),
        "opd-melingkar.csv": lines(
            ("kode", "nama", "singkatan", "jenis", "pengganti"),
            ("AB", "Dinas A", "A", "dinas", "BC"), ("BC", "Dinas B", "B", "dinas", "AB"),
        ),
        "wilayah-tanpa-induk.csv": lines(
            ("kode", "nama"), ("99.01.01", "Kecamatan Uji"), ("51.08.6", "Buleleng")
        ),
    }  # fmt: skip


def encoded() -> dict[str, bytes]:
    """Text files that are not UTF-8, or no text."""
    plain = table(row())
    return {
        "utf16-tanpa-tanda.dat": plain.encode("utf-16-le"),
        "penyandian-asing.dat": table(row(sumber="資料 Bali")).encode("shift_jis"),
        "windows-1252.dat": table(row(sumber="Café – Bali", kode_wilayah="35.1")).encode("cp1252"),
        "nol.dat": plain.replace("total", "to\x00tal").encode(),
        "kosong.dat": b"",
        "program.xlsx": b"MZ\x90\x00\x03" + bytes(59) + b"This program cannot be run in DOS mode.",
        "program-linux.xlsx": b"\x7fELF\x02\x01\x01" + bytes(57),
        "gambar.xlsx": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17),
        "dokumen.xlsx": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n",
        "laman.xls": b"\xef\xbb\xbf<html><body><table><tr><td>kode</td></tr></table></body></html>",
        "naskah.csv": b"#!/bin/sh\necho kode,nama\n",
    }


def everything() -> dict[str, bytes]:
    """Every file by its name."""
    written = {name: text.encode() for name, text in texts().items()}
    return written | encoded() | packages.everything([list(KEYS), row()])


def main() -> int:
    for name, content in everything().items():
        (FOLDER / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
