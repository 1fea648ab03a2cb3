"""ID numbers by their check character and their date of birth (GB 11643).

The first six digits are not looked up: an old number may hold a county that no list has any more.
"""

import re
from datetime import date

from stdnum.iso7064 import mod_11_2

# The first two digits: the provinces of GB/T 2260.
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def read_id(plain: str) -> str | None:
    """The 18 characters of an ID number that is right; those of 15 digits are made 18."""
    if re.fullmatch(r"\d{15}", plain) and PROVINCE.match(plain):
        body = f"{plain[:6]}19{plain[6:]}"
        plain = body + mod_11_2.calc_check_digit(body)
    if not re.fullmatch(r"\d{17}[\dX]", plain) or not mod_11_2.is_valid(plain):
        return None
    return plain if _is_date(plain[6:14]) else None


def _is_date(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    # Demonstration data has people of the years before 1900, who are surely nobody.
    return 1800 <= born.year < 2100
