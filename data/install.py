"""A new database: schema, what it is, and the sample regency's rows. (Direct loading for now.)."""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from core import clock
from core.periods import Period
from core.settings import ROOT
from data.engine import writing
from data.migrate import upgrade
from data.schema import (
    account,
    import_batch,
    installation,
    opd,
    published_value,
    region,
    role_grant,
)
from data.versions import bump

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from core.settings import Settings

REFERENCE = ROOT / "data" / "reference"


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _batch(conn: Connection, topic: str, name: str, count: int, *, synthetic: bool = False) -> int:
    result = conn.execute(
        insert(import_batch).values(
            topic=topic,
            file_name=name,
            rows=count,
            added=count,
            changed=0,
            same=0,
            sha256=hashlib.sha256((REFERENCE / name).read_bytes()).hexdigest(),
            imported_by="sistem",
            imported_at=clock.now().replace(tzinfo=None),
            synthetic=synthetic,
        )
    )
    return int(result.inserted_primary_key[0])


def create_sample(engine: Engine, settings: Settings) -> None:
    """Schema, regions, published values, typical OPD and sample accounts of the regency."""
    upgrade(engine)
    with writing(engine).begin() as conn:
        code = settings.regency.code
        conn.execute(
            insert(installation).values(
                id=1, regency_code=code, sample=True, created_at=clock.now().replace(tzinfo=None)
            )
        )
        _regions(conn, code)
        rows = _rows("published_values.csv")
        batch = _batch(conn, "published", "published_values.csv", len(rows))
        conn.execute(
            insert(published_value),
            [
                {
                    "region_code": r["region_code"],
                    "metric": r["metric"],
                    "component": r["component"],
                    "period": r["period"],
                    "period_end": Period.parse(r["period"]).end.isoformat(),
                    "status": r["status"],
                    "value": float(r["value"]),
                    "unit": r["unit"],
                    "source": r["source"],
                    "source_url": r["source_url"] or None,
                    "confidence": r["confidence"],
                    "named_as": r["region_name"],
                    "batch_id": batch,
                }
                for r in rows
            ],
        )
        rows = _rows("opd_typical.csv")
        batch = _batch(conn, "opd", "opd_typical.csv", len(rows), synthetic=True)
        conn.execute(
            insert(opd),
            [
                {
                    "code": r["code"],
                    "name": r["name"],
                    "short_name": r["short_name"],
                    "kind": r["type"],
                    "league": "B" if r["type"] == "kecamatan" else "A",
                    "region_code": r["code"][4:] if r["code"].startswith("KEC-") else None,
                    "batch_id": batch,
                }
                for r in rows
                if not r["code"].startswith("KEC-") or r["code"].startswith(f"KEC-{code}")
            ],
        )
        for topic in ("regions", "published", "opd"):
            bump(conn, topic)
        _accounts(conn)


def _regions(conn: Connection, code: str) -> None:
    rows: list[dict[str, Any]] = []
    for r in _rows("regions_id.csv"):
        rows.append(
            {
                "code": r["code"],
                "name": r["name"],
                "level": r["level"],
                "parent_code": r["parent_code"] or None,
                "bps_code": None,
                "latitude": None,
                "longitude": None,
            }
        )
    for r in _rows("kecamatan.csv"):
        if r["kabupaten_code"] == code:
            rows.append(
                {
                    "code": r["code"],
                    "name": r["name"],
                    "level": "kecamatan",
                    "parent_code": code,
                    "bps_code": r["bps_code"],
                    "latitude": float(r["label_lat"]),
                    "longitude": float(r["label_lon"]),
                }
            )
    for r in _rows("villages.csv"):
        if r["code"].startswith(code + "."):
            rows.append(
                {
                    "code": r["code"],
                    "name": r["name"],
                    "level": r["type"],
                    "parent_code": r["kecamatan_code"],
                    "bps_code": r["bps_code"] or None,
                    "latitude": float(r["lat"]),
                    "longitude": float(r["lon"]),
                }
            )
    batch = _batch(conn, "regions", "regions_id.csv", len(rows))
    conn.execute(insert(region), [{**row, "batch_id": batch} for row in rows])


def _accounts(conn: Connection) -> None:
    from data import sample_accounts  # noqa: PLC0415

    for row in sample_accounts.ROWS:
        made = conn.execute(
            insert(account).values(
                username=row.username,
                display_name=row.display_name,
                active=True,
                sample=row.sample,
                created_at=clock.now().replace(tzinfo=None),
            )
        )
        for role, opd_code in row.grants:
            conn.execute(
                insert(role_grant).values(
                    account_id=made.inserted_primary_key[0], role=role, opd_code=opd_code
                )
            )
    bump(conn, "accounts")
    conn.execute(select(account.c.id))
