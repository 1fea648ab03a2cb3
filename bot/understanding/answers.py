"""Read the reply to one question that was asked: a fact of `facts.yml`, or a group of them.

A reply that only asks something else has no answer in it (None): it is a question of its own.
“没有，那要带什么材料？” does answer; what follows is the caller's.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.policies.facts import Fact, Group, Kind, Value
from bot.understanding.date_answers import answer_date
from bot.understanding.durations import is_duration
from bot.understanding.facts import FactReader, Span, after_correction
from bot.understanding.number_answers import answer_number
from bot.understanding.patterns import one_of
from bot.understanding.phrases import folded
from bot.understanding.quantities import read_number
from bot.understanding.reply import (
    Answer,
    Answered,
    Approximate,
    NotKnown,
    OutOfRange,
    Reply,
    Stop,
    WantsHelp,
    plain_name,
)
from bot.understanding.short_replies import (
    admits_not_knowing,
    is_hedged,
    is_not_known,
    stops,
    wants_help,
)
from bot.understanding.statements import BOUNDARY, Said, asks, said
from bot.understanding.yes_no_answers import answer_yes_no, lasts_long_enough

__all__ = [
    "Answer",
    "Answered",
    "Approximate",
    "NotKnown",
    "OutOfRange",
    "Stop",
    "WantsHelp",
    "read_answer",
]


def read_answer(
    asked: str, text: str, today: date, reader: FactReader, spans_to_ignore: Sequence[Span] = ()
) -> Answer | None:
    """What `text` (normalised) answers to the fact or group `asked`; None when it does not.

    A place is found by the linker: for one, only NotKnown, WantsHelp and Stop come back.
    KeyError when `asked` is neither a fact nor a group.
    """
    groups = reader.file.groups
    subject = groups[asked] if asked in groups else reader.file.facts[asked]
    about = _about(subject, reader)
    if stops(text):
        return Stop()
    if wants_help(text, about):
        return WantsHelp()
    cut = after_correction(text)
    # Spans are those of the whole text.
    ignore = [(start - cut, end - cut) for start, end in spans_to_ignore if start >= cut]
    rest = text[cut:]
    hearing = reader.read(rest, today, ignore, asked)
    reply = Reply(asked, rest, tuple(_statements(rest)), today, reader, hearing)
    answer = _read(subject, reply)
    if answer is None and is_not_known(text, about):
        return NotKnown()
    return answer


def _read(subject: Fact | Group, reply: Reply) -> Answer | None:
    if isinstance(subject, Group):
        return _group(subject, reply)
    if (enough := lasts_long_enough(subject, reply)) is not None:
        return Answered({reply.asked: enough})
    if reply.asked in reply.hearing.values:
        return Answered({reply.asked: reply.hearing.values[reply.asked]})
    if reply.asked in reply.hearing.inexact:
        return Approximate(reply.asked)
    return _READERS[subject.kind](subject, reply)


def _about(subject: Fact | Group, reader: FactReader) -> str:
    """All words of a question, in which the words of a reply that asks about it are found."""
    words = [subject.name, subject.question, subject.help or ""]
    if isinstance(subject, Group):
        members = [reader.file.facts[name] for name in subject.facts]
        words += [word for each in members for word in (each.name, plain_name(each))]
        words += [word for each in members for word in each.heard.yes]
    else:
        words += [option.title for option in subject.options.values()]
        words += subject.heard.words
    return folded("\n".join(words))


def _statements(text: str) -> Iterator[str]:
    """The clauses before the first that asks something."""
    start = 0
    for boundary in [*BOUNDARY.finditer(text), None]:
        end = boundary.start() if boundary else len(text)
        clause = text[start:end].strip()
        mark = "?" if boundary and boundary[0] in "?？" else ""
        if asks(clause + mark) and not (not mark and is_duration(clause.rstrip("了吧的"))):
            return
        if clause:
            yield clause
        start = boundary.end() if boundary else end


def _choice(fact: Fact, reply: Reply) -> Answer | None:
    options = list(fact.options)
    titles = {name: folded(option.title) for name, option in fact.options.items()}
    for clause in reply.clauses:
        positions = _positions(clause, len(options))
        if len(positions) == 1:
            return Answered({reply.asked: options[positions[0]]})
        words = re.sub(
            r"^(?:我们?|单位|公司|就|应该)?(?:是|属于|选|算)?|(?:的|吧|啊|呀|了|呢)+$", "", clause
        )
        named = [name for name, title in titles.items() if title in clause]
        named = named or [name for name, title in titles.items() if _begins(title, words)]
        if len(named) == 1 and not is_hedged(clause):
            return Answered({reply.asked: named[0]})
    return None


def _begins(title: str, words: str) -> bool:
    """Whether a part of the title begins so: 中级 or 四级 for 中级工(四级)."""
    return len(words) > 1 and any(part.startswith(words) for part in re.split(r"[(),、]", title))


def _place(fact: Fact, reply: Reply) -> Answer | None:
    return None


_READERS: dict[Kind, Callable[[Fact, Reply], Answer | None]] = {
    Kind.YES_NO: answer_yes_no,
    Kind.NUMBER: answer_number,
    Kind.DATE: answer_date,
    Kind.CHOICE: _choice,
    Kind.PLACE: _place,
}

_NONE = re.compile(
    one_of("以上 上面 这些 我们? 我们?家 全 哪个 哪种 哪一?[个种样] 什么 啥 一[个样种] 一?个")
    + "*(?:都|也|均)?"
    + one_of("没有? 不是 不属于 不符合 不沾 没得 无 木有 不占 否")
    + r"(?:一个|这些|这种?情况|以上情况)?(?:的|了|啊|呀|呢|吧|符合)*"
)
_ALL = re.compile(
    r"(?:以上|上面|我|我家|这些|全|全部|这?[两二三四五六几][样条个项])*都"
    r"(?:是|有|符合|属于|占|满足|做到|办|对)(?:的|了|啊|呀)*"
)
_OTHERS_TOO = re.compile(
    r"(?:其他|其它|别的|另外|剩下|其余)的?(?:[几两三][个种样条项])?(?:全|也)?都?(?:是|有|符合|满足)(?:的|了)*"
)
_OTHERS_NOT = re.compile(
    r"(?:其他|其它|别的|另外|剩下|其余)的?(?:几[个种])?(?:都|也)?(?:没有?|不是|不属于|无)|"
    + one_of("除了 只有 只是 只占")
)


def _group(group: Group, reply: Reply) -> Answer | None:
    facts, members = reply.reader.file.facts, group.facts
    if not reply.clauses or admits_not_knowing(reply.text):
        return None
    tells_of_one = any(name in reply.hearing.values for name in members)
    for clause in reply.clauses:
        if _NONE.fullmatch(clause) and not tells_of_one:
            return Answered(dict.fromkeys(members, False))
        if _ALL.fullmatch(clause):
            return Answered(dict.fromkeys(members, True))
    values: dict[str, Value] = {
        members[position]: True for position in _positions(reply.text, len(members))
    }
    plain = re.sub(r"只有|只是|只占|除了|就是|可能|属于", "", ",".join(reply.clauses))
    for name in members:
        words = plain_name(facts[name])
        start = plain.find(words)
        if start >= 0:
            how = said(plain, start, start + len(words), certain=True)
            if how is not Said.NOTHING:
                values[name] = how is Said.YES
    for word in re.split(r"[,、和跟]", plain):
        named = [name for name in members if word in plain_name(facts[name])]
        if len(word) > 1 and len(named) == 1:
            values.setdefault(named[0], True)
    heard = reply.reader.read(plain, reply.today, asked=reply.asked).values
    values |= {name: heard[name] for name in members if name in heard}
    if values and _OTHERS_NOT.search(reply.text):
        values = {name: values.get(name, False) for name in members}
    if values and any(_OTHERS_TOO.fullmatch(clause) for clause in reply.clauses):
        values = {name: values.get(name, True) for name in members}
    return Answered(values) if values else None


_POSITION = (
    r"(?:我?选|第|是)?\s?([1-9]\d?|[一二三四五六七八九十]{1,2}|[a-hA-H])\s?(?:个|项|种|类|条|号)?"
)
_AND = r"\s?(?:和|跟|与|及|、|,|，|\s|还有|以及)\s?"
_POSITIONS = re.compile(rf"{_POSITION}(?:{_AND}{_POSITION})*(?:的|吧|啊|都是|都有|是|。)*")


def _positions(text: str, count: int) -> list[int]:
    """The options (from 0) that a reply names by their place: 1, 第二个, A, “1和3”."""
    text = text.strip()
    if re.fullmatch(r"最后(?:一个|一项|一种|那个|一条)?", text):
        return [count - 1]
    if count == 2 and re.fullmatch(r"(?:前者|后者)(?:吧|啊)?", text):
        return [int(text[0] == "后")]
    if not _POSITIONS.fullmatch(text):
        return []
    found = []
    for match in re.finditer(_POSITION, text):
        number = read_number(match[1])
        place = int(number) - 1 if number is not None else ord(match[1].lower()) - ord("a")
        if not 0 <= place < count:
            return []
        found.append(place)
    return found
