"""Read the reply to one question that was asked: a fact of `facts.yml`, or a group of them.

A reply that only asks something else has no answer in it (None): it is a question of its own.
“没有，那要带什么材料？” does answer; what follows is the caller's.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.policies.facts import Fact, Group, Kind, Value
from bot.policies.partial_date import PartialDate
from bot.understanding.between import shortened
from bot.understanding.dates import DATE, read_date
from bot.understanding.durations import DURATION, is_duration, read_duration
from bot.understanding.facts import FactReader, Hearing, Span, after_correction
from bot.understanding.forms import follows_a_hedge, in_range, number_form, read_figure
from bot.understanding.patterns import one_of
from bot.understanding.phrases import folded
from bot.understanding.quantities import HEDGE_AFTER, NUMBER, PERCENT, read_number
from bot.understanding.short_replies import (
    admits_not_knowing,
    is_hedged,
    is_not_known,
    stops,
    wants_help,
    was_refused,
    yes_or_no,
)
from bot.understanding.statements import BOUNDARY, Said, asks, is_guessed, said


@dataclass(frozen=True, slots=True)
class Answered:
    """Values of the asked facts; of a group only those that the reply settles."""

    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Approximate:
    """A number or a date was given, but not exactly enough (“四十来岁”): ask again."""

    fact: str


@dataclass(frozen=True, slots=True)
class OutOfRange:
    """A number that the fact cannot have: 460岁."""

    fact: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class NotKnown:
    """The person does not know, or would not say."""


@dataclass(frozen=True, slots=True)
class WantsHelp:
    """The person asks what the question means."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The person wants no more questions."""


Answer = Answered | Approximate | OutOfRange | NotKnown | WantsHelp | Stop


@dataclass(frozen=True, slots=True)
class _Reply:
    """A reply with all that reading it needs. `clauses` are those that ask nothing."""

    asked: str
    text: str
    clauses: tuple[str, ...]
    today: date
    reader: FactReader
    hearing: Hearing


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
    reply = _Reply(asked, rest, tuple(_statements(rest)), today, reader, hearing)
    answer = _read(subject, reply)
    if answer is None and is_not_known(text, about):
        return NotKnown()
    return answer


def _read(subject: Fact | Group, reply: _Reply) -> Answer | None:
    if isinstance(subject, Group):
        return _group(subject, reply)
    if isinstance(subject, Fact) and (enough := _lasts_long_enough(subject, reply)) is not None:
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
        words += [word for each in members for word in (each.name, _plain_name(each))]
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


def _yes_no(fact: Fact, reply: _Reply) -> Answer | None:
    if admits_not_knowing(reply.text):
        return NotKnown() if reply.clauses else None
    if _NO_LONGER_VALID.search(reply.text):
        return None
    found: set[bool] = set()
    for clause in reply.clauses:
        value = yes_or_no(clause, fact.question)
        if value is None:
            value = _without_topic(clause, fact)
        # A guess is no answer: a verdict would rest on it.
        if value is not None:
            if is_hedged(clause):
                return NotKnown()
            found.add(value)
        elif found and was_refused(clause):
            # “申请过,没批” is no more than not having it.
            found = {False}
    if not found:
        same = any(clause == _plain_name(fact) for clause in reply.clauses)
        return Answered({reply.asked: True}) if same else None
    return Answered({reply.asked: found.pop()}) if len(found) == 1 else None


# “有是有,不过过期了” is neither.
_NO_LONGER_VALID = re.compile("过期|失效|作废|注销|吊销")
_YEARS_AT_LEAST = re.compile(r"(\d+)年以上")


def _lasts_long_enough(fact: Fact, reply: _Reply) -> bool | None:
    """Whether the one time that is told is that of the question: 签了六个月 to 1年以上."""
    limit = _YEARS_AT_LEAST.search(fact.question) if fact.kind is Kind.YES_NO else None
    found = [match for c in reply.clauses for match in re.finditer(DURATION, c)]
    if limit is None or len(found) != 1 or is_hedged(reply.text):
        return None
    duration = read_duration(found[0][0])
    before = found[0].string[: found[0].start()]
    if duration is None or re.search("[没未不]|毕业|交|缴|干|前$", before):
        return None
    return duration.months >= 12 * int(limit[1])


