from datetime import date

import pytest

from bot.policies.answer import Answerer
from bot.policies.model import Aspect

TODAY = date(2026, 11, 24)


def lines(answer):
    return answer.text.split("\n")


def line_with_bullet(answer, part):
    (line,) = [line for line in lines(answer) if part in line and line.startswith("·")]
    return line


# -- how the version stands


def test_the_first_line_names_policy_aspect_and_version(ask):
    answer = ask("demo_subsidy", Aspect.AMOUNT, TODAY)

    assert lines(answer)[0] == "【示例补贴】给多少（2025年版）"


def test_a_version_with_an_end_ahead_is_in_force_until_then(ask):
    answer = ask("demo_subsidy_2025", Aspect.AMOUNT, date(2026, 12, 31))

    assert lines(answer)[1] == "现行：执行到2026年12月31日。"
    assert answer.card.standing == "in_force"


def test_a_version_without_an_end_is_in_force_as_far_as_we_know(ask):
    answer = ask("demo_post", Aspect.OVERVIEW, TODAY)

    assert lines(answer)[1] == "现行：2024年2月1日起执行，没有看到终止日期。"


def test_a_policy_past_its_end_is_answered_as_expired(ask):
    answer = ask("demo_subsidy_2025", Aspect.AMOUNT, date(2027, 1, 1))

    assert lines(answer)[1] == "⚠️ 这一版已经到期：写明执行到2026年12月31日。"
    assert answer.card.standing == "ended"
    assert answer.known


def test_an_expired_version_points_to_the_one_after_it(ask):
    answer = ask("demo_subsidy_2020", Aspect.AMOUNT, TODAY)

    assert "之后还有新版本“2025年版”" in answer.text


def test_an_expired_version_with_none_after_it_says_what_is_unknown_of_its_renewal(ask):
    answer = ask("demo_subsidy_2020", Aspect.AMOUNT, date(2021, 6, 1))

    assert answer.card.standing == "ended"
    assert "资料里没有见到：二〇版之后是否延续。" in answer.text
    assert "之后还有新版本" not in answer.text


def test_on_validity_the_unknown_of_its_renewal_is_said_once(ask):
    answer = ask("demo_subsidy_2020", Aspect.VALIDITY, date(2021, 6, 1))

    assert answer.text.count("二〇版之后是否延续") == 1


def test_a_superseded_version_is_told_to_be_old_and_names_the_new_one(ask):
    answer = ask("demo_subsidy_2022", Aspect.AMOUNT, TODAY)

    assert "⚠️ 这是旧版" in lines(answer)[1]
    assert "“2025年版”" in lines(answer)[1]
    assert answer.card.standing == "superseded"


def test_an_unconfirmed_version_is_never_called_in_force(ask):
    answer = ask("demo_loan", Aspect.AMOUNT, TODAY)

    assert "也没有看到确认它现行的文件" in lines(answer)[1]
    assert "现行：" not in answer.text
    assert answer.card.standing == "unconfirmed"


def test_a_version_that_has_not_begun_says_when_it_begins(ask):
    answer = ask("demo_subsidy_2025", Aspect.AMOUNT, date(2025, 6, 14))

    assert lines(answer)[1] == "这一版还没有开始执行：2025年6月15日起执行。"
    assert answer.card.standing == "not_yet"


@pytest.mark.parametrize(
    ("version", "line"),
    [
        ("demo_subsidy_2020", "时间：2020年的口径，具体起始日期没有见到；执行到2020年12月31日。"),
        ("demo_subsidy_2022", "时间：2022年3月起执行；终止日期没有见到。"),
        ("demo_subsidy_2025", "时间：2025年6月15日起执行；执行到2026年12月31日。"),
        ("demo_loan_cities", "时间：起始日期没有见到；终止日期没有见到。"),
    ],
)
def test_on_validity_the_period_is_told_as_far_as_it_is_known(ask, version, line):
    assert line in lines(ask(version, Aspect.VALIDITY, TODAY))


