"""Whatever Jiangsu's article on stable employment (about 2020) names can be asked about.

Each name leads to a policy or a service item that says something, says where it was read, and
says what is not known.
"""

import pytest

from bot.config import ROOT
from bot.policies.linking import Linker
from bot.policies.loader import load_knowledge
from bot.policies.model import Policy
from bot.policies.service_items import ServiceItem

KNOWLEDGE = load_knowledge(ROOT / "policies_kb")
LINKER = Linker(KNOWLEDGE)
ARTICLE = "js_article_2020"

# What the article names, in its order, and what each name has to lead to.
NAMED = {
    "国务院关于进一步做好稳就业工作的意见": "roof_national",
    "江苏稳就业文件": "roof_jiangsu",
    "就业优先政策": "employment_first_policy",
    "就业失业监测预警": "employment_emergency_plan",
    "就业应急工作预案": "employment_emergency_plan",
    "就业政策落实服务落地专项行动": "employment_policy_delivery_campaign",
    "新就业形态": "new_forms_of_employment",
    "降低社会保险费率": "social_insurance_rate_cut",
    "社保延期缴纳": "social_insurance_deferral",
    "失业保险稳岗返还": "job_stability_refund",
    "困难企业稳岗返还": "job_stability_refund",
    "技术技能提升补贴": "skill_upgrade_subsidy",
    "社保补贴": "ssi_subsidy_flexible",
    "社会保险补贴": "ssi_subsidy_flexible",
    "招用失业半年以上补贴": "absorb_employment_subsidy",
    "企业间用工调剂": "enterprise_labour_sharing",
    "全民创业行动计划": "universal_startup_plan",
    "创业带动就业": "startup_employment_drive_subsidy",
    "富民创业贷": "fumin_startup_loan",
    "税收减免": "key_group_tax",
    "创业补贴": "startup_onetime_subsidy",
    "农民工返乡创业": "returnee_startup",
    "创业大学": "startup_college",
    "创业示范基地": "startup_base_award",
    "创业型街镇": "startup_community_creation",
    "创业型村居": "startup_community_creation",
    "创业型园区": "startup_community_creation",
    "服务补助": "startup_carrier_service_subsidy",
    "创业孵化基地奖补": "startup_base_award",
    "创响江苏": "chuangxiang_jiangsu",
    "创业大赛": "chuangxiang_jiangsu",
    "创业培训补贴": "startup_training_subsidy",
    "创业专家指导团": "startup_mentor_team",
    "创业项目库": "startup_project_library",
    "职业技能提升行动": "vocational_skill_action",
    "终身职业培训制度": "lifelong_vocational_training",
    "企业订单式培训": "lifelong_vocational_training",
    "在岗转岗培训": "lifelong_vocational_training",
    "技能人才多元评价": "skilled_talent_evaluation",
    "外商独资经营性职业技能培训机构": "training_institution_rules",
    "职业技能培训机构信用等级评定": "training_institution_rules",
    "培训绩效评估": "training_institution_rules",
    "企业新型学徒制": "new_apprenticeship",
    "补贴性技能培训": "subsidised_skill_training",
    "互联网+创业就业服务": "internet_plus_employment_services",
    "省级就业数据中心": "internet_plus_employment_services",
    "线上就业失业登记系统": "online_registration_system",
    "公共招聘平台": "public_recruitment_platform",
    "高校毕业生精准招聘服务平台": "graduate_precise_recruitment",
    "公共就业服务": "public_employment_service",
    "公共就业创业服务平台": "public_employment_services",
    "最多跑一次": "one_visit_at_most",
    "就业援助月": "public_employment_campaigns",
    "高校毕业生就业服务月": "public_employment_campaigns",
    "10+N": "public_employment_campaigns",
    "人力资源产业园": "hr_industrial_park",
    "离校未就业毕业生实名登记": "graduate_real_name_registration",
    "化解过剩产能职工安置实名登记": "capacity_cut_real_name_registration",
    "建档立卡低收入农户劳动力实名登记": "low_income_farmer_registration",
    "就业启航计划": "employment_sailing_plan",
    "创业引领计划": "startup_leading_plan",
    "青年见习计划": "graduate_internship_subsidy",
    "基层成长计划": "grassroots_growth_plan",
    "政策宣传月": "graduate_campaign_months",
    "就业促进月": "graduate_campaign_months",
    "巡回现场招聘": "graduate_touring_recruitment",
    "就业困难人员认定": "employment_difficulty_certification",
    "公益性岗位": "public_welfare_post",
    "零就业家庭动态清零": "zero_employment_family_assistance",
    "农民工帮扶": "migrant_worker_services",
    "市民化培训": "migrant_worker_services",
    "去产能职工帮扶": "capacity_cut_worker_support",
    "托底安置": "capacity_cut_worker_support",
    "退役军人帮扶": "veteran_employment_support",
    "苏陕对接": "jiangsu_shaanxi_cooperation",
    "失业保险金": "unemployment_benefit",
    "生活困难下岗失业人员临时生活补助": "hardship_temporary_living_aid",
}
FROM_ARTICLE = [
    version
    for policy in KNOWLEDGE.policies.values()
    for version in policy.versions
    if version.period.source == ARTICLE
]


def linked(text: str) -> dict[str, Policy | ServiceItem]:
    """Everything that `text` names, by id."""
    links = LINKER.link(text)
    policies = {
        each: KNOWLEDGE.policies[each] for found in links.policies for each in found.policies
    }
    items = {
        each: KNOWLEDGE.service_items[each] for found in links.service_items for each in found.items
    }
    return {**policies, **items}


@pytest.mark.parametrize(("name", "expected"), NAMED.items(), ids=NAMED)
def test_a_name_of_the_article_leads_to_what_it_means(name, expected):
    assert expected in linked(name)


@pytest.mark.parametrize(("name", "expected"), NAMED.items(), ids=NAMED)
def test_what_a_name_leads_to_is_sourced_and_says_what_is_unknown(name, expected):
    found = linked(name)[expected]
    parts = found.versions if isinstance(found, Policy) else [found]
    statements = [
        statement
        for part in parts
        for sections in (part, *part.cities.values())
        for _, statement in sections.all()
    ]

    assert statements
    assert all(found.sources[statement.source].title for statement in statements)
    assert any(part.unknown for part in parts)


@pytest.mark.parametrize("name", ["社会保险补贴", "社保补贴"])
def test_a_family_name_leads_to_every_policy_of_the_family(name):
    family = {each for each in KNOWLEDGE.policies if each.startswith("ssi_subsidy_")}

    assert family <= linked(name).keys()


@pytest.mark.parametrize("version", FROM_ARTICLE, ids=[version.id for version in FROM_ARTICLE])
def test_what_the_article_alone_dates_is_never_called_in_force(version):
    assert version.standing == "unconfirmed"
    assert version.unknown
