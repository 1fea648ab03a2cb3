import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.errors import KnowledgeError
from bot.policies.loader import load_knowledge

BAD = ROOT / "tests" / "fixtures" / "kb_bad"
POLICY = "policies/zz_bad.yml"
ITEM = "service_items/zz_bad.yml"
FACTS = "facts.yml"
CASE = "cases/demo_post.yml"


@dataclass(frozen=True)
class Bad:
    """A spoilt file: where it is put, and the fault that has to be reported."""

    key: str
    says: str
    target: str = POLICY


CASES = {
    "unknown_key": Bad("regoin_of_policy", "不认识这个键"),
    "duplicate_key": Bad("name", "这个键重复了，第 3 行已经有一个"),
    "nested_duplicate_key": Bad("versions[0].standing", "这个键重复了，第 13 行已经有一个"),
    "bad_date_month": Bad("sources.page.date", "“2025-13-40”这一天不存在"),
    "bad_date_day": Bad("versions[0].checked_on", "“2025-02-30”这一天不存在"),
    "date_in_words": Bad("versions[0].period.from", "“去年春天”不是日期"),
    "period_to_before_from": Bad("versions[0].period", "to（2025-05-31）早于 from（2025-06-01）"),
    "versions_overlap": Bad("versions[1].period", "与“2025年版”的时间重叠"),
    "versions_out_of_order": Bad("versions[1].period", "要按时间先后排列"),
    "second_version_without_from": Bad("versions[1].period", "这一版要写 from"),
    "dangling_source": Bad("versions[0].overview[1].source", "没有叫“nowhere”的来源，现有：page"),
    "dangling_loan_source": Bad("versions[0].loan.caps[0].source", "没有叫“nowhere”的来源"),
    "loan_subsidy_without_a_rule": Bad(
        "versions[0].cities.示甲市.loan.subsidies[0]", "of_interest 和 of_base_rate 要写一个"
    ),
    "dangling_document": Bad("sources.page.document", "没有叫“nowhere”的文件"),
    "dangling_basis": Bad("versions[0].basis[0]", "没有叫“nowhere”的文件"),
    "dangling_period_source": Bad("versions[0].period.source", "没有叫“nowhere”的来源"),
    "dangling_conflict_source": Bad("versions[0].conflicts[0].sources[1]", "没有叫“nowhere”的来源"),
    "unknown_region_in_cities": Bad("versions[0].cities.无此市", "里没有“无此市”"),
    "unknown_region_of_policy": Bad("region", "里没有“无此省”"),
    "id_unlike_file_name": Bad("id", "id 要和文件名一样，应为 zz_bad"),
    "version_id_of_another_file": Bad("versions[0].id", "已在 demo_subsidy.yml 用过"),
    "name_of_another_file": Bad("name", "“示例补贴”已在 demo_subsidy.yml 用过"),
    "empty_file": Bad("(文件)", "文件是空的"),
    "only_a_comment": Bad("(文件)", "文件是空的"),
    "bad_syntax": Bad("(语法)", "YAML 写法有误"),
    "tab_indentation": Bad("(语法)", "请检查缩进"),
    "missing_top_key": Bad("summary", "缺少这一项"),
    "missing_nested_key": Bad("versions[0].overview[0].source", "缺少这一项"),
    "empty_text": Bad("versions[0].overview[0].text", "不能是空的"),
    "text_too_long": Bad("versions[0].overview[0].text", "上限 300 个字"),
    "bad_trust": Bad("sources.page.trust", "“D”不在可选范围"),
    "bad_aspect": Bad("versions[0].unknown[0].aspect", "“price”不在可选范围"),
    "bad_url": Bad("sources.page.url", "不是网址"),
    "unused_source": Bad("sources.spare", "没有一句话引用这个来源"),
    "unused_document": Bad("documents.notice", "没有版本或来源用到这个文件"),
    "list_for_a_map": Bad("sources", "这里要写成“键: 值”"),
    "map_for_a_list": Bad("versions[0].overview", "这里要写成列表"),
    "year_not_a_number": Bad("versions[0].overview[0].year", "“二〇二五”不是整数"),
    "year_too_early": Bad("versions[0].overview[0].year", "至少是 1990"),
    "no_versions": Bad("versions", "至少要有 1 项"),
    "bad_standing": Bad("versions[0].standing", "“maybe”不在可选范围"),
    "in_force_without_basis": Bad("versions[0].standing", "写 in_force 就要在 basis 里列出文件"),
    "bad_identifier": Bad("sources.Bad-Page", "格式不对"),
    "region_named_twice": Bad("regions[5]", "“示甲”已经是示甲市的名称", "regions.yml"),
    "region_within_nowhere": Bad("regions[5].within", "没有叫“无此市”的地区", "regions.yml"),
    "region_in_a_circle": Bad("regions[5].within", "绕成了一圈", "regions.yml"),
    "item_unknown_key": Bad("visit", "不认识这个键", ITEM),
    "item_id_unlike_file_name": Bad("id", "id 要和文件名一样，应为 zz_bad", ITEM),
    "item_name_of_another_file": Bad("name", "“示例登记”已在 demo_registration.yml 用过", ITEM),
    "item_name_of_a_policy": Bad("name", "“示例岗位”是一项政策的名称", ITEM),
    "item_dangling_policy": Bad("policy", "没有叫“nowhere”的政策", ITEM),
    "item_dangling_source": Bad("materials[1].source", "没有叫“nowhere”的来源，现有：page", ITEM),
    "item_dangling_document": Bad("sources.page.document", "没有叫“nowhere”的文件", ITEM),
    "item_dangling_complete_by": Bad("complete_by", "没有叫“nowhere”的来源", ITEM),
    "item_dangling_example_source": Bad("examples[0].source", "没有叫“nowhere”的来源", ITEM),
    "item_unknown_region": Bad("cities.无此市", "里没有“无此市”", ITEM),
    "item_unused_source": Bad("sources.spare", "没有一句话引用这个来源", ITEM),
    "item_unused_document": Bad("documents.notice", "没有来源用到这个文件", ITEM),
    "item_noun_twice": Bad("materials[1].item", "“示例材料”在清单里重复了", ITEM),
    "item_bad_section": Bad("unknown[0].section", "“price”不在可选范围", ITEM),
    "office_unknown_region": Bad("offices[0].region", "里没有“无此县”", "offices.yml"),
    "office_dangling_item": Bad(
        "offices[0].handles[1]", "没有叫“nowhere”的办事事项", "offices.yml"
    ),
    "office_dangling_source": Bad(
        "offices[0].statements[1].source", "没有叫“nowhere”的来源", "offices.yml"
    ),
    "office_dangling_document": Bad(
        "sources.office_page.document", "没有叫“nowhere”的文件", "offices.yml"
    ),
    "office_unused_source": Bad("sources.spare", "没有一句话引用这个来源", "offices.yml"),
    "office_named_twice": Bad("offices[1].id", "“demo_hall”用过了", "offices.yml"),
    "hotline_not_five_digits": Bad("hotlines[0].number", "格式不对", "contacts.yml"),
    "hotline_dangling_source": Bad(
        "hotlines[0].statements[0].source", "没有叫“nowhere”的来源", "contacts.yml"
    ),
    # rules
    "rule_without_conditions": Bad("versions[0].eligibility.all", "至少要有 1 项"),
    "rule_unknown_fact": Bad(
        "versions[0].eligibility.all[1].fact", "没有“shoe_size”这个事实，请先在那里写上它和问法"
    ),
    "rule_of_a_city_unknown_fact": Bad(
        "versions[0].cities.示甲市.eligibility.all[0].fact", "没有“shoe_size”这个事实"
    ),
    "rule_operator_that_does_not_fit": Bad(
        "versions[0].eligibility.all[1].is", "age 不能用 is 判断，可用：at_least、at_most"
    ),
    "rule_day_that_is_no_day_of_judging": Bad(
        "versions[0].eligibility.all[1].months_at_least", "today 不能用 months_at_least 判断"
    ),
    "rule_misspelt_operator": Bad("versions[0].eligibility.all[1].atleast", "不认识这个键"),
    "rule_unknown_option": Bad(
        "versions[0].eligibility.all[1].is", "没有“fishing”这个值，可选：shop、farm"
    ),
    "rule_unknown_option_in_a_list": Bad(
        "versions[0].eligibility.all[1].one_of", "没有“fishing”这个值"
    ),
    "rule_yes_in_other_words": Bad(
        "versions[0].eligibility.all[1].is", "没有“maybe”这个值，可选：yes、no"
    ),
    "rule_unknown_place": Bad("versions[0].eligibility.all[1].within", "里没有“无此市”"),
    "rule_two_kinds_of_condition": Bad(
        "versions[0].eligibility.all[1]", "要写 all、any、none 或 fact，只写一个"
    ),
    "rule_condition_without_a_kind": Bad(
        "versions[0].eligibility.all[1]", "要写 all、any、none 或 fact，只写一个"
    ),
    "rule_fact_without_a_test": Bad("versions[0].eligibility.all[1]", "后面要写怎样判断"),
    "rule_test_without_a_fact": Bad("versions[0].eligibility.all[1]", "判断要和 fact 写在一起"),
    "rule_condition_without_text": Bad("versions[0].eligibility.all[1]", "要写 text 和 source"),
    "rule_condition_without_source": Bad("versions[0].eligibility.all[1]", "要写 text 和 source"),
    "rule_dangling_source": Bad(
        "versions[0].eligibility.all[1].source", "没有叫“nowhere”的来源，现有：page"
    ),
    "rule_dangling_source_of_a_part": Bad(
        "versions[0].eligibility.all[1].any[0].source", "没有叫“nowhere”的来源"
    ),
    "rule_read_dangling_source": Bad(
        "versions[0].eligibility.read[0].source", "没有叫“nowhere”的来源"
    ),
    "rule_bad_window": Bad("versions[0].eligibility.all[1].in_windows[0]", "不是一段日子"),
    "rule_window_of_no_day": Bad("versions[0].eligibility.all[1].in_windows[0]", "这一天不存在"),
    "rule_bad_day": Bad("versions[0].eligibility.all[1].not_before", "“2025-02-30”这一天不存在"),
    "rule_threshold_in_words": Bad("versions[0].eligibility.all[1].at_least", "“四十”不是数字"),
    "rule_half_a_month": Bad("versions[0].eligibility.all[1].months_at_least", "月数要写整数"),
    "table_without_a_table": Bad(
        "versions[0].eligibility.all[1].at_least", "values 和 up_to 要写一个"
    ),
    "table_by_unknown_fact": Bad("versions[0].eligibility.all[1].at_least.by", "没有“sex”这个事实"),
    "table_unknown_option": Bad(
        "versions[0].eligibility.all[1].at_least.values.fishing", "没有“fishing”这个值"
    ),
    "table_without_all_options": Bad(
        "versions[0].eligibility.all[1].at_least.values", "还缺 farm；请补上，或写 otherwise"
    ),
    "table_unknown_place": Bad(
        "versions[0].eligibility.all[1].at_least.values.无此市", "里没有“无此市”"
    ),
    "table_values_of_a_number": Bad(
        "versions[0].eligibility.all[1].months_at_least", "by 是 number 的事实写 up_to"
    ),
    "table_limits_of_an_option": Bad(
        "versions[0].eligibility.all[1].at_least", "by 是 number 的事实写 up_to，别的写 values"
    ),
    "benefit_dangling_source": Bad(
        "versions[0].eligibility.benefit[0].source", "没有叫“nowhere”的来源"
    ),
    "benefit_percent_without_of": Bad(
        "versions[0].eligibility.benefit[0]", "percent 和 of 要一起写"
    ),
    "benefit_of_without_percent": Bad(
        "versions[0].eligibility.benefit[0]", "percent 和 of 要一起写"
    ),
    "benefit_amount_and_percent": Bad(
        "versions[0].eligibility.benefit[0]", "amount 和 percent 只写一个"
    ),
    "benefit_amount_without_unit": Bad("versions[0].eligibility.benefit[0]", "写了金额就要写 unit"),
    "benefit_unit_without_amount": Bad(
        "versions[0].eligibility.benefit[0]", "要和 amount 或 percent 一起写"
    ),
    "benefit_of_no_number": Bad(
        "versions[0].eligibility.benefit[0].of", "“resident”要是 facts.yml 里 kind: number 的事实"
    ),
    "benefit_times_unknown_fact": Bad(
        "versions[0].eligibility.benefit[0].times", "“staff”要是 facts.yml 里 kind: number 的事实"
    ),
    "benefit_when_unknown_fact": Bad(
        "versions[0].eligibility.benefit[0].when.fact", "没有“shoe_size”这个事实"
    ),
    "benefit_table_without_all_options": Bad(
        "versions[0].eligibility.benefit[0].amount.values", "还缺 farm"
    ),
    "benefit_half_a_month": Bad("versions[0].eligibility.benefit[0].months", "月数要写整数"),
    # facts
    "fact_unknown_kind": Bad("facts.extra.kind", "“colour”不在可选范围", FACTS),
    "fact_without_a_question": Bad("facts.extra.question", "缺少这一项", FACTS),
    "fact_choice_without_options": Bad("facts.extra", "choice 要写 options", FACTS),
    "fact_options_of_a_number": Bad("facts.extra", "choice 要写 options，别的 kind 不写", FACTS),
    "fact_maximum_in_words": Bad("facts.extra.maximum", "“很大”不是数字", FACTS),
    "fact_unit_of_a_date": Bad("facts.extra", "unit 只用于 number", FACTS),
    "fact_heard_of_a_number": Bad("facts.extra", "heard 只用于 yes_no", FACTS),
    "fact_heard_as_of_a_yes_or_no": Bad("facts.extra", "yes_no 写 heard", FACTS),
    "fact_heard_as_without_a_slot": Bad(
        "facts.extra", "“好几岁”里要有一个 {n} 或 {duration}", FACTS
    ),
    "fact_heard_as_with_two_slots": Bad("facts.extra", "“{n}到{n}岁”里要有一个", FACTS),
    "fact_date_slot_of_a_number": Bad(
        "facts.extra", "“{date}生”里要有一个 {n} 或 {duration}", FACTS
    ),
    "group_of_a_number": Bad(
        "groups.hardship.facts[2]", "“age”要是上面 kind: yes_no 的事实", FACTS
    ),
    "group_of_an_unknown_fact": Bad(
        "groups.hardship.facts[2]", "“nowhere”要是上面 kind: yes_no 的事实", FACTS
    ),
    "group_of_one_fact": Bad("groups.hardship.facts", "至少要有 2 项", FACTS),
    "group_named_as_a_fact": Bad("groups.trade", "“trade”已经是一个事实的名字", FACTS),
    "fact_in_two_groups": Bad("groups.again.facts[1]", "“poor”已经在 hardship 里", FACTS),
    # cases
    "case_of_an_unknown_policy": Bad("policy", "是一项已有政策的 id：zz_bad", "cases/zz_bad.yml"),
    "case_of_another_policy": Bad("policy", "要和文件名一样", "cases/zz_bad.yml"),
    "case_of_a_policy_without_a_rule": Bad(
        "policy", "demo_subsidy 没有写 eligibility", "cases/demo_subsidy.yml"
    ),
    "case_file_without_cases": Bad("cases", "至少要有 1 项", CASE),
    "case_with_an_unknown_fact": Bad("cases[5].facts", "没有“shoe_size”这个事实", CASE),
    "case_with_a_bad_value": Bad("cases[5].facts", "“年龄”应在 0 到 120岁之间，不是 460", CASE),
    "case_with_an_unknown_place": Bad("cases[5].facts", "里没有“无此市”", CASE),
    "case_on_no_day": Bad("cases[5].on", "要写到哪一天", CASE),
    "case_with_a_verdict_of_another_word": Bad("cases[5].verdict", "“maybe”不在可选范围", CASE),
    "case_with_a_wrong_verdict": Bad("cases[5].verdict", "应为 no，算出来是 yes", CASE),
    "case_that_asks_another_fact": Bad("cases[5].asks", "接着问的是 age", CASE),
    "case_with_a_wrong_amount": Bad("cases[5].amount", "算出来的金额是 100", CASE),
    "case_with_wrong_months": Bad("cases[5].months", "算出来的月数是 6", CASE),
    "case_turned_by_another_fact": Bad("cases[5].turned_by", "能改变结果的是 [['resident']]", CASE),
    "cases_without_an_unknown": Bad("cases", "还没有一个 verdict: unknown 的例子", CASE),
    "cases_without_the_threshold": Bad("cases", "age 还没有正好是 40 的例子", CASE),
    "cases_without_one_beside_the_threshold": Bad("cases", "age 还没有紧挨着 40", CASE),
    "cases_without_the_day_of_the_start": Bad("cases", "缺 on: 2024-02-01", CASE),
    "cases_without_the_day_before": Bad("cases", "缺 on: 2024-01-31", CASE),
}