def test_on_validity_the_start_is_told_once(ask):
    assert ask("demo_post", Aspect.VALIDITY, TODAY).text.count("2024年2月1日起执行") == 1


def test_validity_and_contact_are_always_known(ask):
    assert ask("demo_post", Aspect.VALIDITY, TODAY).known
    assert ask("demo_post", Aspect.CONTACT, TODAY).known


# -- statements


def test_the_overview_tells_the_summary_of_the_policy(ask):
    answer = ask("demo_post", Aspect.OVERVIEW, TODAY)

    assert "示例：虚构的岗位。" in lines(answer)
    assert "· 岗位由示例局设立。" in lines(answer)


def test_an_overview_without_statements_is_answered_with_the_summary(ask):
    answer = ask("demo_subsidy", Aspect.OVERVIEW, TODAY)

    assert answer.known
    assert "示例：虚构的补贴。" in lines(answer)
    assert "资料里没有见到" not in answer.text


def test_the_summary_is_told_on_no_other_aspect(ask):
    for aspect in set(Aspect) - {Aspect.OVERVIEW}:
        assert "示例：虚构的岗位。" not in ask("demo_post", aspect, TODAY).text


def test_a_statement_of_a_news_report_is_told_plainly(ask):
    answer = ask("demo_subsidy_2022", Aspect.AMOUNT, TODAY)

    assert "· 二二版每户二百元。" in lines(answer)
    assert "转载" not in answer.text


def test_a_statement_of_an_official_source_is_told_plainly(ask):
    answer = ask("demo_subsidy", Aspect.AMOUNT, TODAY)

    assert "· 二五版每户三百元。" in lines(answer)


@pytest.mark.parametrize(
    ("text", "year"),
    [("每户五百元", "2023年"), ("每户四百元", "2024年发布"), ("每户六百元", "年份未注明")],
)
def test_a_repost_is_told_with_its_year_under_the_word_repost(ask, text, year):
    answer = ask("demo_subsidy", Aspect.AMOUNT, TODAY)
    told = lines(answer)

    (at,) = [number for number, line in enumerate(told) if text in line and line.startswith("·")]
    group = next(line for line in reversed(told[:at]) if not line.startswith("·"))

    assert told[at].startswith(f"· （{year}）")
    assert "转载的口径，不是官方原文" in group


def test_official_statements_come_before_the_reposts(ask):
    told = lines(ask("demo_subsidy", Aspect.AMOUNT, TODAY))
    reposts = next(n for n, line in enumerate(told) if "转载的口径" in line)

    assert told.index("· 二五版每户三百元。") < reposts


def test_without_reposts_there_is_no_word_of_them(ask):
    assert "转载" not in ask("demo_subsidy", Aspect.CONDITIONS, TODAY).text


@pytest.mark.parametrize("key", ["demo_subsidy", "demo_loan"])
def test_a_repost_of_a_place_or_of_all_is_never_told_without_year_and_origin(ask, key):
    answer = ask(key, Aspect.AMOUNT, TODAY)
    reposted = [line for line in answer.card.statements if line.trust == "C"]

    assert reposted
    for statement in reposted:
        line = line_with_bullet(answer, statement.text)
        assert any(year in line for year in ("年）", "年发布）", "年份未注明）"))
    assert "公开口径" in answer.text or "转载" in answer.text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 3, 31), "· 春季加发五十元。"),
        (date(2026, 4, 1), "· 春季加发五十元。（已过期，到2026年3月为止）"),
    ],
)
def test_a_statement_past_its_own_end_is_told_to_be_past(ask, day, text):
    answer = ask("demo_subsidy", Aspect.AMOUNT, day)

    assert text in lines(answer)
    assert text.removeprefix("· ") in [line.text for line in answer.card.statements]


