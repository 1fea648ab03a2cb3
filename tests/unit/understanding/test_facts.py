import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ROOT
from bot.policies.facts import Fact, FactsFile, Kind
from bot.policies.yaml_file import read_yaml
from bot.understanding.facts import (
    BARE_NUMBER,
    CERTAIN,
    OF_A_RELATIVE,
    TAKEN,
    FactReader,
    corrects,
)
from bot.understanding.subjects import Subject

TODAY = date(2026, 11, 24)


def values(reader, text, ignore=()):
    """What is read, with numbers and dates as text."""
    heard = reader.read(text, TODAY, ignore).values
    return {name: value if isinstance(value, bool) else str(value) for name, value in heard.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Several at once.
        ("我45了,女的,失业快一年,南京户口", {"age": "45", "sex": "female"}),
        ("46岁女的下岗了能办4050不", {"age": "46", "sex": "female", "laid_off": True}),
        (
            "我交了八年社保去年十一月份被裁的,失业金能领几个月啊",
            {"insured_months": "96", "unemployed_since": "2025-11", "laid_off": True},
        ),
        (
            "我24年大学毕业的,在徐州注册了个公司,能领创业补贴吗",
            {"graduated_on": "2024", "graduate": True},
        ),
        ("残疾,低保户", {"disabled": True, "minimum_living": True}),
        ("没有残疾证也没有吃低保", {"disabled": False, "minimum_living": False}),
        ("女 46岁 下岗 能领啥", {"sex": "female", "age": "46", "laid_off": True}),
        # Ages.
        ("我今年46岁", {"age": "46"}),
        ("四十六岁", {"age": "46"}),
        ("45 岁", {"age": "45"}),
        ("46周岁", {"age": "46"}),
        ("我四十五了", {"age": "45"}),
        ("我55", {"age": "55"}),
        ("46的人了", {"age": "46"}),
        ("女的50岁能办吗", {"sex": "female", "age": "50"}),
        ("我满50岁了能领吗", {"age": "50"}),
        ("我50块钱", {}),
        ("给我50块", {}),
        ("今年3月", {}),
        ("我不是46岁", {}),
        ("460岁", {}),
        ("满50岁能领吗", {}),
        ("要是45岁呢", {}),
        # Dates and durations.
        ("失业8个月了", {"unemployed_since": "2026-03-24"}),
        ("失业了一年半", {"unemployed_since": "2025-05-24"}),
        ("去年底下岗", {"unemployed_since": "2025-12", "laid_off": True}),
        ("2025年3月15日被裁", {"unemployed_since": "2025-03-15", "laid_off": True}),
        ("上个月失业的", {"unemployed_since": "2026-10"}),
        ("3月份没上班", {"unemployed_since": "2026-03"}),
        ("8个月没上班了", {"unemployed_since": "2026-03-24"}),
        ("干了24年下岗了", {"laid_off": True}),
        ("23届毕业生", {"graduated_on": "2023"}),
        ("我2023毕业", {"graduated_on": "2023"}),
        ("毕业两年", {"graduated_on": "2024-11-24"}),
        # Numbers with a unit.
        ("社保交了三年半", {"insured_months": "42"}),
        ("社保交了36个月", {"insured_months": "36"}),
        ("我交满一年了能领吗", {"insured_months": "12"}),
        ("要交满一年吗", {}),
        ("公司30个人,裁员率3%", {"headcount": "30", "layoff_rate": "3"}),
        ("裁员率是百分之五", {"layoff_rate": "5"}),
        ("我们交了38万失业保险费", {"paid_last_year": "380000"}),
        ("交了1.2万元失业保险费", {"paid_last_year": "12000"}),
        ("贷20万", {"loan_sum": "20"}),
        ("雇了俩人,看看有啥能申的", {"jobs_created": "2"}),
        ("离退休三年半", {"years_to_retirement": "3.5"}),
        # Yes, no, and neither.
        ("办了失业登记", {"registered": True}),
        ("没办失业登记", {"registered": False}),
        ("我没办过失业登记", {"registered": False}),
        ("失业登记还没办", {"registered": False}),
        ("不是没办失业登记", {}),
        ("办了失业登记没", {}),
        ("我不是残疾", {"disabled": False}),
        ("残疾证没有", {"disabled": False}),
        ("残疾证有没有", {}),
        ("残疾人有什么补贴", {}),
        ("什么是残疾", {}),
        ("残疾人补贴", {}),
        ("我想问残疾人补贴", {}),
        ("我有残疾证三级的,公益性岗位要不要我这种人", {"disabled": True}),
        ("如果我没登记,能领吗", {}),
        ("没登记的话能领吗", {}),
        ("应届生有什么补贴能拿", {}),
        ("我是应届生有什么补贴能拿", {"graduate": True}),
        ("招了3个应届生", {}),
        ("刚毕业有啥补助", {"graduate": True}),
        ("退伍军人创业有什么优惠", {}),
        ("当兵刚退伍回来,都有哪些扶持政策", {"veteran": True}),
        ("没当过兵", {"veteran": False}),
        ("自己辞职的", {"laid_off": False}),
        ("我是农民工", {"migrant_worker": True}),
        ("我是农民", {"farmer": True}),
        ("全家都没工作", {"zero_employment": True}),
        ("想第一次创业", {}),
        ("第一次创业", {"first_business": True}),
        # Choices.
        ("我是女的", {"sex": "female"}),
        ("46岁,女", {"age": "46", "sex": "female"}),
        ("男,46岁", {"sex": "male", "age": "46"}),
        ("我女儿残疾", {"disabled": True}),
        ("我男朋友", {}),
        ("子女", {}),
        ("不是女的", {}),
        ("我有中级工证", {"certificate": "intermediate"}),
        ("没证书", {"certificate": "none"}),
        # Nothing.
        ("失业金多少", {}),
        ("你好", {}),
        ("", {}),
    ],
)
def test_facts_are_read_from_what_people_write(reader, text, expected):
    assert values(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("我四十来岁", "age"),
        ("不到50岁", "age"),
        ("大概46岁", "age"),
        ("我快46岁了", "age"),
        ("46岁左右", "age"),
        ("我虚岁46岁", "age"),
        ("四五十岁", "age"),
        ("失业快一年了", "unemployed_since"),
        ("下岗大半年", "unemployed_since"),
        ("失业两年多了", "unemployed_since"),
        ("我24年没上班", "unemployed_since"),
        ("公司30来个人", "headcount"),
        ("公司二三十人", "headcount"),
        ("公司50人以上", "headcount"),
        ("公司三十多个人", "headcount"),
        ("社保交了十来年", "insured_months"),
        ("裁员率5%左右", "layoff_rate"),
    ],
)
def test_a_guess_or_a_range_gives_no_value_and_is_to_be_asked(reader, text, fact):
    hearing = reader.read(text, TODAY)

    assert fact not in hearing.values
    assert hearing.inexact == (fact,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不对,是46岁", {"age": "46"}),
        ("说错了,我55", {"age": "55"}),
        ("改一下,没登记", {"registered": False}),
        ("45岁,不对,46岁", {"age": "46"}),
        ("我45岁,女的,说错了,46岁", {"age": "46"}),
        ("女的,45岁,不对,46", {"sex": "female", "age": "46"}),
        ("我45岁,哦不,46", {"age": "46"}),
        ("失业8个月,不不,9个月了", {"unemployed_since": "2026-02-24"}),
        ("去年10月失业,记错了,是11月", {"unemployed_since": "2025-11"}),
        ("公司50人,更正一下,52人", {"headcount": "52"}),
        ("失业8个月,搞错了,失业9个月", {"unemployed_since": "2026-02-24"}),
        ("是残疾,不对,没有残疾", {"disabled": False}),
        ("我打错了,是36岁", {"age": "36"}),
        ("不好意思,说错了,36岁", {"age": "36"}),
    ],
)
def test_a_correction_is_told_and_what_it_takes_back_is_gone(reader, text, expected):
    assert reader.read(text, TODAY).correction
    assert values(reader, text) == expected


