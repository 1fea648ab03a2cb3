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
    r"从[^,。;?!没不未]{1,8}?(?:那[天月年])?(?:起|开始)|一(?:进?来|入职|进厂|进公司)就?|"
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
    "一直 老早就? 早就 早已 早早 一早 已经 全都 倒(?:是|(?!闭)) 拖着(?=[没不]) 刚刚 刚好? "
    "终于 总算 突然 忽然 一下子 其实 确实 反正 基本上? "
    "陆陆续续 陆续 断断续续 压根儿? 根本 从来 真的? 还(?![款贷]) 也 都 "
    "就(?![业困职近]) 全(?![日职员家]) 才 正(?![常式规在当]) (?<![不算要还总])是 "
    "(?<=[登续证金贴保户困定同记记税])的?(?:这个|这块|这事|那个|那块|这边|方面) "
    "(?:每一?[个位名]|所有的?|全体|全部)(?=员工|职工|工人) "
    "的事 从(?=[没未]) 有(?=[在给按]) 的(?=[没去]) 嘛 呢 啊 呀 吧"
)
_PEOPLE = (
    rf"(?:{_WHO}|人家|人事|会计|财务|公司|单位|社区|街道|老板|[\u4e00-\u9fff]{{2,4}}?(?=[帮替]))?"
    rf"[帮替给]{_WHO}?(?=[办弄做搞交缴登签报领申])|"
    rf"{_WHO}家?(?!的)|" + one_of("人家 人事 会计 财务 工作人员 每个人 大家")
)
_COMPANION = (
    r"(?:我|俺)?(?:[老儿女][公婆伴子儿]|爱人|对象|媳妇|女婿|[爸妈哥姐弟妹]|朋友|同事)"
    r"[带陪领](?:我|着)(?=[去到在办弄登])"
)
# Also without 在: 失业登记【网上】办的.
_ONLINE = r"(?:网上|线上|手机上|支付宝上?|微信上?|小程序上?)(?=[都给又也全就]{0,2}[办弄做搞登报申])"
_WHEN = re.compile(_DAYS, re.IGNORECASE)
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
    r"(?:在|去|到|跟|和|从|问|找|托|让|由|用|给|被|往|是)"
    r"(?:[\u4e00-\u9fff](?<![没不未无自己交领办登是才就都能会要]))"
    rf"{{1,6}}?(?:上|里|那边|那里|那儿)?(?:[帮替给]{_WHO}?)?(?=[都给又也全]{{0,2}}[{_VERBS}])"
)
# “招了2个大学生,【他们】社保当月就交了”: a clause of those that were named before.
_HIRING = re.compile(
    "(?:[招雇聘请][了过用聘进收]?|新[来进])[^,。;]{0,4}(?:[人个名位]|学生|毕业生|应届|员工|工人)"
)
_THEIRS = "(?<=[,。;、 ])(?=(?:劳动)?合同|社保|五险|保险|就业登记)(?![^,。;]*(?:我|自己|员工))"
# “天天找工作” is 在找工作.
_BUSILY = one_of("天天 每天 整天 成天 到处 四处 一直") + "+(?=找)"
# “想接着找工作” is 想找工作.
_EAGERLY = (
    r"(?<=[想要])(?:接着|继续|重新|赶紧|赶快|尽快|早点儿?|快点儿?|好好|再)+(?=找|上班|工作|干)"
)
_REPLACED = {"they": _THEY, "theirs": _THEY, "busily": "在"}
_MORE = re.compile(
    f"(?P<they>{_HIRED})|(?P<theirs>{_THEIRS})|(?P<busily>{_BUSILY})|{_EAGERLY}|"
    f"{_DAYS}|{_SMALL}|{_WHO}家?(?=都|就|一直|还|从|也)",
    re.IGNORECASE,
)
_MUCH = re.compile(
    f"{_EAGERLY}|{_DAYS}|{_ONLINE}|{_COMPANION}|{_WHERE}|{_PEOPLE}|{_SMALL}", re.IGNORECASE
)


def shortened(text: str) -> list[tuple[str, list[int]]]:
    """`text` without the days, and without few, more and much of what may stand between.

    Each with the places in `text` of its characters. Those that are hired are 他们 in it, 天天找 is
    在找. Empty where nothing of the kind stands there.
    """
    found: list[tuple[str, list[int]]] = []
    for pattern in (_WHEN, _FEW, _MORE, _MUCH):
        parts: list[str] = []
        places: list[int] = []
        done = 0
        for match in pattern.finditer(text):
            start, end = match.span()
            if match.lastgroup == "theirs" and not _HIRING.search(text, 0, start):
                continue
            parts.append(text[done:start])
            places.extend(range(done, start))
            if match.lastgroup in _REPLACED:
                words = _REPLACED[match.lastgroup]
                parts.append(words)
                places.extend((start, max(start, end - 1))[-len(words) :])
            done = end
        if not done:
            continue
        rest = "".join((*parts, text[done:]))
        places.extend(range(done, len(text)))
        if rest and rest != text and all(rest != other for other, _ in found):
            found.append((rest, places))
    return found
