"""Which of the offered buttons a person means who types: 第二个, 选3, its title.

Positions are counted from 0. Nothing is guessed: what names no button is None.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.numerals import value_of

_PUNCTUATION = re.compile(r"[\s,，。.、!！?？…~;；:：“”\"'（）()]")
_LEAD = r"(?:那|就|我|要|想|选|看|点|按|问|来|办|查|的|是)*?"
_TAIL = r"(?:吧|啊|呀|呢|的|了|那|个|谢谢|一下)*"
_NUMERAL = r"(?:[1-9]\d?|[一二三四五六七八九十]{1,3})"
_COUNTER = r"(?:个|项|条|种|类|号)"
# “第二个”, “选2”, “3号”. A month and a day are no choice: 3月, 3号 beside a date are not read.
_ORDINAL = rf"(?:第({_NUMERAL}){_COUNTER}?|(?:选|按|点)({_NUMERAL}){_COUNTER}?|({_NUMERAL})号?)"
_ONE = re.compile(rf"{_LEAD}{_ORDINAL}{_TAIL}")
_NAMED = re.compile(rf"(?:那|就|我|要|想|看|问)*第({_NUMERAL}){_COUNTER}")
_SEVERAL = re.compile(rf"{_LEAD}第?{_NUMERAL}{_COUNTER}?(?:[和跟与及、,，]|还有|以及)+[^\n]*")
_EACH = re.compile(rf"第?({_NUMERAL}){_COUNTER}?")
_LAST = re.compile(rf"{_LEAD}最后(?:一?个|一项|一条|一种|面那个)?{_TAIL}")
_THAT_ONE = re.compile(
    r"^(?:就|是|要|选|问)*(?:那个|这个)?|(?:的)?(?:那个|这个|那项|那种)?[吧啊呀呢的]*$"
)
_PAIRS_AT_LEAST = 2
_MOST = 0.75


@dataclass(frozen=True)
class Ordinal:
    """A position at the start of a text, and the words after it: 第二个 | 要什么材料."""

    position: int
    rest: str


def by_title(text: str, titles: Sequence[str]) -> int | None:
    """The button whose title the text is, the last one where several read alike."""
    said = _PUNCTUATION.sub("", text)
    for lead, tail in (("", ""), (_LEAD, _TAIL)):
        for position in reversed(range(len(titles))):
            title = re.escape(_PUNCTUATION.sub("", titles[position]))
            if said and re.fullmatch(f"{lead}{title}{tail}", said, re.IGNORECASE):
                return position
    return None


def by_words(text: str, titles: Sequence[str]) -> int | None:
    """The button whose title alone holds most of the text: “农民工那个”."""
    said = _THAT_ONE.sub("", _PUNCTUATION.sub("", text))
    pairs = [said[at : at + 2] for at in range(len(said) - 1)]
    if len(pairs) < _PAIRS_AT_LEAST:
        return None
    shares = [sum(pair in title for pair in pairs) / len(pairs) for title in titles]
    fits = [at for at, share in enumerate(shares) if share >= _MOST]
    return fits[0] if len(fits) == 1 else None


def by_position(text: str, count: int, *, bare: bool) -> int | None:
    """The button that the text names by its place. `bare` says whether “2” alone is a place."""
    said = _PUNCTUATION.sub("", text)
    if count and _LAST.fullmatch(said):
        return count - 1
    match = _ONE.fullmatch(said)
    if not match or (match[3] and not bare):
        return None
    return _place(match[1] or match[2] or match[3], count)


def several(text: str, count: int) -> list[int]:
    """The places of a list of them: “1和3”; empty for any other text."""
    said = text.strip("。.!！ ")
    if not _SEVERAL.fullmatch(said) or _EACH.sub(
        "", re.sub(r"[和跟与及、,，\s的]|还有|以及", "", said)
    ):
        return []
    places = [_place(numeral, count) for numeral in _EACH.findall(said)]
    return [place for place in places if place is not None] if None not in places else []


def ordinal_first(text: str, count: int) -> Ordinal | None:
    """“第二个要什么材料”: the place, and what is asked of it."""
    match = _NAMED.match(text)
    place = _place(match[1], count) if match else None
    if match is None or place is None:
        return None
    return Ordinal(place, text[match.end() :].lstrip("的,， "))


def _place(numeral: str, count: int) -> int | None:
    value = value_of(numeral)
    return int(value) - 1 if value is not None and 1 <= value <= count else None
