"""A loan in people's words: 贷20万三年, 30.5万分36期, 年化3.1, 月息5厘, 先息后本.

“大概20万” is a sum to reckon with; “三五万”, “两年多”, “按LPR” and a bare “七厘” are asked again.
A share of a subsidy (“贴50%”) is no rate.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from bot.policies.loan_dialogue import SaidLoan
from bot.policies.loan_schedule import Repayment
from bot.policies.loan_terms import Borrower
from bot.understanding.durations import DURATION, read_duration
from bot.understanding.quantities import (
    MONEY,
    NUMBER,
    PERCENT,
    read_money,
    read_number,
    read_percent,
)

Value = TypeVar("Value")

_TAKEN = "\N{FULL BLOCK}"
_SMALLEST = Decimal(1000)
_HIGHEST_RATE = 36

# “三十万三年”: the sum ends where the term begins.
_SEAM = re.compile(r"([万千wW])(?=(?:[一二两三四五六七八九十]{1,3}|\d{1,3}|半)\s?(?:年|个|期))")

# What is only reckoned with may be rounded; the reply says what it reckoned with.
_ABOUT = re.compile(r"大概|大约|差不多|左右|上下(?!限)|的样子")

# Not a bare Chinese numeral: “利息一共多少”.
_FIGURE = r"(?:\d{1,2}(?:\.\d+)?|[零一二三四五六七八九十]+点[零一二三四五六七八九]+)"
# “3年利率3%” is three years at 3 %.
_YEARLY = r"(?:(?<![\d一二两三四五六七八九十])年(?:化(?:利率|利息)?|利率|利息|息)|利率|利息)"
_IS = r"\s?(?:是|为|按|:|,)?\s?"
_PARTS = rf"(?:({NUMBER})\s?分)?(?:({NUMBER})\s?厘([一二三四五六七八九半])?)?"
_BY_PARTS = re.compile(
    rf"(月|年)(?:利率|利息|息){_IS}(?=\S)(?!\s?%){_PARTS}(?<=[分厘一二三四五六七八九半])"
)
_MONTHLY_PERCENT = re.compile(rf"月(?:利率|利息|息){_IS}({PERCENT})")
_RATE = re.compile(rf"{_YEARLY}{_IS}({PERCENT}|{_FIGURE})(?![\d.万千百元块厘分月年期个])")
_BY_RATE = re.compile(rf"按\s?({PERCENT}|{_FIGURE})\s?的?(?:年化|年)?(?:利率|利息)")
_BARE_RATE = re.compile(rf"({PERCENT})")
# Beside one of these a percentage is not the rate of the loan.
_NO_RATE = re.compile(
    r"(?:贴|补|返|占|比例|财政|政府|国家|LPR|lpr|基准|浮|加|减|降|涨|\+|月|日).{0,4}$"
)

_TERM = re.compile(rf"({DURATION})|({NUMBER})\s?期(?!限)")
_NO_TERM_BEFORE = re.compile(
    r"(?:提前|已经?|还了|过去|毕业|开业|注册|经营|缴费?|交了?|社保|失业|工作|宽限|每|这|前)\s?$"
)
_NO_TERM_AFTER = re.compile(r"(?:以?内|之?前|以前|之后|以后|后|来)")
# “一个月还几百” asks for an instalment, not for a loan of one month.
_A_MONTH = re.compile(r"[一每1]个月|一年(?=.?(?:掏|拿出|还几))")

_SUM = re.compile(rf"{MONEY}(?!\s?(?:[年月个人名%]|期(?!限)))")
_NO_SUM_BEFORE = re.compile(
    r"(?:工资|收入|月供|每个?月.{0,3}|还了|利息|营业额|流水|房租|最高|上限|额度)\s?$"
)
_SOUNDS_LIKE_MONEY = re.compile(r"[万亿千百wWkK元圆块]")

_REPAYMENTS = (
    (
        re.compile(r"先息后本|先还利息|(?:按月|每月|月月)付息|到期(?:一次)?还本"),
        Repayment.INTEREST_ONLY,
    ),
    (re.compile(r"等额本息|本息等额"), Repayment.EQUAL_INSTALMENT),
    (re.compile(r"等额本金|本金等额"), Repayment.EQUAL_PRINCIPAL),
)
_COMPANY = re.compile(r"(?:小微|小型|微型|小|我们)企业(?!职工)|公司|厂[里子]|我们厂")
_PERSON = re.compile(r"个人|个体户|自己创业|毕业生|大学生")
_NOT_KNOWN = re.compile(r"不知道|不清楚|不晓得|不确定|说不好|没问过?|没定|还没谈|忘了|不知")
_FILLERS = re.compile(
    r"[\s,.。,、!?;:~-]|大概|左右|就|是|的|吧|呢|啊|呀|哦|嗯|那|贷款?|借|我|想|要|分|还|银行|说|给|算|按|换成|"
    r"改成|如果|期限|利率|利息|年化|多少|不|对|错了|再|试试"
)


def read_loan(text: str, asked: str | None = None) -> SaidLoan:
    """Read `text` (normalised). `asked` is what it may answer: a bare “4.35” is then a rate."""
    reading = _Reading(_SEAM.sub(r"\1 ", _ABOUT.sub("", text)))
    annual_rate = reading.rate(asked == "annual_rate")
    months = reading.months()
    principal = reading.principal()
    repayment = next(
        (kind for form, kind in sorted(_REPAYMENTS, key=_first_in(text)) if reading.take(form)),
        None,
    )
    not_known = annual_rate is None and (asked == "annual_rate" or "利率" in text or "利息" in text)
    unknown = bool(not_known and reading.take(_NOT_KNOWN))
    borrower = (
        Borrower.COMPANY
        if reading.take(_COMPANY)
        else Borrower.PERSON
        if reading.take(_PERSON)
        else None
    )
    return SaidLoan(principal, months, annual_rate, repayment, borrower, unknown, reading.rest())


def _first_in(text: str) -> Callable[[tuple[re.Pattern[str], Repayment]], int]:
    """Of several ways of paying back, the one that is said first."""

    def position(entry: tuple[re.Pattern[str], Repayment]) -> int:
        match = entry[0].search(text)
        return match.start() if match else len(text)

    return position


class _Reading:
    """The text; what was read is blotted out, so that nothing is read twice."""

    def __init__(self, text: str) -> None:
        self._text = text

    def take(self, form: re.Pattern[str]) -> bool:
        """Blot out `form`; whether it was there."""
        self._text, count = form.subn(_TAKEN, self._text)
        return count > 0

    def rest(self) -> int:
        """How many characters were not read and say something."""
        return len(_FILLERS.sub("", self._text).replace(_TAKEN, ""))

    def rate(self, asked: bool) -> Decimal | None:
        for form, read in (
            (_BY_PARTS, _read_parts),
            (_MONTHLY_PERCENT, _read_monthly),
            (_RATE, _read_yearly),
            (_BY_RATE, _read_yearly),
        ):
            for match in form.finditer(self._text):
                if (value := read(match)) is not None:
                    return self._taken(match, value)
        for match in _BARE_RATE.finditer(self._text):
            value = read_percent(match[1])
            if value is not None and not _NO_RATE.search(self._text[: match.start()]):
                return self._taken(match, value)
        bare = re.fullmatch(rf"\D{{0,6}}?({NUMBER})\D{{0,3}}", self._text) if asked else None
        if bare and not _SOUNDS_LIKE_MONEY.search(self._text):
            value = read_number(bare[1])
            if value is not None and value <= _HIGHEST_RATE:
                return self._taken(bare, value)
        return None

    def months(self) -> int | None:
        for match in _TERM.finditer(self._text):
            months = _read_months(match)
            if (
                months is not None
                and not _A_MONTH.match(self._text, match.start())
                and not _NO_TERM_BEFORE.search(self._text[: match.start()])
                and not _NO_TERM_AFTER.match(self._text, match.end())
            ):
                return self._taken(match, months)
        return None

    def principal(self) -> Decimal | None:
        for match in _SUM.finditer(self._text):
            value = read_money(match[0])
            if (
                value is not None
                and (value >= _SMALLEST or re.search(r"[元圆块]", match[0]))
                and not _NO_SUM_BEFORE.search(self._text[: match.start()])
            ):
                return self._taken(match, value)
        return None

    def _taken(self, match: re.Match[str], value: Value) -> Value:
        self._text = f"{self._text[: match.start()]}{_TAKEN}{self._text[match.end() :]}"
        return value


def _read_parts(match: re.Match[str]) -> Decimal | None:
    """一分 is 10 % a year or 1 % a month; 一厘 is a tenth of that."""
    tenths, hundredths = read_number(match[2] or "0"), read_number(match[3] or "0")
    if tenths is None or hundredths is None or not (match[2] or match[3]):
        return None
    half = Decimal("0.5") if match[4] == "半" else None
    more = half if half is not None else (read_number(match[4] or "0") or Decimal(0)) / 10
    percent = tenths * 10 + hundredths + more
    return percent * 12 / 10 if match[1] == "月" else percent


def _read_monthly(match: re.Match[str]) -> Decimal | None:
    percent = read_percent(match[1])
    return None if percent is None else percent * 12


def _read_yearly(match: re.Match[str]) -> Decimal | None:
    text = match[1].strip()
    percent = read_percent(text)
    return read_number(text) if percent is None else percent


def _read_months(match: re.Match[str]) -> int | None:
    if match[2]:
        number = read_number(match[2])
    else:
        duration = read_duration(match[1])
        number = duration.months if duration and not duration.days else None
    return int(number) if number is not None and number == int(number) else None
