from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.policies.facts import FactsFile
from bot.understanding.answers import (
    Answered,
    Approximate,
    NotKnown,
    OutOfRange,
    Stop,
    WantsHelp,
    read_answer,
)
from bot.understanding.facts import FactReader

TODAY = date(2026, 11, 24)


def answer(reader, asked, text):
    return read_answer(asked, text, TODAY, reader)


def value(reader, asked, text):
    """The value of the asked fact, as text where it is a number or a date."""
    found = answer(reader, asked, text)
    assert isinstance(found, Answered), f"{text}: {found}"
    assert list(found.values) == [asked]
    return found.values[asked]


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("registered", "是", True),
        ("registered", "是的,去年办的", True),
        ("registered", "办了", True),
        ("registered", "登记过了,3月份办的", True),
        ("registered", "办过失业登记", True),
        ("registered", "我办了失业登记,46岁", True),
        ("registered", "没有", False),
        ("registered", "没", False),
        ("registered", "还没呢", False),
        ("registered", "没办过", False),
        ("registered", "没有,不过我有居住证", False),
        ("registered", "没有,那要带什么材料?", False),
        ("registered", "没登记,要紧吗", False),
        ("registered", "是,不对,没有", False),
        ("minimum_living", "申请过,没批", False),
        ("minimum_living", "申请了,结果没通过", False),
        ("disabled", "有残疾证", True),
        ("disabled", "有,三级", True),
        ("disabled", "残疾", True),
        ("disabled", "没有残疾证", False),
        ("laid_off", "是的,合同到期", True),
        ("laid_off", "自己辞职", False),
        ("laid_off", "被裁的", True),
        ("insured_now", "在交", True),
        ("insured_now", "交着呢", True),
        ("insured_now", "社保断了", False),
        ("in_arrears", "没有", False),
        ("nobody_dismissed", "没裁员", True),
    ],
)
def test_a_yes_or_no_is_read(reader, asked, text, expected):
    assert value(reader, asked, text) is expected


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("age", "46", 46),
        ("age", "四十六", 46),
        ("age", "46岁", 46),
        ("age", "46周岁", 46),
        ("age", "46了", 46),
        ("age", "我46", 46),
        ("age", "今年46", 46),
        ("age", "我妈今年五十了", 50),
        ("age", "不对,是46岁", 46),
        ("age", "46,不对,47", 47),
        ("age", "45岁,不对,46", 46),
        ("age", "46岁,女的", 46),
        ("insured_months", "3年", 36),
        ("insured_months", "36个月", 36),
        ("insured_months", "36", 36),
        ("insured_months", "8月", 8),
        ("insured_months", "三年半", 42),
        ("insured_months", "一共交了8年", 96),
        ("insured_months", "交了三年零两个月", 38),
        ("insured_months", "没交过", 0),
        ("headcount", "50", 50),
        ("headcount", "五十个人", 50),
        ("headcount", "一共50人", 50),
        ("headcount", "50名员工", 50),
        ("jobs_created", "没有", 0),
        ("jobs_created", "就我一个人,没雇人", 0),
        ("jobs_created", "就夫妻俩,没请人", 0),
        ("jobs_created", "三个阿姨", 3),
        ("jobs_created", "两个", 2),
        ("jobs_created", "俩", 2),
        ("layoff_rate", "3%", 3),
        ("layoff_rate", "百分之三", 3),
        ("layoff_rate", "3个点", 3),
        ("layoff_rate", "3", 3),
        ("layoff_rate", "没有", 0),
        ("layoff_rate", "没裁过人", 0),
        ("paid_last_year", "38万", 380000),
        ("paid_last_year", "三十八万元", 380000),
        ("paid_last_year", "380,000", 380000),
        ("loan_sum", "20万", 20),
        ("loan_sum", "20万元", 20),
        ("years_to_retirement", "5年", 5),
        ("years_to_retirement", "还有三年半", "3.5"),
        ("years_to_retirement", "18个月", "1.5"),
    ],
)
def test_a_number_is_read_in_the_unit_of_the_fact(reader, asked, text, expected):
    assert value(reader, asked, text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年底", "2025-12"),
        ("去年12月", "2025-12"),
        ("2025年3月15号", "2025-03-15"),
        ("2025.3.15", "2025-03-15"),
        ("2025-03", "2025-03"),
        ("20250315", "2025-03-15"),
        ("三月份被裁的", "2026-03"),
        ("3月", "2026-03"),
        ("去年", "2025"),
        ("昨天", "2026-11-23"),
        ("8个月了", "2026-03-24"),
        ("8个月", "2026-03-24"),
        ("我没上班两年了", "2024-11-24"),
        ("12年了", "2014-11-24"),
        ("记不清了,去年底吧", "2025-12"),
        ("去年12月左右", "2025-12"),
        ("大概3月15号", "2026-03"),
        ("去年底,不对,今年3月", "2026-03"),
    ],
)
def test_a_date_is_read_as_precise_as_it_was_said(reader, text, expected):
    assert str(value(reader, "unemployed_since", text)) == expected


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("sex", "女", "female"),
        ("sex", "女的", "female"),
        ("sex", "我是男的", "male"),
        ("sex", "1", "female"),
        ("sex", "第二个", "male"),
        ("sex", "B", "male"),
        ("sex", "后者", "male"),
        ("certificate", "中级工(四级)", "intermediate"),
        ("certificate", "中级", "intermediate"),
        ("certificate", "四级", "intermediate"),
        ("certificate", "是高级工", "senior"),
        ("certificate", "没有", "none"),
        ("certificate", "没证书", "none"),
        ("certificate", "选3", "intermediate"),
        ("certificate", "最后一个", "senior"),
    ],
)
def test_a_choice_is_read_by_its_name_or_its_place(reader, asked, text, expected):
    assert value(reader, asked, text) == expected


