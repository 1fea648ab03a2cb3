"""What the intent classifier gets to see of a text."""

import random
import unicodedata
from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from rasa_ext.mention_mask import PLACEHOLDERS, Mention, MentionMask, mask

POLICY, CITY, DATE = (PLACEHOLDERS[kind] for kind in ("policy", "city", "date"))
KINDS = [*PLACEHOLDERS, "unknown", ""]
LETTERS = "创业补贴 2025年，南京abc\n🙂"


@pytest.fixture
def component() -> MentionMask:
    return MentionMask()


def mentions_of(*found: Mention) -> dict[str, Any]:
    # Through JSON, as they come: lists, not tuples.
    return {"mentions": [list(mention) for mention in found]}


def test_each_name_becomes_the_placeholder_of_its_kind() -> None:
    text = "南京2025年的创业补贴怎么申请"
    mentions = [(0, 2, "city"), (2, 7, "date"), (8, 12, "policy")]

    assert mask(text, mentions).split() == [CITY, DATE, "的", POLICY, "怎么申请"]


def test_the_order_of_the_names_does_not_matter() -> None:
    mentions = [(5, 9, "policy"), (0, 2, "city")]

    assert mask("南京的一个创业补贴", mentions) == mask("南京的一个创业补贴", mentions[::-1])


def test_a_text_without_names_stays_as_it_is() -> None:
    assert mask("要带什么材料", []) == "要带什么材料"


def test_training_data_is_read_as_messages_are_with_half_width_signs() -> None:
    assert mask("我４６了，能领吗？", []) == mask("我46了,能领吗?", []) == "我46了,能领吗?"


def test_a_text_that_is_all_name_becomes_its_placeholder() -> None:
    assert mask("创业补贴", [(0, 4, "policy")]) == POLICY


def test_names_side_by_side_stay_two_terms() -> None:
    assert mask("南京创业补贴", [(0, 2, "city"), (2, 6, "policy")]).split() == [CITY, POLICY]


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        pytest.param([(0, 4, "policy"), (2, 6, "city")], [POLICY, "56"], id="crossing"),
        pytest.param([(0, 6, "policy"), (2, 4, "city")], [POLICY], id="one within the other"),
        pytest.param([(0, 4, "policy"), (0, 4, "policy")], [POLICY, "56"], id="the same twice"),
    ],
)
def test_of_names_that_overlap_the_first_one_is_hidden(
    mentions: list[Mention], expected: list[str]
) -> None:
    assert mask("123456", mentions).split() == expected


def test_a_name_of_an_unknown_kind_is_left_alone() -> None:
    mentions = [(0, 2, "person"), (3, 7, "policy")]

    assert mask("张三的创业补贴", mentions).split() == ["张三的", POLICY]


def test_what_was_redacted_leaves_one_sign() -> None:
    mentions = [(2, 7, "redacted"), (7, 11, "policy")]

    assert mask("我是[手机号]创业补贴", mentions).split() == ["我是", "㊃", POLICY]


def test_a_matter_of_others_leaves_one_sign_whatever_it_is() -> None:
    fund = mask("公积金怎么提取", [(0, 3, "other")])
    pension = mask("养老金怎么提取", [(0, 3, "other")])

    assert fund.split() == ["㊄", "怎么提取"]
    assert fund == pension


def test_a_matter_of_others_is_not_read_as_a_policy_of_ours() -> None:
    assert mask("公积金", [(0, 3, "other")]) != mask("公积金", [(0, 3, "policy")])


def test_a_matter_of_others_beside_a_policy_leaves_a_sign_each() -> None:
    mentions = [(0, 2, "other"), (3, 6, "policy")]

    assert mask("医保和失业金能一起领吗", mentions).split() == ["㊄", "和", POLICY, "能一起领吗"]


def test_of_a_second_question_nothing_is_left() -> None:
    text = "失业金怎么领,另外去哪办"

    assert mask(text, [(0, 3, "policy"), (6, len(text), "later")]).split() == [POLICY, "怎么领"]


def test_a_message_that_is_all_redacted_leaves_the_classifier_something_to_read(
    component: MentionMask,
) -> None:
    # Without a single term, Rasa's classifier raises and the whole turn fails.
    message = Message({TEXT: "[手机号]", "metadata": mentions_of((0, 5, "redacted"))})

    component.process([message])

    assert message.get(TEXT).strip() != ""


def test_no_placeholder_is_the_same_as_another() -> None:
    assert len(set(PLACEHOLDERS.values())) == len(PLACEHOLDERS)


