"""Bring every way of writing to one: NFKC, simplified characters, no invisible characters."""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from bot.errors import TextEmpty, TextTooLong

# Control, format (zero-width, tag, bidirectional), surrogate, private-use, unassigned.
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SPACES = re.compile(r"\s+")


def normalise(text: str, limit: int) -> str:
    """`text` in NFKC and simplified characters, on one line, at most `limit` characters.

    TextEmpty when nothing readable is left, TextTooLong when more than `limit` was sent.
    """
    if len(text) > limit:
        raise TextTooLong
    # A leading slash is a command to Rasa; a person's text never is one.
    clean = plain(text).lstrip("/ ")
    if not clean:
        raise TextEmpty
    if len(clean) > limit:
        raise TextTooLong
    return clean


def plain(text: str) -> str:
    """`text` in NFKC and simplified characters, on one line, nothing invisible in it."""
    text = unicodedata.normalize("NFKC", text)
    visible = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in _INVISIBLE
    )
    # Again: what an invisible character kept apart may now belong together.
    visible = unicodedata.normalize("NFKC", visible)
    return _SPACES.sub(" ", _simplifier().convert(visible)).strip()


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
