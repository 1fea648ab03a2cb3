import pytest

from bench import intents
from bot.evaluation.utterances import Labelled


def sent(journey, aspect=None, text="x"):
    line = Labelled(id="a", text=text, journey=journey, aspect=aspect)
    return intents.Sent(line, text, [])


class FakeListener:
    def __init__(self, heard, name):
        self._heard, self._name = heard, name

    def ask(self, text, mentions, turn):
        self._heard.append((self._name, text, turn))
        return {"intent": text, "parse": 1.0, "turn": 2.0 if turn else None}


@pytest.mark.parametrize(
    ("intent", "journey"),
    [
        ("ask_amount", "policy_info"),
        ("inform", "policy_info"),
        ("abuse", "chitchat"),
        ("nlu_fallback", "unclear"),
        ("loan_calc", "loan_calc"),
    ],
)
def test_an_intent_leads_to_the_journey_of_its_action(intent, journey):
    assert intents.journey_of(intent) == journey


def test_an_aspect_counts_only_where_one_is_labelled():
    lines = [sent("policy_info", "amount"), sent("policy_info", "deadline"), sent("human")]

    shares = intents.scores(lines, ["ask_amount", "ask_where", "loan_info"])

    assert shares == {"journey": 0.667, "aspect": 0.5}


def test_the_models_take_turns_over_the_same_lines(monkeypatch):
    monkeypatch.setattr(intents, "_WARM_UP", 1)
    monkeypatch.setattr(intents, "_BLOCK", 2)
    heard = []
    listeners = {name: FakeListener(heard, name) for name in ("a", "b")}

    answers = intents.ask(listeners, [sent("human", text=str(number)) for number in range(3)])

    assert [(name, text) for name, text, _ in heard[2:]] == [
        *[("a", "0"), ("a", "1"), ("b", "0"), ("b", "1")],
        *[("a", "2"), ("b", "2")],
    ]
    assert all([each["intent"] for each in said] == ["0", "1", "2"] for said in answers.values())


def test_every_fifth_line_is_taken_as_a_turn():
    heard = []
    answers = intents.ask({"a": FakeListener(heard, "a")}, [sent("human")] * 11)

    assert [at for at, each in enumerate(answers["a"]) if each["turn"]] == [0, 5, 10]


def test_the_epochs_of_diet_are_read_from_the_pipeline():
    ours, _ = intents.PIPELINES["ours"]
    stock, _ = intents.PIPELINES["stock"]

    assert intents.diet_epochs(ours) is None
    assert intents.diet_epochs(stock) == 8