def test_a_statement_is_told_with_the_clause_that_it_stands_in(ask):
    answer = ask("demo_subsidy", Aspect.CONDITIONS, TODAY)

    assert "· 在示例省经营满一年。（见第三条）" in lines(answer)


def test_what_is_unknown_is_listed_with_the_hotline(ask):
    answer = ask("demo_subsidy", Aspect.AMOUNT, TODAY)

    assert "资料里没有见到：分档标准、封顶金额。请打00001核实。" in lines(answer)
    assert answer.card.unknown == ["分档标准", "封顶金额"]


def test_what_is_unknown_of_another_aspect_is_not_listed(ask):
    assert "审核天数" not in ask("demo_subsidy", Aspect.AMOUNT, TODAY).text


def test_an_aspect_of_which_only_the_unknown_is_known_says_both(ask, say):
    answer = ask("demo_subsidy", Aspect.DEADLINE, TODAY)

    assert not answer.known
    assert "资料里没有见到：审核天数。请打00001核实。" in lines(answer)
    assert say("utter_nothing_known", aspect="办理时限") in lines(answer)


def test_an_aspect_of_which_nothing_is_known_says_so_and_gives_the_hotline(ask, say):
    answer = ask("demo_post", Aspect.AMOUNT, TODAY)

    assert not answer.known
    assert say("utter_nothing_known", aspect="给多少") in lines(answer)
    assert "00001" in answer.text
    assert answer.card.statements == []


def test_an_aspect_of_which_something_is_known_is_not_said_to_be_unknown(ask, say):
    answer = ask("demo_subsidy", Aspect.AMOUNT, TODAY)

    assert say("utter_nothing_known", aspect="给多少") not in answer.text


def test_sources_that_disagree_are_both_shown(ask):
    answer = ask("demo_subsidy", Aspect.AMOUNT, TODAY)

    assert "说法不一：网页写三百元，转载写四百元。" in lines(answer)
    assert answer.card.conflicts == ["网页写三百元，转载写四百元。"]
    assert {"示例补贴2025年办法", "示例转载网"} <= {line.title for line in answer.card.sources}


def test_a_conflict_of_another_aspect_is_not_shown(ask):
    answer = ask("demo_subsidy", Aspect.CONDITIONS, TODAY)

    assert "说法不一" not in answer.text
    assert answer.card.conflicts == []


# -- places


def test_the_statements_of_the_place_that_was_asked_for_are_told_as_its_own(ask):
    answer = ask("demo_loan", Aspect.AMOUNT, TODAY, "示乙市")

    assert "示乙市公开口径（请以当地为准）：" in lines(answer)
    assert "· （2024年）乙市最高二十万元。" in lines(answer)
    assert {line.region for line in answer.card.statements} == {"示乙市"}
    assert answer.card.region == "示乙市"


def test_a_place_without_statements_is_said_to_be_unknown_with_the_hotline(ask, say):
    answer = ask("demo_loan", Aspect.AMOUNT, TODAY, "示戊市")

    assert say("utter_city_none", region="示戊市") in lines(answer)
    assert "00001" in say("utter_city_none", region="示戊市")
    assert "公开口径" not in answer.text
    assert not answer.known
    assert answer.card.statements == []


def test_what_holds_everywhere_is_told_for_a_place_without_statements_too(ask, say):
    answer = ask("demo_subsidy", Aspect.AMOUNT, TODAY, "示戊市")

    assert say("utter_city_none", region="示戊市") in lines(answer)
    assert "· 二五版每户三百元。" in lines(answer)
    assert answer.known


def test_a_place_that_was_named_comes_before_what_is_unknown_and_others_after_it(ask):
    def order(region):
        told = lines(ask("demo_loan", Aspect.AMOUNT, TODAY, region))
        (unknown,) = [n for n, line in enumerate(told) if "全省统一的上限" in line]
        (place,) = [n for n, line in enumerate(told) if "乙市最高二十万元" in line]
        return place < unknown

    assert order("示乙市")
    assert not order(None)


