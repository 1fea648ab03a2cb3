import pytest

from bench.lines import as_nlu, training_lines


@pytest.fixture
def folder(tmp_path):
    for name, intent, count in (("a", "greet", 10), ("b", "human", 100)):
        lines = "".join(f"    - {intent} {number}\n" for number in range(count))
        text = f"nlu:\n- intent: {intent}\n  examples: |\n{lines}"
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def test_without_a_number_every_line_is_used(folder):
    assert {intent: len(each) for intent, each in training_lines(folder).items()} == {
        "greet": 10,
        "human": 100,
    }


def test_a_sample_has_the_same_share_of_every_intent_evenly_spread(folder):
    sample = training_lines(folder, 44)

    assert sample["greet"] == ["- greet 0", "- greet 2", "- greet 5", "- greet 7"]
    assert len(sample["human"]) == 40
    assert sample["human"][-1] == "- human 97"


def test_a_sample_is_never_more_than_there_is(folder):
    assert training_lines(folder, 1000) == training_lines(folder)


def test_rasa_gets_the_lines_as_it_reads_them(folder):
    entries = as_nlu(training_lines(folder, 22))["nlu"]

    assert entries[0] == {"intent": "greet", "examples": "- greet 0\n- greet 5\n"}
