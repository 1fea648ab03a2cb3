"""Facts about the person out of what they write: “我45了，女的，失业8个月，没登记”.

What counts as said is decided in `statements.py`. The forms and phrases are those of `facts.yml`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Self

from bot.policies.facts import Fact, FactsFile, Kind, Value
from bot.understanding.dates import DATE, read_date
from bot.understanding.durations import DURATION, read_duration
from bot.understanding.quantities import (
    HEDGE_AFTER,
    MONEY,
    NUMBER,
    PERCENT,
    read_money,
    read_number,
    read_percent,
)
from bot.understanding.statements import Said, said

Span = tuple[int, int]

_CORRECTION = re.compile(
    r"(?:^|[,，。;；!！ ])(?:哦|啊|哎|呃|额|噢|抱歉|对不起|不好意思|[,， ])*"
    r"(?:不对(?!吗|吧)|不是的?(?=[,，。! ])|错了|改一下|改下|更正|纠正)|"
    r"(?:说|写|打|记|搞|弄|讲|填|选)错了?|改成|改为|口误"
)
_SLOT = re.compile(r"\{(n|duration|date)\}")
_SLOTS = {"duration": DURATION, "date": DATE}
# Characters that make another word of the phrase before them: 女儿, 裁员率.
_CONTINUES = {"女": "儿婿友朋孩", "男": "友朋孩", "员": "率", "裁": "率"}
# One character is a phrase only where it stands alone: “46，女”, “女46”.
_ALONE = re.compile(r"(?:^|(?<=[,，。;；、 \d岁我是了]))[^,](?=$|[,，。;；、 \d的!！])")
_FRAME = re.compile(r"^我?是?")
# “我55” is an age, “我55块” is not.
_AFTER_A_NUMBER = rf"(?=$|[,，。;；!！?？、 ]|了|的|吧|啊|呀|呢|女|男|{HEDGE_AFTER})"
_NUMERIC = re.compile(r"[\d零一二两俩仨三四五六七八九十半几上去前昨今这本年]")


@dataclass(frozen=True, slots=True)
class HeardFact:
    """A fact and its value, and where the text says so (`start`, `end` in characters).

    `negated` is True where a yes was denied: “没办过失业登记”.
    """

    fact: str
    value: Value
    start: int
    end: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Hearing:
    """All facts of one text, in its order, each at most once: what is said later counts.

    `correction` says that something is taken back (“不对，是46岁”). `inexact` names facts of which
    only a guess or a range was said (“四十来岁”): they are to be asked.
    """

    facts: tuple[HeardFact, ...] = ()
    correction: bool = False
    inexact: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Value]:
        """The facts as `{name: value}`."""
        return {heard.fact: heard.value for heard in self.facts}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that mean a yes, a no or an option."""

    fact: str
    value: bool | str


@dataclass(frozen=True, slots=True)
class _Template:
    """A form of words with a value in it. `literals` must all be in a text that it fits."""

    fact: str
    slot: str
    literals: tuple[str, ...]
    pattern: str

    @classmethod
    def of(cls, name: str, fact: Fact, form: str) -> Self:
        parts = _SLOT.split(form)
        head, slot, tail = parts
        value = _SLOTS.get(slot) or number_form(fact.unit)
        guard = "" if tail else _AFTER_A_NUMBER if slot == "n" else r"(?!之?前|以前)"
        pattern = rf"{_loose(head)}\s?(?P<value>{value})\s?{_loose(tail)}{guard}"
        literals = tuple(part.strip() for part in (head, tail) if part.strip())
        return cls(name, slot, literals, pattern)

    def fits(self, text: str) -> Iterable[re.Match[str]]:
        """Where it occurs in `text`; most forms are dismissed without a search."""
        if all(literal in text for literal in self.literals):
            yield from _compiled(self.pattern).finditer(text)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    """On first use: compiling all forms takes a second, and most are never needed."""
    return re.compile(pattern, re.IGNORECASE)


