"""A code that was sent to the phone, told while it is awaited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.numbers import NumberKind
from bot.understanding.redact import CODE, CODE_KIND, Found, redact, redact_code

SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("123456", CODE),
        ("验证码是 123 456", f"验证码是 {CODE}"),
        ("123-456", CODE),
        ("12 34 56", CODE),
        ("1 2 3 4 5 6", CODE),
        ("１２３４５６", CODE),
        ("一二三四五六", CODE),
        ("幺二三四五六", CODE),
        ("code123456", f"code{CODE}"),
        ("收到了，123456，对吗", f"收到了，{CODE}，对吗"),
    ],
)
def test_six_digits_are_a_code_where_one_is_awaited(said: str, left: str) -> None:
    redaction = redact_code(said)

    assert redaction.text == left
    assert redaction.found == (Found(CODE_KIND, "123456"),)


@pytest.mark.parametrize(
    "text",
    [
        *("12345", "1234567", "123456元", "30万", "2025-1-1", "2025-01-01", "12333", "20251124"),
        *("12,34,56", "123456.78", "1234 56", "三四五"),
    ],
)
def test_what_is_no_code_stays(text: str) -> None:
    assert redact_code(text).text == text


def test_six_digits_of_an_id_number_are_no_code() -> None:
    redaction = redact_code("320102 19900307 0033")

    assert redaction.found == (Found(NumberKind.ID_NUMBER, "320102199003070033"),)


def test_a_code_beside_other_numbers_is_found() -> None:
    redaction = redact_code("我手机13800138000，验证码654321")

    assert redaction.text == "我手机[手机号]，验证码[验证码]"
    assert [found.kind for found in redaction.found] == [NumberKind.MOBILE, CODE_KIND]


def test_nobody_who_is_not_asked_for_a_code_tells_one() -> None:
    assert redact("123456").text == "123456"


@given(
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.sampled_from(["", "验证码", "是 ", "码是:"]),
    st.sampled_from(["", "。", ",谢谢", " 收到了"]),
    st.booleans(),
)
def test_any_code_disappears(code: str, before: str, after: str, spoken: bool) -> None:
    written = code.translate(SPOKEN) if spoken else code
    redaction = redact_code(before + written + after)

    assert redaction.text == before + CODE + after
    assert redaction.found == (Found(CODE_KIND, code),)


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_it_is_taken_out_of_what_was_redacted_before_too(code: str) -> None:
    once = redact(f"我叫张三，13800138000，码{code}").text

    assert redact_code(once).text == "我叫[姓名]，[手机号]，码[验证码]"
