"""What one reader may see, as a plain value that queries filter by and caches are keyed by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """A reader's sight, made from the person by `review.access.scope_of`.

    full: codes of the OPD whose drafts are visible. sees_submitted: figures of every OPD from
    submission on. Everyone sees verified, approved and locked figures, and published ones.
    sees_audits: audit recommendations of every OPD; without it those of the own OPD alone.
    sees_requests: single requests for services of every OPD; without it those of the own alone.
    Everyone sees how many they are.
    """

    full: frozenset[str] = frozenset()
    sees_submitted: bool = False
    sees_audits: bool = False
    sees_requests: bool = False


PUBLIC = Scope()
