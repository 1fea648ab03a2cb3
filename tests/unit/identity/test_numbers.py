"""The numbers by which a person or a firm is known, however they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from bot.identity.numbers import (
    Number,
    NumberKind,
    looks_like_id_number,
    read_id_number,
    read_number,
)

PROVINCES = [
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54"),
    *("61", "62", "63", "64", "65", "71", "81", "82", "83"),
]
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

counties = st.from_regex(r"[0-9]{4}", fullmatch=True)
days = st.dates(date(1800, 1, 1), date(2035, 12, 31))
orders = st.from_regex(r"[0-9]{3}", fullmatch=True)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """Of any county, born on any day since 1800."""
    bare = draw(st.sampled_from(PROVINCES)) + draw(counties)
    bare += f"{draw(days):%Y%m%d}".rjust(8, "0") + draw(orders)
    return bare + ric.calc_check_digit(f"{bare}0")


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """With a letter in it, and the right check character."""
    head = draw(st.sampled_from(["91", "92", "12", "52"])) + draw(st.sampled_from(PROVINCES))
    bare = head + draw(counties) + "MA" + draw(st.text(CREDIT_ALPHABET, min_size=7, max_size=7))
    return bare + uscc.calc_check_digit(bare)


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
applications = st.from_regex(r"[A-Z]{1,4}20[0-9]{6,12}", fullmatch=True)


@st.composite
def written(draw: st.DrawFn, value: str) -> str:
    """`value` spaced, dashed, widened or in small letters."""
    marks = st.sampled_from(["", "", "", " ", "-", "　", "·", "\t", "—", "."])
    text = "".join(draw(marks) + char for char in value) + draw(marks)
    text = text.lower() if draw(st.booleans()) else text
    return text.translate(WIDE) if draw(st.booleans()) else text


@given(st.data(), id_numbers())
def test_an_id_number_of_any_county_and_day_is_read_however_it_is_written(
    data: st.DataObject, value: str
) -> None:
    assert read_number(value) == Number(NumberKind.ID_NUMBER, value)
    assert read_number(data.draw(written(value))) == read_number(value)


@given(st.data(), credit_codes())
def test_a_credit_code_is_read_however_it_is_written(data: st.DataObject, value: str) -> None:
    assert read_number(value) == Number(NumberKind.CREDIT_CODE, value)
    assert read_number(data.draw(written(value))) == read_number(value)


@given(st.data(), mobiles, st.sampled_from(["", "+86", "86", "0086"]))
def test_a_mobile_number_is_read_with_and_without_its_country(
    data: st.DataObject, value: str, country: str
) -> None:
    assert read_number(value) == Number(NumberKind.MOBILE, value)
    assert read_number(data.draw(written(country + value))) == read_number(value)


@given(st.data(), applications)
def test_an_application_number_is_read_however_it_is_written(
    data: st.DataObject, value: str
) -> None:
    assert read_number(value) == Number(NumberKind.APPLICATION_NUMBER, value)
    assert read_number(data.draw(written(value))) == read_number(value)


@given(
    st.sampled_from(PROVINCES),
    counties,
    st.dates(date(1900, 1, 1), date(1999, 12, 31)),
    orders,
)
def test_an_old_number_of_15_digits_is_the_person_s_of_18(
    province: str, county: str, born: date, order: str
) -> None:
    old = f"{province}{county}{born:%y%m%d}{order}"
    new = f"{province}{county}{born:%Y%m%d}{order}"
    new += ric.calc_check_digit(f"{new}0")

    assert read_number(old) == read_number(new) == Number(NumberKind.ID_NUMBER, new)


@given(id_numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_never_another_person(value: str, place: int, by: int) -> None:
    wrong = value[:place] + str((int(value[place]) + by) % 10) + value[place + 1 :]

    assert read_id_number(wrong) is None


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-1949-1231-002X",
        " 110105194912310 02X\n",
    ],
)
def test_the_x_is_part_of_the_number(text: str) -> None:
    assert read_number(text) == Number(NumberKind.ID_NUMBER, "11010519491231002X")


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # another check character
        "110105194902300021",  # no such day
        "000105194912310021",  # no such province
        "11010519491231002",  # one short
        "1101051949123100200",
        "91110000600037341M",
        "12345678901",
        "1380013800",
        "JS2025",
        *("", " ", "---", "张三", "X" * 18, "１", "12333", "2026-11-24"),
    ],
)
def test_what_is_none_is_none_or_of_a_bureau_s_own(text: str) -> None:
    number = read_number(text)

    assert number is None or number.kind is NumberKind.APPLICATION_NUMBER


@pytest.mark.parametrize("text", ["320102199003070034", "32010219900307003", "11010519491231002Y"])
def test_a_mistyped_id_number_is_no_application(text: str) -> None:
    number = read_number(text)

    assert number is None or not looks_like_id_number(number.value)


def test_a_mistyped_id_number_looks_like_one_and_others_do_not() -> None:
    assert looks_like_id_number("320102199003070034")
    assert looks_like_id_number("320102900307003")
    assert not looks_like_id_number("202611240000000001")
    assert not looks_like_id_number("20261124")


@given(st.text(), st.text(st.characters(categories=["Nd"]), max_size=20))
def test_whatever_is_read_is_in_capitals_and_digits_of_one_script(text: str, digits: str) -> None:
    for each in (text, digits, f"JS{digits}"):
        number = read_number(each)
        assert number is None or (number.value.isascii() and number.value.isalnum())
        assert number is None or number.value == number.value.upper()


@given(st.data(), st.one_of(id_numbers(), mobiles, applications))
def test_what_was_read_once_is_read_the_same_again(data: st.DataObject, value: str) -> None:
    number = read_number(data.draw(written(value)))

    assert number
    assert read_number(number.value) == number


@pytest.mark.parametrize("script", ["٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])
def test_digits_of_another_script_are_the_same_number(script: str) -> None:
    other = "320102199003070033".translate(str.maketrans("0123456789", script))

    assert read_number(other) == Number(NumberKind.ID_NUMBER, "320102199003070033")


@pytest.mark.parametrize(
    ("value", "kind", "masked"),
    [
        ("13800138000", NumberKind.MOBILE, "138****8000"),
        ("11010519491231002X", NumberKind.ID_NUMBER, "1101****2X"),
        ("91110000600037341L", NumberKind.CREDIT_CODE, "9111****1L"),
        ("YS2026110001", NumberKind.APPLICATION_NUMBER, "YS20****01"),
        ("A123456", NumberKind.APPLICATION_NUMBER, "****56"),
    ],
)
def test_a_masked_number_is_recognised_and_not_learnt(
    value: str, kind: NumberKind, masked: str
) -> None:
    assert Number(kind, value).masked == masked


@given(st.one_of(id_numbers(), credit_codes(), mobiles, applications))
def test_a_number_never_prints_itself(value: str) -> None:
    number = read_number(value)

    assert number
    assert value not in f"{number} {number!r} {[number]}"
    assert value not in number.masked