@pytest.mark.parametrize(
    "text", ["我46岁", "对不对", "你答的都是错的", "不是残疾", "不对吗", "对,46岁"]
)
def test_other_texts_take_nothing_back(text):
    assert not corrects(text)


def test_what_is_said_later_counts(reader):
    assert values(reader, "我45岁,其实46岁") == {"age": "46"}


def test_each_fact_says_where_it_stands(reader):
    text = "我没办过失业登记,46岁"
    registered, age = reader.read(text, TODAY).facts

    assert (registered.fact, text[registered.start : registered.end]) == (
        "registered",
        "办过失业登记",
    )
    assert registered.negated
    assert (age.fact, age.value, text[age.start : age.end]) == ("age", Decimal(46), "46岁")
    assert not age.negated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Of others nothing is taken.
        ("隔壁老王45岁就领了,我咋不行", {}),
        ("我同事交了三年社保领了六个月", {}),
        ("网上有个女的50岁领了三万", {}),
        ("招了个46岁的女工", {}),
        ("招用的人46岁,登记失业8个月", {}),
        ("我爸是残疾人,我能享受啥", {}),
        ("我妈80岁了,我得照顾她,我52", {"age": "52"}),
        ("我儿子3岁,下岗在家", {}),
        ("我家有个残疾孩子", {}),
        ("村里低保户都有,我没有", {}),
        ("以前吃过低保", {}),
        ("没吃过低保", {"minimum_living": False}),
        ("缺3个月社保不满一年", {}),
        ("45周岁生日是下个月", {}),
        # One relative who is asked for is the person.
        (
            "我妈今年52,下岗三年了",
            {"age": "52", "unemployed_since": "2023-11-24", "laid_off": True},
        ),
        ("她今年53", {"age": "53"}),
        # A rule is no fact.
        ("女的40岁男的50岁才行是吧", {}),
        ("16岁能打工吗", {}),
        ("毕业两年内能申请吗", {}),
        ("还差两个月满50", {}),
        ("养老保险交了15年社保", {}),
        ("登记失业三个月了", {"registered": True}),
        # Small words between.
        ("社保一共才交了9个月", {"insured_months": "9"}),
        ("去年6月我就被裁了", {"unemployed_since": "2025-06", "laid_off": True}),
        ("98年就下岗了", {"unemployed_since": "1998", "laid_off": True}),
        ("失业登记没去办", {"registered": False}),
        ("残疾证还在办", {}),
        ("我82年的", {}),
        ("我今年 4 6 岁", {}),
    ],
)
def test_facts_are_those_of_the_person_who_is_asked_for(reader, text, expected):
    assert values(reader, text) == expected


