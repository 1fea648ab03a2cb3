"""The numbers by which a person or a firm is known, each in its one written form."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2


class NumberKind(StrEnum):
    """What a number is. The value is also the kind under which its digest is made."""

    ID_NUMBER = "id_number"  # 18 characters; of 15 digits the 18 are made
    CREDIT_CODE = "credit_code"  # of a firm, 18 characters
    MOBILE = "mobile"  # 11 digits
    APPLICATION_NUMBER = "application_number"  # as the bureau numbers it: capitals and digits


@dataclass(frozen=True)
class Number:
    """A number in its one written form. It never prints its value."""

    kind: NumberKind
    value: str

    def __repr__(self) -> str:
        return f"Number({self.kind})"

    @property
    def masked(self) -> str:
        """Enough to recognise one's own, too little to learn another's: 138****8000."""
        if self.kind is NumberKind.MOBILE:
            return f"{self.value[:3]}****{self.value[-4:]}"
        if len(self.value) < 10:
            return "****" + self.value[-2:]
        return f"{self.value[:4]}****{self.value[-2:]}"


_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
# A bureau's number has a year in it or letters before it: ten digits, or letters and six.
_APPLICATION = re.compile(r"(?=(?:[A-Z]*\d){6})(?:[A-Z]{1,8}\d{6,24}|\d{10,24})")
# GB/T 2260: the first two digits of an ID number; 83 is of residence permits.
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def read_number(text: str) -> Number | None:
    """The number that `text` is, however it is spaced or widened; None when it is none."""
    narrow = unicodedata.normalize("NFKC", text)
    # Whatever script its digits are of, it is the same number.
    digits = "".join(str(unicodedata.decimal(char, char)) for char in narrow)
    plain = re.sub(r"[\s\-—·.]", "", digits).upper()
    if id_number := read_id_number(plain):
        return Number(NumberKind.ID_NUMBER, id_number)
    if re.search(r"[A-Z]", plain) and uscc.is_valid(plain):
        return Number(NumberKind.CREDIT_CODE, plain)
    if mobile := _MOBILE.fullmatch(plain):
        return Number(NumberKind.MOBILE, mobile[1])
    if _APPLICATION.fullmatch(plain) and not looks_like_id_number(plain):
        return Number(NumberKind.APPLICATION_NUMBER, plain)
    return None


def read_id_number(plain: str) -> str | None:
    """The ID number of 18 characters, also from an old one of 15 digits.

    GB 11643: a province's two digits, a day of birth, the check character. Which counties there
    were when is not asked: people keep the code under which they were registered.
    """
    return checked_id(plain) if PROVINCE.match(plain) else None


def checked_id(plain: str) -> str | None:
    """The same of whatever region: the 18 characters, right by their day and check character."""
    if re.fullmatch(r"\d{15}", plain):
        plain = f"{plain[:6]}19{plain[6:]}"
        plain += mod_11_2.calc_check_digit(plain)
    if not re.fullmatch(r"\d{17}[\dX]", plain) or not mod_11_2.is_valid(plain):
        return None
    return plain if _is_day(plain[6:14]) else None


def looks_like_id_number(plain: str) -> bool:
    """Whether it names a person although a digit was mistyped: 15 or 18 with a birth date."""
    if not re.fullmatch(r"\d{15}|\d{17}[\dX]", plain):
        return False
    born = plain[6:14] if len(plain) == 18 else f"19{plain[6:12]}"
    match = re.fullmatch(r"(?:19|20)\d\d(\d\d)(\d\d)", born)
    return match is not None and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True
