import pytest

from bot.policies.pointers import Pointers, begins_with_matter, faults_of_pointers, pointed


def test_every_matter_of_ours_goes_to_a_line_that_is_held(real_edition):
    knowledge = real_edition.knowledge
    for matter in knowledge.pointers.matters:
        found = pointed(matter.heard[0], knowledge.pointers, knowledge.contacts)
        assert found is not None
        assert found.hotline.number == matter.line


def test_no_word_of_a_matter_is_the_name_of_a_policy_or_an_item(real_edition):
    for matter in real_edition.knowledge.pointers.matters:
        for word in matter.heard:
            links = real_edition.linker.link(word)
            assert not links.policies, word
            assert not links.service_items, word


@pytest.mark.parametrize(
    ("text", "line"),
    [("我想问一下公积金怎么提取", "12345"), ("公司拖欠工资怎么办", "12333"), ("写首诗", None)],
)
def test_a_matter_is_found_in_a_text(real_edition, text, line):
    knowledge = real_edition.knowledge
    found = pointed(text, knowledge.pointers, knowledge.contacts)
    assert (found.hotline.number if found else None) == line


def test_a_matter_beside_the_question_is_not_what_it_begins_with(real_edition):
    knowledge = real_edition.knowledge
    for text, name in (
        ("医保卡丢了要带什么材料", "医保"),
        ("那我的公积金呢", "住房公积金"),
        ("领养老金了还能领吗", None),
    ):
        found = begins_with_matter(text, knowledge.pointers, knowledge.contacts)
        assert (found.matter.name if found else None) == name, text


def matter(**changed):
    return {
        "id": "fund",
        "name": "公积金",
        "heard": ["公积金"],
        "line": "00001",
        "source": "phone_book",
    } | changed


def test_faults_name_the_key(knowledge):
    source = next(iter(knowledge.contacts.sources))
    pointers = Pointers.model_validate(
        {
            "matters": [
                matter(source=source),
                matter(line="99999"),
                matter(id="other", heard=["别的事"], source="nowhere"),
            ]
        }
    )
    faults = dict(faults_of_pointers(pointers, knowledge.contacts))
    assert "用过了" in faults["matters", 1, "id"]
    assert "已经在" in faults["matters", 1, "heard", 0]
    assert "没有 99999" in faults["matters", 1, "line"]
    assert "nowhere" in faults["matters", 2, "source"]
    assert ("matters", 0, "line") not in faults


def test_the_loader_refuses_a_line_that_is_not_held(folder):
    from bot.errors import KnowledgeError

    text = "matters:\n  - {id: fund, name: 公积金, heard: [公积金], line: '99999', source: none}\n"
    (folder.path / "pointers.yml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        folder.load()
    assert {(f.file.name, f.key) for f in caught.value.faults} == {
        ("pointers.yml", "matters[0].line"),
        ("pointers.yml", "matters[0].source"),
    }
