"""Which cell styles of a workbook show a number as a percentage: 0.8889 is seen as 88,89%."""

from __future__ import annotations

import re
from typing import Final

P: Final = rb"(?:[\w.-]+:)?"
FORMAT: Final = re.compile(rb"<" + P + rb"numFmt\s[^>]*>")
STYLES: Final = re.compile(rb"<" + P + rb"cellXfs[\s>](.*?)</" + P + rb"cellXfs\s*>", re.DOTALL)
STYLE: Final = re.compile(rb"<" + P + rb"xf(?=[\s/>])[^>]*>")
IDENTITY: Final = re.compile(rb"\bnumFmtId\s*=\s*[\"'](\d{1,9})[\"']")
CODE: Final = re.compile(rb"\bformatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# Text within a format: in quotation marks, or one sign after a backslash.
LITERAL: Final = re.compile(rb"&quot;.*?&quot;|\\.", re.DOTALL)
BUILT_IN: Final = frozenset({9, 10})
"""The formats 0% and 0.00% of every workbook (ECMA-376, part 1, 18.8.30)."""


def percent_styles(styles: bytes) -> frozenset[int]:
    """Numbers of the cell styles that show a percentage. styles: the XML of xl/styles.xml."""
    wanted = set(BUILT_IN)
    for tag in FORMAT.findall(styles):
        number, code = IDENTITY.search(tag), CODE.search(tag)
        if number and code and b"%" in LITERAL.sub(b"", code[1] or code[2] or b""):
            wanted.add(int(number[1]))
    block = STYLES.search(styles)
    found = STYLE.findall(block[1]) if block else []
    named = (IDENTITY.search(tag) for tag in found)
    return frozenset(
        place for place, number in enumerate(named) if number and int(number[1]) in wanted
    )
