"""Whether a reply about a place means one outside the province."""

import re

_ELSEWHERE = re.compile(
    "外省|外地|省外|不是江苏|不在江苏|"
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|"
    "云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)


def is_elsewhere(text: str) -> bool:
    """Whether `text` (normalised) names another province, or says that it is one."""
    return _ELSEWHERE.search(text) is not None
