"""One message that asks two things: the first is answered, the second kept to be offered."""

import re
from dataclasses import dataclass

from bot.understanding.patterns import one_of
from bot.understanding.statements import asks

_PAUSE = r"[,，。.;；:：!！?？…~\s]"
_MARKS = re.compile(r"[?？]*")
# “还有机会吗”, “还有3个月才满”, “还有别的吗” and “还有人说” lead over to nothing else.
_STILL = (
    r"效|机会|必要|希望|可能|救|用(?=[吗么没处])|钱(?=[吗么没领])|资格(?!证)|名额|问题|的|点|些|"
    r"人(?![社才工员均数])|(?:没有)?(?:别的|其[他它]|旁的)|"
    r"(?:\d{1,2}|[一二两三四五六七八九十半几]+)\s?(?:个?半?多?月|年|天|周|个?星期)"
)
# These stay with the question: “还有什么要带的” asks what there is, “还有多久” how long still.
_THERE_IS = r"有(?:没有(?!别的|其[他它]|旁的|了)|什么(?!时候|地方)|啥(?!时候)|哪些)"
_HOW_LONG = r"还有(?:多久|多长|几[天个年月])"
# “另外两条是什么” asks about the others; 另外一次性扩岗补助 and 另外3个月 do not.
_OTHERS = (
    r"[一两二三四五六七八九十几\d]"
    r"(?:个(?!问题|事|月|人|体)|条|部分|半|家|种|项|边|份|笔|位|名|些)|的"
)
_MATTER = r"(?:有?(?:一?个|一件)(?:小?问题|事情?儿?)(?:就是|是)?|(?:一?个)?就是)"
_ABOUT = r"(?:问(?![题我他她你了过到])|咨询|打听|请教|了解|知道)"
# 下岗 and 个体户 are words of the question.
_ABOUT_ENDS = r"(?:一下|下(?!岗)|一句|个(?:问题|事)|问)?"
_ASK_MORE = rf"我?(?:[还也再]想(?:要|再)?请?{_ABOUT}|再(?:请?问(?!题)|(?:咨询|打听|请教|了解)))"
_ASK = rf"我?[还也再]?(?:想(?:要|再)?请?{_ABOUT}|请?问(?!题)|(?:咨询|打听|请教|了解)(?=一?下))"
# What leads over to another question, after a pause.
_OVER = re.compile(
    rf"(?<!{_PAUSE}){_PAUSE}+(?:然后|那|对了|哦对|嗯)?[,，]?"
    rf"(?:还(?={_THERE_IS})|(?={_HOW_LONG})|还有(?!{_STILL}){_MATTER}?|"
    rf"另外(?!{_OTHERS})(?:还(?={_THERE_IS})|还有?)?{_MATTER}?|顺便再?|顺带|以及|(?={_ASK_MORE}))"
    rf"{_PAUSE}*(?:(?:{_ASK_MORE}|{_ASK}){_ABOUT_ENDS})?{_PAUSE}*"
)
_CLAUSE = re.compile(r"[^,，。;；!！?？…\s]+[?？]*")
# What people want who only name it: 稳岗返还的条件, 帮我查一下.
_WANTED = re.compile(r"(?:条件|材料|电话|流程|手续|地址|标准|金额)呢?$")
_REQUEST = re.compile(
    r"(?:^|请|麻烦|劳驾|想|要)[你您]?(?:帮我|帮忙|转人工|预约)|"
    r"(?:介绍|说|讲|解释|查)(?:一下|下(?!岗)|说|讲)|想(?:问|了解|知道|咨询)"
)
# “材料都带齐了”, “没有电话”: whoever tells wants nothing by it.
_TELLS = re.compile(one_of("了 过 已 没 有 不 是 都 在"))
_EITHER = re.compile(r"([\u4e00-\u9fff])[不没]\1")
# Shorter parts are no question: “还有吗”.
_SHORTEST = 4


@dataclass(frozen=True)
class TwoNeeds:
    """The first question ends at `end` of the text; the second is `second`."""

    end: int
    second: str


def two_needs(text: str) -> TwoNeeds | None:
    """The two questions of `text` (normalised); None when it asks one thing, or tells something."""
    for over in _OVER.finditer(text):
        # A question mark belongs to what it ends.
        marks = _MARKS.match(text, over.start())
        end = marks.end() if marks else over.start()
        first, second = text[:end], text[over.end() :].strip()
        if min(_length(first), _length(second)) < _SHORTEST:
            continue
        # What stands right before must ask: 三个退伍的,还有一个残疾员工 is one list.
        before = _CLAUSE.findall(first)[-1]
        if _is_asked(before) and any(_is_asked(clause) for clause in _CLAUSE.findall(second)):
            return TwoNeeds(end, second)
    return None


def _length(text: str) -> int:
    """The characters of `text` that are words."""
    return len(re.sub(r"[\W_]", "", text))


def _is_asked(clause: str) -> bool:
    if asks(clause) or _EITHER.search(clause) or _REQUEST.search(clause):
        return True
    return bool(_WANTED.search(clause)) and not _TELLS.search(clause)