def test_each_fact_says_how_sure_it_is_and_of_whom(reader):
    plain, relative, bare = (
        reader.read(text, TODAY).facts[0] for text in ("我46岁", "我妈46岁", "我46")
    )

    assert (plain.confidence, plain.subject) == (CERTAIN, Subject.SELF)
    assert (relative.confidence, relative.subject) == (OF_A_RELATIVE, Subject.RELATIVE)
    assert bare.confidence == BARE_NUMBER


def test_what_is_not_sure_is_kept_apart_with_its_place_and_value(reader):
    rule, guess = (reader.read(text, TODAY).doubtful[0] for text in ("16岁能打工吗", "我四十来岁"))

    assert (rule.fact, rule.value, rule.start, rule.end) == ("age", Decimal(16), 0, 3)
    assert (guess.fact, guess.value) == ("age", None)
    assert max(rule.confidence, guess.confidence) < TAKEN


def test_a_relative_s_age_does_not_change_one_s_own(reader):
    hearing = reader.read("我妈52岁", TODAY)

    assert hearing.told({}) == {"age": Decimal(52)}
    assert hearing.told({"age": Decimal(30)}) == {}
    assert reader.read("我31岁", TODAY).told({"age": Decimal(30)}) == {"age": Decimal(31)}


def test_a_bare_number_is_the_answer_to_what_was_asked(reader):
    assert reader.read("我46", TODAY, asked="insured_months").values == {}
    assert reader.read("我46岁", TODAY, asked="insured_months").values == {"age": Decimal(46)}
    assert reader.read("我46", TODAY, asked="age").values == {"age": Decimal(46)}