NONE_OF_THEM = dict.fromkeys(("disabled", "minimum_living", "zero_employment", "veteran"), False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("残疾", {"disabled": True}),
        ("我有残疾证", {"disabled": True}),
        ("低保", {"minimum_living": True}),
        ("零就业家庭", {"zero_employment": True}),
        ("残疾,低保", {"disabled": True, "minimum_living": True}),
        ("残疾和低保", {"disabled": True, "minimum_living": True}),
        ("当过兵,还有残疾证", {"disabled": True, "veteran": True}),
        ("第一个", {"disabled": True}),
        ("1和3", {"disabled": True, "zero_employment": True}),
        ("第一、第四", {"disabled": True, "veteran": True}),
        ("没有残疾证", {"disabled": False}),
        ("都没有", NONE_OF_THEM),
        ("都不是", NONE_OF_THEM),
        ("没有", NONE_OF_THEM),
        ("一个都没有", NONE_OF_THEM),
        ("以上都不是", NONE_OF_THEM),
        ("什么都没有", NONE_OF_THEM),
        ("都不符合", NONE_OF_THEM),
        ("我都没有", NONE_OF_THEM),
        ("残疾,其他都没有", NONE_OF_THEM | {"disabled": True}),
        ("只有低保", NONE_OF_THEM | {"minimum_living": True}),
        ("都是", dict.fromkeys(NONE_OF_THEM, True)),
    ],
)
def test_a_group_is_settled_by_what_is_named(reader, text, expected):
    assert answer(reader, "hardship", text) == Answered(expected)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("age", "四十来岁"),
        ("age", "大概46"),
        ("age", "快50了"),
        ("age", "不到50"),
        ("age", "虚岁47"),
        ("headcount", "30来个人"),
        ("headcount", "50人左右"),
        ("headcount", "五十人以上"),
        ("headcount", "几十个"),
        ("headcount", "二三十人"),
        ("headcount", "应该有50人"),
        ("headcount", "50人多一点"),
        ("headcount", "记不清了,50吧"),
        ("insured_months", "三年多"),
        ("insured_months", "大概两年"),
        ("paid_last_year", "38万多"),
        ("layoff_rate", "大概3%"),
        ("unemployed_since", "快一年了"),
        ("unemployed_since", "大半年"),
        ("unemployed_since", "上半年"),
        ("unemployed_since", "几个月了"),
        ("unemployed_since", "刚刚"),
        ("unemployed_since", "12年"),
        ("unemployed_since", "大概8个月"),
        ("unemployed_since", "2023年进厂,去年12月走的"),
    ],
)
def test_a_guess_is_approximate(reader, asked, text):
    assert answer(reader, asked, text) == Approximate(asked)


def test_a_number_that_cannot_be_is_out_of_range(reader):
    assert answer(reader, "age", "460") == OutOfRange("age", Decimal(460))
    assert answer(reader, "layoff_rate", "300%") == OutOfRange("layoff_rate", Decimal(300))


