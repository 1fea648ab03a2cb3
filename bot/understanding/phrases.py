"""Where the phrases of `facts.yml` stand in a text, with the small words that people put into them.

“失业登记办了” is also said 失业登记也办过了, 失业登记早就办好了; “没办失业登记” 没去办失业登记.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product

from bot.policies.facts import Fact

_FIRST = 3
_DONE = ("了", "过", "完", "好", "过了", "好了", "完了", "成了", "上了", "下来了", "妥了", "掉了")
_NOT_DONE = ("没", "没有", "没去", "没来得及", "没顾上", "未")
_BEFORE_A_DENIAL = ("", "还", "也", "都", "我", "我还", "一直")
_ADVERBS = ("", "也", "都", "已经", "早就", "刚", "才", "是", "一直")
_VERBS = "办交领登签认欠"
# Who says one of them may as well say another. Of the same length: places in a text stay.
_ALIKE = str.maketrans("缴买拿做弄搞", "交交领办办办")
_FIRM = re.compile("单位|厂里|厂子|企业|老板")
# 合同到期 is also said 合同到的期.
_PARTED = ("到期", "离职", "辞职", "毕业", "开张")
_SAID_AS = {
    "公司": ("公司", "厂"),
    "失业金": ("失业金", "失业保险金", "失业保险", "失业险"),
    "自己": ("自己", "我自己", "自个"),
    "第一次": ("第一次", "头一次", "首次", "第一回", "头一回", "头回", "初次", "头一遭"),
    "社保": ("社保", "社会保险"),
    **{verb: (verb, f"{verb[0]}的{verb[1]}", f"{verb[0]}了{verb[1]}") for verb in _PARTED},
    "被": ("被", "被公司", "被厂", "被公司给", "把我", "把我给", "给我"),
    "了": _DONE,
    "过": _DONE,
    "没": tuple(lead + no for lead in _BEFORE_A_DENIAL for no in _NOT_DONE),
}
_PIECE = re.compile("没有|公司|失业金|自己|第一次|社保|到期|离职|辞职|毕业|开张|.")
_INSURANCE = re.compile("社保|五险|参保")
# “招了应届生” is also said 新招的都是应届生, 招了3个应届生.
_HIRED = re.compile(
    r"(?:新招|(?:招|雇|聘|录)[聘用来进收]?(?:[了的过]|人)|(?<=没)招|(?<=没有)招|"
    r"进了(?=[\d一二两俩三四五六七八九十几]+\s?[个名位]))"
    r"[了的]?(?:人|员工|工人)?[都也全]?[是有]?"
    r"(?:(?:\d+|[一二两俩三四五六七八九十几]+)\s?[个名位]|一?[些个名位批])?"
)
_HIRED_PLAIN = "招了"
_DENIES = re.compile("[没不未]")
_HAVING = re.compile(r"享受|[吃领上]")
# “当过兵” is also said 兵当过, “没报税” 税没报.
_DID = re.compile(r"(享受|申请|[办交领登签吃拿坐当考读报租买停])([了过])([^了过的没]{1,8})")
_DID_NOT = re.compile(r"没(申请|[办交领登签吃拿坐当开做考读报租买停])过?([^了过的给]{1,8})")
# Characters that make another word of the phrase before them: 女儿, 裁员率.
_CONTINUES = {
    "女": "儿婿友朋孩",
    "男": "友朋孩人方",
    "员": "率",
    "裁": "率",
    "职": "员职",
    "证": "明据",
    "租": "金赁",
    "过": "期户",
    "保": "边",
}
# One character is a phrase only where it stands alone: “46，女”, “女46”.
_ALONE = re.compile(
    r"(?:^|(?<=[,，。;；、 \d岁我是了(别人]))[^,](?=$|[,，。;；、 \d二三四五六七的滴!！)])"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mean a yes, a no or an option.

    Of what somebody has, “吃过低保” tells nothing of today: only 没吃过低保 does (`denied_only`).
    What is short is an answer and else nothing: “都在” (`asked_only`).
    """

    fact: str
    value: bool | str
    denied_only: bool = False
    asked_only: bool = False


