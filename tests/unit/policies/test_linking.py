from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.config import ROOT
from bot.policies.knowledge import Names
from bot.policies.linking import Linker, Links, unlinked_name
from bot.policies.loader import load_knowledge

REAL = load_knowledge(ROOT / "policies_kb")
REAL_LINKER = Linker(REAL)
FIXTURE_LINKER = Linker(load_knowledge(ROOT / "tests" / "fixtures" / "kb_good"))
REAL_NAMES = Names.of(REAL).entries


@pytest.fixture(scope="module")
def link(knowledge):
    return Linker(knowledge).link


def test_a_name_is_linked_with_its_place_in_the_text(link):
    (mention,) = link("请问示例补贴给多少").policies

    assert (mention.name, mention.start, mention.end) == ("示例补贴", 2, 6)
    assert mention.targets == (("demo_subsidy", None),)
    assert mention.policies == ["demo_subsidy"]


def test_the_longest_name_wins_where_one_begins_with_another(link):
    assert [m.name for m in link("示例贷款贴息").policies] == ["示例贷款贴息"]
    assert [m.name for m in link("示例贷款贴").policies] == ["示例贷款"]
    assert [m.name for m in link("示例贷怎么办").policies] == ["示例贷"]


def test_a_name_of_a_version_leads_to_the_version(link):
    (mention,) = link("示例困难补贴").policies

    assert mention.targets == (("demo_subsidy", "demo_subsidy_2020"),)


def test_an_alias_of_two_policies_gives_both(link):
    (mention,) = link("示例扶持怎么申请").policies

    assert set(mention.targets) == {("demo_subsidy", None), ("demo_loan", None)}
    assert set(mention.policies) == {"demo_subsidy", "demo_loan"}


def test_an_alias_that_stands_twice_in_one_policy_is_one_target(folder):
    folder.replace("policies/demo_post.yml", "aliases: [示岗]", "aliases: [示岗, 示岗, 示例岗位]")

    (mention,) = Linker(folder.load()).link("示岗").policies

    assert mention.targets == (("demo_post", None),)


def test_names_are_linked_from_left_to_right(link):
    found = link("示例岗位和示例补贴，还有示岗")

    assert [m.policies for m in found.policies] == [["demo_post"], ["demo_subsidy"], ["demo_post"]]


def test_latin_letters_of_a_name_are_linked_in_either_case(link):
    for text in ("XYZ补贴", "xyz补贴", "Xyz补贴"):
        assert [m.policies for m in link(text).policies] == [["demo_subsidy"]]


def test_a_text_without_names_links_nothing(link):
    found = link("今天天气不错")

    assert (found.policies, found.regions) == ((), ())
    assert link("") == found


def test_a_place_is_linked_by_name_and_short_name_under_its_full_name(link):
    found = link("示甲市和东示的")

    assert [(m.region, m.start, m.end) for m in found.regions] == [
        ("示甲市", 0, 3),
        ("东示县", 4, 6),
    ]


def test_the_full_name_of_a_place_wins_over_its_short_name(link):
    (mention,) = link("示乙市").regions

    assert (mention.start, mention.end) == (0, 3)


def test_province_and_nation_are_no_places_to_answer_for(link):
    assert link("示例省和示例国").regions == ()


def test_a_place_inside_the_name_of_a_policy_is_not_linked(link):
    found = link("示甲市专项补贴")

    assert [m.name for m in found.policies] == ["示甲市专项补贴"]
    assert found.regions == ()


def test_a_place_beside_the_name_of_a_policy_is_linked(link):
    found = link("示乙市示甲市专项补贴")

    assert [m.region for m in found.regions] == ["示乙市"]