# Nouns by which people take up a question, where it or its words have them.
_TOPIC = re.compile(
    one_of(
        "一次性创业补贴 创业补贴 带动就业补贴 就业困难人员认定 就业困难认定 就业困难 失业保险费 "
        "失业保险金 失业保险 "
        "失业登记 就业登记 社会保险费 社会保险 劳动合同 营业执照 残疾证 社保费 失业金 社保 "
        "保险 五险 合同 登记 "
        "补贴 执照 低保 助学贷款 贷款 认定 资格 税 证 手续"
    )
)
# “没回来登记”, “忘了登记”: not done, whatever for.
_PUT_OFF = re.compile(
    "没有?(?:回来|回去|过来|空|时间|来得及|顾得?上|想起来|抽空|人去)|"
    "顾不上|来不及|没?忘[了记]?(?=[办做去弄登交])|懒得"
)
_LASTS = re.compile("一直|有|在|每个?[月季年]|按时|按月|都")
_THIS = one_of("这个 这块 这事 那个 这边 方面 的事 嘛 呢 啊 呀")


def _without_topic(clause: str, fact: Fact) -> bool | None:
    """What is left without the noun that was asked about and small words: “登记昨天去街道弄的”."""
    known = folded("\n".join((fact.name, fact.question, *fact.heard.words)))
    about = [match for match in _TOPIC.finditer(clause) if match[0] in known]
    if about and _TOPIC.sub("", clause[about[0].end() :]) != clause[about[0].end() :]:
        # “登记要带的证有了”: of two nouns it is not clear which is meant.
        return None
    rest = _PUT_OFF.sub("没", clause)
    if about:
        about = list(_TOPIC.finditer(rest))
        clause = rest
        rest = clause[: about[0].start()] + re.sub(rf"^{_THIS}", "", clause[about[0].end() :])
    ways = [rest, *(words for words, _ in shortened(rest))]
    if any(re.fullmatch(r"[有在]{0,2}[办交缴签领报][的呢]?", words) for words in ways[1:]):
        # “社保我们一直都有给他们交”.
        return True if _LASTS.search(rest) else None
    values = {value for words in ways if (value := yes_or_no(words, fact.question)) is not None}
    return values.pop() if len(values) == 1 else None


_TAIL = r"(?:的|了|吧|啊|呀|呢|哦|整|正|员工|职工|工人)*"
_UNITS = {
    "岁": r"周?岁",
    "人": r"(?:个|名|位|号)?(?:人|员工|职工|工人|雇员|帮工|小工|师傅|阿姨|大姐|伙计|店员)?",
    "月": r"个?月",
    "个月": r"个?月",
    "个": r"个?(?:见习)?(?:岗位?|名额)?",
    "%": "",
}
# “没有” is the number 0 where things are counted, not where a sum or an age is asked.
_COUNTS = {"人", "月", "个月", "%", "次"}


def _number(fact: Fact, reply: _Reply) -> Answer | None:
    unit = fact.unit or ""
    found: list[Decimal | None] = []
    for clause in reply.clauses:
        value = _figure(clause, fact)
        if value is not False:
            found.append(value)
    if "招" in fact.question and (hired := _hired(reply)) is not None:
        found = [hired]
    if any(_did_not(clause, fact) for clause in reply.clauses):
        # “就夫妻俩,没雇人”.
        found = []
    elif not found and (only := _only_figure(fact, reply)):
        found = [only if only is not True else None]
    if not found:
        sure = [clause for clause in reply.clauses if not is_hedged(clause)]
        none = any(yes_or_no(clause, "") is False or _did_not(clause, fact) for clause in sure)
        is_zero = unit in _COUNTS and none and in_range(fact, Decimal(0))
        return Answered({reply.asked: Decimal(0)}) if is_zero else None
    value = found[0]
    if value is None or admits_not_knowing(reply.text):
        return Approximate(reply.asked)
    if any(other != value for other in found):
        return None
    if not in_range(fact, value):
        return OutOfRange(reply.asked, value)
    return Answered({reply.asked: value})


# With one of these, a number is nothing else.
_COUNTED = {
    "岁": r"\s?周?岁",
    "人": (
        r"\s?(?:个|名|位|号)?(?:人(?![次均])|员工|职工|工人|雇员|帮工|小工|师傅|阿姨|大姐|伙计|店员)|"
        r"\s?[个名位](?![月半多])"
    ),
    "元": r"(?:(?<=[元块万千])|(?<=\d\d))",
    "%": "",
    "家": r"\s?[家户]",
    "年": None,
    "月": None,
    "个月": None,
    "天": None,
}
_IN_ALL = re.compile("(?:实际上?|一共|总共|合计|累计|加起来|算下来)[做干有交缴了是只才就]{0,3}$")
_NOT_MYSELF = re.compile("除了?我(?:自己)?[,，]?还有|还有")
# A number after these is a limit, or one of several that together are meant.
_NO_ANSWER_AFTER = re.compile(
    r"(?:[没未不别差缺少欠断还剩]|再过|除了|超|要|才能|至少|最多|标准|第|每)[^,。;]{0,3}$"
)


