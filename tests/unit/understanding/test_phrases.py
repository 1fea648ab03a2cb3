import pytest

from bot.policies.facts import Fact, Heard, Kind
from bot.understanding.phrases import Phrase, Phrases

FACTS = {
    "registered": Fact(
        kind=Kind.YES_NO,
        about="person",
        name="登记",
        question="登记了吗",
        heard=Heard(yes=["失业登记办了"], no=["失业登记没办"]),
    ),
    "laid_off": Fact(
        kind=Kind.YES_NO, about="person", name="裁", question="吗", heard=Heard(yes=["被裁"])
    ),
}


def found(text):
    phrases = Phrases(FACTS)
    return [
        (text[start:end], phrases.meanings(text[start:end])) for start, end in phrases.find(text)
    ]


@pytest.mark.parametrize("text", ["失业登记办了", "失业登记也办过了", "失业登记早就办好了"])
def test_small_words_in_a_phrase_do_not_hide_it(text):
    assert found(text) == [(text, [Phrase("registered", True)])]


@pytest.mark.parametrize("text", ["失业登记没办", "失业登记没去办", "失业登记还没来得及办"])
def test_nor_do_those_of_a_denial(text):
    assert found(text) == [(text, [Phrase("registered", False)])]


@pytest.mark.parametrize("text", ["被裁", "被公司裁", "把我裁"])
def test_who_did_it_may_be_said(text):
    assert found(text) == [(text, [Phrase("laid_off", True)])]


def test_a_longer_word_is_another_one():
    assert found("被裁率") == []


def test_what_somebody_once_had_tells_only_where_it_is_denied():
    facts = {
        "minimum_living": Fact(
            kind=Kind.YES_NO,
            about="person",
            name="低保",
            question="吗",
            heard=Heard(yes=["吃低保"]),
        )
    }

    assert Phrases(facts).meanings("吃过低保") == [Phrase("minimum_living", True, denied_only=True)]
