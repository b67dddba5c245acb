"""Who looks at this run: asked anew each time, by the cookie and the database alone."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.errors import DashboardError
from core.words import DEFAULT_LANGUAGE, LANGUAGES, use_language
from data.engine import opened
from data.versions import all_versions
from pages.shared import database
from pages.shared.failure import failure_screen
from pages.shared.sign_in import refusal_screen, sign_in_screen
from review.access import Permission, Person, may, scope_of
from review.sessions import person_holding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.scope import Scope
    from core.settings import Settings
    from data.engine import Installation

SESSION_COOKIE: Final = "sesi"
LANGUAGE_COOKIE: Final = "bahasa"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person who may see this page, with what the page needs to know of them."""

    person: Person
    scope: Scope
    settings: Settings
    language: str
    versions: Mapping[str, int]

    def at(self, *topics: str) -> tuple[int, ...]:
        """The data versions of these topics at the start of this run, to key a cache by."""
        return tuple(self.versions.get(topic, 0) for topic in topics)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of a run before any page: the house, and the person if one is signed in."""

    settings: Settings
    installation: Installation
    person: Person | None
    language: str
    versions: Mapping[str, int]


# The visit of the run that dashboard.py has begun, for the page that it runs: nothing has to be
# asked twice. A page run by itself and a fragment's own rerun find nothing here and ask anew.
_present: ContextVar[Visit | None] = ContextVar("present_visit", default=None)


@contextmanager
def presenting(found: Visit) -> Iterator[None]:
    """Hold a visit for the page that runs within this block, and for nothing after it."""
    mark = _present.set(found)
    try:
        yield
    finally:
        _present.reset(mark)


def session_token() -> str | None:
    """The token of the browser's cookie; the one seam that tests replace."""
    token = st.context.cookies.get(SESSION_COOKIE)
    return token if isinstance(token, str) and token else None


def visit() -> Visit:
    """Settings, database, person, in this order; speaks the person's language from here on.

    Raises SettingsError, DatabaseUnavailable, DatabaseBehind or WrongRegency, in Indonesian if
    it happens before the language is known.
    """
    use_language(DEFAULT_LANGUAGE)
    settings = database.settings()
    use_language(settings.regency.language)
    token = session_token()
    # One connection for the three questions that every run of every page asks.
    with opened(database.engine(), settings) as (conn, installation):
        person = person_holding(conn, token) if token else None
        versions = all_versions(conn)
    language = _language(person, settings)
    use_language(language)
    return Visit(settings, installation, person, language, versions)


def require(permission: Permission) -> Viewer:
    """The person of this run, if they may; any other sees why not, and the run ends.

    Every page begins with it, and so does every fragment that loads data: a fragment runs
    again without dashboard.py and without the rest of its page.
    """
    try:
        found = _present.get() or visit()
    except DashboardError as error:
        _leave_fragment()
        failure_screen(error)
        st.stop()
    if found.person is None:
        _leave_fragment()
        sign_in_screen(found)
        st.stop()
    answer = may(found.person, permission)
    if not answer.allowed:
        _leave_fragment()
        refusal_screen(found.person, answer)
        st.stop()
    scope = scope_of(found.person)
    return Viewer(found.person, scope, found.settings, found.language, found.versions)


def _language(person: Person | None, settings: Settings) -> str:
    kept = person.language if person else None
    chosen = kept or st.context.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else settings.regency.language


def _leave_fragment() -> None:
    """From a fragment's own rerun go to a full one: the rest of the page must vanish too."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None and context.fragment_ids_this_run:
        st.rerun()
