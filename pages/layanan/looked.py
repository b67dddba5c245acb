"""What every look of its own is made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pages.layanan.choices import Chosen
    from pages.layanan.share_map import Shapes
    from reports.services.basis import Basis
    from reports.services.card import Told


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """The basis, the choices, the open card, the places to draw, and the reader's theme."""

    held: Basis
    chosen: Chosen
    told: Told | None
    shapes: Shapes
    dark: bool
