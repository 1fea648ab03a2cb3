"""ID numbers in a text, by their check character and their date of birth.

Of 18 characters the first digits are not looked up: an old number may hold a region that no list
has any more.
"""

from bot.identity.numbers import PROVINCE, checked_id


def read_id(plain: str) -> str | None:
    """The 18 characters of an ID number that is right; those of 15 digits are made 18."""
    if len(plain) == 15 and not PROVINCE.match(plain):
        return None
    number = checked_id(plain)
    # Demonstration data has people of the years before 1900, who are surely nobody.
    return number if number and 1800 <= int(number[6:10]) < 2100 else None
