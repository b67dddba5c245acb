"""Accounts that a new database starts with: the sample sign-ins and the account of manage.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HEALTH: Final = "OPD-05"
FARMING: Final = "OPD-21"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account and its roles; grants: (role, code of the OPD or None for all)."""

    username: str
    display_name: str
    grants: tuple[tuple[str, str | None], ...]
    sample: bool = True


# The account of manage.py: in every database, never offered, never signed in with.
SYSTEM_ROW: Final = AccountRow("sistem", "Sistem (baris perintah)", (), sample=False)

# One a role, two for heads of OPD, so that "mine" and "another's" can both be seen.
SAMPLE_ROWS: Final = (
    AccountRow("bupati", "Bupati (contoh)", (("bupati", None),)),
    AccountRow("sekda", "Sekretaris Daerah (contoh)", (("sekda", None),)),
    AccountRow("kadis.kesehatan", "Kepala Dinas Kesehatan (contoh)", (("kepala_opd", HEALTH),)),
    AccountRow("kadis.pertanian", "Kepala Dinas Pertanian (contoh)", (("kepala_opd", FARMING),)),
    AccountRow(
        "operator.kesehatan", "Operator Dinas Kesehatan (contoh)", (("operator_opd", HEALTH),)
    ),
    AccountRow(
        "operator.pertanian", "Operator Dinas Pertanian (contoh)", (("operator_opd", FARMING),)
    ),
    AccountRow("verifikator", "Verifikator (contoh)", (("verifikator", None),)),
    AccountRow("penyetuju", "Penyetuju (contoh)", (("penyetuju", None),)),
    AccountRow("inspektorat", "Inspektorat (contoh)", (("inspektorat", None),)),
    AccountRow("admin", "Admin (contoh)", (("admin", None),)),
    AccountRow("layar.rapat", "Layar rapat (contoh)", (("layar_rapat", None),)),
)