@pytest.mark.parametrize("seed", range(20))
def test_spans_that_do_not_overlap_hide_what_they_cover_and_nothing_else(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(100):
        text = "".join(rng.choices(LETTERS, k=rng.randint(0, 30)))
        bounds = sorted(rng.sample(range(len(text) + 1), 2 * rng.randint(0, (len(text) + 1) // 2)))
        spans = zip(bounds[::2], bounds[1::2], strict=True)
        mentions = [(start, end, rng.choice(KINDS)) for start, end in spans]
        hidden = [mention for mention in mentions if mention[2] in PLACEHOLDERS]
        left = "".join(
            letter
            for position, letter in enumerate(text)
            if not any(start <= position < end for start, end, _ in hidden)
        )
        rng.shuffle(mentions)

        masked = mask(text, mentions)

        placeholders = [letter for letter in masked if letter in PLACEHOLDERS.values()]
        assert placeholders == [PLACEHOLDERS[kind] for _, _, kind in hidden if PLACEHOLDERS[kind]]
        seen = "".join(letter for letter in masked if letter not in placeholders)
        assert "".join(seen.split()) == unicodedata.normalize("NFKC", "".join(left.split()))


@pytest.mark.parametrize("seed", range(20))
def test_no_spans_whatever_raise(seed: int, component: MentionMask) -> None:
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(100):
        text = "".join(rng.choices(LETTERS, k=rng.randint(0, 20)))
        mentions = [
            (rng.randint(-3, 25), rng.randint(-3, 25), rng.choice(KINDS))
            for _ in range(rng.randint(0, 8))
        ]
        message = Message({TEXT: text, "metadata": mentions_of(*mentions)})

        component.process([message])

        assert isinstance(message.get(TEXT), str)


def test_a_name_beyond_the_end_of_the_text_hides_what_there_is() -> None:
    assert mask("123456", [(4, 99, "policy")]).split() == ["1234", POLICY]


def test_training_examples_lose_their_names_and_keep_their_intent(component: MentionMask) -> None:
    example = Message(
        {
            TEXT: "南京的创业补贴给多少",
            INTENT: "ask_amount",
            ENTITIES: [
                {"start": 0, "end": 2, "value": "南京", "entity": "city"},
                {"start": 3, "end": 7, "value": "创业补贴", "entity": "policy"},
            ],
        }
    )

    data = component.process_training_data(TrainingData([example]))

    [masked] = data.training_examples
    assert masked.get(TEXT).split() == [CITY, "的", POLICY, "给多少"]
    assert masked.get(INTENT) == "ask_amount"
    assert not masked.get(ENTITIES)


def test_a_training_example_without_names_stays_as_it_is(component: MentionMask) -> None:
    example = Message({TEXT: "要带什么材料", INTENT: "ask_materials"})

    component.process_training_data(TrainingData([example]))

    assert (example.get(TEXT), example.get(INTENT)) == ("要带什么材料", "ask_materials")


def test_a_training_example_without_text_is_passed_over(component: MentionMask) -> None:
    action = Message({"action_name": "action_policy_info"})

    component.process_training_data(TrainingData([action]))

    assert action.get(TEXT) is None


def test_a_message_loses_the_names_that_its_metadata_marks(component: MentionMask) -> None:
    marked = mentions_of((0, 2, "city"), (3, 7, "policy"))
    message = Message({TEXT: "南京的创业补贴给多少", "metadata": marked})

    assert component.process([message]) == [message]
    assert message.get(TEXT).split() == [CITY, "的", POLICY, "给多少"]


def test_a_message_in_training_and_in_use_reads_the_same(component: MentionMask) -> None:
    text = "南京2025年的创业补贴给多少"
    found = [(0, 2, "city"), (2, 7, "date"), (8, 12, "policy")]
    entities = [
        {"start": start, "end": end, "value": text[start:end], "entity": kind}
        for start, end, kind in found
    ]
    learned = Message({TEXT: text, INTENT: "ask_amount", ENTITIES: entities})
    used = Message({TEXT: text, "metadata": mentions_of(*found)})

    component.process_training_data(TrainingData([learned]))
    component.process([used])

    assert learned.get(TEXT) == used.get(TEXT)


def test_a_matter_of_others_reads_the_same_in_training_and_in_use(component: MentionMask) -> None:
    text = "公积金怎么提取"
    entity = {"start": 0, "end": 3, "value": "公积金", "entity": "other"}
    learned = Message({TEXT: text, INTENT: "out_of_scope", ENTITIES: [entity]})
    used = Message({TEXT: text, "metadata": mentions_of((0, 3, "other"))})

    component.process_training_data(TrainingData([learned]))
    component.process([used])

    assert learned.get(TEXT) == used.get(TEXT) == "㊄ 怎么提取"
    assert not learned.get(ENTITIES)


@pytest.mark.parametrize("metadata", [None, {}, {"mentions": None}, {"mentions": []}])
def test_a_message_without_marked_names_stays_as_it_is(
    component: MentionMask, metadata: dict[str, Any] | None
) -> None:
    message = Message({TEXT: "南京的创业补贴", "metadata": metadata})

    component.process([message])

    assert message.get(TEXT) == "南京的创业补贴"


def test_each_message_is_masked_by_its_own_metadata(component: MentionMask) -> None:
    first = Message({TEXT: "南京怎么办", "metadata": mentions_of((0, 2, "city"))})
    second = Message({TEXT: "苏州怎么办", "metadata": None})

    component.process([first, second])

    assert first.get(TEXT).split() == [CITY, "怎么办"]
    assert second.get(TEXT) == "苏州怎么办"
