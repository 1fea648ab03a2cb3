import pytest

from bot.policies.checklists import Mark, checklist_for, places_with_entries, read_state

HAVE, MISSING, NOT_MINE = Mark.HAVE, Mark.MISSING, Mark.NOT_MINE
ID, FORM, PHOTO, DIPLOMA = "示例身份证", "示例申请表", "示例照片", "示例毕业证"


@pytest.fixture
def fresh(knowledge):
    def fresh(region=None):
        return checklist_for(knowledge.service_items["demo_registration"], region, knowledge)

    return fresh


def ids(entries):
    return [entry.id for entry in entries]


def test_the_list_is_what_holds_everywhere(fresh):
    assert ids(fresh().entries) == [ID, FORM, PHOTO]


def test_a_place_adds_what_it_asks_for(fresh):
    assert ids(fresh("示甲市").entries) == [ID, FORM, PHOTO, DIPLOMA]


def test_a_county_is_asked_for_what_its_city_asks(fresh):
    assert ids(fresh("东示县").entries)[-1] == DIPLOMA


def test_another_place_adds_nothing(fresh):
    assert ids(fresh("示乙市").entries) == [ID, FORM, PHOTO]


def test_what_has_no_noun_is_a_remark(fresh):
    assert [material.text for _, material in fresh().remarks] == ["示例：原件都要给人看。"]


def test_an_optional_entry_is_never_open_and_never_missing(fresh):
    checklist = fresh().marked({ID: HAVE, FORM: HAVE, PHOTO: MISSING})

    assert (checklist.open, checklist.missing, checklist.complete) == ([], [], True)


@pytest.mark.parametrize(
    ("marks", "open_", "missing", "complete"),
    [
        ({}, [ID, FORM], [], False),
        ({ID: HAVE}, [FORM], [], False),
        ({ID: HAVE, FORM: MISSING}, [], [FORM], False),
        ({ID: HAVE, FORM: HAVE}, [], [], True),
        ({ID: MISSING}, [FORM], [ID], False),
    ],
)
def test_a_list_is_complete_only_when_everything_was_said_and_is_there(
    fresh, marks, open_, missing, complete
):
    checklist = fresh().marked(marks)

    assert (ids(checklist.open), ids(checklist.missing)) == (open_, missing)
    assert checklist.complete is complete


def test_who_is_not_concerned_needs_it_not(fresh):
    checklist = fresh("示甲市").marked({ID: HAVE, FORM: HAVE})
    assert ids(checklist.open) == [DIPLOMA]

    assert checklist.marked({DIPLOMA: NOT_MINE}).complete


def test_a_later_word_replaces_an_earlier_one(fresh):
    checklist = fresh().marked({ID: HAVE, FORM: MISSING}).marked({FORM: HAVE})

    assert checklist.complete


def test_a_word_for_what_is_not_on_the_list_is_left_out(fresh):
    assert fresh().marked({DIPLOMA: HAVE}).marks == {}


def test_a_list_without_entries_is_never_complete(knowledge):
    item = knowledge.service_items["demo_registration"].model_copy(update={"materials": []})

    assert checklist_for(item, None, knowledge).complete is False


def test_the_places_that_ask_for_more_are_named(knowledge):
    assert places_with_entries(knowledge.service_items["demo_registration"]) == ["示甲市"]


def test_the_state_is_read_as_the_list_it_was_made_from(fresh, knowledge):
    checklist = fresh("示甲市").marked({ID: HAVE, DIPLOMA: NOT_MINE})

    assert read_state(checklist.state, knowledge) == checklist


@pytest.mark.parametrize(
    "state",
    [
        None,
        "demo_registration",
        {},
        {"item": "nowhere"},
        {"item": "demo_registration", "region": "无此市"},
        {"item": "demo_registration", "marks": {ID: "maybe"}},
        {"item": "demo_registration", "marks": [1]},
    ],
)
def test_a_state_that_is_held_no_more_is_none(state, knowledge):
    assert read_state(state, knowledge) is None


def test_a_word_kept_for_an_entry_that_is_gone_is_forgotten(knowledge):
    state = {"item": "demo_registration", "region": None, "marks": {"没有的": "have", ID: "have"}}

    assert read_state(state, knowledge).marks == {ID: HAVE}
