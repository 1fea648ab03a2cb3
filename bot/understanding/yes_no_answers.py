"""Read the reply to a question that is answered by yes or no."""

import re

from bot.policies.facts import Fact, Kind
from bot.understanding.between import shortened
from bot.understanding.durations import DURATION, read_duration
from bot.understanding.patterns import one_of
from bot.understanding.phrases import folded
from bot.understanding.reply import (
    Answer,
    Answered,
    NotKnown,
    Reply,
    plain_name,
)
from bot.understanding.short_replies import (
    admits_not_knowing,
    is_hedged,
    was_refused,
    yes_or_no,
)


def answer_yes_no(fact: Fact, reply: Reply) -> Answer | None:
    """What the reply says to a question answered by yes or no; None when it answers none."""
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
        same = any(clause == plain_name(fact) for clause in reply.clauses)
        return Answered({reply.asked: True}) if same else None
    return Answered({reply.asked: found.pop()}) if len(found) == 1 else None


# “有是有,不过过期了” is neither.
_NO_LONGER_VALID = re.compile("过期|失效|作废|注销|吊销")
_YEARS_AT_LEAST = re.compile(r"(\d+)年以上")


def lasts_long_enough(fact: Fact, reply: Reply) -> bool | None:
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
