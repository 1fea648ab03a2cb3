import os

import pytest

from bench import models

LINES = {"greet": ["- 您好"]}


@pytest.fixture
def rasa(tmp_path, monkeypatch):
    """Put a shell script in the place of Rasa's Python."""

    def put(script):
        path = tmp_path / "python"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        os.chmod(path, 0o700)
        monkeypatch.setattr(models, "_PYTHON", path)

    return put


def test_every_intent_has_a_rule_of_one_answer_or_the_same_as_a_story():
    rules = models.one_turn_each(["greet"], ruled=True)["rules"]
    stories = models.one_turn_each(["greet"], ruled=False)["stories"]

    assert [rule["rule"] for rule in rules] == ["greet", "nlu_fallback"]
    assert [story["steps"] for story in stories] == [rule["steps"] for rule in rules]


def test_what_rasa_says_when_training_fails_is_told(rasa, tmp_path):
    rasa("echo no such component; exit 1")

    with pytest.raises(RuntimeError, match="no such component"):
        models.train(models._ROOT / "config.yml", LINES, tmp_path)


def test_a_policy_that_learns_gets_stories_and_ours_gets_rules(rasa, tmp_path):
    rasa("exit 0")

    models.train(models._ROOT / "bench" / "pipelines" / "stock.yml", LINES, tmp_path)
    learns = (tmp_path / "turns.yml").read_text(encoding="utf-8")
    models.train(models._ROOT / "config.yml", LINES, tmp_path)
    follows = (tmp_path / "turns.yml").read_text(encoding="utf-8")

    assert learns.startswith("stories:")
    assert follows.startswith("rules:")


def test_only_an_answer_is_read_of_what_a_listener_prints(rasa, tmp_path):
    rasa("""read line; echo warning; echo '{"intent": "greet", "parse": 1.5, "turn": null}'""")

    with models.Listener(tmp_path / "model.tar.gz") as listener:
        answer = listener.ask("您好", [], turn=False)

    assert answer == {"intent": "greet", "parse": 1.5, "turn": None}


def test_a_listener_that_ends_tells_why(rasa, tmp_path):
    rasa("read line; echo no model >&2; exit 1")

    with (
        models.Listener(tmp_path / "model.tar.gz") as listener,
        pytest.raises(RuntimeError, match="no model"),
    ):
        listener.ask("您好", [], turn=False)
