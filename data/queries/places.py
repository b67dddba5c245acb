"""Points of interest with how well each is known."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, select

from data.place_kinds import KINDS, kind_label, precision_label
from data.schema import import_batch, point_of_interest

ORDER = {kind: place for place, kind in enumerate(KINDS)}


def places(conn: Connection) -> pd.DataFrame:
    """Every place, by kind in the order of the list of kinds, then by name.

    Columns kind, kind_label, name, kecamatan_code, village_code, latitude, longitude (degrees, NaN
    when no point is known), precision (titik, desa, kecamatan), precision_label, licence, source,
    note, synthetic. Labels are in this run's language.
    """
    table = point_of_interest.c
    query = select(
        table.kind,
        table.name,
        table.kecamatan_code,
        table.village_code,
        table.latitude,
        table.longitude,
        table.precision,
        table.licence,
        table.source,
        table.note,
        import_batch.c.synthetic,
    ).join(import_batch, import_batch.c.id == table.batch_id)
    frame = pd.read_sql_query(query, conn)
    frame = frame.astype({"latitude": float, "longitude": float, "synthetic": bool})
    order = frame["kind"].map(lambda kind: ORDER.get(kind, len(ORDER)))
    frame = frame.assign(order=order).sort_values(["order", "kind", "name"], ignore_index=True)
    frame = frame.drop(columns="order")
    frame.insert(1, "kind_label", frame["kind"].map(kind_label))
    after = list(frame.columns).index("precision") + 1
    frame.insert(after, "precision_label", frame["precision"].map(precision_label))
    return frame


def places_credit(conn: Connection) -> tuple[str, ...]:
    """The licences of the points that can be drawn, as their rows state them; to be shown."""
    table = point_of_interest.c
    query = (
        select(table.licence)
        .where(table.licence.is_not(None), table.latitude.is_not(None))
        .distinct()
        .order_by(table.licence)
    )
    return tuple(text for text in conn.scalars(query) if text)