class FactReader:
    """Reads the facts of one `facts.yml`. Built once."""

    def __init__(self, facts_file: FactsFile) -> None:
        self.file = facts_file
        self._phrases: dict[str, list[_Phrase]] = {}
        self._templates: list[_Template] = []
        for name, fact in facts_file.facts.items():
            for words, value in _phrases_of(fact):
                self._phrases.setdefault(folded(words), []).append(_Phrase(name, value))
            self._templates += [_Template.of(name, fact, form) for form in fact.heard_as]
        longest_first = sorted(self._phrases, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, longest_first)) or "(?!)"
        # Looking ahead finds a phrase at every position, overlapping ones too.
        self._any_phrase = re.compile(f"(?=({alternatives}))")

    def read(self, text: str, today: date, spans_to_ignore: Sequence[Span] = ()) -> Hearing:
        """The facts that `text` (normalised) tells. Words inside `spans_to_ignore` tell none:

        those are names of policies (就业困难人员认定). Longer words around a name do: 办了失业登记.
        """
        numbers, inexact = self._numbers(text, today, spans_to_ignore)
        # Beside an exact age or date, the person speaks of nobody else: “46岁女的能办吗”.
        certain = [(heard.start, heard.end) for heard in numbers]
        found = [*numbers, *self._said(text, spans_to_ignore, certain)]
        last: dict[str, HeardFact] = {}
        for heard in sorted(found, key=lambda heard: (heard.start, heard.end)):
            last[heard.fact] = heard
        last = self._without_taken_back(last, after_correction(text))
        return Hearing(
            tuple(sorted(last.values(), key=lambda heard: heard.start)),
            corrects(text),
            tuple(name for name in dict.fromkeys(inexact) if name not in last),
        )

    def _without_taken_back(self, heard: dict[str, HeardFact], cut: int) -> dict[str, HeardFact]:
        """Without what “45岁，不对，46” takes back: all numbers before, and the last thing said."""
        before = [each for each in heard.values() if each.end <= cut]
        latest = max((each.end for each in before), default=0)
        taken_back = {
            each.fact
            for each in before
            if each.end == latest or self.file.facts[each.fact].kind in (Kind.NUMBER, Kind.DATE)
        }
        return {name: each for name, each in heard.items() if name not in taken_back}

    def _said(self, text: str, ignore: Sequence[Span], certain: list[Span]) -> Iterable[HeardFact]:
        low = text.lower() if len(text.lower()) == len(text) else text
        spans = [match.span(1) for match in self._any_phrase.finditer(low)]
        spans = [span for span in spans if _is_whole(low, *span)]
        for start, end in _longest(_outside(spans, ignore), low):
            near = any(first - 2 <= end and start <= last + 2 for first, last in certain)
            how = said(text, start, end, certain=near)
            for phrase in self._phrases[low[start:end]]:
                if how is Said.YES:
                    yield HeardFact(phrase.fact, phrase.value, start, end)
                elif how is Said.NO and phrase.value is True:
                    yield HeardFact(phrase.fact, False, start, end, negated=True)

    def _numbers(
        self, text: str, today: date, ignore: Sequence[Span]
    ) -> tuple[list[HeardFact], list[str]]:
        """Exact values of numbers and dates, and the facts whose value was not exact."""
        if not _NUMERIC.search(text):
            return [], []
        found: dict[Span, list[tuple[_Template, str]]] = {}
        for template in self._templates:
            for match in template.fits(text):
                found.setdefault(match.span(), []).append((template, match["value"]))
        exact: list[HeardFact] = []
        inexact: list[str] = []
        for start, end in _longest(_outside(found, ignore), text):
            if said(text, start, end, certain=True) is not Said.YES:
                continue
            readings: dict[str, set[Value | None]] = {}
            for template, words in found[start, end]:
                fact = self.file.facts[template.fact]
                value = read_slot(fact, template.slot, words, today)
                readings.setdefault(template.fact, set()).add(value)
            for name, values in readings.items():
                value = values.pop()
                # Forms that disagree (“24年没工作”: since 2024, for 24 years) tell nothing exact.
                if value is None or values or follows_a_hedge(text, end):
                    inexact.append(name)
                elif in_range(self.file.facts[name], value):
                    exact.append(HeardFact(name, value, start, end))
        return exact, inexact


