"""Write what was meant: wrong characters of the right sound or look, and pinyin for characters.

A noisy channel: the likeliest sentence of our lexicon that sounds like what was written, where
every changed character has a price. 稳刚返还 becomes 稳岗返还, “shiye jin zenme ling” 失业金怎么领;
a sentence of ordinary words stays as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.lexicon import Lexicon, Node
from bot.understanding.shapes import look_alikes
from bot.understanding.sounds import all_syllables, folded, readings

# The price of writing another character, as a logarithm: one of the same sound, and one of a sound
# that people mix up with it.
_OTHER = 4.5
_MIXED_UP = 6.0
# One that only looks alike.
_LOOKS_ALIKE = 6.5
# A word of two is easily another one, so it costs more to change.
_SHORT = 1.5
# What a known word is worth over its likelihood: people mostly write what they mean.
_AS_WRITTEN = 2.0
# Leaving a word that could be pinyin as it is.
_LEFT_LATIN = -30.0
_BEAM = 6
_LONGEST_SYLLABLE = 6
_LATIN = re.compile(r"[A-Za-z]+(?:[ '][A-Za-z]+)*")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff0-9]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=[0-9])")
_TOKEN = re.compile(r"[A-Za-z]+")
_MOSTLY = 0.75
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_ADDRESS = re.compile(r"[!-~]*(?:://|www\.|@|\.(?:com|cn|net|org)\b)[!-~]*", re.ASCII)
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两半壹贰叁肆伍陆柒捌玖拾佰仟")
# Words of an office and of English that could be read as syllables.
_LEFT_ALONE = frozenset({"he", "me", "you", "we", "can", "man", "one", "name", "change"}) | {
    *("data", "date", "demo", "game", "line", "manage", "menu", "sale", "time")
}
# What stands alone before characters and is no word of Mandarin then: ai培训, ce认证.
_LABELS = frozenset({"ai", "ce"})


@dataclass(frozen=True)
class _Path:
    """The best way to a place in the text: its score, its last word, what is written."""

    score: float
    last: str | None
    written: str


class Repairer:
    """Repairs texts with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        # Made now, not while somebody waits.
        all_syllables()
        lexicon.sounds  # noqa: B018

    def repair(self, text: str) -> str:
        """`text` (normalised) as it was meant; unchanged where nothing likelier sounds alike."""
        latin = _pinyin_in(text)
        if not latin and not _HANZI.search(text):
            return text
        ways: list[dict[str | None, _Path]] = [{} for _ in range(len(text) + 1)]
        ways[0][None] = _Path(0.0, None, "")
        for start in range(len(text)):
            if not ways[start]:
                continue
            best = sorted(ways[start].values(), key=lambda path: -path.score)[:_BEAM]
            for end, word, price, counted in self._edges(text, start, latin):
                for path in best:
                    score = path.score + price
                    if counted:
                        score += self._lexicon.log_chance(word, path.last)
                    last = word if counted else None
                    known = ways[end].get(last)
                    if known is None or score > known.score:
                        ways[end][last] = _Path(score, last, path.written + word)
        written = max(ways[-1].values(), key=lambda path: path.score).written
        # “4050 butie”: what stood between pinyin stands between no characters.
        return _GAP.sub("", written) if latin else written

    def _edges(
        self, text: str, start: int, latin: set[int]
    ) -> Iterator[tuple[int, str, float, bool]]:
        """(end, word, price, whether its likelihood counts) of each word that may start here."""
        char = text[start]
        if start in latin:
            if char in " '":
                yield start + 1, "", 0.0, False
            elif word := _TOKEN.match(text, start) if _starts_word(text, start, latin) else None:
                # Read whole or not at all: 白du is neither. It keeps the space before it.
                written = text[start - (start - 1 in latin) : word.end()]
                yield word.end(), written, _LEFT_LATIN * len(word[0]), False
        elif not _HANZI.match(char):
            yield start + 1, char, 0.0, False
            return
        else:
            yield start + 1, char, 0.0, True
            for end in range(start + 2, min(start + 9, len(text) + 1)):
                if not _HANZI.match(text[end - 1]):
                    break
                if self._lexicon.knows(text[start:end]):
                    yield end, text[start:end], _AS_WRITTEN, True
        yield from self._alike(text, start, latin)

    def _alike(
        self, text: str, start: int, latin: set[int]
    ) -> Iterator[tuple[int, str, float, bool]]:
        """Our words that sound like what is written here."""
        stack: list[tuple[int, Node, tuple[tuple[str, str], ...]]] = [
            (start, self._lexicon.sounds, ())
        ]
        while stack:
            at, node, heard = stack.pop()
            for word, syllables in node.words:
                price = _price(word, syllables, heard)
                if price is not None:
                    yield at, word, price, True
            for end, syllable, char in _steps(text, at, latin):
                following = node.next.get(folded(syllable))
                if following:
                    stack.append((end, following, (*heard, (syllable, char))))