@pytest.mark.parametrize(
    ("text", "name", "policy"),
    [
        ("富民创业贷能贷多少", "富民创业贷", "fumin_startup_loan"),
        ("我想问下富民创业贷款利息", "富民创业贷", "fumin_startup_loan"),
        ("一次性创业补贴款什么时候到账", "一次性创业补贴", "startup_onetime_subsidy"),
        ("失业金领几个月", "失业金", "unemployment_benefit"),
        ("公岗位置还有没有", "公岗", "public_welfare_post"),
        ("就困人员认定要啥", "就困人员", "employment_difficulty_certification"),
        ("4050补贴怎么弄", "4050补贴", "ssi_subsidy_flexible"),
        ("4050认定去哪办", "4050认定", "employment_difficulty_certification"),
        ("困难企业稳岗返还还有吗", "困难企业稳岗返还", "job_stability_refund"),
    ],
)
def test_names_are_linked_by_characters_whatever_the_words_are(text, name, policy):
    mention = REAL_LINKER.link(text).policies[0]

    assert (mention.name, mention.policies) == (name, [policy])


@pytest.mark.parametrize(
    ("text", "region"),
    [("南京能领多少", "南京市"), ("苏州工业园区的", "苏州工业园区"), ("苏州园区", "苏州工业园区")],
)
def test_real_places_are_linked(text, region):
    assert [m.region for m in REAL_LINKER.link(text).regions] == [region]


# -- service items


def test_a_service_item_is_linked_by_name_and_alias(link):
    found = link("办示例登记还是示登记")

    assert [(m.name, m.start, m.end, m.items) for m in found.service_items] == [
        ("办示例登记", 0, 5, ("demo_registration",)),
        ("示登记", 7, 10, ("demo_registration",)),
    ]
    assert found.policies == ()


def test_a_name_of_both_gives_both(link):
    found = link("示补怎么办")

    assert [m.policies for m in found.policies] == [["demo_subsidy"]]
    assert [m.items for m in found.service_items] == [("demo_subsidy_claim",)]
    assert found.only_items == ()


def test_the_policy_stays_beside_the_longer_name_of_the_item_that_serves_it(link):
    found = link("示例补贴申领")

    assert [m.name for m in found.policies] == ["示例补贴"]
    assert [m.name for m in found.service_items] == ["示例补贴申领"]
    assert found.only_items == ()


def test_a_policy_gives_way_to_the_longer_name_of_an_item_that_serves_another(folder):
    folder.replace("service_items/demo_registration.yml", "示登记,", "示例补贴登记,")

    found = Linker(folder.load()).link("示例补贴登记")

    assert found.policies == ()
    assert [m.items for m in found.only_items] == [("demo_registration",)]


def test_an_item_gives_way_to_the_longer_name_of_a_policy(folder):
    folder.replace("service_items/demo_registration.yml", "示登记,", "专项补贴,")

    found = Linker(folder.load()).link("示甲市专项补贴和专项补贴")

    assert [m.policies for m in found.policies] == [["demo_subsidy"]]
    assert [m.start for m in found.service_items] == [8]


def test_a_place_inside_the_name_of_an_item_is_not_linked(folder):
    folder.replace("service_items/demo_registration.yml", "示登记,", "示甲市登记,")

    assert Linker(folder.load()).link("示甲市登记").regions == ()


def test_the_name_of_an_item_is_no_name_that_is_not_held(folder):
    folder.replace("service_items/demo_registration.yml", "示登记,", "场租补贴,")
    links = Linker(folder.load()).link("场租补贴怎么申请")

    assert unlinked_name("场租补贴怎么申请", links) is None