def _only_figure(fact: Fact, reply: _Reply) -> Decimal | Literal[True] | None:
    """The one number in the reply that can be meant, whatever else stands there; True: inexact."""
    unit = fact.unit or ""
    text = ",".join(reply.clauses)
    after = _COUNTED.get(unit, rf"\s?{re.escape(unit)}")
    number = PERCENT if unit == "%" else number_form(unit)
    form = DURATION if after is None else rf"(?:{number}){after}"
    found = list(re.finditer(form, text, re.IGNORECASE))
    totals = [match for match in found if _IN_ALL.search(text[: match.start()])]
    if len(found) > 1 and len(totals) == 1:
        text = text[: totals[0].end()]
        text = re.sub(form, "", text[: totals[0].start()], flags=re.IGNORECASE) + totals[0][0]
        found = list(re.finditer(form, text, re.IGNORECASE))
    if len(found) != 1 or not reply.clauses:
        return None
    start, end = found[0].span()
    before = re.split(BOUNDARY, text[:start])[-1]
    elsewhere = any(
        heard.fact != reply.asked and heard.start < end and start < heard.end
        for heard in reply.hearing.facts
    )
    another = (other := _ANOTHER.search(text)) and other[0] not in fact.name + fact.question
    others = len(re.findall(DURATION, text)) > 1 if after is None else _another_count(text, form)
    before = _NOT_MYSELF.sub("", before) if unit == "人" else before
    if elsewhere or another or others or _NO_ANSWER_AFTER.search(before):
        return None
    # What somebody looked up is told: “人家说我有53个月”.
    sure = re.sub("人家|听说", lambda match: "," * len(match[0]), text)
    if _is_of_another_period(before, fact) or said(sure, start, end, certain=True) is Said.NOTHING:
        return True
    clause = re.split(BOUNDARY, text[start:])[0]
    if is_guessed(text, start, end) or is_hedged(before + clause) or follows_a_hedge(text, end):
        return True
    words = found[0][0]
    if after is None:
        duration = read_duration(words)
        return duration.in_unit(unit) if duration else True
    figure = re.match(number, words, re.IGNORECASE)
    value = read_figure(figure[0], unit) if figure else None
    return True if value is None else value


def _hired(reply: _Reply) -> Decimal | None:
    """How many were hired, whatever else is counted: “招了5个应届的,总共40个人”."""
    form = rf"[招雇请聘][了来用进着聘]{{0,2}}(?P<n>{NUMBER})\s?[个名位]"
    found = [match for clause in reply.clauses for match in re.finditer(form, clause)]
    return read_number(found[0]["n"]) if len(found) == 1 else None


def _another_count(text: str, form: str) -> bool:
    """Whether digits stand there that are no part of the number that was found, nor of a day."""
    rest = re.sub(DURATION, "", re.sub(DATE, "", re.sub(form, "", text, flags=re.IGNORECASE)))
    return re.search(r"\d", rest) is not None


def _figure(clause: str, fact: Fact) -> Decimal | Literal[False] | None:
    """The number that a clause gives; None for an inexact one, False for a clause without."""
    unit = fact.unit or ""
    lasts = unit in ("年", "月", "个月", "天")
    forms = [(DURATION, "")] if lasts else []
    forms.append((number_form(fact.unit), _UNITS.get(unit, re.escape(unit))))
    for form, unit_form in forms:
        pattern = (
            rf"(?P<lead>[^\d]{{0,12}}?)(?P<value>{form})\s?(?:{unit_form})?"
            rf"(?P<hedge>{HEDGE_AFTER}(?:一?点)?)?{_TAIL}"
        )
        match = re.fullmatch(pattern, clause)
        if not match:
            continue
        lead = _without_period(match["lead"], fact)
        if re.search(r"[没未无不别]", lead):
            continue
        if (other := _ANOTHER.search(lead)) and other[0] not in fact.name + fact.question:
            continue
        if _is_of_another_period(lead, fact):
            return None
        if _counts(lead):
            continue
        if (
            is_hedged(match["lead"])
            or match["hedge"]
            or is_guessed(clause, match.start("value"), match.end("value"))
            or re.match(r"\s?\S{0,2}多", clause[match.end("value") :])
        ):
            return None
        if form is DURATION:
            if re.fullmatch(r"[^年个半多来]+月", match["value"]):
                continue
            duration = read_duration(match["value"])
            return duration.in_unit(unit) if duration else None
        return read_figure(match["value"], fact.unit)
    return False


# “养老保险交了20年” does not answer how long one paid against unemployment.
_ANOTHER = re.compile("养老|医疗|医保|公积金")


def _did_not(clause: str, fact: Fact) -> bool:
    """Whether it denies what is counted: “没雇人” to “一共雇了几个人”, “没裁过人” to 裁员率."""
    match = re.search(r"[没未](?:有|再|去)?([雇招请裁])", clause)
    hires = "雇招请"
    alike = hires if match and match[1] in hires else match[1] if match else ""
    return any(verb in fact.name + fact.question for verb in alike)


