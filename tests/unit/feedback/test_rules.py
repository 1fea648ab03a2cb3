"""What becomes of what is said: see also the suite of the store."""

from dataclasses import replace

from bot.feedback.rules import MOST_WORDS, chat_key, form_key, taken
from tests.feedback_data import ANSWER, DAY, MINUTE, NOW, TALK, complained, helped, pressed


def test_a_key_is_of_one_conversation_and_one_answer() -> None:
    keys = {
        form_key(TALK, ANSWER),
        form_key(ANSWER, TALK),
        chat_key(TALK, ANSWER, NOW.date()),
        chat_key(TALK, None, NOW.date()),
        chat_key(TALK, None, (NOW + DAY).date()),
    }
    assert len(keys) == 5
    assert {len(key) for key in keys} == {64}


def test_a_complaint_of_an_answer_is_one_on_every_day() -> None:
    assert chat_key(TALK, ANSWER, NOW.date()) == chat_key(TALK, ANSWER, (NOW + DAY).date())


def test_only_what_did_not_help_draws_a_number() -> None:
    assert taken(None, pressed(), lambda: "K7QF29MX").record.number == "K7QF29MX"
    good = taken(None, helped(), lambda: "K7QF29MX").record
    assert good.number is None
    changed = taken(good, pressed(at=NOW + MINUTE), lambda: "K7QF29MX")
    assert (changed.record.number, changed.is_first) == ("K7QF29MX", True)
    assert changed.record.first_at == NOW


def test_a_complaint_grows_to_its_bounds_and_no_further() -> None:
    record = taken(None, complained("0")).record
    for at in range(1, 20):
        record = taken(record, complained(str(at))).record

    assert record.said.words == tuple(str(at) for at in range(MOST_WORDS))
    assert not taken(record, complained("one more")).is_new


def test_no_words_are_no_new_words() -> None:
    record = taken(None, complained("不对")).record
    assert not taken(record, complained("")).is_new


def test_nothing_that_was_written_is_printed() -> None:
    said = complained("我的隐私", about=replace(pressed().about, question="我的问题"))
    printed = repr(taken(None, said))

    assert "隐私" not in printed
    assert "问题" not in printed
