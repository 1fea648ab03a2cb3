"""Days to come as people say them: 明天, 下周三, 周三到周五, 3号, 月底前, 元旦后第一个工作日.

Calendar weeks begin on Monday. What is bare (“周三”, “3号”) is the next such day.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.understanding.holidays import NAMES, first_workday, holiday, workday_from
from bot.understanding.numerals import value_of
from bot.understanding.when_times import Impossible


@dataclass(frozen=True, slots=True)
class Days:
    """One mention of a day or several. `vague` where the words leave play.

    `week` and `month` are the first day of the one named, for what is said after it;
    `bare_weekdays` are 0 (Monday) to 6 where no week was named; `aside` is a day that another
    one replaces (“今天想约周五”).
    """

    start: int
    end: int
    days: tuple[date, ...]
    vague: bool = False
    week: date | None = None
    month: date | None = None
    bare_weekdays: tuple[int, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """The day it is, and the first one that a bare weekday may be (today may be too late)."""

    day: date
    still: date


_DAY = timedelta(days=1)
_WEEK = 7 * _DAY
# A day and month without a year is past only as far as this, else it is next year's.
_PAST_AT_MOST = timedelta(days=90)
_SOME_DAYS = 7
_PART_OF_MONTH = {
    "初": (1, 5),
    "上旬": (1, 10),
    "中": (11, 20),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (26, 31),
    "末": (26, 31),
}
_RELATIVE_DAY = {
    "大后": 3,
    "后": 2,
    "明": 1,
    "今": 0,
    "昨": -1,
    "大前": -3,
    "前": -2,
}
_SPAN_OF_DAYS = {
    **dict.fromkeys(("这两天", "这一两天"), (0, 1)),
    **dict.fromkeys(("这几天", "这三两天", "最近几天", "近几天", "近期"), (0, 3)),
    "过两天": (2, 3),
    "过几天": (3, 5),
    **dict.fromkeys(("一会儿", "一会", "待会儿", "待会", "等会儿", "等会", "等下", "稍后"), (0, 0)),
}
_RELATIVE = {"下下": 2, "下": 1, "这": 0, "本": 0, "上": -1, "上上": -2}
_WEEKDAYS = "一二三四五六日"
_WEEKDAYS_CLASS = "[一二三四五六日天]"
_WEEKDAY = (
    r"(?:一(?![般定直起共样下个些旦次岁])|五(?!险)|日(?![常期记报])|六(?=日)|[二三四六天]|[1-6](?![\d:.]))"
    r"(?![点次个岁号])"
)
_WEEK_WORD = r"(?:周|星期|礼拜)"
_NUMERALS = "零一二两三四五六七八九十"
_MONTH = r"(?:1[0-9]|0?[1-9]|十[一二三]|[一二三四五六七八九十])"
_DIGIT = "[一二三四五六七八九]"
_DAY_NUMBER = rf"(?:\d{{1,2}}|三十{_DIGIT}?|[二廿]十?{_DIGIT}|二十|十{_DIGIT}?|{_DIGIT})"
_NO_NUMBER_BEFORE = rf"(?<![\d.A-Za-z第{_NUMERALS}百千])"
# “3号线”, “1号窗口” are no days.
_NUMBERED = (
    r"(?!线|窗|楼|厅|柜|桌|馆|门|院|文|令|公告|岗|店|机|员|台|室|房|仓|厂|车|电|码|站|出口|地铁)"
)
_REL = "(?P<rel>下下|上上|下|这|本|上)"
_HOLIDAY = (
    rf"(?:(?P<name>{'|'.join(name for name in NAMES if name != '十一')}"
    r"(?!劳动奖|广场|路)|十一(?=[前后长假放过]|期间|之|以))"
    r"节?(?:长?假期?|放假)?(?:期间)?"
    r"|(?P<any>(?<![季春环细情时礼])节(?=(?:之|以)?[前后])|[长放]假(?=(?:之|以)?[前后])|放完假|假期(?=[前后结])))"
    r"(?:结束|放完|回来)?|(?P<year>过完年|过了年|过年(?=[前后])|(?<![一二三四五六七八九十几半多今明去大两0-9])年(?=后(?!的?\d)))"
)
_FORMS = {
    "word": (
        r"(?P<word>大后|大前|后|明|今|昨|(?<![之以目年月])前)"
        r"(?:[天日]|儿个?|(?<=[今明])(?=上午|下午|早(?!点)|晚(?!点)|中午))(?!津)"
    ),
    "some": rf"(?P<some>{'|'.join(_SPAN_OF_DAYS)})(?!再说)",
    "later": (
        r"(?<![业职保满记同险薪上止])(?:过|再过)?(?<!\d)(?P<number>\d{1,2}|[一两三四五六七八九十]|半)"
        r"(?P<unit>天|周|个?(?:星期|礼拜)|个月)(?:之|以|过)?后(?![天年])"
    ),
    "weekend": rf"(?:{_REL}个?)?(?P<weekend>周末)",
    "weekday": (
        rf"(?:(?<![每一两三四五六七八九十几半\d满])(?<!每个)|(?<=[周期拜]{_WEEKDAYS_CLASS}))(?:{_REL}个?(?:{_WEEK_WORD}的)?)?"
        rf"{_WEEK_WORD}(?P<weekday>{_WEEKDAY})"
        rf"(?:\s?(?:(?:到|至|~|-|—)\s?{_WEEK_WORD}?|(?<=六)(?=日))(?P<until>{_WEEKDAY}))?"
    ),
    "week": rf"{_REL}个?(?:周|星期|礼拜)(?:之?内|里)?(?![岁年期边围报刊转末]|五险)",
    "full": (
        rf"(?<!\d)(?P<year>20\d\d)(?:\s?年\s?(?P<month>{_MONTH})\s?月\s?(?P<day>{_DAY_NUMBER})[日号]?"
        r"|(?P<mark>[-./])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?![\d./-]))"
    ),
    "month_part": (
        rf"(?:{_REL}个?|{_NO_NUMBER_BEFORE}(?P<month>{_MONTH})|(?<![每个\d{_NUMERALS}]))"
        r"月(?P<part>初|底(?!薪)|末|中旬?(?![心级])|上旬|下旬)"
    ),
    "month_day": (
        rf"(?:(?:今年|{_NO_NUMBER_BEFORE}(?<!年)(?<!年的))(?P<month>{_MONTH})\s?月\s?|明年(?P<next>{_MONTH})\s?月\s?)"
        rf"(?P<day>{_DAY_NUMBER})(?:[日号]{_NUMBERED}|(?![\d{_NUMERALS}个天年岁元块月.点%]))"
    ),
    "relative_month": rf"{_REL}个?月份?的?(?P<day>{_DAY_NUMBER})[日号]{_NUMBERED}",
    "slashed": (
        r"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])[./-](?P<day>\d{1,2})(?:[日号]|(?=\s?(?:上午|下午|早上|中午)))"
    ),
    "day": (
        rf"{_NO_NUMBER_BEFORE}(?<!月)(?![4-9]\d)(?P<day>{_DAY_NUMBER})(?:号{_NUMBERED}|日(?=上午|下午|早上|中午))"
    ),
    "month": r"(?P<rel>下下|下)个?月(?!薪|[初底末中])",
    "holiday": _HOLIDAY,
    "year_end": r"年底(?=(?:之|以)?前)",
}
_COMPILED = {name: re.compile(form) for name, form in _FORMS.items()}
_TO = re.compile(r"\s?(?:到|至|~|-|—)+\s?")
_JOINED = re.compile(r"[\s的、,和或者还是跟与及以到至~—-]*")
_BOUND = re.compile(
    r"(?:的?(?P<first>第一个?工作日|首个工作日|第一个?上班日|上班的?第一天|第一天上班|头一个工作日)"
    r"|(?P<eve>前一天)|(?P<around>前后|左右)|(?P<since>起(?![执实施])|开始(?![执实施领发]))"
    r"|(?P<before>(?:之|以)?前(?![后天年台往面来])|之内(?!的))"
    r"|(?P<after>(?:之|以|过)?后(?![天日年面来儿])|结束后?|完了?))"
)
# A day on which something happened or ends: 昨天被裁了, 3月5号失业的.
_LIFE = re.compile(
    r".{0,2}(?:失业(?!金|保险|补|登记)|离职(?!证明)|辞职(?!证明)|被裁|毕业(?!证|生)|出生|生的|生日|入职|退休|"
    r"到期|结婚|交的|办的|领的|发的?工资)"
)
_FIRST_AFTER = re.compile(
    r"的?(?:第一个?(?:工作日|上班日|上班的?日子|天)|首个?(?:工作日|日)|(?:上班|开工)的?(?:第|头)一天|头一天|一上班)(?:上班|开工)?"
)
_LAST_BEFORE = re.compile(r"的?最后(?:一个?(?:工作日|上班日)|一天)(?:上班)?")


def find_days(text: str, today: Today) -> list[Days]:
    """Every day in `text`, in order; a range of two is one. Impossible, CalendarNotPublished."""
    found: list[Days] = []
    at = 0
    while at < len(text):
        mention = _days_at(text, at, today, found[-1] if found else None)
        if mention is None:
            at += 1
            continue
        at = mention.end
        if found and _TO.fullmatch(text, found[-1].end, mention.start):
            found[-1] = _range(text, found[-1], mention)
        else:
            found.append(mention)
    return found


def _days_at(text: str, at: int, today: Today, last: Days | None) -> Days | None:
    for name, form in _COMPILED.items():
        match = form.match(text, at)
        if match:
            if last and not _JOINED.fullmatch(text, last.end, at):
                last = None
            try:
                found = _READERS[name](match, today, last)
            except ValueError:
                raise Impossible(match[0]) from None
            if found is None:
                continue
            found = _bounded(text, found, today)
            return None if _LIFE.match(text, found.end) else found
    return None


def _word(match: re.Match[str], today: Today, last: Days | None) -> Days:
    away = _RELATIVE_DAY[match["word"]]
    return Days(*match.span(), (today.day + away * _DAY,), aside=away <= 0)


def _some(match: re.Match[str], today: Today, last: Days | None) -> Days:
    first, end = _SPAN_OF_DAYS[match["some"]]
    return Days(*match.span(), _days(today.day + first * _DAY, today.day + end * _DAY), vague=True)


def _later(match: re.Match[str], today: Today, last: Days | None) -> Days | None:
    half = match["number"] == "半"
    if half != (match["unit"] == "个月"):
        return None
    number = 15 if half else _number(match["number"])
    return Days(
        *match.span(), (today.day + number * (_DAY if match["unit"] in "天个月" else _WEEK),)
    )


def _monday(rel: str | None, today: date) -> date:
    return today - today.weekday() * _DAY + _RELATIVE[rel or "这"] * _WEEK


def _weekend(match: re.Match[str], today: Today, last: Days | None) -> Days:
    monday = _monday(match["rel"], today.day)
    days = _days(monday + 5 * _DAY, monday + 6 * _DAY)
    return Days(*match.span(), _to_come(days, today.day), week=monday)


def _weekday(match: re.Match[str], today: Today, last: Days | None) -> Days:
    """A weekday after a week that was named lies in it: 下周三和周五."""
    numbers = [
        int(each) - 1 if each.isdigit() else _WEEKDAYS.index(each.replace("天", "日"))
        for each in (match["weekday"], match["until"])
        if each
    ]
    week = _monday(match["rel"], today.day) if match["rel"] else last and last.week
    if week:
        first = week + numbers[0] * _DAY
    else:
        first = today.still + (numbers[0] - today.still.weekday()) % 7 * _DAY
        if last and first < last.days[0] and last.bare_weekdays:
            first += _WEEK
    end = first + (numbers[-1] - numbers[0]) % 7 * _DAY
    days = _days(first, end)
    bare = () if week else tuple(day.weekday() for day in days)
    return Days(*match.span(), days, week=week or None, bare_weekdays=bare)


def _week(match: re.Match[str], today: Today, last: Days | None) -> Days:
    monday = _monday(match["rel"], today.day)
    return Days(*match.span(), _to_come(_days(monday, monday + 6 * _DAY), today.day), week=monday)


def _full(match: re.Match[str], today: Today, last: Days | None) -> Days:
    month, day = match["month"] or match["m"], match["day"] or match["d"]
    found = date(int(match["year"]), _number(month), _number(day))
    return Days(*match.span(), (found,), month=found.replace(day=1))


def _month_part(match: re.Match[str], today: Today, last: Days | None) -> Days:
    if match["month"]:
        first = _nearest(_number(match["month"]), 1, today.day)
    else:
        first = _first_of_month(match["rel"] or "这", today.day)
    days = _in_month(first, match["part"])
    if not match["month"] and not match["rel"] and days[-1] < today.day:
        first = _first_of_month("下", today.day)
        days = _in_month(first, match["part"])
    return Days(*match.span(), _to_come(days, today.day), vague=True, month=first)


def _month_day(match: re.Match[str], today: Today, last: Days | None) -> Days:
    day = _number(match["day"])
    if match["next"]:
        found = date(today.day.year + 1, _number(match["next"]), day)
    elif match[0].startswith("今年"):
        found = date(today.day.year, _number(match["month"]), day)
    else:
        found = _nearest(_number(match["month"]), day, today.day)
    return Days(*match.span(), (found,), month=found.replace(day=1))


def _slashed(match: re.Match[str], today: Today, last: Days | None) -> Days:
    found = _nearest(int(match["month"]), int(match["day"]), today.day)
    return Days(*match.span(), (found,), month=found.replace(day=1))


def _relative_month(match: re.Match[str], today: Today, last: Days | None) -> Days:
    first = _first_of_month(match["rel"], today.day)
    return Days(*match.span(), (first.replace(day=_number(match["day"])),), month=first)


def _day(match: re.Match[str], today: Today, last: Days | None) -> Days:
    """The day of the month just named, else the next one of this number."""
    number = _number(match["day"])
    if last and last.month:
        return Days(*match.span(), (last.month.replace(day=number),), month=last.month)
    if not 1 <= number <= 31:
        raise Impossible(match[0])
    day = today.day
    while day.day != number:
        day += _DAY
    return Days(*match.span(), (day,), month=day.replace(day=1))


def _month(match: re.Match[str], today: Today, last: Days | None) -> Days:
    first = _first_of_month(match["rel"], today.day)
    return Days(*match.span(), _days(first, first + relativedelta(months=1) - _DAY), month=first)


def _holiday(match: re.Match[str], today: Today, last: Days | None) -> Days:
    name = NAMES["春节"] if match["year"] else NAMES.get(match["name"] or "")
    return Days(*match.span(), _days(*holiday(name, today.day)))


def _year_end(match: re.Match[str], today: Today, last: Days | None) -> Days:
    return Days(*match.span(), _in_month(date(today.day.year, 12, 1), "底"), vague=True)


_READERS: dict[str, Callable[[re.Match[str], Today, Days | None], Days | None]] = {
    "word": _word,
    "some": _some,
    "later": _later,
    "weekend": _weekend,
    "weekday": _weekday,
    "week": _week,
    "full": _full,
    "month_part": _month_part,
    "month_day": _month_day,
    "relative_month": _relative_month,
    "slashed": _slashed,
    "day": _day,
    "month": _month,
    "holiday": _holiday,
    "year_end": _year_end,
}


def _bounded(text: str, found: Days, today: Today) -> Days:
    """What a word after the day makes of it: 前, 后, 后第一个工作日."""
    over = text[found.start : found.end].startswith(("放完", "过完", "过了"))
    bound = _BOUND.match(text, found.end)
    if not bound and not over:
        return found
    if over and not (bound and bound["after"]):
        bound = None
    end = bound.end() if bound else found.end
    plain = replace(found, end=end, week=None, month=None, bare_weekdays=(), aside=False)
    if bound and bound["first"]:
        first = first_workday(list(found.days))
        return replace(plain, days=(first,)) if first else found
    if bound and bound["eve"]:
        return replace(plain, days=(found.days[0] - _DAY,))
    if bound and bound["around"]:
        return replace(plain, days=found.days, vague=True)
    if bound and bound["since"]:
        return replace(plain, days=_some_from(found.days[0]), vague=True)
    if bound and bound["before"]:
        before = found.days[-1] if found.vague else found.days[0] - _DAY
        if lasts := _LAST_BEFORE.match(text, end):
            return replace(plain, end=lasts.end(), days=(workday_from(before, _day_before),))
        days = _days(today.day, max(before, today.day))
        return replace(plain, days=days, vague=False)
    after = found.days[-1] + _DAY
    if first_after := _FIRST_AFTER.match(text, end):
        return replace(plain, end=first_after.end(), days=(workday_from(after),), vague=False)
    return replace(plain, days=_some_from(after), vague=True)


def _some_from(day: date) -> tuple[date, ...]:
    return _days(day, day + (_SOME_DAYS - 1) * _DAY)


def _day_before(day: date) -> date:
    return day - _DAY


def _range(text: str, first: Days, last: Days) -> Days:
    end = last.days[-1]
    if end < first.days[0]:
        raise Impossible(text[first.start : last.end])
    bare = first.bare_weekdays and last.bare_weekdays
    days = _days(first.days[0], end)
    weekdays = tuple(day.weekday() for day in days) if bare else ()
    return replace(last, start=first.start, days=days, bare_weekdays=weekdays, aside=False)


def _nearest(month: int, day: int, today: date) -> date:
    """The first such day from three months ago on. ValueError where that year has none."""
    first = date(today.year - 1, month, 1)
    while first + (day - 1) * _DAY < today - _PAST_AT_MOST:
        first += relativedelta(years=1)
    return first.replace(day=day)


def _first_of_month(rel: str, today: date) -> date:
    return today.replace(day=1) + relativedelta(months=_RELATIVE[rel])


def _in_month(first: date, part: str) -> tuple[date, ...]:
    """The days of a part of a month; its end is the last five days."""
    begins, ends = _PART_OF_MONTH[part]
    last = first + relativedelta(months=1) - _DAY
    if part in "底末":
        return _days(last - 4 * _DAY, last)
    return _days(first + (begins - 1) * _DAY, min(first + (ends - 1) * _DAY, last))


def _to_come(days: tuple[date, ...], today: date) -> tuple[date, ...]:
    """Those from today on; all of them when all are past."""
    return tuple(day for day in days if day >= today) or days


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + n * _DAY for n in range((last - first).days + 1))


def _number(text: str) -> int:
    value = value_of(text)
    if value is None:
        raise ValueError(text)
    return int(value)
