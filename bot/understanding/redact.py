"""Take what names a person out of a text before anything else reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.identity.numbers import NumberKind
from bot.understanding.application_numbers import is_amount
from bot.understanding.digits import windows
from bot.understanding.person_names import person_names
from bot.understanding.personal_numbers import personal_numbers

Kind = NumberKind | Literal["name", "bank_card", "code"]
CODE_KIND: Literal["code"] = "code"
TOKEN_OF: dict[Kind, str] = {
    NumberKind.ID_NUMBER: "[身份证号]",
    NumberKind.CREDIT_CODE: "[信用代码]",
    NumberKind.MOBILE: "[手机号]",
    NumberKind.APPLICATION_NUMBER: "[申请编号]",
    "bank_card": "[银行卡号]",
    "name": "[姓名]",
    "code": "[验证码]",
}
CODE = TOKEN_OF[CODE_KIND]
TOKENS = re.compile("|".join(re.escape(token) for token in TOKEN_OF.values()))
# How people group the six digits.
_CODE_SHAPES = {(6,), (3, 3), (2, 2, 2), (1, 1, 1, 1, 1, 1)}


@dataclass(frozen=True)
class Found:
    """What a token stands for, in its one written form. It never prints its value."""

    kind: Kind
    value: str

    def __repr__(self) -> str:
        return f"Found({self.kind})"


@dataclass(frozen=True)
class Redaction:
    """A text with tokens, and what they stand for, left to right.

    What was mistyped has a token and is not among `found`: it has no value.
    """

    text: str
    found: tuple[Found, ...] = ()

    def __repr__(self) -> str:
        return f"Redaction({self.text!r}, {self.found})"


Span = tuple[int, int, Kind, str | None]


def redact(text: str) -> Redaction:
    """`text` (normalised) with the numbers of people and firms, and names, replaced by tokens.

    `redact(text).text` is the text alone.
    """
    return _redacted(text, _personal(text))


def redact_code(text: str) -> Redaction:
    """The same where a code is awaited: six digits are one, unless they are an amount."""
    spans = _personal(text)
    rest = _without(text, spans)
    return _redacted(text, spans + list(_codes(rest)))


def _personal(text: str) -> list[Span]:
    numbers: list[Span] = [*personal_numbers(text)]
    names = person_names(_without(text, numbers))
    return numbers + [(start, end, "name", name) for start, end, name in names]


def _codes(text: str) -> Iterator[Span]:
    after = 0
    for window in windows(text):
        whole = window.whole and len(window.digits) == 6 and window.sizes in _CODE_SHAPES
        if window.start >= after and whole and not is_amount(text, window.start, window.end):
            after = window.end
            yield window.start, window.end, CODE_KIND, window.digits


def _without(text: str, spans: list[Span]) -> str:
    """The text with what was found blotted out."""
    rest = list(text)
    for start, end, *_ in spans:
        rest[start:end] = "\0" * (end - start)
    return "".join(rest)


def _redacted(text: str, spans: list[Span]) -> Redaction:
    written, at, found = "", 0, []
    for start, end, kind, value in sorted(spans, key=lambda span: span[0]):
        written += text[at:start] + TOKEN_OF[kind]
        at = end
        if value is not None:
            found.append(Found(kind, value))
    return Redaction(written + text[at:], tuple(found))
