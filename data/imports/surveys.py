"""Topic `surveys`: answers to the nine unsur of Permenpan RB 14/2017, one row a person, no name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core.periods import Period, PeriodKind
from core.words import N_, _
from data import schema
from data.imports.measures import office_faults, whole_faults
from data.imports.model import UNSET, Column, Kind, RowFault, Topic
from data.imports.opd import CODE_LENGTH as OPD_LENGTH
from data.imports.services import CODE_LENGTH
from data.services.persons import looks_personal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from data.imports.known import Known
    from data.imports.model import Row, Value

ANY_SOURCE: Final = "skm"
LEAST, MOST = 1, 4
ELEMENTS: Final = (
    (N_("Unsur 1, requirements"), ("u1", "unsur 1", "persyaratan")),
    (N_("Unsur 2, procedure"), ("u2", "unsur 2", "prosedur", "sistem, mekanisme dan prosedur")),
    (N_("Unsur 3, time"), ("u3", "unsur 3", "waktu", "waktu penyelesaian")),
    (N_("Unsur 4, cost"), ("u4", "unsur 4", "biaya", "biaya/tarif")),
    (N_("Unsur 5, product"), ("u5", "unsur 5", "produk", "produk layanan")),
    (N_("Unsur 6, competence"), ("u6", "unsur 6", "kompetensi", "kompetensi pelaksana")),
    (N_("Unsur 7, conduct"), ("u7", "unsur 7", "perilaku", "perilaku pelaksana")),
    (N_("Unsur 8, complaints"), ("u8", "unsur 8", "penanganan pengaduan")),
    (N_("Unsur 9, facilities"), ("u9", "unsur 9", "sarana", "sarana dan prasarana")),
)
UNSUR: Final = tuple(f"u{place}" for place in range(1, len(ELEMENTS) + 1))
COLUMNS: Final = (
    Column(
        "source", N_("System"), N_("Name of the survey's system; empty: skm."), Kind.CODE, "skm",
        ("sumber", "sistem"), longest=30,
    ),
    Column(
        "source_id", N_("Number of the answer"),
        N_("Number of the answer in its system; never a NIK or a telephone number."), Kind.CODE,
        "2026-000123", ("nomor", "id", "nomor responden", "id responden", "no"), required=True,
        longest=60,
    ),
    Column(
        "opd_code", N_("OPD code"), N_("Code of the OPD that is judged."), Kind.CODE, "OPD-07",
        ("kode opd", "opd", "unit", "unit layanan"), required=True, longest=OPD_LENGTH,
    ),
    Column(
        "service_code", N_("Service code"), N_("Code of the service, if it is about one."),
        Kind.CODE, "KTP-EL", ("kode layanan", "layanan"), longest=CODE_LENGTH,
    ),
    Column(
        "answered_on", N_("Day of the answer"), N_("Day on which it was given."), Kind.DATE,
        "2026-03-04", ("tanggal", "tanggal survei", "tanggal isi"), required=True, longest=40,
    ),
    *(
        Column(
            key, title, N_("Answer from 1 (worst) to 4 (best); empty: not answered."),
            Kind.DECIMAL, "3", names, lower=LEAST, upper=MOST,
        )
        for key, (title, names) in zip(UNSUR, ELEMENTS, strict=True)
    ),
)  # fmt: skip


def load(conn: Connection, _in_file: frozenset[Value]) -> frozenset[str]:
    """The services that exist."""
    return frozenset(conn.scalars(select(schema.service.c.code)))


def office(row: Row, _known: Known) -> str | None:
    """The OPD that is judged."""
    code = row.get("opd_code")
    return code if isinstance(code, str) else None


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """OPD and service exist, the day is one that was, and something is answered."""
    if not isinstance(row.get("source"), str):
        row["source"] = ANY_SOURCE
    number = row.get("source_id")
    if isinstance(number, str) and looks_personal(number):
        yield RowFault(
            "source_id",
            _("This is a NIK, an e-mail address or a telephone number."),
            _("Choose the column with the number that the system itself has given."),
        )
    yield from office_faults(row, known)
    services = known.extra if isinstance(known.extra, frozenset) else frozenset()
    code = row.get("service_code")
    if isinstance(code, str) and code not in services:
        yield RowFault(
            "service_code",
            _("There is no service with the code {code}.").format(code=code),
            known.code_hint(code, services, _("Services are imported under the topic 'services'.")),
        )
    yield from _day_faults(row, known)
    yield from whole_faults(row, *UNSUR)
    if all(row.get(name) is None or row.get(name, UNSET) is UNSET for name in UNSUR):
        yield RowFault(
            UNSUR[0], _("No unsur is answered."), _("Delete the row, or fill in an answer.")
        )


def _day_faults(row: Row, known: Known) -> Iterator[RowFault]:
    text = row.get("answered_on")
    if not isinstance(text, str):
        return
    period = Period.parse(text)
    if period.kind is not PeriodKind.DAY:
        yield RowFault(
            "answered_on",
            _("The exact day is needed here."),
            _("Write day/month/year: 23/05/2025."),
        )
    elif period.start > known.today:
        yield RowFault("answered_on", _("This day lies in the future."), _("Correct the day."))


TOPIC: Final = Topic(
    id="surveys",
    title=N_("Satisfaction surveys"),
    table=schema.survey_answer,
    columns=COLUMNS,
    key=("source", "source_id"),
    fields=("source", "source_id", "opd_code", "service_code", "answered_on", *UNSUR),
    settle=settle,
    follows=("opd", "services"),
    load=load,
    office=office,
)
