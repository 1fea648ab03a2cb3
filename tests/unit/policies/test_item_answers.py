from datetime import date

import pytest

from bot.policies.item_answers import SECTIONS_OF, answer_item, aspect_in
from bot.policies.model import Aspect

TODAY = date(2026, 11, 24)


@pytest.fixture
def ask(edition):
    def ask(item, aspect=Aspect.OVERVIEW, region=None, on=TODAY, asked=""):
        held = edition.knowledge.service_items[item]
        return answer_item(held, aspect, edition.answerer, on, region, asked)

    return ask


def lines(answer):
    return answer.text.split("\n")


def test_every_aspect_has_its_sections():
    assert set(SECTIONS_OF) == set(Aspect)


def test_before_a_trip_the_visits_and_the_materials_come_first(ask, say):
    told = lines(ask("demo_registration"))

    assert told[0] == say("utter_item_title", name="示例登记")
    assert told[1] == say("utter_item_nothing_known", section="跑几次")
    assert told[2] == say("utter_item_section", section="要带什么")
    assert "· 示例身份证。" in told
    assert "· 不得索要示例证明。" in told


def test_what_is_not_known_is_told_with_the_hotline(ask, say):
    assert say("utter_unknown", items="要到现场几次") in lines(ask("demo_registration"))


def test_what_nobody_listed_as_unknown_is_still_told_as_not_known_with_the_hotline(ask, say):
    answer = ask("demo_registration", Aspect.PROCEDURE)

    assert say("utter_item_nothing_known", section="怎么办") in lines(answer)
    assert say("utter_item_ask_hotline") in lines(answer)
    assert "00001" in answer.text


def test_an_aspect_without_anything_known_is_not_known(ask):
    answer = ask("demo_subsidy_claim", Aspect.CONDITIONS)

    assert answer.known is False
    assert "00001" in answer.text


def test_a_reposted_statement_is_told_as_one_with_its_year(ask, say):
    told = lines(ask("demo_registration", Aspect.WHERE))

    assert "· （转载，年份未注明）示例网上入口。" in told
    assert say("utter_item_confirm_reposted") in told


def test_a_statement_past_its_day_is_told_as_past(ask):
    told = ask("demo_registration", Aspect.DEADLINE).text
    assert "三个示例日办结。（已过期，到2026年6月30日为止）" in told

    before = ask("demo_registration", Aspect.DEADLINE, on=date(2026, 6, 30)).text
    assert "已过期" not in before


def test_a_clause_is_told(ask):
    assert "年满若干岁的可以登记。（见第三条）" in ask("demo_registration", Aspect.CONDITIONS).text


def test_a_places_own_words_are_told_with_place_and_year(ask, say):
    answer = ask("demo_registration", Aspect.WHERE, "东示县")

    assert "· 示甲市（2024年发布）：示甲窗口。" in lines(answer)
    assert say("utter_item_confirm_local") in lines(answer)
    assert answer.card.region == "东示县"


def test_a_reposted_word_of_a_place_is_told_as_one(ask):
    answer = ask("demo_registration", Aspect.AMOUNT, "示乙市")

    assert "· 示乙市（2022年，转载）：示乙不收费。" in lines(answer)


def test_a_place_without_words_of_its_own_is_told_so(ask, say):
    answer = ask("demo_registration", Aspect.WHERE, "示丙市")

    assert say("utter_city_none", region="示丙市") in lines(answer)
    assert "示甲窗口" not in answer.text


def test_many_local_words_are_offered_by_place(ask, say):
    answer = ask("demo_subsidy_claim", Aspect.WHERE)

    assert answer.places == ["示甲市", "示乙市"]
    assert say("utter_item_differs", section="在哪办") in lines(answer)
    assert say("utter_city_choose", regions="示甲市、示乙市") in lines(answer)
    assert answer.known


