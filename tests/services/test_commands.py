"""Who may hand requests in, what a batch says of itself, and the way back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlalchemy import func, select

import manage
from core.errors import Invalid, NotAllowed
from data.imports.template import write_template
from data.schema import audit_event, batch_change, import_batch, request
from data.services.basis import ensure
from data.services.columns import EVENTS, TABLE
from data.versions import version_of
from review.requests import import_requests
from review.undoing import prepare_undo, undo_batch
from review.work import first_broken_event
from tests.imports.files import (
    ADMIN,
    BUPATI,
    OPERATOR,
    SYSTEM_ACTOR,
    VERIFIER,
    as_csv,
    dump,
    load,
)
from tests.imports.files import prepared as look
from tests.services.frames import SETTINGS, STANDARDS, SUM_TABLES, log, prepared, take

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

ONE = ["T-1", "2026-02-02 08:00", "received", "", "ADUAN", "", "web", "", ""]
DONE = ["T-1", "2026-02-06 10:00", "resolved", "", *[""] * 5]
OTHERS = ["T-2", "2026-02-02 08:00", "received", "", "IZIN", "", "web", "", ""]
TABLES = ("request", "request_event", "request_former", "rollup_basis", *SUM_TABLES)


def test_a_batch_says_what_it_did(town: Engine) -> None:
    with town.connect() as conn:
        (before,) = version_of(conn, "requests")
    done = take(town, log([ONE, OTHERS]), synthetic=True)
    assert (done.added, done.changed, done.same) == (2, 0, 0)
    again = take(town, log([ONE, OTHERS, DONE]))
    assert (again.added, again.changed, again.same) == (0, 1, 1)
    with town.connect() as conn:
        batch = conn.execute(select(import_batch).where(import_batch.c.id == done.batch_id)).one()
        trail = conn.execute(select(audit_event).order_by(audit_event.c.id.desc())).first()
        assert version_of(conn, "requests") == (before + 2,)
        assert first_broken_event(conn) is None
    assert (batch.topic, batch.rows, batch.added, batch.synthetic) == ("requests", 2, 2, True)
    assert (batch.source, batch.file_name, len(batch.sha256)) == ("lapor", "uji.csv", 64)
    assert trail is not None
    assert trail.details["events"] == 1


def test_only_whoever_imports_figures_may(town: Engine) -> None:
    for person in (BUPATI, ADMIN):
        with pytest.raises(NotAllowed):
            prepared(town, log([ONE]), by=person)
    assert take(town, log([ONE]), by=VERIFIER).added == 1


def test_an_operator_hands_in_for_the_own_opd_alone(town: Engine) -> None:
    assert take(town, log([ONE]), by=OPERATOR).added == 1
    foreign = prepared(town, log([OTHERS]), by=OPERATOR)
    assert "OPD-07" in foreign.problems[0].message
    take(town, log([OTHERS]))
    silent = prepared(town, log([["T-2", *DONE[1:]]]), by=OPERATOR)
    before = dump(town, *TABLES)
    with pytest.raises(NotAllowed, match="OPD-07"):
        import_requests(town, by=OPERATOR, prepared=silent, settings=SETTINGS)
    nameless = prepared(town, log([["T-9", *DONE[1:]]]), by=OPERATOR)
    with pytest.raises(NotAllowed, match="layanan"):
        import_requests(town, by=OPERATOR, prepared=nameless, settings=SETTINGS)
    assert dump(town, *TABLES) == before


def test_only_the_newest_batch_goes_back(town: Engine) -> None:
    first, second = take(town, log([ONE])), take(town, log([DONE, OTHERS]))
    assert first.batch_id is not None
    assert second.batch_id is not None
    assert prepare_undo(town, batch_id=first.batch_id).obstacles
    with pytest.raises(Invalid, match="berurutan"):
        undo_batch(town, by=VERIFIER, batch_id=first.batch_id)
    preview = prepare_undo(town, batch_id=second.batch_id)
    assert (preview.removed, preview.restored, preview.obstacles) == (1, 1, ())
    with pytest.raises(NotAllowed):
        undo_batch(town, by=OPERATOR, batch_id=second.batch_id)
    undo_batch(town, by=VERIFIER, batch_id=second.batch_id, settings=SETTINGS)
    with pytest.raises(Invalid):
        undo_batch(town, by=VERIFIER, batch_id=second.batch_id)
    undo_batch(town, by=VERIFIER, batch_id=first.batch_id, settings=SETTINGS)
    assert not dump(town, "request")["request"]


def test_a_greater_reason_and_a_later_description_go_back_too(town: Engine) -> None:
    pause = ["T-1", "2026-02-03 08:00", "paused", "", *[""] * 5]
    take(town, log([ONE, pause]))
    before = dump(town, *TABLES)
    told = [*pause[:3], "menunggu pelapor", "IZIN", "51.08.05", "sms", "berkadar", "desa"]
    done = take(town, log([told, DONE]))
    assert done.batch_id is not None
    assert dump(town, *TABLES) != before
    with town.connect() as conn:
        assert conn.scalar(select(request.c.service_code)) == "IZIN"
        query = select(func.count()).where(batch_change.c.batch_id == done.batch_id)
        assert conn.scalar(query) == 1
    undo_batch(town, by=SYSTEM_ACTOR, batch_id=done.batch_id, settings=SETTINGS)
    assert dump(town, *TABLES) == before


def test_a_file_changed_since_its_preview_is_refused(town: Engine, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(log([ONE]))
    found = prepared(town, file)  # type: ignore[arg-type]
    file.write_bytes(log([ONE, OTHERS]))
    with pytest.raises(Invalid, match="berubah"):
        import_requests(town, by=SYSTEM_ACTOR, prepared=found, settings=SETTINGS)


def test_a_changed_standard_judges_the_requests_of_its_service_anew(town: Engine) -> None:
    take(town, log([ONE, DONE, OTHERS]))
    with town.connect() as conn:
        assert conn.scalar(select(request.c.met).where(request.c.source_id == "T-1")) is True
    before = dump(town, *TABLES)
    shorter = ["ADUAN", "", "resolution", "2020", "2026-02-15", "hari kerja", 1, "diterima"]
    done = load(town, [STANDARDS[0], shorter], "standards")
    assert done.changed == 1
    with town.connect() as conn:
        assert conn.scalar(select(request.c.met).where(request.c.source_id == "T-1")) is False
    changed = dump(town, *TABLES)
    assert ensure(town, SETTINGS) is False
    ensure(town, SETTINGS, anew=True)
    assert dump(town, *TABLES) == changed
    assert done.batch_id is not None
    undo_batch(town, by=SYSTEM_ACTOR, batch_id=done.batch_id)
    assert dump(town, *TABLES) == before


def test_a_service_with_requests_stays(town: Engine) -> None:
    new = [["kode", "nama", "jenis", "kode opd"], ["BARU", "Layanan baru", "lainnya", "OPD-05"]]
    done = load(town, new, "services")
    assert done.batch_id is not None
    take(town, log([[*ONE[:4], "BARU", *ONE[5:]]]))
    assert "BARU" in prepare_undo(town, batch_id=done.batch_id).obstacles[0]


def test_answers_of_a_survey_are_whole_and_nameless(town: Engine) -> None:
    header = ["nomor", "tanggal", "kode opd", "nama", *(f"U{n}" for n in range(1, 10))]
    good = ["1", "2026-03-04", "OPD-05", "Rahasia", 1, 2, 3, 4, "", 3, 3, 4, 4]
    assert load(town, [header, good], "surveys").added == 1
    assert "Rahasia" not in json.dumps(dump(town), default=str)
    bad = [
        ["2", "2027-01-01", *good[2:]],
        ["3", *good[1:4], 5, *good[5:]],
        ["4", *good[1:4], *[""] * 9],
        ["5", *good[1:4], 2.5, *good[5:]],
        ["081234567890", *good[1:]],
    ]
    assert look(town, [header, *bad], "surveys").problem_count == len(bad)


def test_the_templates_are_read_back(town: Engine, tmp_path: Path) -> None:
    for is_log in (True, False):
        file = tmp_path / f"{is_log}.xlsx"
        write_template(EVENTS if is_log else TABLE, file)
        book = openpyxl.load_workbook(file)
        sheet = book.worksheets[0]
        names = [cell.value for cell in sheet[1]]
        row = {"Nomor permohonan": "1", "Layanan": "ADUAN", "Waktu diterima": "2026-01-14 08:30",
               "Waktu kejadian": "2026-01-14 08:30", "Kejadian": "diterima"}  # fmt: skip
        sheet.append([row.get(str(name)) for name in names])
        book.save(file)
        found = prepared(town, file.read_bytes())
        assert (found.problem_count, found.is_log, found.requests) == (0, is_log, 1)
        assert found.ignored == ()


def test_the_command_line_imports_looks_and_takes_back(
    use_sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for topic, rows in (("services", [["kode", "nama", "jenis", "kode opd"],
                                      ["ADUAN", "Pengaduan", "pengaduan", "OPD-05"]]),
                        ("standards", STANDARDS[:3])):  # fmt: skip
        (tmp_path / "x.csv").write_bytes(as_csv(rows))
        assert manage.main(["import", topic, str(tmp_path / "x.csv")]) == 0
    file = tmp_path / "permohonan.csv"
    file.write_bytes(log([ONE, DONE]))
    command = ["import", "requests", str(file), "--source", "uji", "--synthetic"]
    assert manage.main([*command, "--dry-run"]) == 0
    assert "1 baru" in capsys.readouterr().out
    assert manage.main(command) == 0
    assert "ditambah 1" in capsys.readouterr().out
    assert manage.main(command) == 0
    assert "Tidak ada yang berubah" in capsys.readouterr().out
    assert manage.main(["rollup"]) == 0
    assert manage.main(["rollup", "--rebuild"]) == 0
    assert manage.main(["template", "requests", str(tmp_path / "t.xlsx")]) == 0
