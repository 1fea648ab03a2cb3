"""Read when somebody wants to come: 下周三上午, 后天下午三点半, 节后最早的, 改到周五, 除了周三.

Chosen where people differ:
- “周三” on a Wednesday is today while the time wanted is to come (office hours end at 18:00), else
  next week's; on any other day the next one. “下周三” lies in the next calendar week (Mon-Sun).
- “三点” is 15:00 and “九点” 09:00: an hour alone lies in office hours.
- “12月3号” is past only within three months, else next year's. “3号” is the next 3rd.
- “周五前” ends the day before, “月底前” on the last day. “国庆后” and “周三以后” are seven days.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from itertools import zip_longest

from bot.errors import CalendarNotPublished
from bot.understanding.numerals import value_of
from bot.understanding.when_days import Days, Today, find_days
from bot.understanding.when_times import Clock, DayPart, Impossible, find_times, part_of


@dataclass(frozen=True, slots=True)
class When:
    """When a person wants to come, and where the text says so (`start`, `end` in characters).

    `days` is empty where none was named, `any_day` says that each will do. `until` is the latest
    time. `shift` moves what is booked (提前一天). `not_days` and `not_part` are refused; a weekday
    is refused for four weeks. `exact` is False where the words leave play: 10点多, 这两天, 傍晚.
    A day may be past.
    """

    start: int
    end: int
    days: tuple[date, ...] = ()
    part: DayPart | None = None
    time: time_of_day | None = None
    until: time_of_day | None = None
    earliest: bool = False
    any_day: bool = False
    shift: timedelta | None = None
    not_days: tuple[date, ...] = ()
    not_part: DayPart | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class NoSuchTime:
    """A day or time that there is not: 2月30号, 25点."""

    said: str


@dataclass(frozen=True, slots=True)
class NotPublished:
    """The holidays of this year are not known yet."""

    year: int


_CLOSING = time_of_day(18)
_NOON = time_of_day(12)
_REFUSED_WEEKS = 4
_EARLIEST = re.compile(
    r"最早(?!的?政策|是哪年)|越[快早]越好|尽[快早]|最快(?!多久|几天|多长|要)|早点越好|赶紧"
    r"|最近的(?!一?[个家]?.{0,8}(?:点|中心|窗口|地方|大厅|局|所|站|网点|银行|政策|社区|街道))(?<!离我最近的)"
    r"|最近(?:能约|可约|有空|有号)|第一个(?:空|号|能约)"
)
_ANY_DAY = re.compile(
    r"随便(?:哪一?|什么|啥)[天日]|(?:哪|任何一?|任意一?|每)天都|随时(?!关注)|工作日都"
)
_ANY_TIME = re.compile(
    r"(?:什么|啥|任何)(?:时候|时间)都|无所谓|看你们(?:安排|方便)|(?:你们?|你看着)(?:定|安排)"
    r"|(?:^我?(?:时间)?)都(?:行|可以|成|好|没问题)(?=[的吧啊呀了,，。!！]*$)|^随便吧?$"
)
# Whatever was not refused: 除了周三都行.
_REST = re.compile(r"都(?:行|可以|成|好|没问题)")
_NOW = re.compile(
    r"(?:现在|马上|立刻|立马|这会儿)(?:就|马上)?(?=$|[,，。!！?？吧呢的]|能|可|过|来|去|行|约|方便|有[号空])"
)
_SHIFT = re.compile(
    r"(?P<way>提前|提早|往前[挪推移调]?|推迟|顺?延[后迟期]?|往后[挪推移调延]?|推后|[早晚](?![上间]))"
    r"(?:个)?(?P<number>\d{1,2}|[一两二三四五六七八九十]|半(?=个|小时|钟头))"
    r"(?P<unit>天|周|个?(?:星期|礼拜)|个?(?:小时|钟头)|分钟)"
    r"(?!的?(?:预约|申请|通知|办|取号|告|说|来电|打电话|联系|书面|递交|提出))"
)
_EARLIER = ("提前", "提早", "早", "往前", "往前挪", "往前推", "往前移", "往前调")
_UNITS = {
    "天": timedelta(days=1),
    **dict.fromkeys(("周", "星期", "礼拜"), timedelta(days=7)),
    **dict.fromkeys(("小时", "钟头"), timedelta(hours=1)),
    "分钟": timedelta(minutes=1),
}
# What was said before one of these is given up: 周三改到周五.
_CHANGE = re.compile(
    r"(?:改|换|挪|调整?|推迟|提前|提早|延[后期迟]?|移|推|往[前后][挪推移调])(?:到|成|为|至|在)?"
)
_GAP = re.compile(r"(?:\s|的|和|或者?|还是|跟|与|以?及|、|[到至~—-])*")
_REFUSED_BEFORE = re.compile(
    r"(?P<but>除了?|除去|避开)(?:在|是)?$|(?:不要|不想要?|(?<!特)别|不是|不选|不约|不去)(?:在|约|选)?$"
)
_REFUSED_AFTER = re.compile(
    r"(?:我们?|他|她|都|也|就|可能|那天|那个|的话|的|号|[,，\s])*"
    r"(?:(?:不行|不可以|不方便|不能去|不能来)(?![吗么])|没空|没时间|没有空|没有时间|来不了|去不了|过不去|赶不上|"
    r"除外|以外|之外|有事|有课|有会|要上班|加班|出差|不在|不去|不来|不考虑|约满|满了)"
)

_Mention = Days | Clock


def read_when(text: str, now: datetime) -> When | NoSuchTime | NotPublished | None:
    """When somebody who says `text` (NFKC, simplified) wants to come; None where no time is named.

    `now` is Shanghai's. NoSuchTime and NotPublished say why it cannot be told.
    """
    try:
        return _read(text, now)
    except Impossible as impossible:
        return NoSuchTime(str(impossible))
    except CalendarNotPublished as missing:
        return NotPublished(missing.year)


def _read(text: str, now: datetime) -> When | None:
    mentions = _mentions(text, now)
    shift = _SHIFT.search(text)
    said = [match for form in (_EARLIEST, _ANY_DAY, _ANY_TIME) if (match := form.search(text))]
    spans = [(each.start, each.end) for each in mentions]
    spans += [match.span() for match in (shift, *said) if match]
    if not spans:
        return _present(text, now)
    wishes = _wishes(text, mentions)
    days = _united(text, wishes.days)
    not_days = _refused(wishes.not_days, now.date())
    clock = _one_clock(wishes.clocks)
    refuses = bool(not_days or wishes.not_part)
    if clock is None and not (days or refuses or shift or said):
        return None
    any_day = _ANY_DAY.search(text) or (refuses and _REST.search(text))
    any_time = _ANY_TIME.search(text) is not None
    return When(
        start=min(start for start, _ in spans),
        end=max(end for _, end in spans),
        days=tuple(day for day in days if day not in not_days),
        part=clock[1] if clock else DayPart.ANY if any_time and not wishes.not_part else None,
        time=clock[0].at if clock else None,
        until=clock[0].until if clock else None,
        earliest=_EARLIEST.search(text) is not None,
        any_day=not days and bool(any_day or (any_time and clock is None)),
        shift=_moved(shift) if shift else None,
        not_days=not_days,
        not_part=wishes.not_part,
        exact=not (any(each.vague for each in wishes.days) or (clock and clock[0].about)),
    )


@dataclass(slots=True)
class _Wishes:
    """What is wanted and what is refused."""

    days: list[Days] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    not_days: list[Days] = field(default_factory=list)
    not_part: DayPart | None = None


def _mentions(text: str, now: datetime) -> list[_Mention]:
    """The days and times of `text` that still hold, in order."""
    clocks = find_times(text)
    today = now.date()
    wanted = _one_clock(_wishes(text, list(clocks)).clocks)
    late = now.time() >= _last_moment(wanted[0] if wanted else None)
    days = find_days(text, Today(today, today + timedelta(days=late)))
    every: list[_Mention] = [*clocks, *days]
    mentions = sorted(every, key=lambda mention: mention.start)
    changes = [match.end() for match in _CHANGE.finditer(text)]
    for end in reversed(changes):
        if any(each.start == end for each in mentions):
            return [each for each in mentions if each.start >= end]
    return mentions


def _last_moment(clock: Clock | None) -> time_of_day:
    """Until when a person who wants to come at this time today may still say so."""
    if clock is None:
        return _CLOSING
    if latest := clock.at or clock.until:
        return latest
    return {DayPart.MORNING: _NOON, DayPart.EVENING: time_of_day.max}.get(
        clock.part or DayPart.ANY, _CLOSING
    )


def _wishes(text: str, mentions: list[_Mention]) -> _Wishes:
    """Refused is what stands in one breath with a word that refuses, on either side."""
    wishes = _Wishes()
    for breath in _breaths(text, mentions):
        days = [each for each in breath if isinstance(each, Days)]
        clocks = [each for each in breath if isinstance(each, Clock)]
        before = _REFUSED_BEFORE.search(text[: breath[0].start])
        after = _REFUSED_AFTER.match(text, breath[-1].end)
        if not before and not after:
            wishes.days += days
            wishes.clocks += clocks
            continue
        # “周三上午不行” refuses the morning, not the day; “除了周三上午” keeps clear of the day.
        if days and (before or not clocks):
            wishes.not_days += days
            continue
        wishes.days += days
        parts = [each.part for each in clocks if not each.timed and each.part]
        wishes.not_part = parts[-1] if parts else wishes.not_part
    return wishes


def _breaths(text: str, mentions: list[_Mention]) -> list[list[_Mention]]:
    """Mentions with nothing but joining words between them."""
    breaths: list[list[_Mention]] = []
    for mention in mentions:
        if breaths and _GAP.fullmatch(text, breaths[-1][-1].end, mention.start):
            breaths[-1].append(mention)
        else:
            breaths.append([mention])
    return breaths


def _one_clock(clocks: list[Clock]) -> tuple[Clock, DayPart | None] | None:
    """The last time that was named, else the last part; both halves of the day are any."""
    if not clocks:
        return None
    parts = {each.part for each in clocks}
    one = next((each for each in reversed(clocks) if each.timed), clocks[-1])
    both = {DayPart.MORNING, DayPart.AFTERNOON} <= parts and not one.timed
    return one, DayPart.ANY if both else one.part


def _united(text: str, days: list[Days]) -> tuple[date, ...]:
    """All days named; “今天想约周五” means Friday only, “今天或周五” both."""
    kept = [
        each
        for each, later in zip_longest(days, days[1:])
        if not (each.aside and later and not _GAP.fullmatch(text, each.end, later.start))
    ]
    return tuple(sorted({day for each in kept for day in each.days}))


def _refused(days: list[Days], today: date) -> tuple[date, ...]:
    """The days refused; a bare weekday in each of the coming weeks."""
    refused = {day for each in days for day in each.days}
    for each in days:
        for ahead in range(7 * _REFUSED_WEEKS):
            day = today + timedelta(days=ahead)
            if day.weekday() in each.bare_weekdays:
                refused.add(day)
    return tuple(sorted(refused))


def _moved(match: re.Match[str]) -> timedelta:
    unit = _UNITS[match["unit"].removeprefix("个")]
    number = value_of(match["number"])
    amount = unit / 2 if number is None else unit * int(number)
    return -amount if match["way"] in _EARLIER else amount


def _present(text: str, now: datetime) -> When | None:
    """“现在” where nothing else says when."""
    match = _NOW.search(text)
    if not match:
        return None
    moment = now.time().replace(second=0, microsecond=0, tzinfo=None)
    return When(*match.span(), (now.date(),), part_of(moment), moment, exact=False)
