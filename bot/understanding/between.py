"""What people put between a noun and its verb: 失业登记【前天在社区】办好了.

Without it the words of `facts.yml` stand together. What is left out never denies, asks, supposes or
tells of a past that is over, and never goes beyond its clause.
"""

import re

from bot.understanding.dates import DATE
from bot.understanding.patterns import one_of

_WHO = r"(?:(?:我|俺|咱|他|她|你)们?)"
# A day, a small word, oneself.
_FEW = re.compile(
    rf"(?:是|在|从)?{DATE}|"
    + one_of(
        "一直 早就 已经 也 都 就(?![业困职近]) 全(?![日职员家]) 才 正(?![常式规在当]) 倒(?!闭) "
        "我们? "
        "(?<![不算要还])是 的 人家 给"
    ),
    re.IGNORECASE,
)
_SEASON = "(?:[春夏秋冬]天|年底|年初|春节|国庆|过年|的时候|那会儿?)"
# “从他们进来那天起”, “入职那天”, “修路的时候”.
_SINCE = (
    r"从[^,。;?!没不未]{1,8}?(?:那[天月年])?(?:起|开始)|"
    r"[入进]职(?:那天|那个?月|当[天月]|的时候|时)|"
    r"[一-鿿]{2}的时候(?=[就都才征])"
)
_DAYS = (
    rf"(?:是|在|从|自|打)?{DATE}{_SEASON}?(?:开始|起|以来|那会儿?|那次|之后|以后)?|{_SINCE}|"
    + one_of(
        "(?:从)?前[几两些](?:个?[年月天]|周|阵)子? 这[几两]?(?:个?[年月天]|周|阵)子? "
        "那[几两]?[年阵天]子? 早几年 早些年 "
        "年轻的?时候 (?:上|读)?大学(?:的?时候|那会儿?|期间) 上学(?:的?时候|那会儿?) "
        "(?:到)?(?:现在|目前|今天)(?:为止)? 至今 最近 每个?(?:月|季度?|年) 月月 年年 天天 "
        "当[天月场时]就? "
        "第二天 按[时月期] 及时"
    )
)
_SMALL = one_of(
    "一直 早就 早已 早早 已经 全都 倒(?:是|(?!闭)) 拖着(?=[没不]) 刚刚 刚好? 终于 总算 "
    "突然 忽然 一下子 其实 确实 反正 基本上? "
    "陆陆续续 陆续 断断续续 压根儿? 根本 从来 真的? 还(?![款贷]) 也 都 "
    "就(?![业困职近]) 全(?![日职员家]) 才 正(?![常式规在当]) (?<![不算要还总])是 "
    "(?<=[登续证金贴保户困定同记记税])的?(?:这个|这块|这事|那个|那块|这边|方面) "
    "的事 从(?=[没未]) 有(?=[在给按]) 的(?=[没去]) 嘛 呢 啊 呀 吧"
)
_PEOPLE = (
    rf"(?:{_WHO}|人家|人事|会计|财务|公司|单位|社区|街道|老板|[\u4e00-\u9fff]{{2,4}}?(?=[帮替]))?"
    rf"[帮替给]{_WHO}?(?=[办弄做搞交缴登签报领申])|"
    rf"{_WHO}家?(?!的)|" + one_of("人家 人事 会计 财务 工作人员 每个人 大家")
)
# Of those that a firm hires people speak with many words.
_HIRED = one_of(
    "新[来招进]的(?:那?[几两三]个)?(?:人|员工|职工|师傅|大学生|学生|同事)? 新员工 新人 "
    "她们 他们[几两三仨]个? "
    "招[的来](?:那?[几两三]个)?(?:人|员工|职工|大学生|学生|毕业生|应届生)"
)
_THEY = "他们"
_VERBS = "办弄做搞登签报领申交缴征批租买拿考认评当坐读念贷"
# 在社区, 去银行, 跟公司, 从亲戚手里: up to the verb.
_WHERE = (
    r"(?:在|去|到|跟|和|从|找|托|让|由|用|给|被|往|是)"
    r"(?:[\u4e00-\u9fff](?<![没不未无自己交领办登是才就都能会要]))"
    rf"{{1,6}}?(?:上|里|那边|那里|那儿)?(?:[帮替给]{_WHO}?)?(?=[都给又也全]{{0,2}}[{_VERBS}])"
)
_MORE = re.compile(
    f"(?P<they>{_HIRED})|{_DAYS}|{_SMALL}|{_WHO}家?(?=都|就|一直|还|从|也)", re.IGNORECASE
)
_MUCH = re.compile(f"{_DAYS}|{_WHERE}|{_PEOPLE}|{_SMALL}", re.IGNORECASE)


def shortened(text: str) -> list[tuple[str, list[int]]]:
    """`text` without few, more and much of what may stand between, each with the places in `text`

    of its characters; for those that are hired, 他们. Empty where nothing of the kind stands there.
    """
    found: list[tuple[str, list[int]]] = []
    for pattern in (_FEW, _MORE, _MUCH):
        parts: list[str] = []
        places: list[int] = []
        done = 0
        for match in pattern.finditer(text):
            start, end = match.span()
            parts.append(text[done:start])
            places.extend(range(done, start))
            if match.lastgroup == "they":
                parts.append(_THEY)
                places.extend((start, end - 1))
            done = end
        if not done:
            continue
        rest = "".join((*parts, text[done:]))
        places.extend(range(done, len(text)))
        if rest and rest != text and all(rest != other for other, _ in found):
            found.append((rest, places))
    return found
