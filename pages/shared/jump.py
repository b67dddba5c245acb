"""Show the top of a screen when another thing was opened on it, and put the keyboard there.

Streamlit keeps the scroll position, and the row that was pressed is gone. The script is a file of
our own, as that of `place_table`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

FAMILY: Final = "dashboard_jump"
PART: Final = "jump"
NAME: Final = f"{FAMILY}.{PART}"
FOLDER: Final = Path(__file__).parent
ASSETS: Final = "jump_files"
SCRIPT: Final = "jump.js"


def jump(place: str, focus: str) -> None:
    """Tell the browser what is open. place: its name, empty for none; focus: key of a button."""
    with st.container(key="jump"):
        _component()(key="jump-to", data={"place": place, "focus": focus if place else ""})


def _component() -> Any:  # noqa: ANN401 (Streamlit's renderer)
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(NAME) is None:
        part = ComponentConfig(PART, asset_dir=ASSETS)
        manager.register_from_manifest(ComponentManifest(FAMILY, "1", [part]), FOLDER)
    return st.components.v2.component(NAME, js=SCRIPT, isolate_styles=False)
