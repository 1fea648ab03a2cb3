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
        ("registered_unemployed", "登记老早就搞好了", True),
        ("registered_unemployed", "没呢,听你说才知道要登记", False),
        ("seeking_work", "也想接着找工作", True),
        ("left_involuntarily", "老板把厂转给别人,就不要我们了", True),
        ("firm_insured", "社保都给他们交着", True),
        ("firm_headcount_kept", "从来没裁过人,今年还多招了几个", True),
        ("business_in_urban_area", "在扬州市区开了个面馆", True),
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
        ("left_involuntarily", "赔偿还在跟公司谈"),
        ("hires_in_post", "一直在找人"),
        ("firm_in_trouble", "没什么订单要问你"),
        ("flexible_insured", "自己在家待着"),
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
        ("headcount", "我们单位只有20个参保职工", 20),
        ("jobs_created", "请了俩服务员", 2),
        ("annual_rent", "3万6一年", 36000),
        ("layoff_rate", "没有辞退过人", 0),
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


@pytest.mark.parametrize("text", ["雇了5个人,社保都交了8个月", "单位一个都没裁,缴社保也满两年了"])
def test_how_long_the_staff_is_insured_is_not_how_long_the_speaker_is(reader, text):
    assert "insured_months" not in reader.read(text, TODAY).values


@pytest.mark.parametrize(
    ("text", "months"), [("我们厂倒闭了,社保交了8年", 96), ("雇了5个人,我自己社保交了8年", 96)]
)
def test_but_oneself_may_be_spoken_of_beside_the_firm(reader, text, months):
    assert reader.read(text, TODAY).values["insured_months"] == months


@pytest.mark.parametrize(
    "text",
    [
        "登记要带什么",
        "失业登记去哪办",
        "失业登记过期了怎么办",
        "公司去年裁了5个人",
        "上周办了个证",
        "又开了个证明",
        "去年才开始交",
        "第一次弄这个登记",
        "结婚登记办好了",
        "还有半年毕业",
        "想找个人问问",
    ],
)
def test_what_only_looks_alike_tells_nothing(reader, text):
    assert reader.read(text, TODAY).values == {}


def test_not_a_single_day_is_no_duration(reader):
    values = reader.read("开张到现在一天没关门", TODAY).values
    assert "business_registered_on" not in values


@pytest.mark.parametrize(
    "text", ["等我失业登记办好了再来问", "失业登记下个月去办", "明年才给他们交社保"]
)
def test_what_is_yet_to_come_is_not_told(reader, text):
    assert reader.read(text, TODAY).values == {}


def test_one_clause_may_stand_for_another_s_noun(reader):
    assert reader.read("社保查到了,交了11年", TODAY).values == {"insured_months": 132}
