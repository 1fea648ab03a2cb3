from datetime import date

import pytest

from bot.outcomes import Outcome
from bot.policies.checklist_choices import TickChoice, read_item_choice
from bot.policies.checklist_replies import can_be_checked, reply_to_checklist
from bot.policies.checklists import Mark, checklist_for

TODAY = date(2026, 11, 24)
ID, FORM, PHOTO, DIPLOMA = "示例身份证", "示例申请表", "示例照片", "示例毕业证"
HAVE, MISSING = Mark.HAVE, Mark.MISSING


@pytest.fixture
def show(edition):
    def show(marks=None, region=None, item="demo_registration"):
        held = edition.knowledge.service_items[item]
        checklist = checklist_for(held, region, edition.knowledge).marked(marks or {})
        return reply_to_checklist(checklist, edition.answerer, TODAY)

    return show


def lines(reply):
    return reply.messages[0].text.split("\n")


def choices(reply, edition):
    return [read_item_choice(b.payload, edition.knowledge) for b in reply.messages[0].buttons]


def test_a_fresh_list_asks_for_everything_and_says_how_to_answer(show, say):
    reply = show()

    assert reply.status == Outcome.CHECKLIST_OPEN
    assert lines(reply)[1:4] == ["□ 示例身份证", "□ 示例申请表", "□ 示例照片（可带可不带）"]
    assert say("utter_checklist_how", example="身份证") in lines(reply)
    assert reply.topic.service_item == "demo_registration"


def test_each_open_entry_has_a_button_and_so_have_all_of_them(show, edition):
    ticks = [each for each in choices(show(), edition) if isinstance(each, TickChoice)]

    assert [(tick.entry, tick.have) for tick in ticks] == [
        (ID, True),
        (FORM, True),
        (None, True),
        (None, False),
    ]


def test_the_last_open_entry_may_be_there_or_not(show, edition):
    ticks = choices(show({ID: HAVE}), edition)

    assert [(tick.entry, tick.have) for tick in ticks] == [(FORM, True), (FORM, False)]


def test_an_entry_for_some_persons_may_be_answered_by_not_being_one(show, edition):
    ticks = choices(show({ID: HAVE, FORM: HAVE}, "示甲市"), edition)

    assert (DIPLOMA, False, False) in [(tick.entry, tick.have, tick.mine) for tick in ticks]
    assert {tick.city for tick in ticks} == {"示甲市"}


def test_a_complete_list_says_so_and_that_no_source_calls_it_whole(show, say):
    reply = show({ID: HAVE, FORM: HAVE})

    assert reply.status == Outcome.CHECKLIST_COMPLETE
    assert say("utter_checklist_complete", names="示例身份证、示例申请表") in lines(reply)
    assert say("utter_checklist_not_whole") in lines(reply)
    assert reply.messages[0].card.complete
    assert reply.messages[0].card.whole is False


def test_a_list_that_a_source_calls_whole_is_told_as_whole(show, say):
    reply = show({"示例执照": HAVE}, item="demo_subsidy_claim")

    assert say("utter_checklist_whole") in lines(reply)
    assert say("utter_checklist_not_whole") not in lines(reply)
    assert reply.messages[0].card.whole


def test_what_is_missing_is_told_exactly_and_how_to_get_it_is_not_invented(show, say):
    reply = show({ID: HAVE, FORM: MISSING})

    assert reply.status == Outcome.CHECKLIST_MISSING
    assert say("utter_checklist_missing", names="示例申请表") in lines(reply)
    assert say("utter_checklist_how_to_get") in lines(reply)
    assert reply.messages[0].card.missing == [FORM]
    assert reply.messages[0].card.complete is False


def test_the_result_also_tells_what_cannot_be_ticked(show, say):
    told = lines(show({ID: HAVE, FORM: HAVE}))

    assert say("utter_checklist_beside", text="示例：原件都要给人看。") in told
    assert say("utter_checklist_beside", text="不得索要示例证明。") in told
    assert say("utter_checklist_more_places", regions="示甲市") in told


def test_for_a_place_its_own_entries_are_named_with_place_and_year(show, say):
    told = lines(show(region="示甲市"))

    assert "□ 示例毕业证（毕业生才要）（示甲市，2024年发布）" in told
    assert say("utter_item_confirm_local") in told
    assert say("utter_city_none", region="示甲市") not in told


def test_a_place_without_entries_of_its_own_is_told_so(show, say):
    assert say("utter_city_none", region="示丙市") in lines(show(region="示丙市"))


def test_the_card_holds_each_entry_with_what_was_said_of_it(show):
    card = show({ID: HAVE, FORM: MISSING, DIPLOMA: Mark.NOT_MINE}, "示甲市").messages[0].card

    assert [(entry.id, entry.have, entry.needed) for entry in card.entries] == [
        (ID, True, True),
        (FORM, False, True),
        (PHOTO, None, True),
        (DIPLOMA, None, False),
    ]
    assert card.sources[card.entries[-1].source].title == "示例市办事指南"


def test_who_needs_nothing_of_the_list_is_told_so(show, say, edition):
    item = edition.knowledge.service_items["demo_registration"]
    bare = item.model_copy(update={"materials": []})
    checklist = checklist_for(bare, "示甲市", edition.knowledge).marked({DIPLOMA: Mark.NOT_MINE})
    reply = reply_to_checklist(checklist, edition.answerer, TODAY)

    assert reply.status == Outcome.CHECKLIST_COMPLETE
    assert say("utter_checklist_nothing_needed") in lines(reply)


def bare_item(edition):
    """An item that only 示甲市 has a list of."""
    item = edition.knowledge.service_items["demo_registration"]
    return item.model_copy(update={"materials": []})


@pytest.mark.parametrize(
    ("region", "status"),
    [
        (None, Outcome.CLARIFY),
        ("示甲市", Outcome.CHECKLIST_OPEN),
        ("示乙市", Outcome.NOT_IN_KNOWLEDGE),
    ],
)
def test_another_places_list_is_never_taken_for_ones_own(edition, region, status):
    checklist = checklist_for(bare_item(edition), region, edition.knowledge)
    reply = reply_to_checklist(checklist, edition.answerer, TODAY)

    assert reply.status == status
    assert (DIPLOMA in reply.messages[0].text) is (region == "示甲市")


def test_without_any_list_the_hotline_is_given(edition, say):
    item = edition.knowledge.service_items["demo_subsidy_claim"]
    checklist = checklist_for(item.model_copy(update={"materials": []}), None, edition.knowledge)
    reply = reply_to_checklist(checklist, edition.answerer, TODAY)

    assert reply.status == Outcome.NOT_IN_KNOWLEDGE
    assert reply.messages[0].text == say("utter_checklist_none", name="示例补贴申领")
    assert reply.messages[0].card.type == "contact"


def test_a_check_is_offered_only_where_there_is_a_list(edition):
    answerer = edition.answerer

    assert can_be_checked(bare_item(edition), None, answerer)
    assert can_be_checked(bare_item(edition), "东示县", answerer)
    assert not can_be_checked(bare_item(edition), "示乙市", answerer)