def marked_line(path: Path) -> int:
    """The line that carries the mark; the first one in a file that is empty."""
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = [number for number, line in enumerate(lines, start=1) if "# <- here" in line]
    assert len(marked) <= 1
    return marked[0] if marked else 1


def refused(path: Path) -> KnowledgeError:
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(path)
    return caught.value


def test_every_spoilt_file_has_a_case():
    assert {path.stem for path in BAD.glob("*.yml")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_file_is_refused_with_file_line_key_and_words(name, folder):
    case = CASES[name]
    target = folder.path / case.target
    shutil.copyfile(BAD / f"{name}.yml", target)

    faults = refused(folder.path).faults

    own = [fault for fault in faults if fault.file == target and fault.key == case.key]
    assert len(own) == 1, [str(fault) for fault in faults]
    assert own[0].line == marked_line(BAD / f"{name}.yml")
    assert case.says in own[0].message
    assert re.search("[\u4e00-\u9fff]", own[0].message)
    assert str(own[0]) == f"{target}:{own[0].line}: {case.key}: {own[0].message}"


@pytest.mark.parametrize("name", CASES)
def test_one_fault_is_reported_once_and_alone(name, folder):
    shutil.copyfile(BAD / f"{name}.yml", folder.path / CASES[name].target)

    assert [fault.key for fault in refused(folder.path).faults] == [CASES[name].key]


def test_the_good_knowledge_base_is_read_whole(knowledge):
    assert list(knowledge.policies) == ["demo_loan", "demo_post", "demo_subsidy"]
    assert [v.id for v in knowledge.policies["demo_subsidy"].versions] == [
        "demo_subsidy_2020",
        "demo_subsidy_2022",
        "demo_subsidy_2025",
    ]
    assert knowledge.contacts.hotlines[0].number == "00001"
    assert len(knowledge.regions) == 8


def test_an_untouched_copy_of_the_good_knowledge_base_is_accepted(folder):
    assert "demo_subsidy" in folder.load().policies


def test_faults_of_several_files_are_reported_in_one_go(folder):
    for name in ("bad_trust", "unused_source", "bad_syntax"):
        shutil.copyfile(BAD / f"{name}.yml", folder.path / "policies" / f"zz_{name}.yml")
    shutil.copyfile(BAD / "hotline_dangling_source.yml", folder.path / "contacts.yml")

    found = {(fault.file.name, fault.key) for fault in refused(folder.path).faults}

    assert found >= {
        ("zz_bad_trust.yml", "sources.page.trust"),
        ("zz_unused_source.yml", "sources.spare"),
        ("zz_bad_syntax.yml", "(语法)"),
        ("contacts.yml", "hotlines[0].statements[0].source"),
    }


def test_several_faults_of_one_file_are_reported_in_one_go(folder):
    folder.replace("policies/demo_post.yml", "region: 示例省", "region: 无此省")
    folder.replace("policies/demo_post.yml", "basis: [doc_post]", "basis: [nowhere]")
    folder.replace("policies/demo_post.yml", "    document: doc_post\n", "")

    keys = {fault.key for fault in refused(folder.path).faults}

    assert keys == {"region", "versions[0].basis[0]", "documents.doc_post"}


def test_two_duplicate_keys_of_one_file_are_both_reported(folder):
    folder.replace(
        "policies/demo_post.yml",
        "region: 示例省\n",
        "region: 示例省\nregion: 示例省\nid: demo_post\n",
    )

    assert [fault.key for fault in refused(folder.path).faults] == ["region", "id"]


def test_a_folder_without_policies_is_refused(folder):
    shutil.rmtree(folder.path / "policies")
    (folder.path / "policies").mkdir()

    faults = refused(folder.path).faults

    assert [(fault.file, fault.line) for fault in faults] == [(folder.path / "policies", 1)]
    assert faults[0].message == "里面没有一条政策"


def test_a_missing_policies_folder_is_refused(folder):
    shutil.rmtree(folder.path / "policies")

    assert [fault.file.name for fault in refused(folder.path).faults] == ["policies"]


@pytest.mark.parametrize("name", ["regions.yml", "contacts.yml"])
def test_a_missing_file_is_refused_by_its_name_and_nothing_else_is(name, folder):
    (folder.path / name).unlink()

    faults = refused(folder.path).faults

    assert [(fault.file.name, fault.line, fault.key) for fault in faults] == [(name, 1, "(文件)")]
    assert "读不出来" in faults[0].message


def test_a_missing_folder_is_refused(tmp_path):
    names = {fault.file.name for fault in refused(tmp_path / "nowhere").faults}

    assert names == {"regions.yml", "contacts.yml", "facts.yml", "policies"}


@pytest.mark.parametrize("name", ["示例.yaml", "示例.txt", "demo_post.yml.bak", "旧版"])
def test_a_file_that_would_not_be_read_is_refused(name, folder):
    stray = folder.path / "policies" / name
    stray.write_text("id: demo\n", encoding="utf-8")

    faults = refused(folder.path).faults

    assert [(fault.file, fault.line) for fault in faults] == [(stray, 1)]
    assert "不会被读到" in faults[0].message


@pytest.mark.parametrize("name", [".demo_post.yml.swp", ".#demo_post.yml", "demo_post.yml~"])
def test_what_an_editor_keeps_beside_a_policy_is_no_policy_and_no_fault(name, folder):
    held = set(load_knowledge(folder.path).policies)
    (folder.path / "policies" / name).write_bytes(b"b0VIM 9.0\xff\x00")

    assert set(load_knowledge(folder.path).policies) == held


def test_places_that_surround_each_other_are_refused(folder):
    folder.replace("regions.yml", "level: nation}", "level: nation, within: 东示县}")

    keys = {fault.key for fault in refused(folder.path).faults}

    assert keys >= {"regions[0].within", "regions[7].within"}
    assert all(key.endswith(".within") for key in keys)


def test_the_same_version_id_twice_in_one_file_is_refused(folder):
    folder.replace("policies/demo_subsidy.yml", "id: demo_subsidy_2022", "id: demo_subsidy_2020")

    assert [fault.key for fault in refused(folder.path).faults] == ["versions[1].id"]


def test_a_version_may_begin_the_day_after_the_one_before_it_ended(folder):
    folder.replace("policies/demo_subsidy.yml", "from: 2022-03,", "from: 2021-01-01,")

    assert "demo_subsidy" in folder.load().policies


def test_a_version_may_not_begin_on_the_last_day_of_the_one_before_it(folder):
    folder.replace("policies/demo_subsidy.yml", "from: 2022-03,", "from: 2020-12-31,")

    assert [fault.key for fault in refused(folder.path).faults] == ["versions[1].period"]


def test_a_version_may_have_the_id_of_its_policy(folder):
    folder.replace("policies/demo_post.yml", "id: demo_post_2024", "id: demo_post")

    assert folder.load().policies["demo_post"].versions[0].id == "demo_post"


# -- service items


def test_the_service_items_and_offices_are_read(knowledge):
    assert list(knowledge.service_items) == ["demo_registration", "demo_subsidy_claim"]
    assert [office.name for office in knowledge.offices.offices] == ["示例综合窗口"]


def test_a_knowledge_base_may_be_without_service_items_and_offices(folder):
    shutil.rmtree(folder.path / "service_items")
    (folder.path / "offices.yml").unlink()

    knowledge = folder.load()

    assert (knowledge.service_items, knowledge.offices) == ({}, None)


def test_a_service_item_may_not_have_the_id_of_a_policy(folder):
    item = folder.path / "service_items" / "demo_post.yml"
    text = (folder.path / "service_items" / "demo_subsidy_claim.yml").read_text(encoding="utf-8")
    item.write_text(
        text.replace("id: demo_subsidy_claim", "id: demo_post").replace("申领", "另领"),
        encoding="utf-8",
    )

    (fault,) = refused(folder.path).faults

    assert (fault.file, fault.key) == (item, "id")
    assert "“demo_post”已经是一项政策的 id" in fault.message


def test_a_service_item_may_have_the_name_of_the_policy_that_it_serves(folder):
    folder.replace("service_items/demo_subsidy_claim.yml", "name: 示例补贴申领", "name: 示例补贴")

    assert folder.load().find_service_item("示例补贴").id == "demo_subsidy_claim"


def test_a_service_item_file_that_would_not_be_read_is_refused(folder):
    stray = folder.path / "service_items" / "demo.yaml"
    stray.write_text("id: demo\n", encoding="utf-8")

    assert [fault.file for fault in refused(folder.path).faults] == [stray]


def test_a_policy_that_cannot_be_read_is_no_second_fault_of_its_service_items(folder):
    folder.replace("policies/demo_subsidy.yml", "id: demo_subsidy\n", "id: demo_subsidy\nidd: 1\n")

    assert [fault.key for fault in refused(folder.path).faults] == ["idd"]


# -- rules, facts and cases


def test_the_rules_facts_and_cases_are_read(knowledge):
    assert list(knowledge.cases) == ["demo_loan", "demo_post"]
    assert knowledge.facts.group_of("poor") == "hardship"
    assert knowledge.policies["demo_post"].versions[0].judgeable


def test_a_rule_without_a_file_of_cases_is_refused(folder):
    (folder.path / "cases" / "demo_post.yml").unlink()

    (fault,) = refused(folder.path).faults

    assert (fault.file, fault.line) == (folder.path / "cases" / "demo_post.yml", 1)
    assert "写了 eligibility 就要有例子" in fault.message


def test_a_file_of_cases_that_would_not_be_read_is_refused(folder):
    stray = folder.path / "cases" / "demo_post.yaml"
    stray.write_text("policy: demo_post\n", encoding="utf-8")

    assert [fault.file for fault in refused(folder.path).faults] == [stray]


def test_what_a_heading_says_holds_for_the_conditions_below_it(folder):
    heading = "        - text: 示例难处\n          source: post_page\n          any:\n"
    folder.replace("policies/demo_post.yml", "        - any:\n", heading)
    folder.replace("policies/demo_post.yml", ", text: 年满40周岁, source: post_page", "")

    assert folder.load().policies["demo_post"].versions[0].judgeable


def test_a_table_need_not_name_every_option_when_it_says_what_holds_otherwise(folder):
    folder.replace(
        "policies/demo_post.yml",
        "at_least: 40",
        "at_least: {by: trade, values: {shop: 40}, otherwise: 40}",
    )
    folder.replace("cases/demo_post.yml", "    asks: resident\n", "")

    assert folder.load().policies["demo_post"].versions[0].judgeable
