"""Places that a text names: where the person is (`city`), and where the household is registered.

A place of somebody else, one that is denied or wished for, and the place of a birth tell neither.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.policies.facts import CITY, Place
from bot.understanding.facts import after_correction
from bot.understanding.statements import Said, is_about_the_rule, said
from bot.understanding.subjects import Subject, Subjects

HUKOU = "hukou"

_OTHER_PROVINCE = (
    r"北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|浙江|安徽|福建|江西|山东|河南|湖北|湖南|"
    r"广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
# 外地 may be another city of the province.
_ELSEWHERE = re.compile(rf"外省|省外|不是江苏|不在江苏|{_OTHER_PROVINCE}")
_OUTSIDE = re.compile(rf"外省|省外|{_OTHER_PROVINCE}")
_REGISTERED = r"(?:户口本?|户籍(?:所在)?地?|落户|户)"
_REGISTERED_BEFORE = re.compile(rf"{_REGISTERED}[^,，。;；!！?？ ]{{0,5}}[:\s]?$")
_REGISTERED_AFTER = re.compile(
    r"(?:[\u4e00-\u9fff]{1,3}[市县区])?(?:市|县|区|省|本地|当地|农村|城镇|老家|那边|这边)?"
    rf"(?:的|人)?{_REGISTERED}"
)
_NOT_THERE = re.compile(
    r"(?:不在|不是|没在|离开|从|想去|要去|打算去|准备去|老家(?:是|在)?|以前在|原来在)$"
)

_TO_COME = re.compile(
    r"(?:想|打算|准备|要|能不能|怎么|可以)[^,，。;；!！?？ ]{0,4}(?:户口|落户)"
    r"[^,，。;；!！?？ ]{0,4}$"
)


@dataclass(frozen=True, slots=True)
class HeardPlace:
    """`fact` is `city` or `hukou`; where the text says so (`start`, `end`), and how surely."""

    fact: str
    value: Place
    start: int
    end: int
    confidence: float = 1.0


def read_places(
    text: str, regions: Sequence[tuple[int, int, Place]], outside: Place
) -> tuple[HeardPlace, ...]:
    """The places that `text` (normalised) tells, each fact once: what is said later counts.

    `regions` are the places of the province that it names; `outside` is the value for others.
    """
    subjects = Subjects(text)
    found: dict[str, HeardPlace] = {}
    cut, last = after_correction(text), 0
    for start, end, place in _named(text, regions, outside):
        before = text[:start]
        if subjects.of(start, end) in (Subject.OTHER, Subject.STAFF):
            continue
        relative = subjects.of(start, end) is Subject.RELATIVE
        if relative and not subjects.asks_for_a_relative:
            continue
        if _NOT_THERE.search(before) or _TO_COME.search(before):
            continue
        since, last = last, end
        # “户口靖江现在江阴打工”: the word belongs to the first place after it.
        registered = _REGISTERED_BEFORE.search(before, since)
        hukou = bool(registered or _REGISTERED_AFTER.match(text, end))
        # “户口徐州,错了,是宿迁” corrects what was said of the same.
        hukou = hukou or (start >= cut > 0 and list(found) == [HUKOU])
        if hukou and is_about_the_rule(text, start, end):
            continue
        if hukou and said(text, start, end, certain=True) is Said.YES:
            found[HUKOU] = HeardPlace(HUKOU, place, start, end)
        elif not hukou and place != outside:
            found[CITY] = HeardPlace(CITY, place, start, end)
    return tuple(found.values())


def is_elsewhere(text: str) -> bool:
    """Whether `text` (normalised) names another province, or says that it is one."""
    return _ELSEWHERE.search(text) is not None


def _named(
    text: str, regions: Sequence[tuple[int, int, Place]], outside: Place
) -> Iterable[tuple[int, int, Place]]:
    named = [*regions]
    named += [(*match.span(), outside) for match in _OUTSIDE.finditer(text)]
    return sorted(named)
