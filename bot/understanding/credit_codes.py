"""Unified social credit codes of firms (GB 32100): 18 capitals and digits, also in groups."""

import re
from collections.abc import Iterator

from stdnum.cn import uscc

from bot.understanding.application_numbers import Place

_RUN = re.compile(r"[0-9A-Za-z](?:[ \-]?[0-9A-Za-z]){17,}")
# Of the form, but with a wrong character.
_ALIKE = re.compile(
    r"(?<![0-9A-Za-z])(?!\d{17}X)[1-9AN-Y]\d{7}(?=\d*[A-Z])[0-9A-Z]{10}(?![0-9A-Za-z])", re.I
)
_LENGTH = 18


def credit_codes(text: str) -> Iterator[Place]:
    """Each credit code, mistyped ones without a value."""
    for run in _RUN.finditer(text):
        places = [at for at in range(*run.span()) if text[at].isalnum()]
        first = 0
        while first + _LENGTH <= len(places):
            start, end = places[first], places[first + _LENGTH - 1] + 1
            code = "".join(filter(str.isalnum, text[start:end])).upper()
            # Of digits alone it is taken for another number everywhere else, too.
            if not code.isdigit() and uscc.is_valid(code):
                yield start, end, code
                first += _LENGTH
            else:
                first += 1


def mistyped_credit_codes(text: str) -> Iterator[Place]:
    """What has a credit code's form and a wrong character."""
    for match in _ALIKE.finditer(text):
        yield *match.span(), None
