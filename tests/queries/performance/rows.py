"""Two OPD with a few indicators and reports, written straight into the tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert

from core.scope import Scope
from data.schema import (
    account,
    actual,
    actual_step,
    evidence,
    import_batch,
    indicator,
    objection,
    opd,
    target,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

TODAY: Final = date(2026, 11, 22)
HEALTH, FARMING = "A-1", "A-2"
OWN: Final = Scope(full=frozenset({HEALTH}))
CHECKS: Final = Scope(sees_submitted=True, sees_audits=True)
PUBLIC: Final = Scope()
MOMENT: Final = datetime(2026, 10, 5, 1, 30)  # noqa: DTZ001 (stored as UTC without zone)
STATES: Final = ("draft", "submitted", "verified", "approved", "locked", "returned", "rejected")


def fill(engine: Engine) -> None:
    """Two OPD, one indicator by the month and one by the triwulan each, no report yet."""
    with engine.begin() as conn:
        batch = conn.execute(
            insert(import_batch)
            .values(
                topic="indicators", file_name="uji.csv", sha256="0" * 64, rows=1, added=1,
                changed=0, same=0, imported_by="sistem", imported_at=MOMENT, synthetic=False,
            )
            .returning(import_batch.c.id)
        ).scalar_one()  # fmt: skip
        for username, name in (("op", "Operator A"), ("ver", "Verifikator V")):
            conn.execute(
                insert(account).values(
                    username=username, display_name=name, active=True, sample=False,
                    created_at=MOMENT,
                )
            )  # fmt: skip
        for code, name in ((HEALTH, "Dinas Kesehatan"), (FARMING, "Dinas Pertanian")):
            conn.execute(
                insert(opd).values(
                    code=code, name=name, short_name=name[6:], kind="dinas", league="A",
                    batch_id=batch,
                )
            )  # fmt: skip
            for cadence in ("month", "quarter"):
                add_indicator(conn, f"{code}-{cadence}", code, batch, cadence=cadence)


def add_indicator(conn: Connection, code: str, office: str, batch: int, **given: Any) -> None:
    row = {
        "name": f"Indikator {code}", "unit": "kasus", "decimals": 1, "formula_kind": "naik",
        "pattern": "hitungan", "cadence": "month", "weight": 1.0, "valid_from": "2026",
    }  # fmt: skip
    conn.execute(
        insert(indicator).values(code=code, opd_code=office, batch_id=batch, **{**row, **given})
    )


def add_target(conn: Connection, code: str, period: str, value: float, revision: int = 0) -> None:
    conn.execute(
        insert(target).values(
            indicator_code=code, period=period, revision=revision, value=value, batch_id=1,
            reason="Anggaran dikurangi" if revision else None,
        )
    )  # fmt: skip


def add_actual(conn: Connection, code: str, period: str, state: str, **given: Any) -> int:
    """A report with the value 12.5 by `op`, checked by `ver`."""
    row: dict[str, Any] = {
        "value": 12.5, "version": 1, "entered_by": "op", "entered_at": MOMENT,
        "note": "catatan rahasia",
    }  # fmt: skip
    if state != "draft":
        row |= {"submitted_by": "op", "submitted_at": MOMENT, "first_submitted_at": MOMENT}
    if state in ("verified", "approved", "locked"):
        row |= {"verified_by": "ver", "verified_at": MOMENT}
    if state in ("returned", "rejected"):
        row |= {"returned_by": "ver", "returned_at": MOMENT, "return_reason": "Bukti kabur."}
    statement = insert(actual).values(
        indicator_code=code, period=period, state=state, **{**row, **given}
    )
    return int(conn.execute(statement.returning(actual.c.id)).scalar_one())


def add_step(
    conn: Connection, code: str, period: str, states: tuple[str | None, str], **given: Any
) -> None:
    row = {
        "version": 1, "at": MOMENT, "actor": "op", "action": "save", "old_value": None,
        "new_value": 12.5, "reason": None,
    }  # fmt: skip
    conn.execute(
        insert(actual_step).values(
            indicator_code=code, period=period, from_state=states[0], to_state=states[1],
            **{**row, **given},
        )
    )  # fmt: skip


def add_link(conn: Connection, token: str, **subject: Any) -> int:
    statement = insert(evidence).values(
        token=token, kind="link", name="Rekap", address="https://contoh.go.id/rekap",
        added_by="op", added_at=MOMENT, **subject,
    )  # fmt: skip
    return int(conn.execute(statement.returning(evidence.c.id)).scalar_one())


def add_objection(conn: Connection, actual_id: int, decide_by: str, state: str = "open") -> int:
    statement = insert(objection).values(
        actual_id=actual_id, opd_code=HEALTH, reason="Datanya sudah kami perbaiki.",
        raised_by="op", raised_at=MOMENT, decide_by=decide_by, state=state,
    )  # fmt: skip
    return int(conn.execute(statement.returning(objection.c.id)).scalar_one())
