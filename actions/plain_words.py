"""Words that say plainly what is asked, whatever else stands beside them.

“毕业了档案在学校，想转回老家，要带什么” asks for the materials: what stands last says so.
"""

import re

_HEARD_AS = ("ask_", "inform")
_END = r"(?:呢|啊|呀|吗|嘛|去|过去)*[?？。! ]*$"
_WHAT_TO_BRING = re.compile(
    r"(?:带|准备|提供|备|交)(?:一?些|点)?(?:什么|啥|哪些|哪几样)(?:材料|东西|证件|资料|手续)?"
    + _END
)
_HOW_MUCH = re.compile(
    r"多少(?:钱|元|块)?" + _END + r"|[给补发拿领扣抵减]多少|几块钱|几万块?|是多少钱"
)
_HOW_MANY_TENTHS = re.compile(r"(?:几成|百分之几|几个点|多少比例)" + _END)
_A_PERSON = re.compile(r"(?:转|接)(?:一下|到)?人工|人工(?:客服|服务|坐席)")
# “怎么算” asks how much, and “哪个部门交材料” where.
_HOW_RECKONED = re.compile(r"(?:怎么|咋|如何|怎样)(?:算|补|给)(?!办|弄|料|材|救)")
_WHICH_OFFICE = re.compile(
    r"(?:哪个|什么|啥|哪家)(?:部门|单位|窗口|机构|科室)[^,，。]{0,6}(?:递|交|报|申请|办)"
)


# “我的预约想从周三改到周五” and “把我的预约取消掉” do more than to ask what is booked.
_MOVES = re.compile(
    r"(?:改|换|挪|推迟|推|提前|调)(?:到|成|在|至|去)|改(?:个|一下|下)?(?:时间|期|约)"
)
_GIVES_BACK = re.compile(r"(?<!没)(?:取消|退掉|撤销|撤掉)(?!了?没|了?吗|了?不)|不要了")


def wants_a_person(text: str) -> bool:
    """Whether a human being is asked for in so many words."""
    return _A_PERSON.search(text) is not None


def plainly_asked(text: str, intent: str) -> str:
    """The intent that the words of `text` name; `intent` where they name none."""
    if wants_a_person(text):
        return "human"
    if intent == "booking_query":
        if _MOVES.search(text):
            return "booking_change"
        return "booking_cancel" if _GIVES_BACK.search(text) else intent
    if intent == "eligibility_check" and _HOW_MANY_TENTHS.search(text):
        return "ask_amount"
    if not intent.startswith(_HEARD_AS):
        return intent
    if _WHAT_TO_BRING.search(text):
        return "ask_materials"
    if intent in ("inform", "ask_overview") and _HOW_MUCH.search(text):
        return "ask_amount"
    if intent == "ask_procedure" and _HOW_RECKONED.search(text):
        return "ask_amount"
    if intent == "ask_contact" and _WHICH_OFFICE.search(text):
        return "ask_where"
    return intent