def _starts_word(text: str, at: int, latin: set[int]) -> bool:
    return at - 1 not in latin or text[at - 1] in " '"


def _is_mostly_number(word: str) -> bool:
    return 2 * sum(char in _NUMERALS for char in word) >= len(word)


def _price(
    word: str, syllables: tuple[str, ...], heard: tuple[tuple[str, str], ...]
) -> float | None:
    """What it costs to have meant `word`; None when it is what is written, or unlike it."""
    changed, price = 0, 0.0
    for char, meant, (syllable, written) in zip(word, syllables, heard, strict=True):
        if written == char:
            continue
        if written:
            # A number stays (叁年 is not 上年), and none is guessed (留十个 is not 六十个).
            if written in _NUMERALS or (char in _NUMERALS and _is_mostly_number(word)):
                return None
            changed += 1
            if syllable not in readings(written):
                # Heard as a look-alike: only for that one, not for what sounds like it.
                if char not in look_alikes(written) or len(word) < 3:
                    return None
                price -= _LOOKS_ALIKE
                continue
            usual = readings(written)[0]
            price -= _OTHER if syllable == meant == usual else _MIXED_UP
        elif syllable != meant:
            price -= _MIXED_UP - _OTHER
    if changed:
        # Nothing is left of a short word when all of it is changed.
        if changed == len(word) < 3:
            return None
        if len(word) == 2:
            price -= _SHORT
    elif all(written for _, written in heard):
        return None
    return price


def _steps(text: str, at: int, latin: set[int]) -> Iterator[tuple[int, str, str]]:
    """(end, syllable, character) of each way to read one syllable from here; "" when typed."""
    while at < len(text) and at in latin and text[at] in " '":
        at += 1
    if at >= len(text):
        return
    if at not in latin:
        if _HANZI.match(text[at]):
            sounds = set(readings(text[at]))
            for syllable in readings(text[at]):
                yield at + 1, syllable, text[at]
            for other in look_alikes(text[at]):
                for syllable in readings(other):
                    if syllable not in sounds:
                        sounds.add(syllable)
                        yield at + 1, syllable, text[at]
        return
    for end in range(at + 1, min(at + _LONGEST_SYLLABLE, len(text)) + 1):
        if end - 1 not in latin:
            return
        if text[at:end].lower() in all_syllables():
            yield end, text[at:end].lower(), ""


def _pinyin_in(text: str) -> set[int]:
    """The places in `text` that are typed pinyin: runs of letters that are mostly syllables."""
    found: set[int] = set()
    syllables = 0
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for run in _LATIN.finditer(text):
        if any(start < run.end() and run.start() < end for start, end in addresses):
            continue
        tokens = list(_TOKEN.finditer(text, *run.span()))
        if len(tokens) == 1 and (len(tokens[0][0]) == 1 or tokens[0][0].lower() in _LABELS):
            continue
        counts = [_syllable_count(token[0]) for token in tokens]
        # English has a syllable here and there.
        if sum(map(bool, counts)) < _MOSTLY * len(tokens):
            continue
        syllables += sum(counts)
        for token, count in zip(tokens, counts, strict=True):
            if count:
                found.update(range(*token.span()))
        found.update(at for at in range(*run.span()) if {at - 1, at + 1} <= found)
    # One syllable alone may be anything.
    return found if _HANZI.search(text) or syllables > 1 else set()


def _syllable_count(token: str) -> int:
    """The fewest syllables that make up `token`; 0 when none do, or it is a word of its own."""
    if token.isupper() or token.lower() in _LEFT_ALONE:
        return 0
    token = token.lower()
    fewest = [0] + [0] * len(token)
    for end in range(1, len(token) + 1):
        counts = [
            fewest[start] + 1
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if (start == 0 or fewest[start]) and token[start:end] in all_syllables()
        ]
        fewest[end] = min(counts, default=0)
    return fewest[-1]
