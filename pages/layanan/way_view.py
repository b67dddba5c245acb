"""The way down from the regency to what is chosen, each step a link."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pages.shared.rich_table import address

if TYPE_CHECKING:
    from pages.layanan.choices import Chosen
    from reports.services.basis import Basis


def way(held: Basis, chosen: Chosen, owner: str = "") -> str:
    """The steps as HTML; nothing where nothing is chosen. owner: the OPD above, if there is one."""
    if not chosen.code:
        return ""
    steps = [(chosen.to(opd="", service="", place=""), held.settings.regency.name)]
    opd = chosen.opd or owner
    if opd:
        steps.append((chosen.to(opd=opd, service="", place=""), held.office_name(opd)))
    if chosen.service:
        steps.append((chosen.to(place=""), held.service_name(chosen.service)))
    if chosen.place:
        district = chosen.district
        above = chosen.to(place=district, opd="", service="")
        steps.append((above, held.place_name(district)))
        if chosen.place != district:
            steps.append((chosen.to(), held.place_name(chosen.place)))
    links = " › ".join(
        f'<a href="{escape(address(target))}" target="_self">{escape(name)}</a>'
        for target, name in steps
    )
    return f'<p class="dk-line dk-way">{links}</p>'
