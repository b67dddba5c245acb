"""The one family of errors that a person may read.

The message is a full sentence in the reader's language, the hint says how to mend it,
the detail is for the log alone and never reaches a screen.
"""

from __future__ import annotations


class DashboardError(Exception):
    """Base of all errors with words for a person."""

    def __init__(self, message: str, *, hint: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class SettingsError(DashboardError):
    """config.toml cannot be used as it is."""


class DatabaseUnavailable(DashboardError):
    """The database is missing or does not answer."""


class DatabaseBehind(DashboardError):
    """The schema is older (or newer) than this program expects."""


class WrongRegency(DashboardError):
    """The database holds another regency than config.toml names."""


class NotAllowed(DashboardError):
    """The person may not do this; the message says why."""


class NotFound(DashboardError):
    """What was asked for does not exist."""


class StaleVersion(DashboardError):
    """Someone else was faster; both values are in the message."""


class Invalid(DashboardError):
    """An argument that a person gave cannot be used."""
