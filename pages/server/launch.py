"""Before the first visitor: quick sockets, warm imports, a word on the console."""

from __future__ import annotations

import gc
import importlib
import logging
import pkgutil
import socket
import sys
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from core.errors import DashboardError
from core.words import _
from data.rollups import ensure
from pages.server.errors import speak
from pages.shared import database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

log = logging.getLogger("dashboard")

# The floors whose modules a page may import; a page file itself is a script and runs by itself.
WARM_FLOORS: Final = ("core", "metrics", "data", "charts", "review", "reports", "pages")
NOT_WARMED: Final = ("data.migrations",)


def prepare() -> None:
    """Say before any visitor that the folder `pages` is not Streamlit's old kind of pages.

    A cold process would otherwise greet its first deep link with "Page not found".
    """
    PagesManager.uses_pages_directory = False


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:  # noqa: ANN401 (Streamlit's App)
    """Say where the dashboard is, and warm up beside the first visitor."""
    quicken_sockets()
    speak()
    announce()
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield


def quicken_sockets() -> int:
    """Set TCP_NODELAY on the listening sockets of this process; the number of them.

    An accepted connection inherits it (Linux). Streamlit makes its socket itself and leaves the
    option out, so that a run now and then waits 40 ms for a delayed acknowledgement.
    """
    count = 0
    for item in gc.get_objects():
        if isinstance(item, socket.socket) and _listens(item):
            item.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            count += 1
    if count == 0:
        log.warning("no listening socket found, TCP_NODELAY is not set")
    return count


def warm_up() -> None:
    """Load what every page needs, and keep it out of all later garbage collections."""
    warm_imports()
    gc.collect()
    # What is loaded now lives as long as the process: no later collection needs to look at it.
    gc.freeze()


def warm_imports() -> None:
    """Import whatever a page may need; what fails is logged here and met again by its page."""
    for floor in WARM_FLOORS:
        package = importlib.import_module(floor)
        for module in pkgutil.walk_packages(package.__path__, f"{floor}."):
            name = module.name
            if name.endswith(".page") or name.startswith(NOT_WARMED):
                continue
            try:
                importlib.import_module(name)
            except Exception:
                log.exception("cannot import %s", name)


def announce() -> None:
    """Say on the console where the dashboard is, or what keeps it from opening."""
    port = config.get_option("server.port")
    say = sys.stdout.write
    try:
        name = database.settings().regency.name
        installation = database.checked_installation()
        ensure(database.engine(), database.settings())
    except DashboardError as error:
        say("\n  " + _("The dashboard cannot be opened yet") + f": {error}\n\n")
    else:
        mark = " · " + _("SAMPLE DATABASE") if installation.sample else ""
        say("\n  " + _("Performance dashboard of {regency}").format(regency=name) + mark + "\n")
        say("  " + _("Open in a browser: {address}").format(address=f"http://localhost:{port}"))
        say("\n  " + _("Stop with Ctrl+C.") + "\n\n")
    sys.stdout.flush()


def _listens(item: socket.socket) -> bool:
    if item.fileno() < 0 or item.family not in {socket.AF_INET, socket.AF_INET6}:
        return False
    try:
        return bool(item.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    except OSError:
        return False
