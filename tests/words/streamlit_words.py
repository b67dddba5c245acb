"""The words of Streamlit's own elements that no setting reaches, each with its place.

A word of Streamlit that is on a screen and not here is a fault: set its placeholder, choose
another element, or add it here with the reason why it must stay.
"""

from __future__ import annotations

from typing import Final

STREAMLIT_WORDS: Final = {
    "Skip to main content": "the first stop of the Tab key, seen while it has the focus",
    "No results": "a select, while a typed search finds nothing",
    "Clear All": "a multiselect, the cross that empties it",
    "Select all": "a multiselect, top of its open list",
    "Running...": "the running mark at the top, while a script takes long",
    "Stop": "the running mark's button",
    "Connecting": "the top, while the browser reaches for the server",
    "Main menu": "the label of the menu button, for screen readers",
    "Rerun": "the menu behind the three dots",
    "Settings": "the menu behind the three dots",
    "Print": "the menu behind the three dots",
    "Fullscreen": "the toolbar of a chart, on hover",
    "Close fullscreen": "the toolbar of a chart, on hover",
    "Show data": "the toolbar of a chart, on hover",
    "Close": "the cross of a dialog, for screen readers",
}
