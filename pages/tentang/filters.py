"""The two filters of Tentang data; both are in the address (`?metric=mcp_score&tema=health`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.words import _
from metrics.definitions import Theme
from metrics.labels import theme_label
from pages.shared.pickers import choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from metrics.definitions import Definition

ANY: Final = "-"
"""The code for no choice; it never stands in the address, since it is the default."""


def chosen_theme(definitions: Iterable[Definition]) -> Theme | None:
    """The theme whose metrics are listed; None for all."""
    present = list(dict.fromkeys(one.theme.value for one in definitions))
    code = choice(
        _("Theme"),
        [ANY, *present],
        default=ANY,
        key="tema",
        words=lambda one: _("All themes") if one == ANY else theme_label(Theme(one)),
    )
    return None if code == ANY else Theme(code)


def chosen_metric(definitions: Mapping[str, Definition], theme: Theme | None) -> str | None:
    """The metric that is opened first, one of the theme; None for none."""
    listed = [one.id for one in definitions.values() if theme in (None, one.theme)]
    code = choice(
        _("Find a metric"),
        [ANY, *listed],
        default=ANY,
        key="metric",
        words=lambda one: _("None in particular") if one == ANY else definitions[one].label,
    )
    return None if code == ANY else code