@pytest.mark.parametrize(
    ("text", "policies", "items"),
    [
        ("失业登记要带什么", [], ["unemployment_registration"]),
        ("失业保险金申领", ["unemployment_benefit"], ["unemployment_benefit_claim"]),
        (
            "就业困难人员认定要跑几趟",
            ["employment_difficulty_certification"],
            ["difficulty_certification"],
        ),
        ("富民创业担保贷款申请条件", ["fumin_startup_loan"], ["startup_loan_application"]),
        ("灵活就业社保补贴给多少", ["ssi_subsidy_flexible"], []),
        ("招退工怎么办", [], ["employer_filing"]),
        ("档案转递要多久", [], ["archive_transfer"]),
    ],
)
def test_real_service_items_are_linked(text, policies, items):
    links = REAL_LINKER.link(text)

    assert [each for m in links.policies for each in m.policies] == policies
    assert [each for m in links.service_items for each in m.items] == items


ITEM_NAMES = [name for item in REAL.service_items.values() for name in item.names]


def straddles(text: str, start: int, end: int) -> bool:
    """Whether some name lies across an edge of `text[start:end]`, or around it."""
    for name in [*(name for name, _, _ in REAL_NAMES), *ITEM_NAMES]:
        at = text.find(name)
        while at != -1:
            if at < end and at + len(name) > start and not (start <= at and at + len(name) <= end):
                return True
            at = text.find(name, at + 1)
    return False


@given(
    st.sampled_from(REAL_NAMES),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_every_name_links_to_its_own_policy_inside_any_text(entry, before, after):
    name, policy, version = entry
    text = before + name + after
    start, end = len(before), len(before) + len(name)
    # Where the surroundings complete another name, that name may rightly win.
    assume(not straddles(text, start, end))

    mentions = [m for m in REAL_LINKER.link(text).policies if m.start == start]

    assert [(m.name, m.end) for m in mentions] == [(name, end)]
    assert (policy, version) in mentions[0].targets


@given(st.text(alphabet=sorted({c for name, _, _ in REAL_NAMES for c in name}), max_size=60))
def test_every_mention_is_a_name_at_its_place_and_none_overlap(text):
    found = REAL_LINKER.link(text)
    spans = sorted((m.start, m.end) for m in (*found.policies, *found.regions))

    assert all(text[m.start : m.end] == m.name for m in found.policies)
    assert {m.name for m in found.policies} <= {name for name, _, _ in REAL_NAMES}
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


# -- names that are written almost right


def test_a_name_as_it_is_written_is_worth_all(link):
    assert [m.score for m in link("示例补贴给多少").policies] == [1.0]


def test_a_name_with_a_slip_is_linked_under_its_right_name_where_the_slip_stands(link):
    text = "请问示甲市专补贴怎么办"
    (mention,) = link(text).policies

    assert (mention.name, mention.policies) == ("示甲市专项补贴", ["demo_subsidy"])
    assert text[mention.start : mention.end] == "示甲市专补贴"
    assert 0.75 <= mention.score < 1


def test_what_is_perhaps_meant_is_asked_about_and_not_linked(link):
    found = link("示例补领")

    assert (found.policies, found.service_items) == ((), ())
    assert found.perhaps == ("demo_subsidy",)


def test_beside_a_clear_name_nothing_is_guessed(link):
    found = link("示例贷款和示甲市专补贴")

    assert [m.policies for m in found.policies] == [["demo_loan"]]
    assert found.perhaps == ()


def test_a_text_like_no_name_perhaps_means_nothing(link):
    assert link("今天天气不错").perhaps == ()


@pytest.mark.parametrize(
    ("text", "policies", "items"),
    [
        ("一次性扩刚补助", ["expansion_subsidy"], []),
        ("灵活就业的社保补贴怎么领", ["ssi_subsidy_flexible"], []),
        ("失业登记记要带什么", [], ["unemployment_registration"]),
        ("档案转转递要多久", [], ["archive_transfer"]),
    ],
)
def test_real_names_with_a_slip_are_linked(text, policies, items):
    links = REAL_LINKER.link(text)

    assert [each for m in links.policies for each in m.policies] == policies
    assert [each for m in links.service_items for each in m.items] == items
    assert links.perhaps == ()


def test_a_real_name_with_another_character_is_linked_or_asked_about():
    assert "skill_upgrade_subsidy" in what_it_means(REAL_LINKER.link("技能提生补贴能领吗"))


def test_a_name_of_many_is_made_clear_by_what_stands_around_it():
    assert len(REAL_LINKER.link("社保补贴怎么领").policies[0].policies) > 1
    (mention,) = REAL_LINKER.link("灵活社保补贴他还能享受不").policies

    assert (mention.name, mention.policies) == ("灵活就业社保补贴", ["ssi_subsidy_flexible"])


def test_a_real_name_that_is_perhaps_meant_is_asked_about():
    links = REAL_LINKER.link("租房补贴怎么申请")

    assert (links.policies, links.perhaps) == ((), ("startup_rent_subsidy",))


@pytest.mark.parametrize(
    "text", ["住房补贴怎么办", "养老补贴", "医疗保险补贴", "住房公积金贷款", "生育津贴怎么领"]
)
def test_a_matter_that_is_not_ours_is_not_taken_for_one_that_sounds_like_it(text):
    links = REAL_LINKER.link(text)

    assert (links.policies, links.service_items, links.perhaps) == ((), (), ())


def what_it_means(links: Links) -> set[str]:
    named = {each for m in links.policies for each in m.policies}
    named |= {each for m in links.service_items for each in m.items}
    return named | set(links.perhaps)


@given(
    st.sampled_from([entry for entry in REAL_NAMES if len(entry[0]) > 4]),
    st.integers(1, 40),
    st.sampled_from(["doubled", "swapped"]),
)
def test_a_real_name_with_a_slip_inside_is_linked_or_asked_about(entry, at, slip):
    name, policy, _ = entry
    assume(at < len(name) - 2)
    middle = name[at] * 2 + name[at + 1] if slip == "doubled" else name[at + 1] + name[at]
    text = name[:at] + middle + name[at + 2 :]
    # What is a name as it stands is taken as such.
    held = [*(each for each, _, _ in REAL_NAMES), *ITEM_NAMES]
    assume(not any(each in text for each in held))

    assert policy in what_it_means(REAL_LINKER.link(f"请问{text}怎么办"))


# -- matters of others


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("公积金怎么提取", ["公积金"]),
        ("医保和公积金在哪查", ["医保", "公积金"]),
        # The longest word where words overlap.
        ("住房公积金贷款", ["住房公积金"]),
        ("医保报销要带什么", ["医保报销"]),
        # A word in a name of ours is part of that name.
        ("工伤怎么认定", ["工伤"]),
        ("降低工伤保险费率到什么时候", []),
        ("创业房租补贴和房租补贴", ["房租补贴"]),
        ("失业金怎么领", []),
        ("", []),
    ],
)
def test_words_for_what_is_not_our_business_are_found_where_they_stand(text, words):
    assert [text[start:end] for start, end in REAL_LINKER.link(text).matters] == words


