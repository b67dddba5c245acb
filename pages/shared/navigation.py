"""Every address of the dashboard, and the run from the person to their page.

`st.navigation` is always called with all addresses. Whoever may not see a page finds a sign-in
or refusal screen at its address, so that a deep link and its query survive the sign-in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.words import N_, _
from pages.shared.failure import failure_screen
from pages.shared.shell import frame, name_tab, shell
from pages.shared.sign_in import refusal_screen, sign_in_screen
from pages.shared.viewer import presenting, visit
from review.access import Permission, may

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streamlit.navigation.page import Page

    from review.access import Answer, Person

    # A screen in place of a page; it is told the address that was asked for.
    Stub = Callable[[str], None]

PAGES_STATE: Final = "shell_pages"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address: its page file, its title (to be translated), its icon, who may open it.

    group: the heading in the menu under which it folds; none: always in sight.
    """

    address: str
    title: str
    icon: str
    permission: Permission
    default: bool = False
    group: str = ""

    @property
    def file(self) -> str:
        """The page's file, from the project root: pages/tentang/page.py."""
        return f"pages/{self.address.replace('-', '_')}/page.py"


PERFORMANCE: Final = N_("Performance")
SERVICES: Final = N_("Services")
REPORTING: Final = N_("Reporting")
REGION: Final = N_("Regions")
ENTRIES: Final = (
    Entry("ringkasan", N_("Overview"), "space_dashboard", Permission.SEE_OVERVIEW, default=True),
    Entry(
        "kinerja-opd", N_("OPD performance"), "leaderboard", Permission.SEE_PERFORMANCE,
        group=PERFORMANCE,
    ),
    Entry(
        "rapor-opd", N_("OPD report card"), "assignment_ind", Permission.SEE_PERFORMANCE,
        group=PERFORMANCE,
    ),
    Entry(
        "layanan", N_("Public services"), "support_agent", Permission.SEE_SERVICES, group=SERVICES
    ),
    Entry(
        "kepuasan", N_("Satisfaction"), "sentiment_satisfied", Permission.SEE_SERVICES,
        group=SERVICES,
    ),
    Entry("lapor", N_("Report"), "edit_note", Permission.SEE_REPORTS, group=REPORTING),
    Entry("verifikasi", N_("Verification"), "fact_check", Permission.SEE_QUEUE, group=REPORTING),
    Entry("data", N_("Data"), "upload_file", Permission.SEE_IMPORTS, group=REPORTING),
    Entry(
        "pembanding", N_("Comparison"), "compare_arrows", Permission.SEE_COMPARISON, group=REGION
    ),
    Entry("peta", N_("Map"), "map", Permission.SEE_MAP, group=REGION),
    Entry("tentang", N_("About the data"), "menu_book", Permission.SEE_PROVENANCE, group=REGION),
)  # fmt: skip
FEWEST: Final = 2
"""Pages of a group that one person sees; fewer stand in the menu themselves."""


def show() -> None:
    """One run of the dashboard: settings, database, person, navigation, page."""
    frame()
    try:
        found = visit()
    except DashboardError as error:
        problem = error
        _navigate(dict.fromkeys(ENTRIES, lambda _address: failure_screen(problem))).run()
        return
    person = found.person
    if person is None:
        page = _navigate(dict.fromkeys(ENTRIES, partial(sign_in_screen, found)))
        name_tab(_("Sign in"), found.settings)
    else:
        page = _navigate(_refusals(person))
        name_tab(page.title, found.settings)
    shell(found)
    with presenting(found):
        page.run()


def _refusals(person: Person) -> dict[Entry, Stub]:
    answers = {entry: may(person, entry.permission) for entry in ENTRIES}
    return {
        entry: partial(_refuse, person, answer)
        for entry, answer in answers.items()
        if not answer.allowed
    }


def _refuse(person: Person, answer: Answer, _address: str) -> None:
    refusal_screen(person, answer)


def page_path(address: str) -> Page:
    """The page at this address, for `st.page_link` and `st.switch_page`.

    A page that the person may not open is their refusal screen; without dashboard.py (a page
    file run by itself) it is a stand-in that carries the address alone.
    """
    pages: dict[str, Page] = st.session_state.get(PAGES_STATE, {})
    return pages.get(address) or st.Page(_nothing, title=address, url_path=address)


def _navigate(stubs: Mapping[Entry, Stub]) -> Page:
    """Register every address, with the stub in place of the file where there is one."""
    registered: dict[str, list[Page]] = {"": []}
    own: dict[str, Page] = {}
    seen = Counter(entry.group for entry in ENTRIES if entry not in stubs)
    for entry in ENTRIES:
        stub = stubs.get(entry)
        page = _page(entry, stub, "" if entry.default else entry.address)
        own[entry.address] = page
        # A heading over hidden pages alone would fold out to nothing.
        folded = entry.group and stub is None and seen[entry.group] >= FEWEST
        registered.setdefault(_(entry.group) if folded else "", []).append(page)
        if entry.default:
            # Streamlit serves the default page at / alone; its own address must hold as well.
            registered[""].append(_page(entry, stub, entry.address, visible=False))
    st.session_state[PAGES_STATE] = own
    return st.navigation(registered, position="top")


def _page(entry: Entry, stub: Stub | None, address: str, *, visible: bool = True) -> Page:
    return st.Page(
        entry.file if stub is None else partial(stub, address),
        title=_(entry.title),
        icon=f":material/{entry.icon}:",
        url_path=address,
        default=address == "",
        visibility="visible" if visible and stub is None else "hidden",
    )


def _nothing() -> None:
    """Stand for a page whose address alone matters."""
