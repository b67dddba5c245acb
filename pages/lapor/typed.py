"""A number as a person types it into the form: 1.234,5 in Indonesian, 1,234.5 in English."""

from __future__ import annotations

from typing import Final

from core.errors import Invalid
from core.words import _, language
from data.imports.decimals import LARGEST, readings, tidy
from data.imports.model import Decimal

SIGNS: Final = {"id": Decimal.COMMA, "en": Decimal.DOT}
EXAMPLES: Final = {"id": "1.234,5", "en": "1,234.5"}


def example() -> str:
    """How a number is written in the reader's language."""
    return EXAMPLES[language()]


def read_number(text: str, field: str) -> float | None:
    """The number by the import's own rules; None of an empty field. field: its label.

    Where both ways of writing are possible (1.234), that of the reader's language holds; where
    only the other one is (12.5), that one does. Refuses: Invalid.
    """
    plain = tidy(text)
    if not plain:
        return None
    found = readings(plain)
    if found is None:
        raise Invalid(
            _("{field}: '{text}' is not a number.").format(field=field, text=plain),
            hint=_("Write it like {example}, without a unit. What you typed stays here.").format(
                example=example()
            ),
        )
    value = found.under(SIGNS[language()])
    if value is None:
        value = found.comma if found.dot is None else found.dot
    if value is None or abs(value) >= LARGEST:
        raise Invalid(
            _("{field}: the number is too large.").format(field=field),
            hint=_("Check the digits."),
        )
    return value
