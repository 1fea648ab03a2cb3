import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum import luhn

from bot.bookings.references import new_reference, written
from bot.identity.numbers import NumberKind, read_number
from bot.understanding.normalise import plain as normalised
from bot.understanding.redact import TOKEN_OF, Found
from bot.understanding.redact import redact as redaction_of

ID, MOBILE, CODE, APPLICATION = (
    *(NumberKind.ID_NUMBER, NumberKind.MOBILE),
    *(NumberKind.CREDIT_CODE, NumberKind.APPLICATION_NUMBER),
)
# Invented numbers: real place codes, made-up people.
GOOD_ID = "320102199003070033"
X_ID = "11010519491231002X"


NO_COUNTY = "339999196503070039"


def redact(text):
    """The text alone."""
    return redaction_of(text).text


def found(text):
    """What was found, as pairs."""
    return [(each.kind, each.value) for each in redaction_of(text).found]


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
        "320102.19900307.0033",
        "320102(19900307)0033",
        "320102\n19900307\n0033",
        "320102　19900307　0033",
        "３２０１０２１９９００３０７００３３",
        "11010519491231002 X",
        "11010519491231002叉",
        "三二零一零二一九九零零三零七零零三三",
        "三二〇一〇二 一九九〇〇三〇七 〇〇三三",
        # The date was mistyped; an X shows what it is.
        "11010519491332002X",
    ],
)
def test_an_id_number_is_taken_out(number):
    assert redact(number) == "[身份证号]"
    assert redact(f"我叫某某，身份证{number}，能领吗") == "我叫某某，身份证[身份证号]，能领吗"


def test_an_old_id_number_of_15_digits_is_taken_out():
    assert redact("身份证320102900307003号") == "身份证[身份证号]号"


@pytest.mark.parametrize(
    "number",
    [
        *("320102901307003", "320102900300003", "320102900332003"),
        *("320102189003070038", "320102199013070038", "320102199003000038"),
    ],
)
def test_what_is_too_long_for_anything_else_is_an_application_number(number):
    assert found(number) == [(APPLICATION, number)]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (GOOD_ID, GOOD_ID),
        ("110105 19491231 002x", X_ID),
        ("三二零一零二一九九零零三零七零零三三", GOOD_ID),
        ("320102900307003", "320102199003070033"),
        # Counties are renamed; people keep their number.
        (NO_COUNTY, NO_COUNTY),
    ],
)
def test_the_value_of_an_id_number_is_its_18_characters(said, value):
    assert found(f"我是{said}") == [(ID, value)]


def test_a_mistyped_id_number_has_a_token_and_no_value():
    assert redaction_of(GOOD_ID[:-1] + "9").found == ()


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
        "138.1234.5678",
        "(+86)13812345678",
        "+86 (138) 1234-5678",
        "008613812345678",
        "013812345678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "138\n1234\n5678",
        "１３８１２３４５６７８",
        "一三八一二三四五六七八",
        "幺三八 一二三四 五六七八",
        "13812 345678",
        "1381234 5678",
    ],
)
def test_a_mobile_number_is_taken_out_with_its_country(number):
    assert redact(f"打我电话{number}谢谢") == "打我电话[手机号]谢谢"
    assert len(found(number)) == 1
    assert found(number)[0][0] is MOBILE
    assert len(found(number)[0][1]) == 11


def test_digits_in_characters_around_a_mobile_number_stay():
    assert redact("打一下一三八一二三四五六七八一个人用") == "打一下[手机号]一个人用"
    assert redact("13812345678一下") == "[手机号]一下"


@pytest.mark.parametrize("number", ["12812345678", "1381234567", "138123456789"])
def test_what_is_no_mobile_number_but_as_long_is_taken_out_all_the_same(number):
    assert redact(number) == "[申请编号]"


@pytest.mark.parametrize(
    "number",
    [
        *("02584412345", "025-84412345", "0512-12345678", "051212345678", "010-12345678"),
        *("400-123-4567", "4001234567", "12333", "12345"),
    ],
)
def test_telephones_of_offices_stay(number):
    assert redact(f"打{number}没人接") == f"打{number}没人接"


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
    assert found(number) == [("bank_card", number.replace(" ", "").replace("-", ""))]


def test_a_bank_card_of_unionpay_is_one_though_a_digit_is_wrong():
    assert redact("6222 0202 0011 2233 440") == "[银行卡号]"
    assert found("6222 0202 0011 2233 440") == []