def test_an_example_of_elsewhere_is_no_rule_and_told_only_where_nothing_is_known(edition, ask, say):
    item = edition.knowledge.service_items["demo_registration"]
    moved = item.examples[0].model_copy(update={"section": "procedure"})
    altered = item.model_copy(update={"examples": [moved]})
    answer = answer_item(altered, Aspect.PROCEDURE, edition.answerer, TODAY)

    told = lines(answer)
    at = told.index(say("utter_item_examples"))
    assert told[at + 1] == "· 示例外省：到现场0次。"
    assert answer.card.examples == ["示例外省：到现场0次。"]
    assert "示例外省" not in ask("demo_registration").text
    assert answer.known is bool(answer.card.sections)


def test_a_policy_past_its_end_is_told_before_how_to_apply(ask, say):
    late = ask("demo_subsidy_claim", on=date(2027, 1, 1))

    assert late.past
    assert lines(late)[1] == say(
        "utter_item_policy_ended", policy="示例补贴", version="2025年版", end="执行到2026年12月31日"
    )
    assert ask("demo_subsidy_claim").past is False


def test_the_source_line_ends_the_answer_with_the_day_of_checking(ask):
    last = lines(ask("demo_registration", Aspect.CONDITIONS))[-1]

    assert last == "依据：示发〔2023〕3号（2023年1月2日）。资料核对于2026年11月24日。"


def test_the_card_holds_what_the_text_says_with_its_sources(ask):
    card = ask("demo_registration", Aspect.MATERIALS, "示甲市").card

    assert (card.type, card.item, card.aspect, card.policy) == (
        "service_item",
        "demo_registration",
        "materials",
        None,
    )
    told = [line for section in card.sections for line in section.statements]
    assert [(line.text, line.region) for line in told][-2:] == [
        ("毕业生另带示例毕业证。", "示甲市"),
        ("不得索要示例证明。", None),
    ]
    assert card.sources[told[-2].source].title == "示例市办事指南"
    assert card.sources[told[0].source].number == "示发〔2023〕3号"
    assert card.sources[told[0].source].seen_in == "示例登记办法（网页）"


def test_asked_whom_to_call_the_hotlines_are_given(ask):
    answer = ask("demo_registration", Aspect.CONTACT)

    assert answer.known
    assert "00001 示例热线" in answer.text


@pytest.mark.parametrize("asked", ["要跑几趟", "去几次", "要来多少回"])
def test_how_often_to_come_is_not_known_where_no_visits_are_told(ask, asked):
    assert not ask("demo_registration", asked=asked).known


@pytest.mark.parametrize("asked", ["", "怎么办", "跑一趟行吗"])
def test_what_asks_for_no_number_of_visits_is_answered_by_what_is_told(ask, asked):
    assert ask("demo_registration", asked=asked).known


def test_visits_asked_beside_another_side_do_not_count(ask):
    assert ask("demo_registration", Aspect.MATERIALS, asked="要跑几趟").known


@pytest.mark.parametrize(
    ("item", "asked", "aspect"),
    [
        ("unemployment_registration", "登记表要本人签字吗", Aspect.MATERIALS),
        ("unemployment_registration", "解除劳动关系证明要不要", Aspect.MATERIALS),
        ("difficulty_certification", "镇江的特困职工要带什么", Aspect.MATERIALS),
    ],
)
def test_the_narrowest_side_that_has_the_words_is_asked_about(real_edition, item, asked, aspect):
    held = real_edition.knowledge.service_items[item]

    assert aspect_in(held, asked, real_edition.answerer) is aspect


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        ("difficulty_certification", "残疾证去哪里办"),
        ("unemployment_registration", "猪肉多少钱"),
        ("archive_transfer", "要不要到现场"),
        ("archive_transfer", ""),
    ],
)
def test_no_side_is_asked_about_where_none_has_the_words(real_edition, item, asked):
    held = real_edition.knowledge.service_items[item]

    assert aspect_in(held, asked, real_edition.answerer) is None
