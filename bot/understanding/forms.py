"""The forms of `facts.yml` with a value in them: “{date}被裁”, “社保交了{duration}”.

Small words may stand where people put them: 社保一共才交了9个月, 去年6月我就被裁.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Self

from bot.policies.facts import Fact, Kind, Value
from bot.understanding.dates import DATE, read_date
from bot.understanding.durations import DURATION, read_duration
from bot.understanding.patterns import one_of
from bot.understanding.phrases import folded
from bot.understanding.quantities import (
    HEDGE_AFTER,
    MONEY,
    NUMBER,
    PERCENT,
    read_money,
    read_number,
    read_percent,
)
from bot.understanding.subjects import PERSON

_SLOT = re.compile(r"\{(n|duration|date)\}")
_SLOTS = {"duration": DURATION, "date": DATE}
_HAN = r"\u4e00-\u9fff"
# “我55” is an age, “我55块” is not.
_AFTER_A_NUMBER = (
    rf"(?=$|[,，。;；!！?？、() ]|了|啦|咧|喽|嘞|哉|的|吧|啊|呀|呢|嘛|女|男|整|{HEDGE_AFTER}"
    r"|能|可以|想|还|没|不是|下岗|失业|单身|离异|户口|农村)"
)
# A span of time is a limit before these: “毕业两年内”, “毕业5年以后”.
_AFTER_A_TIME = r"(?!之?[前内]|以[前内后]|之?后|的?时候|期间|[要得交缴]?多少)"
# What people put before a value: 交了【一共】3年, 年龄【是】46.
_BEFORE_A_VALUE = (
    r"(?:\s?(?:"
    + one_of(
        "有 是 了 过 都 也 才 只 就 已经? 一共 总共 统共 拢共 共计? 合计 累计 足足 整整? 到现在 "
        "总算 加起来 合起来 满打满算 断断续续 陆陆续续 前前后后 前后 "
        "刚刚?好? 正好 满 在"
    )
    + r"|:)){0,3}"
)
_BEFORE_A_VERB = (
    one_of(
        "一共 总共 统共 拢共 才 只 就 已经 累计 前前后后 前后 "
        "加起来 满打满算 足额 按时 断断续续 陆陆续续 都 也 我 单位 公司 给我 是 自己"
    )
    + "{0,2}"
)
# What people put between a day and what happened on it: 去年6月【我就】被裁, but no other day.
_AFTER_A_DAY = (
    rf"(?:到(?:现在|目前|今天))?(?P<between>\s?(?:[{_HAN}](?<![没不未无想要怕如若等到满后前内招二三四五六七八九十百])){{0,8}}?)"
    rf"(?<![没不未无]被)"
)
_AFTER_A_VALUE = r"\s?的?\s?"
# 失业保险 and 失业登记 are no loss of work.
_NOT_A_NAME = {"失业": "(?!保险|险|金|登记|补|人员|证|率)", "个": "(?!月|半|多|星期|礼拜)"}
# 去年登记失业 is when somebody registered.
_NO_REGISTRATION = {"失业": "(?<!登记)"}
_VERBS = "交缴经雇招请开办注"
_SAID_AS = {
    "了": "[了过上]",
    "缴": "(?<![断停欠补漏少])缴",
    "交": "(?<![断停欠补漏少])交",
    "雇": "[雇请]",
    "被": "被(?:公司|单位|厂里|厂子|老板)?",
    "人": "(?:号|个|名|位)?人",
}
# Words around a value that name no fact: of another question the number may be the answer.
_NAMES_NOTHING = re.compile(r"^[我今年现在满男女的了人,]*$|^(?:累计)?[交缴][了满过]$")
_ANOTHER_CONTRIBUTION = re.compile(r"养老|医保|医疗|公积金|房租|学费|房贷|物业|党费")
_PAID = re.compile(r"[交缴]")
# “雇了5个人,社保都交了8个月” is how long for them, “一天没关门” no time at all.
_HIRED = re.compile(
    r"(?:[招雇聘请][了过用聘进收]?|新[来进])[^,。;]{0,4}(?:[人个名位]|学生|毕业生|员工|工人)"
    r"|没有?裁|[个名](?:员工|职工|工人)"
)
_ONESELF = re.compile("我|俺|本人|自己")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one fact that have their value at the same place, as one pattern.

    One of `literals` must all be in a text that it fits. `bare` ones name no fact: 我{n}.
    """

    fact: str
    about: str
    slot: str
    literals: tuple[frozenset[str], ...]
    bare: bool
    pattern: str

    @classmethod
    def of(cls, name: str, fact: Fact) -> list[Self]:
        """All forms of the fact that is called `name`."""
        alike: dict[tuple[str, bool, bool, str], list[tuple[str, str]]] = {}
        # Of several that fit, the longest is meant.
        for form in sorted(map(folded, fact.heard_as), key=len, reverse=True):
            head, slot, tail = _SLOT.split(form)
            bare = _NAMES_NOTHING.match(head + tail) is not None
            key = (slot, bare, bool(head), tail if head else "")
            alike.setdefault(key, []).append((head, tail))
        return [
            cls(
                name,
                fact.about,
                slot,
                tuple(dict.fromkeys(map(_literals, forms))),
                bare,
                _pattern(fact.unit, slot, forms),
            )
            for (slot, bare, _, _), forms in alike.items()
        ]

    def fits(self, text: str, chars: set[str]) -> Iterable[re.Match[str]]:
        """Where one of them occurs in `text`, which has these characters; most are not searched."""
        if not any(map(chars.issuperset, self.literals)):
            return
        for match in _compiled(self.pattern).finditer(text):
            between = match.groupdict().get("between") or ""
            if between and (_compiled(DATE).search(between) or _compiled(DURATION).search(between)):
                continue
            if (
                self.slot == "duration"
                and _PAID.search(match[0])
                and _ANOTHER_CONTRIBUTION.search(text, max(0, match.start() - 6), match.end() + 4)
            ):
                continue
            if self.slot == "duration" and self._is_of_others(text, match):
                continue
            yield match

    def _is_of_others(self, text: str, match: re.Match[str]) -> bool:
        """Whether it is how long the hired are insured, yet to come, or no time: 一天没歇."""
        if re.search(r"还有\s?$|还剩\s?$", text[: match.start()]):
            # “还有半年毕业” is yet to come.
            return True
        if re.fullmatch(r"一\s?天", match["value"]) and re.match(
            "[都也]?没", text[match.end("value") :]
        ):
            return True
        hired = _HIRED.search(text, 0, match.start())
        return bool(
            hired
            and self.about == "person"
            and _PAID.search(match[0])
            and not _ONESELF.search(text, hired.end(), match.end())
        )


