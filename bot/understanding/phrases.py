"""Where the phrases of `facts.yml` stand in a text, with the small words that people put into them.

“失业登记办了” is also said 失业登记也办过了, 失业登记早就办好了; “没办失业登记” 没去办失业登记.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from bot.policies.facts import Fact

_DONE = ("了", "过", "过了", "好了", "完了", "成了")
_NOT_DONE = ("没", "没有", "没去", "没来得及", "还没", "还没去", "还没来得及", "未")
_ADVERBS = ("", "也", "都", "已经", "早就", "刚", "才", "是")
_BY = ("被", "被公司", "被单位", "被厂里", "被老板", "被厂子", "把我", "把我给", "给我")
_VERBS = "办做交缴领登签认欠"
_HAVING = re.compile(r"享受|[吃拿领上]")
# Characters that make another word of the phrase before them: 女儿, 裁员率.
_CONTINUES = {"女": "儿婿友朋孩", "男": "友朋孩人方", "员": "率", "裁": "率", "职": "员职"}
# One character is a phrase only where it stands alone: “46，女”, “女46”.
_ALONE = re.compile(
    r"(?:^|(?<=[,，。;；、 \d岁我是了(别人]))[^,](?=$|[,，。;；、 \d二三四五六七的滴!！)])"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mean a yes, a no or an option.

    Of what somebody has, “吃过低保” tells nothing of today: only 没吃过低保 does (`denied_only`).
    """

    fact: str
    value: bool | str
    denied_only: bool = False


class Phrases:
    """All phrases of a catalogue, found in one pass over a text."""

    def __init__(self, facts: dict[str, Fact]) -> None:
        self._meanings: dict[str, list[Phrase]] = {}
        for name, fact in facts.items():
            for words, value in _phrases_of(fact):
                for variant in _variants(folded(words)):
                    self._add(variant, Phrase(name, value))
                if once := _once(folded(words)):
                    self._add(once, Phrase(name, value, denied_only=True))
        lengths: dict[str, set[int]] = {}
        for words in self._meanings:
            lengths.setdefault(words[:1], set()).add(len(words))
        self._lengths = {first: sorted(known, reverse=True) for first, known in lengths.items()}

    def _add(self, words: str, phrase: Phrase) -> None:
        meanings = self._meanings.setdefault(words, [])
        if all((each.fact, each.value) != (phrase.fact, phrase.value) for each in meanings):
            meanings.append(phrase)

    def meanings(self, words: str) -> list[Phrase]:
        """What these words mean."""
        return self._meanings[words]

    def find(self, text: str) -> Iterable[tuple[int, int]]:
        """The longest phrase at each place of `text` (in lower case), overlapping ones too."""
        for start, char in enumerate(text):
            for length in self._lengths.get(char, ()):
                end = start + length
                if text[start:end] in self._meanings and end <= len(text):
                    if _is_whole(text, start, end):
                        yield start, end
                    break


def folded(words: str) -> str:
    """Words of the knowledge base as a normalised text has them."""
    return unicodedata.normalize("NFKC", words).lower()


def _phrases_of(fact: Fact) -> Iterable[tuple[str, bool | str]]:
    for words in fact.heard.yes:
        yield words, True
    for words in fact.heard.no:
        yield words, False
    for name, option in fact.options.items():
        for words in option.heard_as:
            yield words, name


def _variants(words: str) -> Iterable[str]:
    """The words, and every way to say them with other small words."""
    slots: list[tuple[str, ...]] = []
    for position, char in enumerate(words):
        if char in "了过" and position:
            slots.append(_DONE)
        elif char == "没" and words[position : position + 2] != "没有":
            slots.append(_NOT_DONE)
        elif char == "被":
            slots.append(_BY)
        elif char in _VERBS and position > 1:
            slots.append(tuple(adverb + char for adverb in _ADVERBS))
        else:
            slots.append((char,))
    yield words
    for parts in product(*slots):
        yield "".join(parts)
    if having := _HAVING.match(words):
        yield f"{having[0]}着{words[having.end() :]}"


def _once(words: str) -> str | None:
    """The words as they are said of the past: 吃过低保."""
    having = _HAVING.match(words)
    return f"{having[0]}过{words[having.end() :]}" if having else None


def _is_whole(text: str, start: int, end: int) -> bool:
    if text[end : end + 1] in _CONTINUES.get(text[end - 1], "") and end < len(text):
        return False
    return end - start > 1 or _ALONE.match(text, start) is not None
