from bot.policies.service_items import ItemSection, ItemSections


def test_every_section_has_its_statements_under_its_own_key():
    assert set(ItemSections.model_fields) == set(ItemSection)


def test_the_statements_of_an_item_are_told_by_section(knowledge):
    item = knowledge.service_items["demo_registration"]

    assert [each.text for each in item.of(ItemSection.NOT_TO_BE_ASKED)] == ["不得索要示例证明。"]
    assert [section for section, _ in item.all()].count(ItemSection.MATERIALS) == 4


def test_an_item_is_what_holds_everywhere_and_then_each_place(knowledge):
    item = knowledge.service_items["demo_registration"]

    assert [place for place, _ in item.overlays()] == [None, "示甲市", "示乙市"]
    assert item.names == ["示例登记", "示登记", "办示例登记"]
