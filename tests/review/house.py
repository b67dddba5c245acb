"""A small regency with indicators of two OPD, and the people who report and check."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, select, update

from core.settings import Settings, load_settings
from data.schema import (
    account,
    actual,
    actual_step,
    audit_event,
    contributor,
    evidence,
    import_batch,
    indicator,
    opd,
    recommendation,
    target,
)
from review.access import Grant, Person, Role

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine, RowMapping

HEALTH: Final = "OPD-05"
FARMING: Final = "OPD-21"
ROADS: Final = "OPD-06"
QUARTERLY: Final = "IKU-05-TW"
MONTHLY: Final = "IKU-05-BL"
YEARLY: Final = "IKU-05-TH"
RATIO: Final = "IKU-05-RS"
OLD: Final = "IKU-05-LAMA"
THEIRS: Final = "IKU-21-TW"
BATCH: Final = 1
EARLIER: Final = datetime(2026, 11, 2, 1, 0)  # noqa: DTZ001 (UTC without zone, as it is stored)


def person(username: str, *grants: Grant) -> Person:
    return Person(username, f"Orang {username}", grants)


OPERATOR: Final = person("operator", Grant(Role.OPERATOR_OPD, HEALTH))
HEAD: Final = person("kepala", Grant(Role.KEPALA_OPD, HEALTH))
OTHER_OPERATOR: Final = person("operator.tani", Grant(Role.OPERATOR_OPD, FARMING))
OTHER_HEAD: Final = person("kepala.tani", Grant(Role.KEPALA_OPD, FARMING))
VERIFIER: Final = person("verifikator", Grant(Role.VERIFIKATOR))
SECOND_VERIFIER: Final = person("verifikator.dua", Grant(Role.VERIFIKATOR))
APPROVER: Final = person("penyetuju", Grant(Role.PENYETUJU))
ADMIN: Final = person("admin", Grant(Role.ADMIN))
INSPECTOR: Final = person("inspektorat", Grant(Role.INSPEKTORAT))
REGENT: Final = person("bupati", Grant(Role.BUPATI))
SECRETARY: Final = person("sekda", Grant(Role.SEKDA))
ROOM: Final = person("layar", Grant(Role.LAYAR_RAPAT))
NOBODY: Final = person("tanpa.peran")
EVERYONE: Final = (
    OPERATOR, HEAD, OTHER_OPERATOR, OTHER_HEAD, VERIFIER, SECOND_VERIFIER, APPROVER, ADMIN,
    INSPECTOR, REGENT, SECRETARY, ROOM, NOBODY,
)  # fmt: skip


def all_powerful(username: str, *offices: str) -> Person:
    """Somebody who holds every role, and so is held back by the two-person rule alone."""
    return person(
        username,
        *(Grant(Role.OPERATOR_OPD, office) for office in offices or (HEALTH,)),
        *(Grant(role) for role in (Role.VERIFIKATOR, Role.PENYETUJU, Role.ADMIN)),
    )


def settings_in(folder: Path, **performance: Any) -> Settings:
    """The shipped settings with evidence in a folder of the test."""
    shipped = load_settings(environment={})
    return replace(
        shipped,
        storage=replace(shipped.storage, evidence=str(folder / "bukti"), evidence_megabytes=1),
        performance=replace(shipped.performance, **performance),
    )


def build(engine: Engine) -> None:
    """The OPD, indicators, targets and accounts, and no actual yet."""
    with engine.begin() as conn:
        conn.execute(insert(import_batch).values(
            id=BATCH, topic="indicators", file_name="uji.csv", sha256="0" * 64, rows=1, added=1,
            changed=0, same=0, imported_by="sistem", imported_at=EARLIER, synthetic=True,
        ))  # fmt: skip
        offices = {HEALTH: "Kesehatan", FARMING: "Pertanian", ROADS: "PUTR"}
        conn.execute(insert(opd), [office_values(*office) for office in offices.items()])
        conn.execute(insert(indicator), [
            indicator_values(QUARTERLY, HEALTH),
            indicator_values(MONTHLY, HEALTH, pattern="hitungan", cadence="month"),
            indicator_values(YEARLY, HEALTH, cadence="year", pattern="rilis", release_month=3),
            indicator_values(RATIO, HEALTH, ratio=100.0, decimals=1),
            indicator_values(OLD, HEALTH, valid_from="2020", valid_to="2024"),
            indicator_values(THEIRS, FARMING),
        ])  # fmt: skip
        conn.execute(insert(contributor), [
            {"indicator_code": QUARTERLY, "opd_code": HEALTH, "share": 60.0, "batch_id": BATCH},
            {"indicator_code": QUARTERLY, "opd_code": ROADS, "share": 40.0, "batch_id": BATCH},
        ])  # fmt: skip
        conn.execute(insert(target).values(
            indicator_code=QUARTERLY, period="2026", revision=0, value=90.0, batch_id=BATCH
        ))  # fmt: skip
        conn.execute(insert(recommendation).values(
            code="BPK-1", auditor="bpk", report="LHP", report_date="2026-05-20", finding="Temuan",
            text="Setorkan", opd_code=HEALTH, status="belum", batch_id=BATCH,
        ))  # fmt: skip
        conn.execute(insert(account), [
            {"username": one.username, "display_name": one.display_name, "active": True,
             "sample": False, "created_at": EARLIER}
            for one in EVERYONE
        ])  # fmt: skip


def office_values(code: str, name: str = "Uji") -> dict[str, Any]:
    return {
        "code": code, "name": f"Dinas {name}", "short_name": name, "kind": "dinas", "league": "A",
        "batch_id": BATCH,
    }  # fmt: skip


def indicator_values(code: str, office: str, **changes: Any) -> dict[str, Any]:
    return {
        "code": code, "name": f"Indikator {code}", "unit": "%", "decimals": 2,
        "formula_kind": "naik", "pattern": "posisi", "cadence": "quarter", "weight": 1.0,
        "opd_code": office, "ratio": None, "release_month": None, "valid_from": None,
        "valid_to": None, "batch_id": BATCH, **changes,
    }  # fmt: skip


def put(conn: Connection, code: str, period: str, state: str, **given: Any) -> int:
    """An actual in this state, straight into the table, with its evidence and one step."""
    row = {"value": 80.0, "version": 1, "entered_by": "x", "entered_at": EARLIER, **given}
    key = {"indicator_code": code, "period": period}
    made = conn.execute(insert(actual).values(**key, state=state, **row).returning(actual.c.id))
    number = int(made.scalar_one())
    conn.execute(insert(actual_step).values(
        **key, version=row["version"], at=EARLIER, actor=row["entered_by"], action="save",
        from_state=None, to_state=state, old_value=None, new_value=row["value"],
    ))  # fmt: skip
    put_link(conn, actual_id=number)
    return number


def put_link(conn: Connection, **subject: Any) -> None:
    count = len(conn.execute(select(evidence.c.id)).all())
    conn.execute(insert(evidence).values(
        token=f"uji-{count}", kind="link", name="Rekap", address="https://contoh.go.id/rekap",
        added_by="x", added_at=EARLIER, **subject,
    ))  # fmt: skip


def stored(engine: Engine, number: int) -> RowMapping:
    with engine.connect() as conn:
        return conn.execute(select(actual).where(actual.c.id == number)).mappings().one()


def history(engine: Engine, code: str, period: str) -> list[RowMapping]:
    query = (
        select(actual_step)
        .where(actual_step.c.indicator_code == code, actual_step.c.period == period)
        .order_by(actual_step.c.version, actual_step.c.id)
    )
    with engine.connect() as conn:
        return list(conn.execute(query).mappings())


def trail(engine: Engine) -> list[str]:
    """The actions of the audit trail in their order."""
    with engine.connect() as conn:
        return list(conn.scalars(select(audit_event.c.action).order_by(audit_event.c.id)))


def change(engine: Engine, number: int, **values: Any) -> None:
    """Change an actual behind the commands' back."""
    with engine.begin() as conn:
        conn.execute(update(actual).where(actual.c.id == number).values(**values))