def corrects(text: str) -> bool:
    """Whether the person takes something back: “不对，是46岁”, “说错了”, “改一下”."""
    return _CORRECTION.search(text) is not None


def after_correction(text: str) -> int:
    """Where the text begins that counts: after the last “不对”, “说错了”; 0 without any."""
    return max((match.end() for match in _CORRECTION.finditer(text)), default=0)


def folded(words: str) -> str:
    """Words of the knowledge base as a normalised text has them."""
    return unicodedata.normalize("NFKC", words).lower()


def number_form(unit: str | None) -> str:
    """The pattern of a number with this unit: a sum of money, a percentage, or a plain number."""
    if unit and "%" in unit:
        return f"(?:{PERCENT}|{NUMBER})"
    return MONEY if unit and "元" in unit else NUMBER


def read_figure(text: str, unit: str | None) -> Decimal | None:
    """The exact number in the unit of the fact: 20万元 is 20 for 万元."""
    if unit and "%" in unit:
        percent = read_percent(text)
        return read_number(text) if percent is None else percent
    if unit and "元" in unit:
        yuan = read_money(text)
        return yuan / 10000 if yuan is not None and unit.startswith("万") else yuan
    return read_number(text)


def read_slot(fact: Fact, slot: str, words: str, today: date) -> Value | None:
    """The value that stands in a form's `{n}`, `{date}` or `{duration}`; None when not exact."""
    if slot == "date":
        return read_date(words, today)
    if slot == "n":
        return read_figure(words, fact.unit)
    duration = read_duration(words)
    if duration is None:
        return None
    return duration.before(today) if fact.kind is Kind.DATE else duration.in_unit(fact.unit or "月")


def in_range(fact: Fact, value: Value) -> bool:
    """Whether a number is one that the fact can have."""
    return not isinstance(value, Decimal) or fact.minimum <= value <= fact.maximum


_HEDGE = re.compile(rf"\s?{HEDGE_AFTER}")


def follows_a_hedge(text: str, end: int) -> bool:
    """Whether what ends at `end` is made a guess or a limit by what follows: 46岁左右, 50人以上."""
    return _HEDGE.match(text, end) is not None


def _phrases_of(fact: Fact) -> Iterable[tuple[str, bool | str]]:
    for words in fact.heard.yes:
        yield words, True
    for words in fact.heard.no:
        yield words, False
    for name, option in fact.options.items():
        for words in option.heard_as:
            yield words, name


def _loose(words: str) -> str:
    """The words with a space allowed between any two characters: people type 45 岁."""
    return r"\s?".join(re.escape(char) for char in words.strip() if char != " ")


def _outside(spans: Iterable[Span], ignore: Sequence[Span]) -> list[Span]:
    """The spans that no ignored span covers or cuts; one that reaches beyond it on a side stays."""
    return [
        (start, end)
        for start, end in spans
        if not any(
            (start, end) == (first, last)
            or (first < end and start < last and not (start <= first and last <= end))
            for first, last in ignore
        )
    ]


def _is_whole(text: str, start: int, end: int) -> bool:
    if text[end : end + 1] in _CONTINUES.get(text[end - 1], "") and end < len(text):
        return False
    return end - start > 1 or _ALONE.match(text, start) is not None


def _longest(spans: Iterable[Span], text: str) -> list[Span]:
    """Without those that overlap a longer one; of two as long as each other the earlier stays.

    我是 does not count: in “我是农民工” the longer word is 农民工, not 我是农民.
    """

    def shortness(span: Span) -> tuple[int, int]:
        return -len(_FRAME.sub("", text[span[0] : span[1]])), span[0]

    kept: list[Span] = []
    for start, end in sorted(set(spans), key=shortness):
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return sorted(kept)