def _literals(form: tuple[str, str]) -> frozenset[str]:
    """Characters that a text must have for the form to fit it."""
    parts = (re.sub("[我了]|^,", "", part.strip()) for part in form)
    return frozenset(part[place] for part in parts if part for place in (0, -1))


def _pattern(unit: str | None, slot: str, forms: list[tuple[str, str]]) -> str:
    """The pattern of forms that all have words before the value, or none; and so behind it."""
    value = _SLOTS.get(slot) or number_form(unit)
    heads = dict.fromkeys(_head(head) for head, _ in forms if head)
    tails = dict.fromkeys(
        _NO_REGISTRATION.get(tail, "") + _loose(tail) + _NOT_A_NAME.get(tail, "")
        for _, tail in forms
        if tail
    )
    before = rf"(?:{'|'.join(heads)}){_BEFORE_A_VALUE}" if heads else ""
    guard = _AFTER_A_NUMBER if slot == "n" else _AFTER_A_TIME
    between = _AFTER_A_DAY if slot == "date" else _AFTER_A_VALUE
    after = rf"{between}(?:{'|'.join(tails)})" if tails else guard
    return rf"{before}\s?(?P<value>{value}){after}"


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    """On first use: compiling all of them takes a second, and most are seldom needed."""
    return re.compile(pattern, re.IGNORECASE)


def number_form(unit: str | None) -> str:
    """The pattern of a number with this unit: a sum of money, a percentage, or a plain number."""
    if unit and "%" in unit:
        return f"(?:{PERCENT}|{NUMBER})"
    return MONEY if unit and "元" in unit else NUMBER


def read_figure(text: str, unit: str | None) -> Decimal | None:
    """The exact number in the unit of the fact: 20万元 is 20 for 万元."""
    if unit and "%" in unit:
        percent = read_percent(text)
        return read_number(text) if percent is None else percent
    if unit and "元" in unit:
        yuan = read_money(text)
        return yuan / 10000 if yuan is not None and unit.startswith("万") else yuan
    return read_number(text)


def read_slot(fact: Fact, slot: str, words: str, today: date) -> Value | None:
    """The value that stands in a form's `{n}`, `{date}` or `{duration}`; None when not exact."""
    if slot == "date":
        return read_date(words, today)
    if slot == "n":
        return read_figure(words, fact.unit)
    duration = read_duration(words)
    if duration is None:
        return None
    return duration.before(today) if fact.kind is Kind.DATE else duration.in_unit(fact.unit or "月")


def in_range(fact: Fact, value: Value) -> bool:
    """Whether a number is one that the fact can have."""
    return not isinstance(value, Decimal) or fact.minimum <= value <= fact.maximum


_HEDGE = re.compile(rf"\s?{HEDGE_AFTER}")


def follows_a_hedge(text: str, end: int) -> bool:
    """Whether what ends at `end` is made a guess or a limit by what follows: 46岁左右, 50人以上."""
    return _HEDGE.match(text, end) is not None


def _head(words: str) -> str:
    """The words before a value; 我 stands for whoever is spoken of: 我老公48, 他都57了."""
    if words.startswith(","):
        # A clause that begins with the value.
        return rf"(?:^|[,，。;；!！?？ ]){_loose(words[1:])}"
    if words.startswith("我") and not words.startswith("我们"):
        return rf"{PERSON}(?:今年|现在|呢|都|也|就|已经|,){{0,2}}{_loose(words[1:])}"
    # 登记失业三个月 is how long somebody has been registered.
    return ("(?<!登记)" if words.startswith("失业") else "") + _loose(words)


def _loose(words: str) -> str:
    """The words, with a space allowed between any two characters: people type 45 岁."""
    chars = []
    for position, char in enumerate(words.replace(" ", "")):
        own = _SAID_AS.get(char, re.escape(char))
        if char == "开" and not position:
            own = "(?<!离)开"
        if words == "了":
            # “我82年” is not “我82了”.
            own = "[了啦咧喽嘞哉]"
        chars.append(f"{_BEFORE_A_VERB}{own}" if position and char in _VERBS else own)
    return r"\s?".join(chars)
