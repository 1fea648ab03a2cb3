"""Text in pieces that WeChat takes: 2,048 bytes of UTF-8 each, cut where a sentence ends."""

import re
import unicodedata

# Measured by others; the official documents do not tell it.
MOST_BYTES = 2048
# A closing mark belongs to the sentence that it closes, and so does the blank line after it.
_SENTENCE_END = re.compile(r"[。！？；\n]+[”’」』）》】)]*\n*")
_JOINER = "\u200d"
_MODIFIERS = ("\U0001f3fb", "\U0001f3ff")
_TAGS = ("\U000e0020", "\U000e007f")
_FLAGS = ("\U0001f1e6", "\U0001f1ff")


def size(text: str) -> int:
    """How many bytes of UTF-8 `text` takes."""
    return sum(_bytes(char) for char in text)


def cut(text: str, limit: int = MOST_BYTES) -> list[str]:
    """`text` in pieces of at most `limit` bytes (4 or more), which joined are `text` again.

    A piece ends with a sentence; where one is too long, with a character that is seen as one.
    """
    if limit < 4:
        raise ValueError("a character may take 4 bytes")
    pieces, begin = [], 0
    while begin < len(text):
        end = _furthest(text, begin, limit)
        if end < len(text):
            end = _sentence_end(text, begin, end) or _character_end(text, begin, end)
        pieces.append(text[begin:end])
        begin = end
    return pieces


def pages(text: str, hint: str, limit: int = MOST_BYTES) -> list[str]:
    """`text` in pieces; `hint` stands below each that another follows, and counts in `limit`."""
    if size(text) <= limit:
        return [text] if text.strip() else []
    below = f"\n{hint}"
    # What is blank would be refused as an empty message.
    pieces = [piece.strip("\n") for piece in cut(text, limit - size(below)) if piece.strip()]
    return [*(piece + below for piece in pieces[:-1]), *pieces[-1:]]


def _bytes(char: str) -> int:
    if char < "\x80":
        return 1
    if char < "\u0800":
        return 2
    return 3 if char < "\U00010000" else 4


def _furthest(text: str, begin: int, limit: int) -> int:
    """Where `limit` bytes from `begin` are full; always further than `begin`."""
    end, used = begin, 0
    while end < len(text) and (used := used + _bytes(text[end])) <= limit:
        end += 1
    return end


def _sentence_end(text: str, begin: int, end: int) -> int | None:
    """The last end of a sentence up to `end`; None when there is none."""
    found = None
    for match in _SENTENCE_END.finditer(text, begin):
        if match.end() > end:
            break
        found = match.end()
    return found


def _character_end(text: str, begin: int, end: int) -> int:
    """The last place up to `end` that is between two characters as a person sees them.

    `end` itself when what is seen as one is longer than a piece.
    """
    for at in range(end, begin, -1):
        if _between(text, at):
            return at
    return end


def _between(text: str, at: int) -> bool:
    """Whether the characters before and after `at` are seen as two."""
    before, after = text[at - 1], text[at]
    if before == _JOINER or after == _JOINER or (before, after) == ("\r", "\n"):
        return False
    if unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return False
    if _within(after, _MODIFIERS) or _within(after, _TAGS):
        return False
    if _within(before, _FLAGS) and _within(after, _FLAGS):
        # Flags are pairs of letters: between pairs an even number of letters has gone before.
        first = at
        while first > 0 and _within(text[first - 1], _FLAGS):
            first -= 1
        return (at - first) % 2 == 0
    return True


def _within(char: str, span: tuple[str, str]) -> bool:
    return span[0] <= char <= span[1]
