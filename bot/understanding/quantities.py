"""Numbers as people write them: 46, 四十六, 一百二, 1.2万, 20万元, 百分之五.

Only exact ones have a value: “四十来”, “十几”, “二三十”, “大概50”, “40到50” are asked again.
"""

import re
from decimal import Decimal

from bot.understanding.numerals import value_of
from bot.understanding.patterns import one_of

NUMERALS = "零〇一二两俩仨三四五六七八九十廿百千万亿几"
# Said before a number, these make it a limit or a guess.
HEDGE_BEFORE = (
    one_of(
        "大概 大约 大致 差不多 估计 (?<!预)约 将近 接近 (?<!最)近 快要 快到 快 不到 没到 "
        "未满 不满 没满 不足 至少 "
        "最少 最多 顶多 超过 不超过 不止 过了 好像 虚岁? 上(?=[百千万]) 好(?=几)"
    )
    + "(?:是|有)?"
)
HEDGE_AFTER = r"(?:左右|上下|以上|以下|以内|往上|不到|出头|多(?!少)|余(?!额)|的样子)"

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_PLAIN = (
    rf"(?:{_DIGITS}(?:\s?[wWkK](?![a-zA-Z])|(?:[百千万亿]+(?:\d+(?:\.\d+)?)?)*)|"
    rf"[{NUMERALS}]+(?:点[{NUMERALS}]+)?)"
)
_EXACT = re.compile(_PLAIN)

# A number with the words that make it inexact; no group in it, so that it fits into a larger form.
NUMBER = (
    rf"(?:{HEDGE_BEFORE}\s?)?(?<![\d{NUMERALS}.])(?<!\d\s){_PLAIN}(?:\s?[到至~—-]\s?{_PLAIN})?"
    rf"(?:[来多余几把][十百千万亿]*|好几)?{HEDGE_AFTER}?"
)
PERCENT = rf"(?:百分之{NUMBER}|{NUMBER}\s?(?:%|个百分点|个点))"
MONEY = rf"{NUMBER}\s?(?:元钱?|圆|块钱?|人民币)?(?![\d.点]){HEDGE_AFTER}?"

_NUMBER = re.compile(NUMBER)


def is_number(text: str) -> bool:
    """Whether `text` is a number, exact or not."""
    return _NUMBER.fullmatch(text) is not None


def read_number(text: str) -> Decimal | None:
    """The number that the whole of `text` is; None for others and inexact ones."""
    text = text.strip()
    if not _EXACT.fullmatch(text) or "几" in text:
        return None
    return value_of(re.sub(r"[\s,]", "", text))


def read_percent(text: str) -> Decimal | None:
    """`5` for 5%, 百分之五 and 5个点; None for anything else."""
    text = text.strip()
    match = re.fullmatch(r"百分之(.+)|(.+?)\s?(?:%|个百分点|个点)", text)
    return read_number(match[1] or match[2]) if match else None


def read_money(text: str) -> Decimal | None:
    """The sum in yuan: 3000块, 一万二, 20万元; None for others and inexact ones."""
    return read_number(re.sub(r"\s?(?:元钱?|圆|块钱?|人民币)$", "", text.strip()))
