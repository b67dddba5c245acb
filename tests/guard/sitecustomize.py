"""Loaded by every Python process with this folder on PYTHONPATH: nothing leaves the machine.

A server under test runs as its own process, where pytest-socket cannot reach.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1", "0.0.0.0", "::", "")  # noqa: S104 (names to compare with)


def refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event == "socket.getaddrinfo":
        host = arguments[0] or ""
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name not in LOOPBACK:
        with Path(os.environ["OUTSIDE_REQUESTS"]).open("a", encoding="utf-8") as record:
            record.write(f"{event} {name}\n")
        message = f"{event} to {name}: nothing may leave this machine"
        raise PermissionError(message)


if "OUTSIDE_REQUESTS" in os.environ:
    sys.addaudithook(refuse_outside)
