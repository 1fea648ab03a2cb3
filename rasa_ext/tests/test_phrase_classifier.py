"""What the intent classifier learns, keeps and says of a message."""

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.jieba_tokenizer import JiebaTokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from rasa_ext.phrase_classifier import PhraseClassifier, Phrases

# What neither the tokenizer nor our classifier looks at.
NO_STORAGE = cast(ModelStorage, None)
NO_CONTEXT = cast(ExecutionContext, None)
RESOURCE = Resource("phrases")

# A policy is one sign here, as `mention_mask` leaves it.
LINES = {
    "ask_amount": [
        "㊀ 给多少",
        "㊀ 给多少钱",
        "㊀ 能领多少",
        "㊀ 一个月多少钱",
        "㊀ 一共能拿多少钱",
        "多少钱",
        "能给多少",
        "㊀ 标准是多少",
        "补多少钱",
        "㊀ 发多少钱一个月",
    ],
    "ask_materials": [
        "㊀ 要带什么材料",
        "㊀ 要哪些材料",
        "要带什么",
        "带什么证件",
        "㊀ 需要准备什么材料",
        "办 ㊀ 要带哪些证件",
        "材料有哪些",
        "㊀ 要交什么材料",
        "要准备哪些证件",
        "㊀ 的材料清单",
    ],
    "ask_where": [
        "㊀ 在哪办",
        "㊀ 去哪里办",
        "到哪个窗口办",
        "在哪里申请",
        "㊀ 去哪儿申请",
        "去哪办",
        "㊀ 在什么地方办",
        "办 ㊀ 到哪里去",
        "㊀ 要去哪个窗口",
        "在什么地方申请",
    ],
    "greet": [
        "你好",
        "您好",
        "你好啊",
        "在吗",
        "有人在吗",
        "您好在吗",
        "早上好",
        "你好早上好",
        "下午好",
        "您好下午好",
    ],
}
STORY = (
    "我是去年从厂里出来的,老板说效益不好,我们车间二十几个人一起走的,后来在家带了半年孩子,"
    "听邻居说可以办 ㊀ ,我想问问 ㊀ 要带什么材料"
)
QUESTIONS = {
    "给多少钱": "ask_amount",
    "要什么材料": "ask_materials",
    "去哪里申请": "ask_where",
    "你好": "greet",
}


@pytest.fixture(scope="module")
def tokenizer() -> JiebaTokenizer:
    config = JiebaTokenizer.get_default_config()
    return JiebaTokenizer(config, NO_STORAGE, RESOURCE)


class Words:
    """Makes messages cut into words, as they come to the classifier."""

    def __init__(self, tokenizer: JiebaTokenizer) -> None:
        self._tokenizer = tokenizer

    def said(self, text: str, **more: Any) -> Message:
        message = Message({TEXT: text, **more})
        self._tokenizer.process([message])
        return message

    def labelled(self, text: str, intent: str) -> Message:
        message = Message({TEXT: text, INTENT: intent})
        self._tokenizer.process_training_data(TrainingData([message]))
        return message

    def lines(self) -> list[Message]:
        return [self.labelled(text, intent) for intent in LINES for text in LINES[intent]]


@pytest.fixture(scope="module")
def words(tokenizer: JiebaTokenizer) -> Words:
    return Words(tokenizer)


@pytest.fixture(scope="module")
def phrases(words: Words) -> Phrases:
    return Phrases.learn(words.lines(), softness=1.0)


SAYINGS = [*QUESTIONS, STORY, "㊀ 给多少 要带什么材料", "abc", "㊃"]


@pytest.mark.parametrize(("text", "intent"), QUESTIONS.items())
def test_a_question_that_was_not_learnt_ranks_its_intent_first(
    phrases: Phrases, words: Words, text: str, intent: str
) -> None:
    assert phrases.rank(words.said(text))[0]["name"] == intent


def test_a_long_story_ranks_first_what_the_question_in_it_does(
    phrases: Phrases, words: Words
) -> None:
    question = phrases.rank(words.said("㊀ 要带什么材料"))
    story = phrases.rank(words.said(STORY))

    assert question[0]["name"] == story[0]["name"] == "ask_materials"


def test_saying_a_thing_three_times_makes_it_no_other_thing(phrases: Phrases, words: Words) -> None:
    once = phrases.rank(words.said("要带什么材料"))
    thrice = phrases.rank(words.said("要带什么材料,要带什么材料,要带什么材料"))

    assert once[0]["name"] == thrice[0]["name"]


@pytest.mark.parametrize("text", SAYINGS)
def test_the_chances_of_all_intents_sum_to_1_at_most_and_fall(
    phrases: Phrases, words: Words, text: str
) -> None:
    ranking = phrases.rank(words.said(text))
    chances = [each["confidence"] for each in ranking]

    assert sorted(each["name"] for each in ranking) == sorted(LINES)
    assert 0 <= sum(chances) <= 1 + 1e-9
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)


@pytest.mark.parametrize("text", ["龘靐齉", "qwxz", "!", "  ", "🙂"])
def test_a_message_of_unknown_words_gets_a_ranking_that_is_not_sure(
    phrases: Phrases, words: Words, text: str
) -> None:
    ranking = phrases.rank(words.said(text))

    assert len(ranking) == len(LINES)
    assert ranking[0]["confidence"] < phrases.rank(words.said("㊀ 要带什么材料"))[0]["confidence"]


def test_a_message_that_was_not_cut_into_words_gets_a_ranking(phrases: Phrases) -> None:
    assert phrases.rank(Message({TEXT: "㊀ 要带什么材料"}))[0]["name"] == "ask_materials"


