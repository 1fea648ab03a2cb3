"""Read the reply to a question that is answered by a day."""

import re
from datetime import date

from bot.policies.facts import Fact
from bot.policies.partial_date import PartialDate
from bot.understanding.dates import DATE, read_date
from bot.understanding.durations import DURATION, read_duration
from bot.understanding.forms import follows_a_hedge
from bot.understanding.patterns import one_of
from bot.understanding.reply import (
    Answer,
    Answered,
    Approximate,
    Reply,
)

_VAGUE = re.compile(
    one_of(
        "上半年 下半年 前几年 前些年 前两年 这两年 好久 很久 早就 老早 最近 前阵子? "
        "前段时间 前不久 刚刚 几年前 年底 "
        "暑假 寒假 春节 过年"
    )
)
_ABOUT_DATE = re.compile(r"大概|大约|左右|好像|可能|应该|估计|前后|差不多")
_AROUND_A_DATE = 12


def answer_date(fact: Fact, reply: Reply) -> Answer | None:
    """The day that the reply gives, or that it is not exact; None without one."""
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
