"""`python -m benchmarks.data URL [--indicators N]`: make the database and say what it took."""

from __future__ import annotations

import argparse
import sys
import time

from sqlalchemy import func, select

from benchmarks.data.fill import INDICATORS, regency_of
from core.settings import load_settings
from data.engine import make_engine, writing
from data.rollups import rebuild, refresh, rules_of
from data.schema import indicator


def main() -> int:
    """Fill, then measure one rebuild and one refresh of the derived tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.data", description=__doc__)
    parser.add_argument("url", help="SQLAlchemy URL of a database that does not exist yet")
    parser.add_argument("--indicators", type=int, default=INDICATORS)
    chosen = parser.parse_args()
    settings = load_settings()
    start = time.perf_counter()
    made = regency_of(chosen.url, settings, indicators=chosen.indicators)
    print(f"{made} actuals in {time.perf_counter() - start:.1f} s")
    engine, rules = make_engine(chosen.url), rules_of(settings)
    with writing(engine).begin() as conn:
        code = conn.scalar(select(func.min(indicator.c.code)))
        start = time.perf_counter()
        count = rebuild(conn, rules)
        print(f"{count} standings made anew in {time.perf_counter() - start:.2f} s")
        start = time.perf_counter()
        refresh(conn, [(str(code), 2026)], rules)
        print(f"one refreshed in {1000 * (time.perf_counter() - start):.1f} ms")
    engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