_MONTHLY = re.compile(r"一个月|每个?月|月")
_YEARLY = re.compile(r"一年|每年")


def _without_period(lead: str, fact: Fact) -> str:
    """Without 一个月 where the sum of a month is asked: its 一 counts nothing."""
    about = fact.name + fact.question
    if (fact.unit or "") != "元":
        return lead
    if "每月" in about:
        lead = _MONTHLY.sub("", lead)
    return lead.replace("一年", "") if "一年" in about else lead


def _is_of_another_period(lead: str, fact: Fact) -> bool:
    """Whether a sum is that of a month where a year is asked, or the other way round."""
    about = fact.name + fact.question
    if (fact.unit or "") != "元":
        return False
    return bool(
        ("一年" in about and _MONTHLY.search(lead)) or ("每月" in about and _YEARLY.search(lead))
    )


def _counts(lead: str) -> bool:
    """Whether another number stands before: it is not clear which one is meant."""
    return any(read_number(char) is not None for char in re.sub(r"一[共起直般定]", "", lead))


_VAGUE = re.compile(
    one_of(
        "上半年 下半年 前几年 前些年 前两年 这两年 好久 很久 早就 老早 最近 前阵子? "
        "前段时间 前不久 刚刚 几年前 年底 "
        "暑假 寒假 春节 过年"
    )
)
_ABOUT_DATE = re.compile(r"大概|大约|左右|好像|可能|应该|估计|前后|差不多")
_AROUND_A_DATE = 12


def _date(fact: Fact, reply: _Reply) -> Answer | None:
    found = [value for clause in reply.clauses for value in _days(clause, reply.today)]
    if not found:
        vague = any(len(c) <= _AROUND_A_DATE and _VAGUE.search(c) for c in reply.clauses)
        return Approximate(reply.asked) if vague else None
    # Of two dates it is not clear which one is meant.
    if found[0] is None or any(other != found[0] for other in found):
        return Approximate(reply.asked)
    return Answered({reply.asked: found[0]})


def _days(clause: str, today: date) -> list[PartialDate | None]:
    """The dates that a clause gives, None for one that is not exact; a duration counts back."""
    if re.search(r"不是|没(?!上班|工作|班上|干|事)", clause):
        return []
    dates = list(re.finditer(DATE, clause))
    spans = dates or list(re.finditer(DURATION, clause))
    if len(clause) - sum(len(match[0]) for match in spans) > _AROUND_A_DATE:
        return []
    return [(_day if dates else _since)(match, today) for match in spans]


def _day(match: re.Match[str], today: date) -> PartialDate | None:
    """The date; the day of one that is a guess is left out (“大概3月15号”)."""
    value = read_date(match[0], today)
    # “12年” is the year 2012 or twelve years; two digits alone are nothing.
    if value is None or re.fullmatch(r"[1-5]\d年|\d\d", match[0]):
        return None
    return PartialDate(value.year, value.month) if _ABOUT_DATE.search(match.string) else value


def _since(match: re.Match[str], today: date) -> PartialDate | None:
    """The day that a duration began; None where it is a guess."""
    duration = read_duration(match[0])
    vague = _ABOUT_DATE.search(match.string) or follows_a_hedge(match.string, match.end())
    return None if duration is None or vague else duration.before(today)


def _choice(fact: Fact, reply: _Reply) -> Answer | None:
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


def _place(fact: Fact, reply: _Reply) -> Answer | None:
    return None


_READERS: dict[Kind, Callable[[Fact, _Reply], Answer | None]] = {
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
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


def _group(group: Group, reply: _Reply) -> Answer | None:
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
        words = _plain_name(facts[name])
        start = plain.find(words)
        if start >= 0:
            how = said(plain, start, start + len(words), certain=True)
            if how is not Said.NOTHING:
                values[name] = how is Said.YES
    for word in re.split(r"[,、和跟]", plain):
        named = [name for name in members if word in _plain_name(facts[name])]
        if len(word) > 1 and len(named) == 1:
            values.setdefault(named[0], True)
    heard = reply.reader.read(plain, reply.today, asked=reply.asked).values
    values |= {name: heard[name] for name in members if name in heard}
    if values and _OTHERS_NOT.search(reply.text):
        values = {name: values.get(name, False) for name in members}
    if values and any(_OTHERS_TOO.fullmatch(clause) for clause in reply.clauses):
        values = {name: values.get(name, True) for name in members}
    return Answered(values) if values else None


def _plain_name(fact: Fact) -> str:
    """The name without what stands in brackets."""
    return re.sub(r"\(.*?\)", "", folded(fact.name)).strip()


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
