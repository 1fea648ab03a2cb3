"""The day that a question speaks of: “2020年困难企业稳岗返还” asks about 2020."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

# A year beside one of these is a year of the person's life, not of the policy.
_LIFE = re.compile(
    r".{0,2}(?:毕业|入职|上班|工作|退伍|退役|注册|开业|创办|成立|缴费|参保|交的?社保|出生|生的|结婚|下岗|离职|"
    r"辞职|被裁|被辞|失业(?!金|保险|补|登记)|届|拿证|拿到|考|开的|办的|申请的|领的|领过|来的|进厂)"
)
_YEAR = re.compile(
    r"(?<!\d)(20(?:1[5-9]|2\d))(?!\d)(年度?(?:的|份)?(?:(\d{1,2})月(?:份|(\d{1,2})[日号])?)?|版)?"
)
# “22年扬州的呢”: two digits are a year where nothing was done for so long.
_SHORT_YEAR = re.compile(
    r"(?:^|[,，。;；?？ ]|(?<=[那是查问看说在]))(1[5-9]|2\d)年(?=的|那|版|度|底|[\u4e00-\u9fff]{2})"
    r"(?!(?:的)?(?:社保|失业|工龄|老|没|才|就|了|多|以上|以内|内|前|来|间|来说|党|经验|厂|兵|工))"
)
# A bare number is a year only where no word after it counts something.
_COUNTED = re.compile(r"[多来几余]?[元块万千百人个天号名家份%％.]")
_RELATIVE = {"大前年": -3, "前年": -2, "去年": -1, "上一年": -1}
_RELATIVE_WORD = re.compile(r"大前年|(?<!目)(?<!之)(?<!以)前年(?!龄)|去年|上一年")
_NOW = re.compile(r"现在|目前|今年|如今|眼下|当前|现行|最新|明年|后年|以后|今后")


@dataclass(frozen=True)
class AsOf:
    """The day meant, and where the text says so (`start`, `end` in characters).

    `named` is True for a year (“2020年”, “去年”), False for a word of the present (“现在”).
    """

    day: date
    start: int
    end: int
    named: bool


def read_as_of(text: str, today: date) -> AsOf | None:
    """The day `text` speaks of: the last one of the year or month it names; None without any.

    A present or future word means `today`: what comes after today is not known.
    """
    for match in _YEAR.finditer(text):
        if _LIFE.match(text, match.end()):
            continue
        if match[2] is None and _COUNTED.match(text, match.end()):
            continue
        day = _last_day(int(match[1]), match[3], match[4])
        if day:
            return AsOf(min(day, today), *match.span(), named=True)
    for short in _SHORT_YEAR.finditer(text):
        year = 2000 + int(short[1])
        if year <= today.year and not _LIFE.match(text, short.end()):
            day = min(date(year, 12, 31), today)
            return AsOf(day, short.start(1), short.end(), named=True)
    for relative in _RELATIVE_WORD.finditer(text):
        if not _LIFE.match(text, relative.end()):
            day = date(today.year + _RELATIVE[relative[0]], 12, 31)
            return AsOf(day, *relative.span(), named=True)
    if present := _NOW.search(text):
        return AsOf(today, *present.span(), named=False)
    return None


def _last_day(year: int, month: str | None, day: str | None) -> date | None:
    try:
        number = int(month) if month else 12
        return date(year, number, int(day) if day else monthrange(year, number)[1])
    except ValueError:
        return None
