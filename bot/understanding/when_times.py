"""Times of day as people say them: 下午三点半, 9点一刻, 14:30, 两点到四点, 十点左右, 早上.

An hour without a part of the day lies in office hours: “三点” is 15:00, “九点” 09:00.
"""

import re
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from bot.understanding.numerals import value_of
from bot.understanding.patterns import one_of


class DayPart(StrEnum):
    """A part of the day. ANY where the person said that each will do."""

    MORNING = "morning"  # before 12:00
    AFTERNOON = "afternoon"
    EVENING = "evening"  # from 18:00
    ANY = "any"


class Impossible(ValueError):
    """What was said is no day or time that there is; the message is the words."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One mention of a time: `at`, `until` (the latest), or only a part of the day.

    `word` is the part of the day as it was said; `about` where the words leave play.
    """

    start: int
    end: int
    word: str = ""
    at: time | None = None
    until: time | None = None
    about: bool = False

    @property
    def timed(self) -> bool:
        """Whether an hour was named."""
        return self.at is not None or self.until is not None

    @property
    def part(self) -> DayPart | None:
        """The part of the day that this lies in; None for what may begin in any."""
        if self.at:
            return part_of(self.at)
        if self.until and self.until <= _NOON:
            return DayPart.MORNING
        return _WORDS.get(self.word)


_NOON = time(12)
_EVENING = time(18)
_FIRST_OFFICE_HOUR, _LAST_OFFICE_HOUR = 8, 18
_MORNING = ("上午", "早上", "早晨", "清早", "清晨", "一早", "凌晨", "上半天", "早")
_AFTERNOON = ("下午", "午后", "下半天", "傍晚", "下班前", "中午", "正午")
_WORDS = {
    **dict.fromkeys(_MORNING, DayPart.MORNING),
    **dict.fromkeys(_AFTERNOON, DayPart.AFTERNOON),
    **dict.fromkeys(("晚上", "晚间", "夜里", "夜间", "下班后", "晚"), DayPart.EVENING),
}
# Parts that are named by an hour, more or less.
_HOUR_OF_WORD = {"中午": _NOON, "正午": _NOON, "傍晚": time(17)}
_VAGUE = {*_HOUR_OF_WORD, "下班前", "下班后"}

