"""Answers as people give them, read with the words of the knowledge base."""

from datetime import date

import pytest

from bot.config import ROOT
from bot.policies.loader import load_knowledge
from bot.understanding.answers import Answered, Approximate, NotKnown, read_answer
from bot.understanding.facts import FactReader

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def reader():
    return FactReader(load_knowledge(ROOT / "policies_kb").facts)


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("registered_unemployed", "失业登记前天在社区办好了", True),
        ("registered_unemployed", "登记上个月去街道弄的", True),
        ("registered_unemployed", "登记这事我一直拖着没弄", False),
        ("registered_unemployed", "一直在外地,没回来登记", False),
        ("seeking_work", "肯定想找工作啊,天天投简历", True),
        ("seeking_work", "想再找个班上", True),
        ("first_business", "头一回开店", True),
        ("received_startup_subsidy", "没有,都没领过", False),
        ("received_startup_subsidy", "补贴倒没领过", False),
        ("disabled", "有的有的", True),
        ("rents_incubator", "问过了,说是有", True),
        ("contract_signed", "合同是签了的", True),
        ("hires_in_post", "人都还在岗呢", True),
        ("hires_insured", "社保我们一直都有给他们交", True),
        ("hires_insured", "保险还没顾上给他们办", False),
        ("contract_one_year", "只签了六个月的", False),
        ("contract_one_year", "合同签了18个月", True),
        ("graduate", "大专毕业好几年了", True),
    ],
)
def test_a_yes_or_no_is_found_among_other_words(reader, asked, text, value):
    assert read_answer(asked, text, TODAY, reader) == Answered({asked: value})


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("registered_unemployed", "失业登记的材料准备好了"),
        ("registered_unemployed", "登记要带的证都有了"),
        ("registered_unemployed", "昨天去街道登记窗口排队了"),
        ("hires_insured", "社保下个月才给交"),
        ("disabled", "有是有,不过过期了"),
        ("veteran", "当兵体检没过"),
        ("firm_in_arrears", "等会计回来我问一下"),
    ],
)
def test_but_not_where_something_else_is_told(reader, asked, text):
    answer = read_answer(asked, text, TODAY, reader)
    assert not isinstance(answer, Answered)


@pytest.mark.parametrize("text", ["应该没有吧", "好像没有", "还没想好"])
def test_a_guess_is_not_known(reader, text):
    assert read_answer("disabled", text, TODAY, reader) == NotKnown()


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("hires_insured_months", "给招的人缴社保满8个月了", 8),
        ("insured_months", "手机上显示累计46个月", 46),
        ("insured_months", "前前后后加一块儿五年整", 60),
        ("headcount", "社保缴费名单上是126人", 126),
        ("new_hires", "刚招了5个应届的,总共40个人", 5),
        ("jobs_created", "除了我还有三个人干活", 3),
        ("hire_months_after_graduation", "招他们的时候毕业才1个月", 1),
        ("paid_in_capital", "已经打进去8万块了", 80000),
    ],
)
def test_the_only_number_that_fits_is_the_answer(reader, asked, text, value):
    assert read_answer(asked, text, TODAY, reader) == Answered({asked: value})


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("insured_months", "在苏州交了2年,回来又交了3年"),
        ("insured_months", "养老保险倒是交了20年"),
        ("headcount", "你们电话12333吗"),
        ("layoff_rate", "裁了两个人,公司一共100个"),
        ("age", "下个月过生日就46了"),
    ],
)
def test_one_of_several_or_a_guess_is_not(reader, asked, text):
    assert not isinstance(read_answer(asked, text, TODAY, reader), Answered)


def test_a_guessed_number_is_asked_again(reader):
    answer = read_answer("insured_months", "我记得是交了差不多3年", TODAY, reader)
    assert answer == Approximate("insured_months")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("hire_months_after_graduation", "招他们的时候毕业才1个月"),
        ("hire_graduated_on", "他们去年6月毕业的"),
        ("hires_graduates", "都是本科刚毕业的小孩"),
        ("hire_age", "那个小伙今年24岁"),
        (None, "招他们的时候毕业才1个月"),
        (None, "新来的师傅以前当过兵"),
    ],
)
def test_what_is_told_of_the_hired_is_not_the_speaker_s(reader, asked, text):
    facts = reader.read(text, TODAY, asked=asked).values
    assert all(reader.file.facts[name].about == "company" for name in facts)


def test_one_sentence_may_tell_three_things_of_a_firm(reader):
    text = "签了一年以上合同,就业登记办了,给他们都缴了社会保险"
    assert reader.read(text, TODAY).values == {
        "contract_one_year": True,
        "hires_employment_registered": True,
        "hires_insured": True,
    }


@pytest.mark.parametrize(
    "text", ["等我失业登记办好了再来问", "失业登记下个月去办", "明年才给他们交社保"]
)
def test_what_is_yet_to_come_is_not_told(reader, text):
    assert reader.read(text, TODAY).values == {}


def test_one_clause_may_stand_for_another_s_noun(reader):
    assert reader.read("社保查到了,交了11年", TODAY).values == {"insured_months": 132}