def test_a_matter_beside_a_policy_is_found_with_it():
    text = "医保和失业金能一起领吗"
    links = REAL_LINKER.link(text)

    assert [m.name for m in links.policies] == ["失业金"]
    assert [text[start:end] for start, end in links.matters] == ["医保"]


MATTERS = [word for matter in REAL.pointers.matters for word in matter.heard]


@given(
    st.lists(
        st.sampled_from([*(name for name, _, _ in REAL_NAMES), *ITEM_NAMES, *MATTERS, "的", "，"]),
        max_size=4,
    ).map("".join)
)
def test_no_matter_of_others_overlaps_a_name_of_ours(text):
    links = REAL_LINKER.link(text)

    for start, end in links.matters:
        assert text[start:end] in MATTERS
        for mention in (*links.policies, *links.service_items):
            assert end <= mention.start or mention.end <= start


def test_without_matters_none_is_found(link):
    assert link("公积金怎么提取").matters == ()


# -- names that are not held


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("场租补贴怎么申请", "场租补贴"),
        ("请问高龄津贴有没有", "高龄津贴"),
        ("我想问一下住房补贴", "住房补贴"),
        ("示乙市的场租补贴", "场租补贴"),
        ("示乙市场租补贴", "场租补贴"),
        ("这个补贴和场租补贴", "场租补贴"),
        ("示例补贴之外的场租补贴", "场租补贴"),
    ],
)
def test_words_that_sound_like_a_policy_are_a_name_at_its_place(link, text, name):
    found = unlinked_name(text, link(text))

    assert found is not None
    assert (found.text, text[found.start : found.end]) == (name, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "补贴",
        "这个补贴给多少",
        "那补贴能领吗",
        "有没有什么补贴",
        "能领多少补贴",
        "补贴什么时候发",
        "这笔贷款怎么申请",
        "我们公司能拿补贴吗",
        "怎么申请返还",
        "示例补贴给多少",
        "示乙市补贴",
        "今天天气不错",
    ],
)
def test_words_that_name_nothing_new_are_no_name(link, text):
    assert unlinked_name(text, link(text)) is None