_NUMERALS = "零一二两三四五六七八九十"
_LONG_WORD = one_of(" ".join(word for word in _WORDS if len(word) > 1))
_WORD = rf"(?P<word>{_LONG_WORD}|[早晚](?!一点)(?=\s?[\d{_NUMERALS}]))"
_HOUR = rf"(?:\d{{1,2}}|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[{_NUMERALS}])"
_MINUTE = (
    r"(?:半(?![天年个小辈])|[一三13]刻钟?|[过零]?[一二三四五六七八九\d]分(?![之钟])|零[一二三四五六七八九]|"
    r"[二三四五六七八九]?十[一二三四五六七八九]?分?(?![万千元块人个])|\d\d分?(?![\d万千元块%人个]))"
)
_TO = r"\s?(?:到|至|~|-|—)+\s?"
# In “周三三点” the first 三 belongs to the weekday.
_NO_NUMBER_BEFORE = (
    rf"(?<![\d.:/百千几第差周期拜])(?:(?<![{_NUMERALS}])|(?<=[周期拜][一二三四五六]))"
)
_CLOCK = re.compile(
    rf"(?:{_WORD}的?\s?)?(?:"
    rf"(?:(?P<before>差(?:\d{{1,2}}|[{_NUMERALS}]+)分钟?|差一刻钟?)(?:到|就)?(?P<late>{_HOUR})点)"
    rf"|{_NO_NUMBER_BEFORE}(?:"
    rf"(?P<pair>一两|两三|一二|二三|三四|四五|五六|六七|七八|八九)点(?![\d{_NUMERALS}])"
    rf"|(?P<hour>{_HOUR})\s?(?:点(?:(?P<minute>{_MINUTE})|(?![\d{_NUMERALS}]))"
    rf"|时(?P<of_hour>{_MINUTE}|整|(?![间候代长效不常段刻期而]))"
    r"|:(?P<digits>\d\d)(?::\d\d)?(?![\d:]))"
    rf"|(?P<opening>{_HOUR})(?={_TO}(?:{_LONG_WORD})?{_HOUR}点)))"
)
_PART = re.compile(
    rf"(?:{_LONG_WORD}(?!好(?![像几]))|(?:(?<=[今明后])|(?<=[今明后]天)|(?<=[周期拜][一二三四五六日天]))[早晚](?![点些一]))"
)
_FORM = re.compile(r"(?:整|钟)*(?P<about>(?:多|来|出头)?钟?(?:左右|上下|前后|的样子|那会儿?)?)")
_BOUND = re.compile(
    r"(?P<until>(?:之|以)?前(?![天年台往面来后]))|(?P<since>(?:之|以|过)?后(?![天日年面来])|开始|往后)"
)
_HEDGE = re.compile(r"(?:大概|大约|差不多|(?<!预)约|快)(?:在|是)?$")
# “三点要求” counts points; so does “有三点”.
_COUNTED = re.compile(
    r"[,，]?(?:第一|要求|建议|意见|问题|原因|条件|材料|疑问|疑惑|内容|说明|理由|想法|好处|区别|需要|需|想问|想了解|不同|"
    r"不明|不懂|不清|规定|政策|标准|注意|情况|诉求|希望|补充|用|消息|头绪|办法|音信|[都也]不|[都也]没|儿|点|事)"
)
_COUNTING = re.compile(r"(?:(?<!没)有|这|那|共|分|以下|如下|提了?|[说讲写]了?)$|百分之$|[百个]分?$")
# “早一点”, “一点都不懂”: one o'clock only after what may stand before a time.
_ONE_OCLOCK = re.compile(
    r"(?:^|[,，。;；、到至~在和或换改]|[周期拜][一二三四五六日天末]|[天号日] ?)$"
)
_INHERITED = re.compile(r"[^不没别除，。;；,]{0,8}|[,，\s]+")
_RANGE = re.compile(_TO)
_CHOICE = re.compile(r"\s?(?:或者|或|还是|、|和|跟)\s?")


def find_times(text: str) -> list[Clock]:
    """Every time and part of the day in `text`, in order; a range is one. Impossible."""
    found: list[Clock] = []
    at = 0
    while at < len(text):
        clock = _clock_at(text, at, found[-1] if found else None) or _part_at(text, at)
        if clock is None:
            at += 1
            continue
        at = clock.end
        joined = _joined(text, found[-1], clock) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(clock)
    return found


def _clock_at(text: str, at: int, last: Clock | None) -> Clock | None:
    match = _CLOCK.match(text, at)
    if not match or not _is_time(text, match):
        return None
    word = match["word"] or _word_before(text, match.start(), last)
    ranged = last is not None and _RANGE.fullmatch(text, last.end, match.start()) is not None
    after = last.at if ranged and last else None
    end, about = match.end(), _HEDGE.search(text[: match.start()]) is not None
    if match["opening"]:
        return Clock(at, end, word, at=_hour(match["opening"], "", word, match[0]), about=about)
    form = _FORM.match(text, end)
    assert form is not None
    end, about = form.end(), about or bool(form["about"])
    if match["pair"]:
        first, second = (_hour(each, "", word, match[0]) for each in match["pair"])
        return Clock(at, end, word, at=first, until=second, about=True)
    said = _moment(match, word)
    if after and said <= after and not match["word"]:
        said = max(said, _moment(match, ""))
    if bound := _BOUND.match(text, end):
        if bound["until"]:
            return Clock(at, bound.end(), word, until=said, about=about)
        return Clock(at, bound.end(), word, at=said, about=True)
    return Clock(at, end, word, at=said, about=about)


