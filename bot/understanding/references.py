"""Words that point at what the conversation was about: 前面那个补贴, 这个呢, 企业的呢."""

import re
from dataclasses import dataclass
from typing import Literal

_KINDS = (
    "补贴|补助金|补助|贷款|返还|津贴|奖励|奖补|保险金|失业金|登记|认定|招聘会|岗位|政策|事项|业务|"
    "事情|事"
)
# Words that any policy may be called by.
_ANY = {"政策", "事项", "业务", "事情", "事"}
_BEFORE = re.compile(
    r"(?:"
    rf"(?:最?前面|刚才|刚刚|之前|先前|最开始|一开始)(?:我)?(?:说|问|聊|讲|提|看)?(?:到|过)?(?:的)?"
    rf"(?:那|这)(?:一)?[个项种笔条件](?P<kind>{_KINDS})?"
    rf"|(?:最?前面|刚才|刚刚|之前|先前|最开始|一开始)(?:我)?(?:说|问|聊|讲|提)(?:到|过)?的(?P<kind2>{_KINDS})"
    rf"|[上前]一[个项种条](?P<kind3>{_KINDS})?"
    r")(?!问题|步|题|月|年|页)"
)


@dataclass(frozen=True)
class BackReference:
    """“前面那个补贴”, where it stands; `kind` is what the thing is called, None for anything."""

    start: int
    end: int
    kind: str | None


def refers_back(text: str) -> BackReference | None:
    """The words that point at what was spoken of before the current matter."""
    match = _BEFORE.search(text)
    if not match:
        return None
    kind = match["kind"] or match["kind2"] or match["kind3"]
    return BackReference(*match.span(), None if kind in _ANY else kind)


_END = r"(?:的)?(?:情况)?(?:呢|怎么样|怎么说|咋样|是怎样的|是多少|多少)?[?？。!！ ]*"
_START = r"(?:那|那么|如果|要是|换成|假如)*(?:是)?(?:给|对)?"
_THIS = re.compile(rf"{_START}(?:这个|这项|这|它|那个|那项|那)(?:政策|补贴|事)?{_END}")
_FIRM = re.compile(rf"{_START}(?:我们)?(?:企业|公司|单位|用人单位|小微企业|老板|厂里?){_END}")
_PERSON = re.compile(rf"{_START}(?:我们?)?(?:个人|自己|本人|员工|职工|打工的){_END}")
_OF_A_PLACE = re.compile(rf"(?:那|那么|换成|我?在|如果|要是|是)*(?P<place>.+?){_END}")
# “研究生呢” asks the same of another; “材料呢” asks something else.
_SAME_OF = re.compile(
    r"(?:那|那么|换成|如果是|要是)*(?P<of>[^,，。?？]{2,8}?)(?:的|的话)?呢[?？ ]*"
)
_SIDES = re.compile(
    r"材料|证件|上限|下限|封顶|基数|条件|要求|对象|范围|流程|步骤|手续|时间|期限|截止|日期|地点|地址|电话|金额|标准|额度|钱|待遇|网址|入口|窗口|"
    r"资料|资格|利息|利率|贴息|担保|有效|政策|依据|费|好处|风险|比例|最|多少|几|哪|怎|咋|什么|啥|谁|没|不|了|我|咱|你|他|她|"
    r"[爸妈哥姐弟妹爷奶]|老公|老婆|儿子|女儿|孩子|补贴|补助|贷款|登记|认定|现在|明年|今年|去年"
)


def only_points(text: str) -> bool:
    """Whether the text is no more than “这个呢”."""
    return _THIS.fullmatch(text.strip()) is not None


def only_audience(text: str) -> Literal["personal", "enterprise"] | None:
    """For whom, where the text says no more: “企业的呢”, “那个人的呢”."""
    if _FIRM.fullmatch(text.strip()):
        return "enterprise"
    return "personal" if _PERSON.fullmatch(text.strip()) else None


def same_of_another(text: str) -> str | None:
    """Of whom the text asks what was asked before: “研究生呢”; None where it asks more."""
    match = _SAME_OF.fullmatch(text.strip())
    return match["of"] if match and not _SIDES.search(match["of"]) else None


def only_place(text: str, start: int, end: int) -> bool:
    """Whether the text says no more than the place that stands at `start` to `end`."""
    match = _OF_A_PLACE.fullmatch(text.strip())
    return match is not None and match["place"] == text[start:end]
