"""Read the reply to a question that is answered by a number."""

import re
from decimal import Decimal
from typing import Literal

from bot.policies.facts import Fact
from bot.understanding.dates import DATE
from bot.understanding.durations import DURATION, read_duration
from bot.understanding.forms import follows_a_hedge, in_range, number_form, read_figure
from bot.understanding.quantities import HEDGE_AFTER, NUMBER, PERCENT, read_number
from bot.understanding.reply import (
    Answer,
    Answered,
    Approximate,
    OutOfRange,
    Reply,
)
from bot.understanding.short_replies import (
    admits_not_knowing,
    is_hedged,
    yes_or_no,
)
from bot.understanding.statements import BOUNDARY, Said, is_guessed, said

_TAIL = r"(?:的|了|吧|啊|呀|呢|哦|整|正|员工|职工|工人)*"
_STAFF = "员工|职工|工人|雇员|帮工|帮手|小工|师傅|阿姨|大姐|伙计|店员|服务员|小妹|学徒|徒弟|会计"
_UNITS = {
    "岁": r"周?岁",
    "人": rf"(?:个|名|位|号)?(?:人|{_STAFF})?",
    "月": r"个?月",
    "个月": r"个?月",
    "个": r"个?(?:见习)?(?:岗位?|名额)?",
    "%": "",
}
# “没有” is the number 0 where things are counted, not where a sum or an age is asked.
_COUNTS = {"人", "月", "个月", "%", "次"}


def answer_number(fact: Fact, reply: Reply) -> Answer | None:
    """The number that the reply gives, how it is inexact or out of range; None without one."""
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
        rf"\s?(?:个|名|位|号)?(?:人(?![次均])|{_STAFF})|"
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


def _only_figure(fact: Fact, reply: Reply) -> Decimal | Literal[True] | None:
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


def _hired(reply: Reply) -> Decimal | None:
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
            rf"(?P<hedge>{HEDGE_AFTER}(?:一?点)?)?{_period(fact)}{_TAIL}"
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
    match = re.search(r"[没未](?:有|再|去)?([雇招请裁]|(?:动|减|辞退?)(?=[过了]?[人员一]))", clause)
    alike = "雇招请" if match and match[1] in "雇招请" else "裁" if match else ""
    return any(verb in fact.name + fact.question for verb in alike)


_MONTHLY = re.compile(r"一个月|每个?月|月")
_YEARLY = re.compile(r"一年|每年")


def _period(fact: Fact) -> str:
    """The period that may follow the sum where it is asked for: 3万6【一年】."""
    about = fact.name + fact.question
    if (fact.unit or "") != "元" or not re.search("一年|每月", about):
        return ""
    return r"(?:一年|每年|/年)?" if "一年" in about else r"(?:一个月|每个?月|/月)?"


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