def _moment(match: re.Match[str], word: str) -> time:
    if match["before"]:
        whole = _hour(match["late"], "", word, match[0])
        less = 15 if "刻" in match["before"] else _number(match["before"].strip("差分钟"))
        minutes = whole.hour * 60 - less
        if not 0 < less < 60 or minutes < 0:
            raise Impossible(match[0])
        return time(*divmod(minutes, 60))
    minute = match["minute"] or match["of_hour"] or match["digits"] or ""
    return _hour(match["hour"], minute, word, match[0])


def _hour(hour: str, minute: str, word: str, said: str) -> time:
    """The time of an hour and its minutes, by the part of the day. Impossible."""
    number, minutes = _number(hour), _minutes(minute)
    part = _WORDS.get(word)
    if word in ("中午", "正午"):
        number += 12 if number < 4 else 0
    elif part in (DayPart.AFTERNOON, DayPart.EVENING):
        # “晚上两点” is a time of the next day.
        if part is DayPart.EVENING and (number < _LAST_OFFICE_HOUR - 13 or number == 12):
            raise Impossible(said)
        number += 12 if number < 12 else 0
    elif part is DayPart.MORNING and number > 12:
        raise Impossible(said)
    elif not part and not hour.startswith("0") and 0 < number < _FIRST_OFFICE_HOUR:
        number += 12 if number + 12 <= _LAST_OFFICE_HOUR else 0
    if number > 23 or minutes > 59:
        raise Impossible(said)
    return time(number, minutes)


def _minutes(text: str) -> int:
    if text.startswith("半"):
        return 30
    if "刻" in text:
        return 15 * _number(text[0])
    return _number(text.strip("过分零整") or "0")


def _number(text: str) -> int:
    value = value_of(text)
    if value is None:
        raise Impossible(text)
    return int(value)


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Whether this is no count of points: 三点要求, 早一点, 有三点."""
    if match["word"] or match["minute"] or match["digits"] or match["opening"] or match["before"]:
        return True
    rest, before = text[match.end() :], text[: match.start()]
    if rest.startswith(("钟", "整", "左右")):
        return True
    if match["hour"] == "一" and not _ONE_OCLOCK.search(before):
        return False
    counting = _COUNTING.search(before) and not rest.startswith(("的", "号", "空"))
    return not counting and not _COUNTED.match(rest)


def _word_before(text: str, start: int, last: Clock | None) -> str:
    """The part of the day that was said shortly before, for a time without its own."""
    if last and last.word and _INHERITED.fullmatch(text, last.end, start):
        return last.word
    return ""


def _part_at(text: str, at: int) -> Clock | None:
    match = _PART.match(text, at)
    if not match:
        return None
    word = match[0]
    return Clock(at, match.end(), word, at=_HOUR_OF_WORD.get(word), about=word in _VAGUE)


def _joined(text: str, first: Clock, second: Clock) -> Clock | None:
    """A range or a choice of two times as one; a part and its hour as that hour."""
    if second.timed and not first.timed and _INHERITED.fullmatch(text, first.end, second.start):
        same = first.word == second.word
        return replace(second, start=first.start) if same else None
    if first.word in _HOUR_OF_WORD and second.timed and first.word == second.word:
        return replace(second, start=first.start)
    ranged = _RANGE.fullmatch(text, first.end, second.start)
    if not first.at or not second.at or first.until:
        return None
    if not ranged and not _CHOICE.fullmatch(text, first.end, second.start):
        return None
    if second.at <= first.at:
        raise Impossible(text[first.start : second.end])
    about = first.about or second.about or not ranged
    return Clock(first.start, second.end, first.word, first.at, second.at, about)


def part_of(moment: time) -> DayPart:
    """The part of the day that `moment` lies in."""
    if moment < _NOON:
        return DayPart.MORNING
    return DayPart.AFTERNOON if moment < _EVENING else DayPart.EVENING
