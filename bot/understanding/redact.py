"""Take personal numbers out of a text before anything else reads it."""

import re

from stdnum import luhn
from stdnum.cn import ric

_SEPARATED = r"[ \-]?"
_ID_18 = re.compile(rf"(?<!\d)(?:\d{_SEPARATED}){{17}}[\dXx](?!\d)")
_ID_15 = re.compile(r"(?<!\d)\d{15}(?!\d)")
_BANK_CARD = re.compile(rf"(?<!\d)(?:\d{_SEPARATED}){{15,18}}\d(?!\d)")
_MOBILE = re.compile(rf"(?<!\d)(?:(?:\+?86){_SEPARATED})?1[3-9]\d(?:{_SEPARATED}\d){{8}}(?!\d)")


TOKENS = re.compile(r"\[(?:身份证号|银行卡号|手机号)\]")


def redact(text: str) -> str:
    """`text` (already NFKC) with ID, mobile and bank-card numbers replaced by what they were."""
    text = _ID_18.sub(lambda m: "[身份证号]" if _is_id(m[0]) else m[0], text)
    text = _ID_15.sub(lambda m: "[身份证号]" if _is_old_id(m[0]) else m[0], text)
    text = _BANK_CARD.sub(lambda m: "[银行卡号]" if _is_bank_card(m[0]) else m[0], text)
    return _MOBILE.sub("[手机号]", text)


def _digits(text: str) -> str:
    return re.sub(r"[ \-]", "", text)


def _is_id(text: str) -> bool:
    number = _digits(text).upper()
    # A mistyped check digit still names a person: anything with a real birth date is taken out.
    return bool(ric.is_valid(number)) or _has_birth_date(number[6:14])


def _is_old_id(text: str) -> bool:
    return _has_birth_date("19" + text[6:12])


def _has_birth_date(text: str) -> bool:
    match = re.fullmatch(r"(?:19|20)\d\d(\d\d)(\d\d)", text)
    return bool(match) and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31  # type: ignore[index]


def _is_bank_card(text: str) -> bool:
    return bool(luhn.is_valid(_digits(text)))
