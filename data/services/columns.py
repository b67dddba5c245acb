"""The two shapes of a file of requests: an event log, and a plain table of moments.

Headers as LAPOR!, licensing (PTSP) and emergency (112) systems write them. Both stand under the
topic `requests`; columns of persons have no place in either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.words import N_
from data import schema
from data.imports.model import Column, Kind, RowFault, Topic
from metrics.services.kinds import EventKind, PauseReason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.imports.known import Known
    from data.imports.model import Row

TOPIC_ID: Final = "requests"
TITLE: Final = N_("Requests for services")
SOURCE_LENGTH: Final = 30
ID_LENGTH: Final = 60

KINDS: Final = {
    EventKind.RECEIVED: ("diterima", "masuk", "dibuat", "laporan masuk", "pendaftaran", "daftar",
                         "created", "lapor", "belum terverifikasi", "panggilan masuk", "submitted"),
    EventKind.COMPLETE: ("lengkap", "berkas lengkap", "file complete", "berkas diterima lengkap"),
    EventKind.ACKNOWLEDGED: ("konfirmasi otomatis", "terverifikasi", "verifikasi", "disposisi",
                             "belum ditindaklanjuti", "auto reply", "tanda terima"),
    EventKind.ANSWERED: ("dijawab", "ditanggapi", "tanggapan", "respons", "respons awal", "proses",
                         "diproses", "tindak lanjut", "first response", "dalam proses"),
    EventKind.DEPARTED: ("berangkat", "dispatch", "unit berangkat"),
    EventKind.ARRIVED: ("tiba", "tiba di lokasi", "unit tiba", "on scene"),
    EventKind.PAUSED: ("ditunda", "jeda", "pending", "tertunda", "on hold", "hold"),
    EventKind.RESUMED: ("dilanjutkan", "lanjut", "dilanjutkan kembali"),
    EventKind.REOPENED: ("dibuka kembali", "dibuka lagi", "re-opened", "reopen"),
    EventKind.RESOLVED: ("selesai", "terselesaikan", "terbit", "ditutup", "closed", "done",
                         "izin terbit", "completed"),
    EventKind.ARCHIVED: ("diarsipkan", "arsip", "dibatalkan", "ditolak", "cancelled"),
}  # fmt: skip
REASONS: Final = {
    PauseReason.WAITING_FOR_REPORTER: ("menunggu pelapor", "menunggu pemohon", "menunggu warga",
                                       "waiting for reporter"),
    PauseReason.FILE_INCOMPLETE: ("berkas belum lengkap", "belum lengkap", "berkas kurang",
                                  "file incomplete", "incomplete"),
}  # fmt: skip
LEVELS: Final = {
    "desa": ("desa", "kelurahan", "desa/kelurahan", "village"),
    "kecamatan": ("kecamatan", "kec", "district"),
    "kabupaten": ("kabupaten", "kab", "dinas", "opd", "regency"),
}
OTHER_CHANNEL: Final = "lainnya"
CHANNELS: Final = {
    "loket": ("loket", "tatap muka", "langsung", "datang langsung", "counter", "front office"),
    "aplikasi": ("aplikasi", "app", "android", "ios", "mobile", "aplikasi mobile"),
    "web": ("web", "website", "situs", "online", "daring", "portal"),
    "sms": ("sms", "sms 1708"),
    "whatsapp": ("whatsapp", "wa", "chat"),
    "telepon": ("telepon", "telpon", "telp", "phone", "call center"),
    "112": ("112", "ncc 112", "call center 112"),
    "119": ("119", "psc 119"),
    "email": ("email", "surel", "e-mail"),
    "surat": ("surat", "kotak saran", "letter"),
    "medsos": ("medsos", "media sosial", "facebook", "instagram", "twitter", "x", "social media"),
    "desa": ("desa", "kantor desa", "smart kampung"),
    OTHER_CHANNEL: ("lainnya", "lain-lain", "other"),
}


def _column(
    key: str,
    title: str,
    meaning: str,
    example: str,
    headers: tuple[str, ...],
    *,
    kind: Kind = Kind.TEXT,
    required: bool = False,
    choices: dict[str, tuple[str, ...]] | None = None,
) -> Column:
    return Column(
        key, title, meaning, kind, example, headers, required=required, choices=choices or {}
    )


def _moment(key: str, title: str, example: str, headers: tuple[str, ...]) -> Column:
    meaning = N_("Day and time, local: 2026-01-14 08:30 or 14/01/2026 08.30.")
    return _column(key, title, meaning, example, headers)


NUMBER: Final = _column(
    "source_id",
    N_("Number of the request"),
    N_("Its number in the system it comes from; never a NIK or a telephone number."),
    "LPR-2026-000123",
    ("id", "nomor", "no", "tiket", "nomor tiket", "no tiket", "id tiket", "ticket", "ticket id",
     "tracking id", "id laporan", "nomor laporan", "no laporan", "nomor permohonan",
     "no permohonan", "nomor registrasi", "no registrasi", "id permohonan", "id insiden",
     "nomor kejadian", "incident id", "call id", "request id"),
    kind=Kind.CODE,
    required=True,
)  # fmt: skip
DESCRIBING: Final = (
    _column(
        "source", N_("System"), N_("Name of the system, where a file holds several."), "lapor",
        ("sistem", "system", "asal data", "aplikasi asal"), kind=Kind.CODE,
    ),
    _column(
        "service_code", N_("Service"), N_("Code or name of the service."), "PENGADUAN",
        ("kode layanan", "layanan", "nama layanan", "jenis layanan", "service", "jenis izin",
         "nama izin", "jenis permohonan"), kind=Kind.CODE,
    ),
    _column(
        "opd_code", N_("OPD code"),
        N_("Code or name of the OPD that handles it; empty: the OPD of the service."), "OPD-07",
        ("kode opd", "opd", "instansi", "nama opd", "nama instansi", "instansi terdisposisi",
         "unit kerja", "unit"), kind=Kind.CODE,
    ),
    _column(
        "region_code", N_("Region code"), N_("Code of the kecamatan or desa it is about."),
        "51.08.06", ("kode wilayah", "wilayah", "region", "lokasi"), kind=Kind.CODE,
    ),
    _column(
        "district", N_("Kecamatan"), N_("Name of the kecamatan, where there is no code."),
        "Buleleng", ("kecamatan", "nama kecamatan", "lokasi kecamatan"),
    ),
    _column(
        "village", N_("Desa or kelurahan"), N_("Name of the desa, beside its kecamatan."),
        "Kalibukbuk", ("desa", "kelurahan", "nama desa", "desa/kelurahan", "kelurahan/desa"),
    ),
    _column(
        "channel", N_("Channel"), N_("How it came in."), "web",
        ("kanal", "saluran", "media", "sumber", "sumber laporan", "asal laporan", "platform"),
        kind=Kind.CHOICE, choices=CHANNELS,
    ),
    _column(
        "class_code", N_("Class"), N_("Class by which its time limit differs."), "normatif",
        ("kelas", "kategori", "klasifikasi", "class", "kadar"), kind=Kind.CODE,
    ),
    _column(
        "level", N_("Finished at"), N_("Where it was finished: desa, kecamatan or kabupaten."),
        "desa", ("tingkat", "diselesaikan di", "tingkat penyelesaian"),
        kind=Kind.CHOICE, choices=LEVELS,
    ),
)  # fmt: skip
REASON: Final = _column(
    "reason", N_("Reason for the pause"),
    N_("Only these two stop the clock; any other reason counts nothing off."),
    "menunggu_pelapor", ("alasan", "alasan jeda", "alasan tunda", "alasan penundaan"),
    kind=Kind.CHOICE, choices={str(one): names for one, names in REASONS.items()},
)  # fmt: skip
AT: Final = "at"
EVENT_COLUMNS: Final = (
    NUMBER,
    _column(
        AT, N_("Time of the event"),
        N_("Day and time, local: 2026-01-14 08:30 or 14/01/2026 08.30."), "2026-01-14 08:30",
        ("waktu", "tanggal", "tanggal jam", "tanggal waktu", "timestamp", "time", "waktu kejadian",
         "waktu status", "tanggal status", "waktu log", "datetime"), required=True,
    ),
    _column(
        "kind", N_("Event"), N_("What happened."), "received",
        ("jenis", "kejadian", "peristiwa", "event", "status", "status baru", "aksi", "aktivitas",
         "jenis kejadian", "action"), required=True, kind=Kind.CHOICE,
        choices={str(one): names for one, names in KINDS.items()},
    ),
    REASON,
    *DESCRIBING,
)  # fmt: skip
MOMENTS: Final = {
    EventKind.RECEIVED: _moment("received", N_("Received at"), "2026-01-14 08:30", (
        "diterima", "diterima at", "tanggal laporan", "tanggal masuk", "waktu masuk", "created at",
        "tanggal diterima", "waktu lapor", "waktu laporan", "lapor at", "tanggal permohonan",
        "tanggal pengajuan", "waktu panggilan", "call time", "tanggal dibuat", "tanggal lapor",
        "waktu diterima", "received at", "tgl masuk", "tgl laporan", "tanggal daftar")),
    EventKind.COMPLETE: _moment("complete", N_("File complete at"), "", (
        "lengkap", "lengkap at", "tanggal lengkap", "berkas lengkap", "tanggal berkas lengkap",
        "complete at", "waktu lengkap")),
    EventKind.ACKNOWLEDGED: _moment("acknowledged", N_("Confirmed automatically at"), "", (
        "tanggal verifikasi", "terverifikasi", "waktu verifikasi", "acknowledged at",
        "tanggal disposisi")),
    EventKind.ANSWERED: _moment("answered", N_("Answered at"), "2026-01-14 11:05", (
        "dijawab", "dijawab at", "tanggal tanggapan", "tanggapan pertama", "respons awal",
        "waktu respons", "first response at", "tanggal tindak lanjut", "answered at",
        "waktu tanggapan", "tanggal respons")),
    EventKind.DEPARTED: _moment("departed", N_("Departed at"), "", (
        "berangkat", "berangkat at", "waktu berangkat", "dispatch time", "departed at")),
    EventKind.ARRIVED: _moment("arrived", N_("Arrived at"), "", (
        "tiba", "tiba at", "waktu tiba", "waktu tiba di lokasi", "arrival time", "arrived at")),
    EventKind.PAUSED: _moment("paused", N_("Paused at"), "", (
        "ditunda", "ditunda at", "jeda", "tanggal ditunda", "waktu tunda", "paused at")),
    EventKind.RESUMED: _moment("resumed", N_("Resumed at"), "", (
        "dilanjutkan", "dilanjutkan at", "tanggal dilanjutkan", "waktu lanjut", "resumed at")),
    EventKind.RESOLVED: _moment("resolved", N_("Resolved at"), "2026-01-15 14:00", (
        "selesai", "selesai at", "tanggal selesai", "waktu selesai", "tanggal terbit",
        "resolved at", "closed at", "tanggal penutupan", "tgl selesai", "completion time")),
    EventKind.REOPENED: _moment("reopened", N_("Reopened at"), "", (
        "dibuka kembali", "tanggal dibuka kembali", "reopened at")),
    EventKind.ARCHIVED: _moment("archived", N_("Archived at"), "", (
        "diarsipkan", "tanggal diarsipkan", "archived at", "tanggal arsip", "tanggal batal")),
}  # fmt: skip
TABLE_COLUMNS: Final = (NUMBER, *MOMENTS.values(), REASON, *DESCRIBING)


def _nothing(_row: Row, _known: Known) -> Iterable[RowFault]:
    return ()


def _office(row: Row, _known: Known) -> str | None:
    """The OPD that a row names; of one that names none the way in asks for itself."""
    code = row.get("opd_code")
    return code if isinstance(code, str) else None


def _shape(form: str, columns: tuple[Column, ...], also: tuple[Topic, ...] = ()) -> Topic:
    return Topic(
        id=TOPIC_ID,
        title=TITLE,
        table=schema.request,
        columns=columns,
        key=("source_id",),
        fields=("source_id",),
        settle=_nothing,
        follows=("services", "standards", "regions", "opd"),
        office=_office,
        bulk=True,
        form=form,
        also=also,
    )


EVENTS: Final = _shape(N_("each row is an event"), EVENT_COLUMNS)
TABLE: Final = _shape(N_("each row is a request"), TABLE_COLUMNS, (EVENTS,))