def test_no_other_place_s_statements_are_told_to_one_that_has_none(ask):
    answer = ask("demo_loan", Aspect.AMOUNT, TODAY, "示戊市")

    assert all(city not in answer.text for city in ("甲市", "乙市", "丙市", "丁市", "东示"))


def test_for_a_county_its_own_rule_and_its_city_s_are_told(ask):
    answer = ask("demo_loan", Aspect.AMOUNT, TODAY, "东示县")

    assert {line.region for line in answer.card.statements} == {"东示县", "示甲市"}
    assert "· （2018年）东示县最高五万元。" in lines(answer)
    assert "· 示甲市（2019年）：甲市贴息一半。" in lines(answer)


def test_for_a_city_its_counties_rules_are_told_under_their_names(ask):
    answer = ask("demo_loan", Aspect.AMOUNT, TODAY, "示甲市")

    assert "· 东示县（2018年）：东示县最高五万元。" in lines(answer)
    assert "· （2021年发布）甲市最高十万元。" in lines(answer)


def test_few_places_are_all_told_when_none_was_named(ask):
    answer = ask("demo_loan", Aspect.CONDITIONS, TODAY)

    assert "各地公开口径不同（请以当地为准）：" in lines(answer)
    assert "· 示甲市（2023年）：甲市常住即可。" in lines(answer)
    assert "· 东示县（2021年发布）：东示县另要担保人。" in lines(answer)
    assert "告诉我您在哪里" not in answer.text


def test_many_places_are_offered_as_a_choice_and_only_the_newest_are_told(ask):
    answer = ask("demo_loan", Aspect.AMOUNT, TODAY)

    assert {line.region for line in answer.card.statements} == {"示丁市", "示乙市", "示甲市"}
    assert (
        "收录了这些地方的口径：示甲市、示乙市、示丙市、示丁市、东示县。"
        "告诉我您在哪里，我只说那里的。" in lines(answer)
    )
    assert answer.places == ["示甲市", "示乙市", "示丙市", "示丁市", "东示县"]


def test_a_place_is_not_asked_for_when_one_was_named(ask):
    assert "告诉我您在哪里" not in ask("demo_loan", Aspect.AMOUNT, TODAY, "示甲市").text


# -- sources


def test_the_last_line_names_the_sources_and_the_day_of_checking(ask):
    last = lines(ask("demo_subsidy_2022", Aspect.AMOUNT, TODAY))[-1]

    assert last == (
        "依据：《示例补贴2022年延续通知》（2022年3月1日）、《示例日报：补贴延续》（2022年3月2日）。"
        "资料核对于2026年11月20日。"
    )


def test_a_document_is_named_by_its_number_and_its_own_date(ask):
    last = lines(ask("demo_subsidy_2020", Aspect.AMOUNT, TODAY))[-1]

    assert "依据：示发〔2020〕20号（2020年3月）。" in last


def test_a_document_without_number_is_named_by_title_and_one_without_date_says_so(ask):
    last = lines(ask("demo_subsidy_2025", Aspect.CONDITIONS, TODAY))[-1]

    assert "示发〔2025〕25号（2025年6月1日）、《示例补贴补充说明》（日期未注明）。" in last


def test_documents_the_version_rests_on_come_before_the_pages(ask):
    last = lines(ask("demo_subsidy_2025", Aspect.AMOUNT, TODAY))[-1]

    assert last.startswith(
        "依据：示发〔2025〕25号（2025年6月1日）、《示例补贴补充说明》（日期未注明）、"
    )


def test_of_many_sources_three_are_named_and_all_are_counted(ask):
    answer = ask("demo_subsidy_2025", Aspect.AMOUNT, TODAY)

    assert len(answer.card.sources) == 4
    assert lines(answer)[-1].count("（") == 3
    assert "等4处" in lines(answer)[-1]


