"""What a person wants with what is kept of them, said in words; and for whom."""

import re
from typing import Literal

from bot.understanding.subjects import Subjects

Wish = Literal["end", "export", "erase", "remind", "no_reminder"]
_Forms = tuple[tuple[Wish, re.Pattern[str]], ...]
_MINE = r"(?:我|本人|自己)(?:[们的]|所有|全部|个人|留)*"
_DATA = r"(?:个人)?(?:信息|资料|数据|记录|隐私|手机号|号码|身份证号?)"
_END = r"(?:都|全部?|统统|了|吧|掉|一下|行吗|可以吗|能不能|[?？。!！~ ])*"
_DELETE = r"(?:删|清[除空了干掉]|抹|注销)"
# Nothing but the wish: it is read whatever else is talked of.
_WHOLE: _Forms = (
    ("end", re.compile(rf"(?:退出|结束)(?:查询|登录|登陆|核对|身份){_END}|退出{_END}")),
    (
        "no_reminder",
        re.compile(
            rf"(?:不要|不用|别|取消|关掉?|不需要)(?:再)?(?:给我|短信|发|的)*提醒(?:我|短信)?{_END}"
        ),
    ),
    (
        "remind",
        re.compile(
            rf"(?:短信|到时候?|提前|办理前|记得|能不能|可以|给我|发|请|帮我)*"
            rf"(?:短信提醒|提醒(?:一下)?我|提醒一下){_END}"
        ),
    ),
    (
        "erase",
        re.compile(
            rf".{{0,6}}(?:删|清|注销|抹)(?:除|掉|了|空)*.{{0,4}}{_MINE}{_DATA}{_END}"
            rf"|.{{0,4}}把?{_MINE}{_DATA}.{{0,4}}(?:删|清|注销|抹)(?:除|掉|了|空)*{_END}"
        ),
    ),
    (
        "export",
        re.compile(
            rf".{{0,6}}(?:导出|下载|复制|查看|看看?|看一下).{{0,4}}{_MINE}{_DATA}{_END}"
            rf"|.{{0,6}}(?:你们|系统).{{0,6}}(?:存|留|收集|保存|记)了?{_MINE}?(?:什么|哪些|啥)(?:个人)?(?:信息|资料|数据)?{_END}"
        ),
    ),
)
# Words of the wish in a message that the classifier took for one about what is personal.
_WITHIN: _Forms = (
    (
        "no_reminder",
        re.compile(
            r"(?:不要|不用|别|取消|关|停|撤|退订|不需要)[^,，。没]{0,8}(?:提醒|短信|通知)"
            r"|提醒[^,，。]{0,8}(?:停|关|撤|取消|退订|删)"
            r"|短信[^,，。]{0,4}(?:停|关|撤|取消|退订|别发|不用发|不要发)"
        ),
    ),
    ("end", re.compile(r"退出|登出|结束查询|登[录陆]退|注销[^,，。]{0,4}登[录陆]|[看查用]完了")),
    (
        "erase",
        re.compile(
            rf"(?<!被){_DELETE}[^,，。]{{0,8}}(?:{_DATA})"
            rf"|(?:{_DATA})[^。]{{0,8}}(?:(?<!被){_DELETE}|别留|别存)"
            rf"|(?:别|不想|不要)[^,，。]{{0,4}}[存留][^,，。]{{0,4}}(?:{_DATA})"
        ),
    ),
    (
        "remind",
        re.compile(
            r"提醒|提个醒|短信(?:告诉|通知)我|喊我一声"
            r"|(?:前|请|要|可以|能|到时候?|到点)[^,，。没]{0,4}发(?:个|条|我)*短信"
        ),
    ),
    (
        "export",
        re.compile(
            rf"(?:你|系统|这里|手上|名下|关于我)[^,，。]{{0,6}}(?:存|留|记|收集|保存|上有)[了着过下]*"
            rf"[^,，。]{{0,8}}(?:{_DATA}|什么|哪些|啥)"
            rf"|[存留](?:[了着过]|在)?[^,，。]{{0,6}}(?:哪些|什么|啥)[^,，。]{{0,4}}(?:{_DATA})"
            rf"|(?:导|下载|打包|要)[^,，。]{{0,8}}(?:{_DATA})(?:副本)?"
            rf"|(?:{_DATA}|东西)[^,，。]{{0,6}}(?:导[出一]|打包|副本)"
            rf"|收集了?我|{_DATA}[^,，。]{{0,4}}记下"
        ),
    ),
)
# Kept by others: “删除重复参保信息”.
_ELSEWHERE = re.compile(r"参保|社保|医保|公积金|档案|重复|变更|征信")
_FOR_ANOTHER = re.compile(r"(?:替|帮|给)(?:别人|人家|他|她|同事|朋友|邻居)[^,，。?？]{0,3}[查看问]")


def read_wish(text: str) -> Wish | None:
    """What is wished for; None where the text is about anything else, too."""
    plain = text.strip()
    for wish, form in _WHOLE:
        if form.fullmatch(plain):
            return wish
    return None


def heard_wish(text: str) -> Wish | None:
    """What is wished for in a text that is about what is personal; None for where it stands."""
    whole = read_wish(text)
    if whole or _ELSEWHERE.search(text):
        return whole
    return next((wish for wish, form in _WITHIN if form.search(text)), None)


def for_another(text: str) -> bool:
    """Whether it is somebody else's application that is asked about."""
    subjects = Subjects(text)
    named = subjects.asks_for_a_relative or subjects.asks_for_another
    return named or _FOR_ANOTHER.search(text) is not None