def test_the_name_of_a_policy_tells_nothing(reader):
    text = "我失业登记"

    assert values(reader, text) == {"registered": True}
    assert values(reader, text, [(1, 5)]) == {}


def test_longer_words_around_a_policy_s_name_still_tell(reader):
    text = "我办了失业登记"

    assert values(reader, text, [(3, 7)]) == {"registered": True}


def test_words_that_a_policy_s_name_cuts_tell_nothing(reader):
    assert values(reader, "我残疾证明补贴", [(2, 7)]) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("失业登记去年办了", {"registered": True}),
        ("失业登记我去年就办好了", {"registered": True}),
        ("残疾证我一直有", {"disabled": True}),
        ("低保户我一直都是", {"minimum_living": True}),
        ("从没到人社局登记失业", {"registered": False}),
        ("社保前后加起来交了三年", {"insured_months": "36"}),
        ("断断续续交了六年社保", {"insured_months": "72"}),
        ("欠了两个月社保", {}),
        ("交满一年多少钱", {}),
        ("上个月去社区登记失业了", {"registered": True}),
        ("雇了3名人", {"jobs_created": "3"}),
    ],
)
def test_small_words_and_days_may_stand_inside(reader, text, expected):
    assert values(reader, text) == expected


@pytest.fixture(scope="module")
def firm_reader():
    yes = {"kind": "yes_no", "question": "吗"}
    facts = {
        "registered": {**yes, "about": "person", "name": "甲", "heard": {"yes": ["登记过失业"]}},
        "hire_registered": {
            **yes,
            "about": "company",
            "name": "乙",
            "heard": {"yes_when_asked": ["登记过失业", "登记了"]},
        },
        "age": {
            "kind": "number",
            "about": "person",
            "name": "丙",
            "question": "多大",
            "unit": "岁",
            "heard_as": ["{n}岁"],
        },
        "hire_age": {
            "kind": "number",
            "about": "company",
            "name": "丁",
            "question": "多大",
            "unit": "岁",
        },
    }
    return FactReader(FactsFile.model_validate({"facts": facts}))


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("登记过失业", None, {"registered": True}),
        ("登记过失业", "registered", {"registered": True}),
        ("登记过失业", "hire_registered", {"hire_registered": True}),
        ("登记了", "hire_registered", {"hire_registered": True}),
        ("登记了有什么用", "hire_registered", {}),
        ("登记了", None, {}),
        ("46岁", None, {"age": Decimal(46)}),
        ("46岁", "hire_age", {}),
        ("我46岁", "hire_age", {"age": Decimal(46)}),
    ],
)
def test_an_answer_about_those_hired_tells_nothing_of_the_person(
    firm_reader, text, asked, expected
):
    assert firm_reader.read(text, TODAY, asked=asked).values == expected


def test_the_same_words_may_tell_two_facts():
    yes = {"kind": "yes_no", "about": "person", "question": "吗", "heard": {"yes": ["下岗"]}}
    reader = FactReader(
        FactsFile.model_validate(
            {"facts": {"a": {**yes, "name": "甲"}, "b": {**yes, "name": "乙"}}}
        )
    )

    assert values(reader, "我下岗了") == {"a": True, "b": True}


@pytest.mark.parametrize("form", ["岁", "{date}岁", "{n}到{n}岁"])
def test_a_form_without_its_one_slot_is_refused(form):
    with pytest.raises(ValueError, match="只写一个"):
        Fact(kind=Kind.NUMBER, about="person", name="年龄", question="多大", heard_as=[form])


def test_every_form_of_our_own_facts_has_its_slot():
    ours = read_yaml(ROOT / "policies_kb" / "facts.yml").parse(FactsFile)

    assert values(FactReader(ours), "我46岁,失业8个月") == {
        "age": "46",
        "unemployed_since": "2026-03-24",
    }


def test_without_facts_nothing_is_read():
    assert FactReader(FactsFile(facts={})).read("我46岁,女的", TODAY).facts == ()


