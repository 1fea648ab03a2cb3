"""What a person wants with what is kept of them, said in words."""

import re
from typing import Literal

Wish = Literal["end", "export", "erase", "remind", "no_reminder"]
_MINE = r"(?:我|本人|自己)(?:[们的]|所有|全部|个人|留)*"
_DATA = r"(?:个人)?(?:信息|资料|数据|记录|隐私|手机号|号码|身份证号?)"
_END = r"(?:都|全部?|统统|了|吧|掉|一下|行吗|可以吗|能不能|[?？。!！~ ])*"
_RULES: tuple[tuple[Wish, re.Pattern[str]], ...] = (
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


def read_wish(text: str) -> Wish | None:
    """What is wished for; None where the text is about something else."""
    plain = text.strip()
    for wish, form in _RULES:
        if form.fullmatch(plain):
            return wish
    return None