@pytest.fixture
def kept(phrases: Phrases, tmp_path: Path) -> Path:
    phrases.save(tmp_path / "phrases.npz")
    return tmp_path / "phrases.npz"


@pytest.mark.parametrize("text", SAYINGS)
def test_what_was_kept_and_read_again_ranks_exactly_as_before(
    phrases: Phrases, words: Words, kept: Path, text: str
) -> None:
    assert Phrases.read(kept).rank(words.said(text)) == phrases.rank(words.said(text))


def test_learning_the_same_lines_again_ranks_the_same(phrases: Phrases, words: Words) -> None:
    again = Phrases.learn(words.lines(), softness=1.0)

    for text in SAYINGS:
        assert again.rank(words.said(text)) == phrases.rank(words.said(text))


def test_the_file_holds_arrays_and_nothing_that_could_run(kept: Path) -> None:
    with np.load(kept, allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}

    assert sorted(arrays["intents"]) == sorted(LINES)
    assert arrays["weights"].shape == (
        len(LINES),
        # And the five measures of how strange the words are.
        len(arrays["words"]) + len(arrays["chars"]) + 5,
    )
    assert all(array.dtype.kind in "fiU" for array in arrays.values())


def test_a_file_with_an_object_in_it_is_not_read(kept: Path) -> None:
    with np.load(kept) as held:
        arrays = {name: held[name] for name in held.files}
    arrays["intents"] = np.array([*arrays["intents"]], dtype=object)
    np.savez(kept, **arrays)

    with pytest.raises(ValueError, match="allow_pickle=False"):
        Phrases.read(kept)


# -- as a component of Rasa


class Folder:
    """A model storage that is one folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write_to(self, resource: Resource) -> "Folder":
        return self

    def read_from(self, resource: Resource) -> "Folder":
        return self

    def __enter__(self) -> Path:
        return self._path

    def __exit__(self, *error: object) -> None:
        return None


@pytest.fixture
def storage(tmp_path: Path) -> ModelStorage:
    return cast(ModelStorage, Folder(tmp_path))


@pytest.fixture
def trained(words: Words, storage: ModelStorage) -> PhraseClassifier:
    config = PhraseClassifier.get_default_config()
    classifier = PhraseClassifier.create(config, storage, RESOURCE, NO_CONTEXT)
    others = [Message({TEXT: "没有意图"}), Message({INTENT: "greet"})]
    assert classifier.train(TrainingData([*words.lines(), *others])) == RESOURCE
    return classifier


def test_processing_sets_the_intent_and_the_ranking_in_what_is_put_out(
    trained: PhraseClassifier, phrases: Phrases, words: Words
) -> None:
    message = words.said("要什么材料")

    assert trained.process([message]) == [message]
    put_out = message.as_dict(only_output_properties=True)
    assert put_out[INTENT_RANKING_KEY] == phrases.rank(message)
    assert put_out[INTENT] == put_out[INTENT_RANKING_KEY][0]
    assert put_out[INTENT]["name"] == "ask_materials"


def test_a_message_without_text_is_passed_over(trained: PhraseClassifier, words: Words) -> None:
    action, question = Message({"action_name": "action_unclear"}), words.said("去哪里申请")
    trained.process([action, question])

    assert action.get(INTENT) is None
    assert question.get(INTENT)["name"] == "ask_where"


def test_a_classifier_that_is_loaded_says_what_the_trained_one_says(
    trained: PhraseClassifier, words: Words, storage: ModelStorage
) -> None:
    config = PhraseClassifier.get_default_config()
    loaded = PhraseClassifier.load(config, storage, RESOURCE, NO_CONTEXT)
    one, other = words.said(STORY), words.said(STORY)
    trained.process([one])
    loaded.process([other])

    assert other.get(INTENT_RANKING_KEY) == one.get(INTENT_RANKING_KEY)


def test_of_many_intents_the_ranking_shows_the_likeliest_ten(
    words: Words, storage: ModelStorage
) -> None:
    many = "甲乙丙丁戊己庚辛壬癸子丑"
    lines = [
        words.labelled(f"{sign * times}怎么办", f"intent_{sign}")
        for sign in many
        for times in range(1, 6)
    ]
    config = PhraseClassifier.get_default_config()
    classifier = PhraseClassifier.create(config, storage, RESOURCE, NO_CONTEXT)
    classifier.train(TrainingData(lines))
    message = words.said("丙怎么办")
    classifier.process([message])

    assert len(message.get(INTENT_RANKING_KEY)) == 10
    assert message.get(INTENT)["name"] == "intent_丙"


def test_the_chances_sum_to_1_where_the_wording_is_known(phrases: Phrases, words: Words) -> None:
    ranking = phrases.rank(words.said("要带什么材料"))

    assert sum(each["confidence"] for each in ranking) == pytest.approx(1)


def test_what_was_never_seen_is_not_guessed_at(phrases: Phrases, words: Words) -> None:
    ranking = phrases.rank(words.said("阿巴阿巴阿巴"))

    assert ranking[0]["confidence"] < 0.1


def test_what_is_foreign_counts_as_likelier_than_the_lines_say(words: Words) -> None:
    lines = words.lines()
    plain = Phrases.learn(lines, 1.0, "ask_where")
    leaning = Phrases.learn(lines, 1.0, "ask_where", lean=2.0)
    before = {each["name"]: each["confidence"] for each in plain.rank(words.said("㊀ 多少钱"))}
    after = {each["name"]: each["confidence"] for each in leaning.rank(words.said("㊀ 多少钱"))}

    assert after["ask_where"] > before["ask_where"]
    assert after["ask_amount"] < before["ask_amount"]