@pytest.mark.parametrize("number", ["4111111111111112", "6222020200112233440"])
def test_a_long_number_that_is_no_bank_card_is_taken_out_all_the_same(number):
    assert redact(number) == "[申请编号]"


@pytest.mark.parametrize(
    ("said", "left", "value"),
    [
        ("受理号JS20250388，帮查下", "受理号[申请编号]，帮查下", "JS20250388"),
        ("办件编号20250611037，查一下", "办件编号[申请编号]，查一下", "20250611037"),
        ("JS20250388", "[申请编号]", "JS20250388"),
        ("我的是js20250388办到哪了", "我的是[申请编号]办到哪了", "JS20250388"),
        ("JS-2025-000388", "[申请编号]", "JS2025000388"),
        ("申请编号是 2025 0611 037", "申请编号是 [申请编号]", "20250611037"),
        ("受理号是二零二五零六一一零三七", "受理号是[申请编号]", "20250611037"),
        ("20250611037", "[申请编号]", "20250611037"),
        # Too short to be looked up, but said to be one.
        ("流水号320500887一共几位", "流水号[申请编号]一共几位", None),
        ("1" * 30, "[申请编号]", None),
        # The register would take it for a mistyped ID number.
        ("受理号320102202506110012", "受理号[申请编号]", None),
    ],
)
def test_the_number_of_an_application_is_taken_out(said, left, value):
    assert redact(said) == left
    assert found(said) == ([(APPLICATION, value)] if value else [])


@pytest.mark.parametrize("text", ["code123456", "RMB100000", "CNY1000000元", "AB12345", "GB11643"])
def test_letters_and_digits_that_number_no_application_stay(text):
    assert redact(text) == text


def test_the_references_of_our_bookings_stay():
    for _ in range(300):
        reference = new_reference()
        for said in (reference, reference.lower(), written(reference), f"预约编号{reference}"):
            assert redact(said) == said


@pytest.mark.parametrize("between", ["", " ", "-"])
def test_the_code_of_a_firm_is_taken_out(between):
    code = "91110000600037341L"
    assert read_number(code).kind is CODE
    said = between.join([code[:8], code[8:]])

    assert redact(f"我们公司{said}，开了三年") == "我们公司[信用代码]，开了三年"
    assert found(said) == [(CODE, code)]
    assert found(said.lower()) == [(CODE, code)]


def test_the_mistyped_code_of_a_firm_has_a_token_and_no_value():
    assert redact("91110000600037342L") == "[信用代码]"
    assert found("91110000600037342L") == []


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
        "15000000000元",
        "1234567890.50",
        "￥1234567890",
        "3.1415926535897",
        "20250101-20251231",
        "2025-01-01 2025-12-31",
        "2025.10.1-2025.12.31",
        "1990-03-07 2025-12-31",
        "2025年1月1日9:00-2025年12月31日17:30",
        "二零二五年十一月",
        "四零五零",
        "一二三四五六七",
        "3000 4000 5000 6000",
        "2023 2024 2025 2026",
        "25 300 4000",
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
    assert redact("13812345678,13912345678") == "[手机号],[手机号]"


def test_two_numbers_with_nothing_between_are_both_taken_out():
    assert found(f"{GOOD_ID}13812345678") == [(ID, GOOD_ID), (MOBILE, "13812345678")]
    assert found(f"13812345678{GOOD_ID}") == [(MOBILE, "13812345678"), (ID, GOOD_ID)]
    assert found("1381234567813912345678") == [(MOBILE, "13812345678"), (MOBILE, "13912345678")]


def test_what_was_found_comes_in_the_order_of_the_text_and_prints_nothing():
    redaction = redaction_of(f"电话13812345678，身份证{GOOD_ID}")

    assert redaction.found == (Found(MOBILE, "13812345678"), Found(ID, GOOD_ID))
    assert "138" not in repr(redaction) + str(redaction.found)


def test_what_is_redacted_already_stays_so():
    text = "".join(TOKEN_OF.values())

    assert redact(text) == text


SEPARATORS = st.sampled_from(["", " ", "-", ".", "  ", " - ", "\n", "—", "·"])
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")


@st.composite
def cards(draw):
    body = draw(st.sampled_from(["62", "4", "5", "9558"]))
    size = draw(st.integers(15, 18))
    digits = st.text("0123456789", min_size=size - len(body), max_size=size - len(body))
    body += draw(digits)
    return body + luhn.calc_check_digit(body)


