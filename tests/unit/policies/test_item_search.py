from bot.policies.item_search import ItemIndex


def test_the_items_whose_words_fit_come_first(knowledge):
    index = ItemIndex(knowledge)

    assert [item.id for item in index.likeliest("示例执照", 1)] == ["demo_subsidy_claim"]
    assert index.likeliest("示例毕业证", 5)[0].id == "demo_registration"


def test_an_item_is_found_once(knowledge):
    found = [item.id for item in ItemIndex(knowledge).likeliest("示例登记窗口", 9)]

    assert len(found) == len(set(found))


def test_words_that_fit_nothing_give_the_first_items(knowledge):
    assert [item.id for item in ItemIndex(knowledge).likeliest("zzz", 1)] == ["demo_registration"]
