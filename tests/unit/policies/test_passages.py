import pytest

from bot.policies.model import Aspect
from bot.policies.passages import PassageIndex


@pytest.fixture
def passages(edition):
    return edition.passages


def test_a_statement_is_found_with_where_it_stands(passages):
    passage = passages.search("乙市最高二十万元", 1)[0].passage

    assert passage.policy.id == "demo_loan"
    assert passage.version.id == "demo_loan_cities"
    assert passage.section == "amount"
    assert passage.region == "示乙市"
    assert passage.statement.text == "乙市最高二十万元。"


def test_a_general_statement_has_no_region(passages):
    assert passages.search("经营满一年", 1)[0].passage.region is None


@pytest.mark.parametrize(
    ("query", "policy"),
    [
        ("示例补贴", "demo_subsidy"),
        ("示例新补贴", "demo_subsidy"),
        ("示岗", "demo_post"),
        ("示例贷款贴息", "demo_loan"),
    ],
)
def test_a_statement_is_found_by_the_names_of_its_policy_and_version(passages, query, policy):
    assert passages.search(query, 1)[0].passage.policy.id == policy


def test_a_statement_is_found_by_what_its_aspect_is_called(passages):
    best = passages.search("示例补贴要带的材料", 1)[0].passage

    assert (best.policy.id, best.section) == ("demo_subsidy", "materials")


def test_a_statement_is_found_by_its_place_and_its_year(passages):
    best = passages.search("示丁市 2025年", 1)[0].passage

    assert best.statement.text == "丁市最高四十万元。"


def test_hits_come_best_first(passages):
    scores = [hit.score for hit in passages.search("示例补贴给多少", 20)]

    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)


def test_every_statement_of_the_knowledge_base_can_be_found(passages, knowledge):
    for policy in knowledge.policies.values():
        for version in policy.versions:
            for sections in (version, *version.cities.values()):
                for _, statement in sections.all():
                    hits = passages.search(f"{policy.name}{statement.text}", 40)
                    assert statement in [hit.passage.statement for hit in hits]


def test_of_equally_good_statements_the_newest_version_comes_first(folder):
    file = "policies/demo_subsidy.yml"
    folder.replace(
        file, "二〇版每户一百元。, source: page_2020, year: 2020", "同样一句。, source: page_2020"
    )
    folder.replace(file, "二二版每户二百元。", "同样一句。")
    folder.replace(file, "aliases: [示例困难补贴]", "aliases: [同一版]")
    folder.replace(file, "name: 2022年版", "name: 同一版")
    folder.replace(file, "name: 2020年版", "name: 同一版")
    folder.replace(file, "    aliases: [同一版]\n", "")
    index = PassageIndex(folder.load(), dict.fromkeys((aspect.value for aspect in Aspect), ""))

    found = [hit.passage.version.id for hit in index.search("同样一句", 2)]

    assert found == ["demo_subsidy_2022", "demo_subsidy_2020"]


def test_policies_are_named_once_each_and_not_more_than_asked_for(passages):
    found = [policy.id for policy in passages.policies("示例补贴 示例贷款 示例岗位", 10)]

    assert sorted(found) == ["demo_loan", "demo_post", "demo_subsidy"]
    assert [p.id for p in passages.policies("示例补贴 示例贷款 示例岗位", 2)] == found[:2]


def test_a_query_of_unknown_terms_finds_no_policy(passages):
    assert passages.policies("zzz", 3) == []
    assert passages.search("", 3) == []


def test_the_document_of_a_statement_is_its_number_or_title_else_the_page(passages):
    def document(query):
        return passages.search(query, 1)[0].passage.document

    assert document("二〇版每户一百元") == "示发〔2020〕20号"
    assert document("岗位由示例局设立") == "示例岗位办法"
    assert document("二二版每户二百元") == "示例日报：补贴延续"