def test_a_day_of_checking_known_to_the_month_is_told_to_the_month(ask):
    assert ask("demo_loan", Aspect.AMOUNT, TODAY).text.endswith("资料核对于2026年11月。")


def test_every_answer_ends_with_its_sources(ask, knowledge):
    for policy in knowledge.policies.values():
        for version in policy.versions:
            for aspect in Aspect:
                last = lines(ask(version.id, aspect, TODAY))[-1]
                assert last.startswith(("依据：《", "依据：示发"))
                assert "资料核对于" in last


def test_an_answer_that_cites_nothing_rests_on_all_that_was_looked_through(ask):
    last = lines(ask("demo_loan", Aspect.WHERE, TODAY))[-1]

    assert "《示例各市公告》（2023年4月5日）" in last
    assert "《示例论坛》（日期未注明）" in last


# -- card


def test_every_statement_of_the_card_points_to_its_source(ask):
    card = ask("demo_subsidy", Aspect.AMOUNT, TODAY).card

    assert [card.sources[line.source].title for line in card.statements] == [
        "示例补贴2025年办法",
        "示例补贴2025年办法",
        "示例转载网",
        "示例贴吧",
        "示例贴吧",
    ]
    assert [line.trust for line in card.statements] == ["A", "A", "C", "C", "C"]


def test_a_card_keeps_number_address_and_the_page_that_reports_the_document(ask):
    source = ask("demo_subsidy", Aspect.CONDITIONS, TODAY).card.sources[0]

    assert source.number == "示发〔2025〕25号"
    assert source.date == "2025-06-01"
    assert source.url == "https://office.example/2025.html"
    assert source.seen_in == "示例补贴2025年办法（网页）"


def test_a_page_that_is_the_document_itself_is_not_named_again(ask):
    assert ask("demo_subsidy_2020", Aspect.AMOUNT, TODAY).card.sources[0].seen_in is None


def test_a_card_tells_period_aspect_and_day(ask):
    card = ask("demo_subsidy_2022", Aspect.AMOUNT, TODAY).card

    assert (card.policy, card.version, card.version_name) == (
        "demo_subsidy",
        "demo_subsidy_2022",
        "2022年版",
    )
    assert (card.aspect, card.aspect_name) == ("amount", "给多少")
    assert (card.valid_from, card.valid_to, card.as_of) == ("2022-03", None, TODAY)
    assert card.checked_on == "2026-11-20"


def test_the_clause_of_a_statement_is_kept(ask):
    assert ask("demo_subsidy", Aspect.CONDITIONS, TODAY).card.statements[0].clause == "第三条"


def test_a_card_gives_a_year_only_beside_a_place(ask):
    general = ask("demo_subsidy_2020", Aspect.AMOUNT, TODAY).card.statements
    local = ask("demo_loan", Aspect.AMOUNT, TODAY, "示乙市").card.statements

    assert [line.year for line in general] == [None]
    assert [line.year for line in local] == ["2024年", "2022年"]


# -- contact


def test_contact_gives_every_hotline_with_what_is_known_of_it(ask):
    answer = ask("demo_post", Aspect.CONTACT, TODAY)

    assert "· 00001 示例热线：示例号码，不收费。全年有人接听。" in lines(answer)
    assert "· 00002 示例便民热线：示例便民号码。" in lines(answer)
    assert "不能乱说" not in answer.text


def test_the_hotline_to_call_is_the_first_one(knowledge, words):
    answerer = Answerer(knowledge, words)

    assert answerer.hotline == "00001"
    assert [line.number for line in answerer.contact_card().lines] == ["00001", "00002"]
    assert answerer.contact_card().lines[0].note == "示例号码，不收费。全年有人接听。"


def test_asking_again_gives_the_same_answer(ask):
    assert ask("demo_loan", Aspect.AMOUNT, TODAY) == ask("demo_loan", Aspect.AMOUNT, TODAY)
