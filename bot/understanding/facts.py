"""Facts about the person out of what they write: “我45了，女的，失业8个月，没登记”.

What counts as said is decided in `statements.py`, of whom in `subjects.py`. The words are those of
`facts.yml`, found by `phrases.py` and `forms.py`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from bot.policies.facts import Facts, FactsFile, Kind, Value
from bot.policies.partial_date import PartialDate
from bot.understanding.between import shortened
from bot.understanding.dates import DATE
from bot.understanding.durations import DURATION
from bot.understanding.forms import Forms, follows_a_hedge, in_range, number_form, read_slot
from bot.understanding.phrases import Phrase, Phrases
from bot.understanding.statements import (
    BOUNDARY,
    Said,
    denies_more,
    is_about_the_rule,
    is_guessed,
    is_of_later,
    names_the_rule,
    said,
    stands_in_a_question,
)
from bot.understanding.subjects import Subject, Subjects

Span = tuple[int, int]

# How sure it is that something is a fact of the person. What is less sure than TAKEN is asked; what
# is less sure than CHANGES does not change what was told before.
CERTAIN = 1.0
AS_A_CORRECTION = 0.9
BARE_NUMBER = 0.85
CHANGES = 0.8
OF_A_RELATIVE = 0.75
TAKEN = 0.7
DOUBTFUL = 0.4
INEXACT = 0.0

_CORRECTION = re.compile(
    r"(?:^|[,，。;；!！ ])(?:哦|啊|哎|呃|额|噢|不|抱歉|对不起|不好意思|[,， ])*"
    r"(?:不对(?!吗|吧)|不是的?(?=[,，。! ])|(?<=[,，。;；!！ ])不不+|错了|改一下|改下|"
    r"更正(?:一下)?|纠正|[哦啊呃额]不(?=[,， ]))|"
    r"(?:说|写|打|记|搞|弄|讲|填|选|算|看|数|输|点|按|答)(?:错了?|岔了?|漏了|反了)|改成|改为|口误"
)
_DONE_BEFORE = re.compile("(?:已经?|早就?|刚刚?|被|给(?:我|他|她)?)(?:认定|办|评)?$")
_NUMERIC = re.compile(r"[\d零一二两俩仨三四五六七八九十半几上去前昨今这本年]")
_FRAME = re.compile(r"^我?是?")
_I = re.compile("我(?!们)")
# Beside those that a founder hires, these are still of the founder.
_OWN_BUSINESS = re.compile("创办|创业|执照|经营|雇|您的企业")
# A child's age is never that of somebody who seeks work.
_CHILD = 16
_UNITS = {"岁": "(?:周?岁)?", "人": "(?:个?人)?", "%": ""}
# A relative's household is the person's own.
_HOUSEHOLD = re.compile("家|户")
# “招了5个工人” is not how many there are.
_CHANGED = re.compile(r"[招雇聘请裁走辞][了过用退]?$")
# “一个员工都没辞退” counts nobody.
_NOT_ONE = re.compile("一[个名位][^,。;]{0,4}[都也]?没")
_PAYS = re.compile(r"(?:也|都|已经|一共|总共|累计|足额|的|社保|失业保险|上年|去年){0,3}$")


@dataclass(frozen=True, slots=True)
class HeardFact:
    """A fact and its value, and where the text says so (`start`, `end` in characters).

    `value` is None where a guess or a range was said. `negated` is True where a yes was denied:
    “没办过失业登记”. `confidence` is between 0 and 1; what is below `TAKEN` is to be asked.
    `subject` is whom the text speaks of there.
    """

    fact: str
    value: Value | None
    start: int
    end: int
    negated: bool = False
    confidence: float = CERTAIN
    subject: Subject = Subject.SELF


@dataclass(frozen=True, slots=True)
class Hearing:
    """All facts of one text, in its order, each at most once: what is said later counts.

    `correction` says that something is taken back (“不对，是46岁”). `doubtful` are facts that were
    said inexactly (“四十来岁”), or perhaps not of the person: they are to be asked.
    """

    facts: tuple[HeardFact, ...] = ()
    correction: bool = False
    doubtful: tuple[HeardFact, ...] = ()

    @property
    def values(self) -> dict[str, Value]:
        """The facts as `{name: value}`."""
        return {heard.fact: heard.value for heard in self.facts if heard.value is not None}

    def told(self, before: Facts, of_relative: bool = False) -> dict[str, Value]:
        """The values, without a mother's age where one's own was told `before`.

        `of_relative`: what was told before is of a relative too.
        """
        return {
            heard.fact: heard.value
            for heard in self.facts
            if heard.value is not None
            and (
                heard.confidence >= CHANGES
                or self.correction
                or (of_relative and heard.subject is Subject.RELATIVE)
                or before.get(heard.fact, heard.value) == heard.value
            )
        }

    @property
    def of_relative(self) -> tuple[HeardFact, ...]:
        """What is told of a relative."""
        return tuple(heard for heard in self.facts if heard.subject is Subject.RELATIVE)

    @property
    def inexact(self) -> tuple[str, ...]:
        """The names of the facts that are to be asked."""
        return tuple(dict.fromkeys(heard.fact for heard in self.doubtful))


class FactReader:
    """Reads the facts of one `facts.yml`. Built once."""

    def __init__(self, facts_file: FactsFile) -> None:
        self.file = facts_file
        self._phrases = Phrases(facts_file.facts)
        self._forms = [
            forms for name, fact in facts_file.facts.items() for forms in Forms.of(name, fact)
        ]
        self._kin: dict[str, list[tuple[str, str]]] = {}
        for name, fact in facts_file.facts.items():
            for value, option in fact.options.items():
                for word in option.kin:
                    self._kin.setdefault(word, []).append((name, value))

    def read(
        self,
        text: str,
        today: date,
        spans_to_ignore: Sequence[Span] = (),
        asked: str | None = None,
    ) -> Hearing:
        """The facts that `text` (normalised) tells. Words inside `spans_to_ignore` tell none:

        those are names of policies (就业困难人员认定). Longer words around a name do: 办了失业登记.
        `asked` is the fact or group that it may answer: a bare number is then that, and no other's,
        short words count that else tell nothing, and of those that the firm hires none of it is
        told of the person: “他48岁”.
        """
        spans_to_ignore = [span for span in spans_to_ignore if not _is_told_as_done(text, span)]
        reading = _Reading(self.file, self._phrases, self._forms, self._kin, text, today, asked)
        found = reading.heard(spans_to_ignore)
        last: dict[str, HeardFact] = {}
        for heard in sorted(found, key=lambda heard: (heard.start, heard.end)):
            if heard.confidence >= TAKEN:
                last[heard.fact] = heard
        last = reading.corrected(last)
        doubtful = [heard for heard in found if heard.confidence < TAKEN]
        return Hearing(
            tuple(sorted(last.values(), key=lambda heard: heard.start)),
            corrects(text),
            tuple(heard for heard in doubtful if heard.fact not in last),
        )


class _Reading:
    """One text, while it is read."""

    def __init__(
        self,
        file: FactsFile,
        phrases: Phrases,
        forms: list[Forms],
        kin: dict[str, list[tuple[str, str]]],
        text: str,
        today: date,
        asked: str | None,
    ) -> None:
        self._facts = file.facts
        self._asked = asked
        group = file.groups.get(asked or "")
        members = group.facts if group else [asked] if asked else []
        self._may_answer = frozenset(name for name in members if name in file.facts)
        self._phrases = phrases
        self._forms = forms
        self._kin = kin
        self._text = text
        self._today = today

    @cached_property
    def _subjects(self) -> Subjects:
        return Subjects(self._text)

    def heard(self, ignore: Sequence[Span]) -> list[HeardFact]:
        """All that is said, sure or not, by whomever it is about that may be the person."""
        numbers = [each for each in self._numbers(ignore) if not self._is_of_the_hired(each.fact)]
        # Beside an exact age or date, the person speaks of nobody else: “46岁女的能办吗”.
        exact = [(heard.start, heard.end) for heard in numbers if heard.value is not None]
        told = [each for each in self._said(ignore, exact) if not self._is_of_the_hired(each.fact)]
        found = [*self._of_kin(), *numbers, *told]
        found = [heard for heard in map(self._of_whom, found) if heard]
        children = [heard for heard in found if self._is_of_a_child(heard)]
        if children and self._subjects.names_one_relative:
            return self._doubted([h for h in found if h.subject is not Subject.RELATIVE])
        found = [heard for heard in found if heard not in children]
        return self._doubted(found)

    def corrected(self, heard: dict[str, HeardFact]) -> dict[str, HeardFact]:
        """Without what “45岁，不对，46” takes back: all numbers before, and the last thing said.

        Where one number is taken back and another said for it, that is the value.
        """
        cut = after_correction(self._text)
        before = [each for each in heard.values() if each.end <= cut]
        latest = max((each.end for each in before), default=0)
        taken_back = {
            each.fact: each
            for each in before
            if each.end == latest or self._facts[each.fact].kind in (Kind.NUMBER, Kind.DATE)
        }
        kept = {name: each for name, each in heard.items() if name not in taken_back}
        if before and (again := self._said_again(taken_back, latest, cut)):
            kept.setdefault(again.fact, again)
        return kept

    def _said_again(
        self, taken_back: dict[str, HeardFact], latest: int, cut: int
    ) -> HeardFact | None:
        """The value that stands alone after a correction: “46” in “45岁，不对，46”."""
        old = next((each for each in taken_back.values() if each.end == latest), None)
        fact = self._facts[old.fact] if old else None
        if old is None or fact is None or fact.kind not in (Kind.NUMBER, Kind.DATE):
            return None
        rest = self._text[cut:]
        for slot, value in (("date", DATE), ("duration", DURATION), ("n", number_form(fact.unit))):
            if not any(slot in form for form in fact.heard_as):
                continue
            unit = _UNITS.get(fact.unit or "", f"(?:{re.escape(fact.unit or '')})?")
            again = re.compile(
                rf"[\s,，:]*(?:应该|就|是|有|我|交了|到)*\s?(?P<value>{value})\s?{unit}"
                r"(?:了|的|吧|啊|哈|呢)*(?=$|[,，。;；!！ ])"
            ).match(rest)
            new = read_slot(fact, slot, again["value"], self._today) if again else None
            if again is None or new is None or not in_range(fact, new):
                continue
            was = old.value
            if isinstance(new, PartialDate) and isinstance(was, PartialDate) and slot == "date":
                # “去年10月,记错了,是11月” is of the same year.
                year = new.year if "年" in again["value"] else was.year
                new = PartialDate(year, new.month, new.day)
            return HeardFact(old.fact, new, cut, cut + again.end(), confidence=AS_A_CORRECTION)
        return None

    def _of_whom(self, heard: HeardFact) -> HeardFact | None:
        """`heard` with its subject; None where it is of nobody whom the question is about."""
        subject = self._subjects.of(heard.start, heard.end)
        fact = self._facts[heard.fact]
        words = self._text[heard.start : heard.end]
        if subject is Subject.OTHER:
            asked_for = self._subjects.asks_for_another and fact.about == "person"
            return replace(heard, subject=subject, confidence=TAKEN) if asked_for else None
        if fact.about == "company":
            counted = fact.kind is Kind.NUMBER and _CHANGED.search(self._text[: heard.start])
            return None if counted else heard
        if subject is Subject.SELF:
            return heard
        if subject is Subject.FIRM:
            between = self._text[self._subjects.last_end(heard.start) : heard.start]
            pays = fact.kind is Kind.NUMBER and _PAYS.match(between) is not None
            return None if pays else heard
        if subject is Subject.RELATIVE:
            if fact.kind is Kind.YES_NO and _HOUSEHOLD.search(words):
                return heard
            if self._subjects.asks_for_a_relative:
                confidence = min(heard.confidence, OF_A_RELATIVE)
                return replace(heard, subject=subject, confidence=confidence)
        return None

    def _of_kin(self) -> Iterable[HeardFact]:
        """What the word for the relative who is asked for tells: a mother is a woman."""
        named = self._subjects.first_of_kin
        if named is None:
            return
        word, start, end = named
        for fact, value in self._kin.get(word, ()):
            yield HeardFact(fact, value, start, end)

    def _is_of_a_child(self, heard: HeardFact) -> bool:
        return heard.subject is Subject.RELATIVE and self._is_a_child_s(heard.fact, heard.value)

    def _is_a_child_s(self, name: str, value: Value | None) -> bool:
        age = self._facts[name].unit == "岁"
        return age and isinstance(value, Decimal) and value < _CHILD

    def _is_of_the_hired(self, name: str) -> bool:
        """Whether such a value answers a question about those whom the firm hires."""
        fact = self._facts[name]
        own = fact.about == "company" or _OWN_BUSINESS.search(fact.question)
        if own or _I.search(self._text):
            return False
        asked = [self._facts[each] for each in self._may_answer]
        if asked and all(each.about == "company" and "招" in each.question for each in asked):
            return True
        return any(
            each.about == "company" and (each.kind, each.unit) == (fact.kind, fact.unit)
            for each in asked
        )

    def _doubted(self, found: list[HeardFact]) -> list[HeardFact]:
        """With less confidence in what may be a limit, another answer, or one of two values."""
        told = [each for each in found if self._is_told(each)]
        result = []
        for each in found:
            confidence = each.confidence
            fact = self._facts[each.fact]
            if fact.kind in (Kind.NUMBER, Kind.DATE) and each.value is not None:
                rule = is_about_the_rule(self._text, each.start, each.end)
                alone = not any(other.fact != each.fact for other in told)
                if names_the_rule(self._text, each.start, each.end) or (rule and alone):
                    confidence = min(confidence, DOUBTFUL)
                other_asked = self._asked in self._facts and self._asked != each.fact
                if confidence == BARE_NUMBER and other_asked:
                    confidence = DOUBTFUL
            if fact.kind is not Kind.YES_NO and self._contradicted(each, found):
                confidence = min(confidence, DOUBTFUL)
            result.append(replace(each, confidence=confidence))
        return result

    def _is_told(self, heard: HeardFact) -> bool:
        return heard.confidence >= TAKEN and not is_about_the_rule(
            self._text, heard.start, heard.end
        )

    def _contradicted(self, heard: HeardFact, found: list[HeardFact]) -> bool:
        """Whether another value of the same fact is said beside it, and none of them later."""
        choice = self._facts[heard.fact].kind is Kind.CHOICE
        for other in found:
            if other.fact != heard.fact or other.value in (None, heard.value):
                continue
            first, last = sorted((heard, other), key=lambda each: each.start)
            between = self._text[first.end : last.start]
            if not corrects(between + "。") and (choice or not BOUNDARY.search(between)):
                return not re.search(r"其实|后来|现在|又|再", between)
        return False

    def _said(self, ignore: Sequence[Span], exact: list[Span]) -> Iterable[HeardFact]:
        text = self._text
        low = text.lower() if len(text.lower()) == len(text) else text
        found = {
            (start, end): low[start:end] for start, end in self._phrases.find(low, self._may_answer)
        }
        for span, words in self._around_small_words(low).items():
            found.setdefault(span, words)
        answers = [span for span, words in found.items() if self._answers(words)]
        best = _longest(_outside(answers, ignore), low)
        for start, end in _longest(_outside(found, ignore), low, best):
            if low[start:end] != found[start, end] and is_of_later(low[start:end]):
                continue
            near = any(first - 2 <= end and start <= last + 2 for first, last in exact)
            how = said(text, start, end, certain=near)
            asked_there = stands_in_a_question(text, start, end)
            for phrase in self._meant(found[start, end]):
                if phrase.asked_only and (asked_there or denies_more(text, start, end)):
                    continue
                if how is Said.YES and not phrase.denied_only:
                    yield HeardFact(phrase.fact, phrase.value, start, end)
                elif how is Said.NO and phrase.value is True:
                    yield HeardFact(phrase.fact, False, start, end, negated=True)

    def _answers(self, words: str) -> bool:
        """Whether they may answer what was asked: of two words in one place those are meant."""
        phrases = self._phrases.meanings(words, self._may_answer) if self._may_answer else []
        return any(phrase.fact in self._may_answer for phrase in phrases)

    def _around_small_words(self, text: str) -> dict[Span, str]:
        """The phrases that days or small words stand in, and their words without them."""
        found: dict[Span, str] = {}
        for rest, places in shortened(text):
            for start, end in self._phrases.find(rest, self._may_answer):
                span = (places[start], places[end - 1] + 1)
                if text[span[0] : span[1]] != rest[start:end]:
                    found.setdefault(span, rest[start:end])
        return found

    def _meant(self, words: str) -> list[Phrase]:
        """What the words mean; of those that the firm hires where that was asked: “没有认定”."""
        phrases = self._phrases.meanings(words, self._may_answer)
        answers = [phrase for phrase in phrases if phrase.fact in self._may_answer]
        if any(self._facts[phrase.fact].about == "company" for phrase in answers):
            return [phrase for phrase in phrases if self._facts[phrase.fact].about == "company"]
        return phrases

    def _numbers(self, ignore: Sequence[Span]) -> Iterable[HeardFact]:
        """Values of numbers and dates; None for those that are not exact."""
        text = self._text
        if not _NUMERIC.search(text):
            return
        found: dict[Span, list[tuple[Forms, str]]] = {}
        chars = set(text)
        for form in self._forms:
            for match in form.fits(text, chars):
                found.setdefault(match.span(), []).append((form, match["value"]))
        for start, end in _longest(_outside(found, ignore), text):
            if _NOT_ONE.match(text, start, len(text)) or _NOT_ONE.match(text, max(start - 2, 0)):
                continue
            guessed = is_guessed(text, start, end)
            if said(text, start, end, certain=True) is not Said.YES and not guessed:
                continue
            inexact = guessed or follows_a_hedge(text, end)
            readings: dict[str, list[tuple[Forms, Value | None]]] = {}
            for form, words in found[start, end]:
                value = read_slot(self._facts[form.fact], form.slot, words, self._today)
                readings.setdefault(form.fact, []).append((form, value))
            for name, ways in readings.items():
                value = ways[0][1]
                # Forms that disagree (“24年没工作”: since 2024, for 24 years) tell nothing exact.
                if value is None or inexact or any(other != value for _, other in ways):
                    yield HeardFact(name, None, start, end, confidence=INEXACT)
                elif in_range(self._facts[name], value):
                    bare = all(form.bare for form, _ in ways)
                    if bare and self._is_a_child_s(name, value):
                        continue
                    confidence = BARE_NUMBER if bare else CERTAIN
                    yield HeardFact(name, value, start, end, confidence=confidence)


def _is_told_as_done(text: str, span: Span) -> bool:
    """Whether the name of a policy stands in what was done: “已经认定就业困难人员了”."""
    start, end = span
    return text[end : end + 1] in ("了", "过") and _DONE_BEFORE.search(text[:start]) is not None


def corrects(text: str) -> bool:
    """Whether the person takes something back: “不对，是46岁”, “说错了”, “改一下”."""
    return _CORRECTION.search(text) is not None


def after_correction(text: str) -> int:
    """Where the text begins that counts: after the last “不对”, “说错了”; 0 without any."""
    return max((match.end() for match in _CORRECTION.finditer(text)), default=0)


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


def _longest(spans: Iterable[Span], text: str, best: Iterable[Span] = ()) -> list[Span]:
    """Without those that overlap a longer one; of two as long as each other the earlier stays.

    Those that are the `best` stay whatever they overlap.

    我是 does not count: in “我是农民工” the longer word is 农民工, not 我是农民.
    """

    def shortness(span: Span) -> tuple[int, int]:
        return -len(_FRAME.sub("", text[span[0] : span[1]])), span[0]

    kept = list(best)
    for start, end in sorted(set(spans), key=shortness):
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return sorted(kept)
