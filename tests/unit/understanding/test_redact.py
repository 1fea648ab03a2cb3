import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.redact import redact

# Invented numbers: real place codes, made-up people.
GOOD_ID = "320102199003070033"
X_ID = "11010519491231002X"


def with_check_digit(body):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


IDS = st.builds(
    lambda place, born, serial: with_check_digit(f"{place}{born:%Y%m%d}{serial:03d}"),
    st.sampled_from(["320102", "320505", "321102", "110105", "340104", "440305"]),
    st.dates(date(1930, 1, 1), date(2015, 12, 31)),
    st.integers(0, 999),
)
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
# Not a digit, and nothing that would join the number to one.
WORDS = st.text(alphabet="我的身份证手机号码是，。：（） abc\n", max_size=12)


def test_the_invented_numbers_are_what_they_are_meant_to_be():
    assert with_check_digit(GOOD_ID[:-1]) == GOOD_ID
    assert with_check_digit(X_ID[:-1]) == X_ID


@pytest.mark.parametrize(
    "number",
    [
        GOOD_ID,
        X_ID,
        X_ID.lower(),
        GOOD_ID[:-1] + "9",
        GOOD_ID[:-1] + "X",
        "320102 19900307 0033",
        "320102-19900307-0033",
        "3201 0219 9003 0700 33",
        "110105 19491231 002x",
        "999999199003070038",
    ],
)
def test_an_id_number_is_taken_out(number):
    assert redact(number) == "[身份证号]"
    assert redact(f"我叫某某，身份证{number}，能领吗") == "我叫某某，身份证[身份证号]，能领吗"


def test_an_old_id_number_of_15_digits_is_taken_out():
    assert redact("身份证320102900307003号") == "身份证[身份证号]号"


@pytest.mark.parametrize("number", ["320102901307003", "320102900300003", "320102900332003"])
def test_15_digits_without_a_birth_date_stay(number):
    assert redact(number) == number


@pytest.mark.parametrize(
    "number", ["320102189003070038", "320102199013070038", "320102199003000038"]
)
def test_18_digits_without_a_birth_date_stay_when_they_are_no_card_either(number):
    assert "[身份证号]" not in redact(number)


@pytest.mark.parametrize(
    "number",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "+86 13812345678",
        "+86-138-1234-5678",
        "8613812345678",
        "86 138 1234 5678",
        "19912345678",
    ],
)
def test_a_mobile_number_is_taken_out_with_its_country(number):
    assert redact(f"打我电话{number}谢谢") == "打我电话[手机号]谢谢"


@pytest.mark.parametrize("number", ["12812345678", "1381234567", "138123456789", "02584412345"])
def test_what_is_no_mobile_number_stays(number):
    assert redact(number) == number


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "6222020200112233446",
        "6222 0202 0011 2233 446",
    ],
)
def test_a_bank_card_is_taken_out(number):
    assert redact(f"打到{number}上") == "打到[银行卡号]上"


@pytest.mark.parametrize("number", ["4111111111111112", "6222020200112233440"])
def test_a_long_number_that_is_no_bank_card_stays(number):
    assert redact(number) == number


@pytest.mark.parametrize(
    "text",
    [
        "苏财金〔2025〕149号",
        "苏人社发[2024]31号",
        "人社部发〔2023〕19号",
        "12333",
        "打12333或者12345",
        "2025年9月24日",
        "2025-09-24",
        "2025-01-01到2025-12-31",
        "20250924",
        "30万元",
        "300000元",
        "1000000000元",
        "2660元/月",
        "1417.5元",
        "60%/30%",
        "3-6个月",
        "4050补贴",
        "025-84412345",
        "9:00-17:30",
        "16周岁,45岁,24个月",
    ],
)
def test_amounts_dates_documents_and_hotlines_stay(text):
    assert redact(text) == text
    assert redact(f"请问{text}对吗") == f"请问{text}对吗"


def test_every_number_of_a_text_is_taken_out():
    text = f"我{GOOD_ID}，电话13812345678，卡号4111111111111111，孩子{X_ID}，问2025年的"

    assert redact(text) == "我[身份证号]，电话[手机号]，卡号[银行卡号]，孩子[身份证号]，问2025年的"


def test_two_numbers_with_a_space_between_are_both_taken_out():
    assert redact(f"{GOOD_ID} 13812345678") == "[身份证号] [手机号]"
    assert redact(f"13812345678 {GOOD_ID}") == "[手机号] [身份证号]"
    assert redact("13812345678 13912345678") == "[手机号] [手机号]"


@given(IDS, WORDS, WORDS, st.sampled_from(["", " ", "-"]), st.booleans())
def test_any_id_number_disappears(number, before, after, separator, small):
    written = separator.join([number[:6], number[6:14], number[14:]])
    written = written.lower() if small else written

    assert redact(before + written + after) == f"{before}[身份证号]{after}"


@given(MOBILES, WORDS, WORDS, st.sampled_from(["", " ", "-"]), st.sampled_from(["", "+86", "86"]))
def test_any_mobile_number_disappears(number, before, after, separator, country):
    parts = [country] if country else []
    written = separator.join([*parts, number[:3], number[3:7], number[7:]])

    assert redact(before + written + after) == f"{before}[手机号]{after}"


@given(st.text().filter(lambda text: not re.search(r"\d", text)))
def test_a_text_without_digits_stays_as_it_is(text):
    assert redact(text) == text