class Phrases:
    """All phrases of a catalogue, found in one pass over a text."""

    def __init__(self, facts: dict[str, Fact]) -> None:
        self._meanings: dict[str, list[Phrase]] = {}
        for name, fact in facts.items():
            for words, value, asked_only in _phrases_of(fact):
                plain = _alike(folded(words))
                turned = _turned(plain)
                of_the_past = value is False and not _DENIES.search(plain)
                for variant in (v for way in (plain, *turned) for v in _variants(way, of_the_past)):
                    self._add(variant, Phrase(name, value, asked_only=asked_only))
                if once := _once(plain):
                    self._add(once, Phrase(name, value, denied_only=True))
        # By the first characters: at most places of a text no phrase begins so.
        lengths: dict[str, set[int]] = {}
        for words in self._meanings:
            lengths.setdefault(words[:_FIRST], set()).add(len(words))
        self._lengths = {first: sorted(known, reverse=True) for first, known in lengths.items()}

    def _add(self, words: str, phrase: Phrase) -> None:
        meanings = self._meanings.setdefault(words, [])
        if all((each.fact, each.value) != (phrase.fact, phrase.value) for each in meanings):
            meanings.append(phrase)

    def meanings(self, words: str, asked: Collection[str] = ()) -> list[Phrase]:
        """What these words mean where the facts `asked` are asked; nothing for other words."""
        words = _alike(words)
        if words not in self._meanings and (hired := _HIRED.match(words)):
            words = _HIRED_PLAIN + words[hired.end() :]
        phrases = self._meanings.get(words, [])
        return [phrase for phrase in phrases if not phrase.asked_only or phrase.fact in asked]

    def find(self, text: str, asked: Collection[str] = ()) -> Iterable[tuple[int, int]]:
        """The longest phrase at each place of `text` (in lower case), overlapping ones too."""
        said, text = text, _alike(text)
        for start in range(len(text)):
            if (end := self._end_of_longest(text, start, asked)) and _is_whole(said, start, end):
                yield start, end
        for hired in _HIRED.finditer(text):
            plain = _HIRED_PLAIN + text[hired.end() :]
            end = self._end_of_longest(plain, 0, asked)
            words = plain[:end]
            end += hired.end() - len(_HIRED_PLAIN)
            if end > hired.end() and text[hired.start() : end] != words:
                yield hired.start(), end

    def _end_of_longest(self, text: str, start: int, asked: Collection[str]) -> int:
        """Where the longest phrase ends that begins at `start`; 0 for none."""
        for first in range(_FIRST, 0, -1):
            for length in self._lengths.get(text[start : start + first], ()):
                end = start + length
                if end <= len(text) and self._means(text[start:end], asked):
                    return end
        return 0

    def _means(self, words: str, asked: Collection[str]) -> bool:
        return words in self._meanings and bool(self.meanings(words, asked))


def folded(words: str) -> str:
    """Words of the knowledge base as a normalised text has them."""
    return unicodedata.normalize("NFKC", words).lower()


def _alike(words: str) -> str:
    """The words with one for all that mean the same: 缴 is 交, 单位 is 公司."""
    return _FIRM.sub("公司", words.translate(_ALIKE))


def _phrases_of(fact: Fact) -> Iterable[tuple[str, bool | str, bool]]:
    """The words, what they mean, and whether only in answer to the question."""
    heard = fact.heard
    said: list[tuple[list[str], bool | str, bool]] = [
        (heard.yes, True, False),
        (heard.no, False, False),
        *((option.heard_as, name, False) for name, option in fact.options.items()),
        (heard.yes_when_asked, True, True),
        (heard.no_when_asked, False, True),
        *((option.heard_when_asked, name, True) for name, option in fact.options.items()),
    ]
    for words, value, asked_only in said:
        for each in words:
            yield each, value, asked_only


def _variants(words: str, of_the_past: bool = False) -> Iterable[str]:
    """The words, and every way to say them with other small words.

    “开过店” is no first business; of 开了店 that is not known: what is `of_the_past` keeps its 过.
    """
    pieces = _PIECE.findall(words)
    insured = _INSURANCE.search(words) is not None
    denied = "没" in words
    verbs = [place for place, piece in enumerate(pieces) if piece in _VERBS]
    slots: list[tuple[str, ...]] = []
    for place, piece in enumerate(pieces):
        ways = _SAID_AS.get(piece, (piece,))
        if not place:
            ways = (
                _NOT_DONE
                if piece == "没"
                else ways
                if len(piece) > 1 or piece == "被"
                else (piece,)
            )
        if piece == "过" and of_the_past:
            ways = ("过",)
        if piece in "了过" and (denied or words[:place] == _HIRED_PLAIN[:1]):
            ways = (piece,)
        if piece == "交" and insured:
            ways = ("交", "上")
        if place > 1 and verbs and place == verbs[-1] and not denied:
            ways = tuple(adverb + way for adverb in _ADVERBS for way in ways)
        slots.append(ways)
    yield words
    for parts in product(*slots):
        yield "".join(parts)
    if having := _HAVING.match(words):
        yield f"{having[0]}着{words[having.end() :]}"


def _turned(words: str) -> list[str]:
    """The words with the noun first, if they are a verb and a noun."""
    if did := _DID.fullmatch(words):
        return [did[3] + did[1] + did[2]]
    if did_not := _DID_NOT.fullmatch(words):
        return [f"{did_not[2]}没{did_not[1]}"]
    return []


def _once(words: str) -> str | None:
    """The words as they are said of the past: 吃过低保."""
    having = _HAVING.match(words)
    return f"{having[0]}过{words[having.end() :]}" if having else None


def _is_whole(text: str, start: int, end: int) -> bool:
    if text[end : end + 1] in _CONTINUES.get(text[end - 1], "") and end < len(text):
        return False
    return end - start > 1 or _ALONE.match(text, start) is not None
