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


def found(text, facts=FACTS, asked=()):
    phrases = Phrases(facts)
    return [
        (text[start:end], phrases.meanings(text[start:end], asked))
        for start, end in phrases.find(text, asked)
    ]


def yes_no(**heard):
    return Fact(kind=Kind.YES_NO, about="person", name="名", question="吗", heard=Heard(**heard))


@pytest.mark.parametrize(
    "text", ["失业登记办了", "失业登记也办过了", "失业登记早就办好了", "失业登记弄好了"]
)
def test_small_words_in_a_phrase_do_not_hide_it(text):
    assert found(text) == [(text, [Phrase("registered", True)])]


@pytest.mark.parametrize(
    "text", ["失业登记没办", "失业登记没去办", "失业登记还没来得及办", "失业登记我还没做"]
)
def test_nor_do_those_of_a_denial(text):
    assert found(text) == [(text, [Phrase("registered", False)])]


@pytest.mark.parametrize("text", ["被裁", "被公司裁", "把我裁"])
def test_who_did_it_may_be_said(text):
    assert found(text) == [(text, [Phrase("laid_off", True)])]


@pytest.mark.parametrize("text", ["公司倒闭了", "单位倒闭了", "厂里倒闭了", "厂倒闭了"])
def test_one_word_for_the_firm_stands_for_all(text):
    assert found(text, {"left": yes_no(yes=["公司倒闭了"])}) == [(text, [Phrase("left", True)])]


@pytest.mark.parametrize("text", ["自己交社保", "自己缴社保", "自己上社保", "自己买社保"])
def test_paying_has_many_words(text):
    assert found(text, {"pays": yes_no(yes=["自己交社保"])}) == [(text, [Phrase("pays", True)])]


@pytest.mark.parametrize(
    "text", ["招了应届生", "招了3个应届生", "新招的都是应届生", "招的人是应届生"]
)
def test_those_hired_may_be_counted(text):
    assert found(text, {"hires": yes_no(yes=["招了应届生"])}) == [(text, [Phrase("hires", True)])]


@pytest.mark.parametrize("text", ["招应届生", "招应届生的补贴"])
def test_to_hire_is_not_to_have_hired(text):
    assert found(text, {"hires": yes_no(yes=["招了应届生"])}) == []


def test_what_is_short_means_something_only_when_it_was_asked():
    facts = {"in_post": yes_no(yes_when_asked=["没走"]), "other": yes_no(yes=["走了"])}

    assert found("没走", facts) == []
    assert found("没走", facts, {"in_post"}) == [
        ("没走", [Phrase("in_post", True, asked_only=True)])
    ]
    assert found("没走", facts, {"other"}) == []


def test_a_long_answer_does_not_hide_a_shorter_phrase_that_was_not_asked():
    facts = {"a": yes_no(yes=["在找"]), "b": yes_no(yes_when_asked=["在找工作"])}

    assert found("在找工作", facts) == [("在找", [Phrase("a", True)])]


@pytest.mark.parametrize("text", ["有残疾证明", "有残疾证据"])
def test_a_certificate_is_no_proof(text):
    assert found(text, {"disabled": yes_no(yes=["有残疾证"])}) == []


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


def test_what_was_done_once_is_not_what_has_just_been_done():
    facts = {"first_business": yes_no(no=["开过店"])}

    assert found("以前开过店", facts)
    assert found("今年开了店", facts) == []


def test_what_has_expired_was_not_done():
    assert found("失业登记过期了", {"registered": yes_no(yes=["失业登记过"])}) == []
