"""The table beside the map: the same regions, chosen by keyboard, touch or pointer.

Its script is a file of our own, served from our own address: Streamlit would run an inline one
from a blob, which the Content-Security-Policy rightly refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from core.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

FAMILY: Final = "dashboard"
PART: Final = "place_table"
NAME: Final = f"{FAMILY}.{PART}"
FOLDER: Final = Path(__file__).parent
ASSETS: Final = "place_table_files"
SCRIPT: Final = "place_table.js"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One region. value: with its unit, or the state's word. tone: step of the map's ramp.

    hatched: there is no value. further: more cells, as many as the table has further columns.
    """

    code: str
    name: str
    value: str
    state: str
    tone: int | None = None
    hatched: bool = False
    sample: bool = False
    further: tuple[str, ...] = ()


def place_table(
    rows: Sequence[PlaceRow],
    key: str,
    selected: str | None,
    *,
    caption: str,
    heading: str,
    value: str,
    further: Sequence[str] = (),
) -> str | None:
    """The table; the code of the region that the person has just chosen, once.

    caption: what the table shows. heading, value, further: names of its columns. Tab or the
    arrow keys go from row to row, Enter chooses.
    """
    # A count has no status: a column of nothing would say that one is missing.
    stated = any(row.state for row in rows)
    made = _component()(
        key=key,
        data={
            "rows": [_sent(row) for row in rows],
            "selected": selected,
            "caption": caption,
            "columns": [heading, value, *([_("Status")] if stated else []), *further],
            "stated": stated,
            "sample": _("SAMPLE DATA"),
        },
        on_place_change=_nothing,
    )
    return _code(made.get("place"))


def chosen(key: str) -> str | None:
    """The region chosen in the table of this key, before the table is drawn in this run."""
    state = st.session_state.get(key)
    return _code(state.get("place")) if isinstance(state, Mapping) else None


def _sent(row: PlaceRow) -> dict[str, Any]:
    """What of a row the browser cannot do without; a tone of 0 is one of them."""
    found = asdict(row).items()
    return {name: value for name, value in found if value is not None and value not in ("", ())}


def _code(given: Any) -> str | None:  # noqa: ANN401 (what a browser sent)
    return given if isinstance(given, str) and given else None


def _nothing() -> None:
    """Streamlit keeps a trigger only where somebody listens."""


def _component() -> Any:  # noqa: ANN401 (Streamlit's renderer)
    """The component of the running server: its folder is made known once, then its script."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(NAME) is None:
        part = ComponentConfig(PART, asset_dir=ASSETS)
        manager.register_from_manifest(ComponentManifest(FAMILY, "1", [part]), FOLDER)
    return st.components.v2.component(NAME, js=SCRIPT, isolate_styles=False)