@given(IDS, WORDS, WORDS, SEPARATORS, st.booleans())
def test_any_id_number_disappears(number, before, after, separator, small):
    written = separator.join([number[:6], number[6:14], number[14:]])
    written = written.lower() if small else written

    assert redact(before + written + after) == f"{before}[身份证号]{after}"
    assert found(before + written + after) == [(ID, number)]


@given(IDS, st.data())
def test_an_id_number_disappears_wherever_it_is_parted(number, data):
    cuts = sorted(data.draw(st.sets(st.integers(1, 16), max_size=8)))
    parts = [number[a:b] for a, b in pairwise([0, *cuts, 18])]
    marks = st.sampled_from([" ", "-", ".", "\n"])
    written = parts[0] + "".join(data.draw(marks) + part for part in parts[1:])

    assert redact(f"我{written}。") == "我[身份证号]。"


@given(IDS, st.integers(0, 16), st.sampled_from("0123456789"))
def test_an_id_number_with_one_wrong_digit_disappears(number, at, digit):
    written = number[:at] + digit + number[at + 1 :]

    assert re.fullmatch(r"\[\w+\]", redact(written))


@given(IDS, WORDS, WORDS)
def test_a_spoken_id_number_disappears(number, before, after):
    assert redact(before + number.translate(SPOKEN) + after) == f"{before}[身份证号]{after}"


@given(MOBILES, WORDS, WORDS, SEPARATORS, st.sampled_from(["", "+86", "86", "0086"]))
def test_any_mobile_number_disappears(number, before, after, separator, country):
    parts = [country] if country else []
    written = separator.join([*parts, number[:3], number[3:7], number[7:]])

    assert redact(before + written + after) == f"{before}[手机号]{after}"
    assert found(written) == [(MOBILE, number)]


@given(MOBILES, st.data(), st.sampled_from(" -.\n"))
def test_a_mobile_number_disappears_wherever_it_is_parted(number, data, mark):
    # A year and a month are no beginning of a number: 1990 3 …
    cuts = sorted(data.draw(st.sets(st.integers(1, 10), max_size=10)))
    parts = [number[a:b] for a, b in pairwise([0, *cuts, 11])]
    assume(not (number.startswith("19") and len(parts) > 2 and len(parts[0]) == 4))

    assert redact(f"我{mark.join(parts)}。") == "我[手机号]。"


@given(MOBILES, WORDS, WORDS)
def test_a_spoken_mobile_number_disappears(number, before, after):
    assert redact(before + number.translate(SPOKEN) + after) == f"{before}[手机号]{after}"


@given(cards(), WORDS, WORDS, SEPARATORS, st.integers(1, 8))
def test_any_bank_card_disappears(number, before, after, separator, size):
    written = separator.join(number[at : at + size] for at in range(0, len(number), size))
    left = redact(f"卡{written}。")

    assert not re.search(r"\d{2}", left)


@example("320102200001010008", "", "0.0")
@example("320102200001010008", "", "元")
@given(st.one_of(IDS, MOBILES, cards()), st.text(max_size=20), st.text(max_size=20))
def test_no_number_survives_in_any_text(number, before, after):
    # 13000000000.0 and 13000000000元 are amounts.
    assume(not number.endswith("000000"))
    assert number not in redact(normalised(f"{before}{number}{after}"))


@given(
    st.text().filter(
        lambda text: not any(c.isdecimal() or c in "〇零一二三四五六七八九幺叫是名" for c in text)
    )
)
def test_a_text_without_digits_stays_as_it_is(text):
    assert redact(text) == text


@given(
    st.lists(
        st.one_of(
            st.dates(date(1950, 1, 1), date(2035, 1, 1)).flatmap(
                lambda day: st.sampled_from(
                    [
                        f"{day}",
                        f"{day:%Y.%m.%d}",
                        f"{day:%Y年%m月%d日}",
                        f"{day:%Y%m%d}",
                        f"{day.year}",
                    ]
                )
            ),
            st.integers(0, 10**10).map(lambda amount: f"{amount}元"),
            st.integers(0, 120).map(lambda age: f"{age}岁"),
            st.sampled_from(
                ["苏人社发〔2025〕22号", "12333", "9:00-17:30", "3-6个月", "025-84412345"]
            ),
        ),
        max_size=6,
    ),
    st.sampled_from(["，", "到", " 至 ", "、"]),
)
def test_dates_amounts_and_document_numbers_stay(parts, between):
    text = between.join(parts)

    assert redact(text) == text