@given(st.text(alphabet="场租补贴示例乙市的了这个贷款多少12a ，", max_size=40))
def test_a_name_that_is_not_held_never_overlaps_one_that_is(text):
    links = FIXTURE_LINKER.link(text)
    found = unlinked_name(text, links)

    if found:
        assert text[found.start : found.end] == found.text
        for mention in (*links.policies, *links.regions):
            assert mention.end <= found.start or found.end <= mention.start


def test_the_words_around_an_ambiguous_name_tell_which_is_meant():
    (mention,) = REAL_LINKER.link("毕业生的那个实名制登记怎么办").policies

    assert mention.policies == ["graduate_real_name_registration"]


def test_a_name_stays_ambiguous_where_nothing_around_it_tells():
    (mention,) = REAL_LINKER.link("实名制登记怎么办").policies

    assert len(mention.policies) > 1


def test_what_is_talked_about_is_meant_by_a_name_that_may_mean_it():
    links = REAL_LINKER.link("实名制登记怎么办")
    focused = links.in_focus("graduate_real_name_registration")

    assert focused.policies[0].policies == ["graduate_real_name_registration"]
    assert links.in_focus("unemployment_benefit") == links
    assert links.in_focus("") == links


OFFERED = [
    "ssi_subsidy_2025_key_groups",
    "ssi_subsidy_employer_difficult",
    "ssi_subsidy_flexible",
    "ssi_subsidy_graduate_smallfirm",
]


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("灵活就业的，补几成", "ssi_subsidy_flexible"),
        ("灵活就业", "ssi_subsidy_flexible"),
        ("小微企业的", "ssi_subsidy_graduate_smallfirm"),
        ("重点群体的", "ssi_subsidy_2025_key_groups"),
        ("单位招用困难人员的", "ssi_subsidy_employer_difficult"),
    ],
)
def test_of_those_offered_the_words_that_only_one_has_choose_it(text, policy):
    assert REAL_LINKER.chosen(text, OFFERED) == policy


@pytest.mark.parametrize("text", ["", "补几成", "社保补贴", "毕业生的", "要带什么"])
def test_words_that_none_or_all_of_those_offered_have_choose_none(text):
    assert REAL_LINKER.chosen(text, OFFERED) is None


def test_of_one_or_none_there_is_nothing_to_choose():
    assert REAL_LINKER.chosen("灵活就业的", ["ssi_subsidy_flexible"]) is None
    assert REAL_LINKER.chosen("灵活就业的", []) is None


@pytest.mark.parametrize(
    ("text", "name"), [("扬州那边创业奖励", "创业奖励"), ("我们这边岗位津贴", "岗位津贴")]
)
def test_words_for_a_place_are_no_part_of_a_name(text, name):
    assert unlinked_name(text, REAL_LINKER.link(text)).text == name