@given(
    st.one_of(
        st.text(max_size=60),
        st.text(
            alphabet="我没不是有办过了失业登记残疾岁年月个多来4612四十,。? 女男的吗什么如果不对",
            max_size=40,
        ),
    )
)
def test_no_text_fails_and_every_value_fits_its_fact(reader, text):
    hearing = reader.read(text, TODAY)

    assert not set(hearing.values) & set(hearing.inexact)
    for heard in hearing.facts:
        fact = reader.file.facts[heard.fact]
        assert 0 <= heard.start < heard.end <= len(text)
        if fact.kind is Kind.NUMBER:
            assert fact.minimum <= heard.value <= fact.maximum
        if fact.kind is Kind.CHOICE:
            assert heard.value in fact.options


def test_a_long_message_does_not_take_long(reader):
    text = "我45了,女的,失业8个月,社保交了三年半,没有残疾证,能领失业金吗。" * 15
    reader.read(text, TODAY)
    started = time.perf_counter()
    reader.read(text, TODAY)

    # A generous bound: it is there for a search that explodes, not for a slow machine.
    assert time.perf_counter() - started < 0.5


@pytest.fixture(scope="module")
def ours():
    return FactReader(read_yaml(ROOT / "policies_kb" / "facts.yml").parse(FactsFile))


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("那我老公能认定吗", "male"),
        ("我妈能办吗", "female"),
        ("我大姨能认定吗", "female"),
        ("她今年53,能办吗", "female"),
        ("老头子60了能领吗", "male"),
    ],
)
def test_the_word_for_a_relative_who_is_asked_for_tells_the_sex(ours, text, sex):
    hearing = ours.read(text, TODAY)

    assert hearing.values["sex"] == sex
    assert {heard.fact for heard in hearing.of_relative} == set(hearing.values)


@pytest.mark.parametrize(
    "text", ["我爸妈能办吗", "孩子能领吗", "我和我妈能领吗", "家里就我妈退休了", "同事能领吗"]
)
def test_of_several_of_a_child_and_of_others_it_tells_none(ours, text):
    hearing = ours.read(text, TODAY)

    assert "sex" not in hearing.values
    assert hearing.of_relative == ()


def test_what_is_told_of_oneself_is_not_told_of_a_relative(ours):
    assert ours.read("我46岁女的", TODAY).of_relative == ()


def test_what_was_told_of_a_relative_is_changed_by_what_is_told_of_one(reader):
    hearing = reader.read("我妈52岁", TODAY)

    assert hearing.told({"age": Decimal(50)}, of_relative=True) == {"age": Decimal(52)}
    assert hearing.told({"age": Decimal(50)}) == {}


def test_somebody_else_who_is_asked_for_is_hardly_the_person(reader):
    hearing = reader.read("我朋友50岁,他能办吗", TODAY)
    (age,) = hearing.facts

    assert (age.value, age.subject, age.confidence) == (Decimal(50), Subject.OTHER, TAKEN)
    # So it changes nothing that was told before.
    assert hearing.told({"age": Decimal(46)}) == {}
    assert reader.read("我朋友50岁,他说能领3000", TODAY).values == {}


@pytest.mark.parametrize(
    "text",
    ["已经认定就业困难人员了", "我早就认定就业困难人员了", "我刚刚认定就业困难人员了"],
)
def test_the_name_of_a_policy_in_what_was_done_tells_it(ours, text):
    start = text.index("就业困难人员")
    hearing = ours.read(text, TODAY, [(start, start + 6)])

    assert hearing.values == {"certified_hardship": True}


@pytest.mark.parametrize(
    "text", ["就业困难人员认定怎么办", "想认定就业困难人员", "已经认定就业困难人员的怎么办"]
)
def test_the_name_of_a_policy_that_is_only_named_tells_nothing(ours, text):
    start = text.index("就业困难人员")

    assert ours.read(text, TODAY, [(start, start + 6)]).values == {}


@pytest.mark.parametrize("text", ["说岔了,是46岁", "说反了,是46岁", "看漏了,是46岁"])
def test_a_slip_is_taken_back_in_more_words(text):
    assert corrects(text)


@pytest.mark.parametrize("text", ["漏了一项", "反正46岁", "反映情况", "岔路口的店"])
def test_words_that_only_look_like_a_slip_take_nothing_back(text):
    assert not corrects(text)