@pytest.mark.parametrize(
    "asked", ["registered", "age", "unemployed_since", "sex", "city", "hardship"]
)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不清楚", NotKnown()),
        ("不知道", NotKnown()),
        ("忘了", NotKnown()),
        ("跳过", NotKnown()),
        ("什么意思", WantsHelp()),
        ("为什么问这个", WantsHelp()),
        ("算了", Stop()),
        ("不查了", Stop()),
        ("那要带什么材料?", None),
        ("在哪办", None),
        ("失业金怎么算", None),
        ("你好", None),
        ("好的", None),
        ("", None),
        ("我们村里最近在修路吵得要命天天都睡不好觉也没人管这个事情唉", None),
    ],
)
def test_replies_that_hold_no_value_are_told_apart(reader, asked, text, expected):
    assert answer(reader, asked, text) == expected


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("registered", "好像办了", NotKnown()),
        ("registered", "应该没有", NotKnown()),
        ("registered", "不太清楚办没办", NotKnown()),
        ("registered", "失业登记是什么意思", WantsHelp()),
        ("hardship", "什么是零就业家庭", WantsHelp()),
        ("registered", "没有吗", None),
        ("registered", "不是没办失业登记", None),
        ("registered", "是,没有", None),
        ("laid_off", "不是", None),
        ("nobody_dismissed", "没有", None),
        ("in_arrears", "交了", None),
        ("age", "没有", None),
        ("age", "80年的", None),
        ("age", "有2个孩子", None),
        ("age", "50人,其中3个残疾", None),
        ("headcount", "50人,60人", None),
        ("paid_last_year", "没有", None),
        ("sex", "3", None),
        ("certificate", "有", None),
        ("hardship", "是", None),
        ("hardship", "残疾人有什么补贴?", None),
        ("hardship", "9", None),
        ("city", "南京", None),
    ],
)
def test_what_is_ambiguous_is_not_taken(reader, asked, text, expected):
    assert answer(reader, asked, text) == expected


SUMS = """
facts:
  a_month: {kind: number, about: person, name: 每月社保费, unit: 元, question: 每月缴多少元？}
  a_year: {kind: number, about: person, name: 租金, unit: 元, question: 一年的租金是多少元？}
  posts: {kind: number, about: company, name: 见习岗位数, unit: 个, question: 能提供几个见习岗位？}
"""


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("a_month", "一个月扣1180", Answered({"a_month": Decimal(1180)})),
        ("a_month", "每个月1180", Answered({"a_month": Decimal(1180)})),
        ("a_month", "每年12000", Approximate("a_month")),
        ("a_year", "一年三万六", Answered({"a_year": Decimal(36000)})),
        ("a_year", "每年36000", Answered({"a_year": Decimal(36000)})),
        ("a_year", "一个月2000", Approximate("a_year")),
        ("a_year", "每月2000", Approximate("a_year")),
        ("posts", "5个岗位", Answered({"posts": Decimal(5)})),
        ("a_month", "公积金1180", None),
    ],
)
def test_a_sum_of_another_period_or_for_something_else_is_not_taken(asked, text, expected):
    sums = FactReader(FactsFile.model_validate(yaml.safe_load(SUMS)))

    assert answer(sums, asked, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四样都符合", {"disabled": True, "minimum_living": True}),
        ("有残疾证,其他都是", {"disabled": True, "minimum_living": True}),
        ("没有残疾证,其他都有", {"disabled": False, "minimum_living": True}),
    ],
)
def test_what_is_said_of_all_or_of_the_others_settles_a_group(reader, text, expected):
    found = answer(reader, "hardship", text)

    assert isinstance(found, Answered)
    assert {name: found.values[name] for name in expected} == expected
    assert len(found.values) == 4


def test_a_name_of_a_policy_is_no_answer(reader):
    assert read_answer("registered", "失业登记", TODAY, reader, [(0, 4)]) is None
    assert read_answer("registered", "说错了,失业登记", TODAY, reader, [(4, 8)]) is None


def test_what_nobody_can_ask_is_an_error(reader):
    with pytest.raises(KeyError):
        answer(reader, "height", "180")


@given(
    st.sampled_from(
        [
            "registered",
            "age",
            "insured_months",
            "unemployed_since",
            "sex",
            "hardship",
            "layoff_rate",
        ]
    ),
    st.one_of(
        st.text(max_size=40),
        st.text(
            alphabet="是的没有不对办过残疾岁年月个多来大概4612四十万,。? 女男第一和都什么意思%底去",
            max_size=20,
        ),
    ),
)
def test_no_text_fails_and_every_value_fits_its_fact(reader, asked, text):
    found = answer(reader, asked, text)

    if isinstance(found, Answered):
        assert found.values
        assert set(found.values) <= set(reader.file.facts)
        for name, each in found.values.items():
            fact = reader.file.facts[name]
            if isinstance(each, Decimal):
                assert fact.minimum <= each <= fact.maximum
