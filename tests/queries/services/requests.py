"""Requests by chance, straight into the tables with the sums that the import makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from sqlalchemy import insert

from core.settings import load_settings
from data.queries.services.moment import look_at
from data.schema import import_batch, opd, request, service
from data.services.bulk import bulk_of
from data.services.deriving import TYPES
from data.services.tally import tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

    from data.queries.services.moment import Look

SETTINGS: Final = load_settings(environment={})
AHEAD: Final = timedelta(hours=8)
OFFICES: Final = ("O-1", "O-2", "O-3")
SERVICES: Final = ("kk", "izin", "aduan")
PLACES: Final = ("51.08.01", "51.08.01.2001", "51.08.01.2002", "51.08.02.1003", "51.08", None)
# The last days of 2026, so that spans end in a month and a year of their own.
END: Final = datetime(2026, 11, 20, 4, 0, tzinfo=UTC).replace(tzinfo=None)
Row = dict[str, Any]


def local(text: str) -> datetime:
    """2026-11-20 09:00 in WITA, as it is stored."""
    return datetime.fromisoformat(text) - AHEAD


def look(text: str) -> Look:
    """The look at a local moment."""
    return look_at(local(text), SETTINGS.regency.time_zone)


def row(number: int, **given: Any) -> Row:
    """A request received on 2 November at nine; closed_at follows resolved_at."""
    plain: Row = dict.fromkeys(TYPES) | {
        "id": number, "source": "uji", "source_id": f"T-{number}", "service_code": "kk",
        "opd_code": "O-1", "described_at": local("2026-11-02 09:00"), "batch_id": 1,
        "received_at": local("2026-11-02 09:00"), "paused_seconds": 0, "reopened": 0,
    }  # fmt: skip
    made = plain | given
    if made["resolved_at"] is not None and made["closed_at"] is None:
        made["closed_at"] = made["resolved_at"]
    return made


def by_chance(seed: int, count: int) -> list[Row]:
    """Requests whose moments keep their order, and else are whatever they may be."""
    draw = Random(seed)  # noqa: S311 (chance for tests)
    return [_drawn(draw, number) for number in range(1, count + 1)]


def _drawn(draw: Random, number: int) -> Row:
    received = END - timedelta(minutes=draw.randrange(75 * 24 * 60))
    found: Row = {
        "received_at": received,
        "described_at": received,
        "service_code": draw.choice(SERVICES),
        "opd_code": draw.choice(OFFICES),
        "region_code": draw.choice(PLACES),
        "channel": draw.choice(("web", "loket", None)),
        "level": draw.choice(("desa", None)),
        "reopened": draw.choice((0, 0, 0, 1)),
    }
    if draw.random() < 0.05:
        return row(number, **found, flaw="future")
    if draw.random() < 0.08:
        return row(number, **found)
    target = timedelta(minutes=draw.choice((0, 15, 240, 1440, 7200, 30_000)))
    due = received + target
    stands = timedelta(minutes=draw.choice((0, 0, 0, 930, 3_600)))
    found |= {
        "started_at": received, "risk_at": received + target * 0.8, "due_at": due,
        "half_at": received + target * 0.5, "late_after": due + stands,
        "double_at": due + stands + target, "answer_due_at": received + target * 0.3,
        "answer_late_after": received + target * 0.3 + stands,
    }  # fmt: skip
    if draw.random() < 0.5:
        done = received + target * draw.choice((0.2, 0.9, 1.0, 1.7))
        lasted = int((done - received).total_seconds())
        found |= {
            "answered_at": done, "answer_met": draw.random() < 0.5, "answer_elapsed": lasted,
        }  # fmt: skip
        if draw.random() < 0.8:
            found |= {
                "resolved_at": done, "met": done <= due + stands, "elapsed": lasted,
                "lasted": lasted,
            }  # fmt: skip
    if "resolved_at" not in found and draw.random() < 0.1:
        found["closed_at"] = received + target
    return row(number, **found)


def put(engine: Engine, rows: Sequence[Row]) -> None:
    """Offices, services and these requests, with the sums that the import would have made."""
    with engine.begin() as conn:
        _house(conn)
        store(conn, rows)


def store(conn: Connection, rows: Sequence[Row]) -> None:
    """Requests and what they add to the sums."""
    if not rows:
        return
    conn.execute(insert(request), list(rows))
    frame = pa.table({
        name: pa.array([one[name] for one in rows], kind) for name, kind in TYPES.items()
    })  # fmt: skip
    gathered = tally(int(AHEAD.total_seconds()))
    gathered.add(frame)
    gathered.write(bulk_of(conn))


def _house(conn: Connection) -> None:
    conn.execute(
        insert(import_batch).values(
            id=1, topic="requests", file_name="uji.csv", sha256="0" * 64, rows=1, added=1,
            changed=0, same=0, imported_by="sistem", imported_at=END, synthetic=True,
            source="Aplikasi uji",
        )
    )  # fmt: skip
    for code in OFFICES:
        conn.execute(
            insert(opd).values(
                code=code, name=f"Dinas {code}", short_name=f"D {code}", kind="dinas", league="A",
                batch_id=1,
            )
        )  # fmt: skip
    for place, code in enumerate(SERVICES):
        conn.execute(
            insert(service).values(
                code=code, name=f"Layanan {code}", family="adminduk", opd_code=OFFICES[place],
                batch_id=1,
            )
        )  # fmt: skip
