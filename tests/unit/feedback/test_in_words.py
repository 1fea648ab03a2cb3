"""What is answered to an opinion, in prepared words."""

import pytest

from bot.bookings.references import written
from bot.config import ROOT
from bot.feedback.feedback import Reason
from bot.feedback.in_words import in_words, reason_in_words
from bot.feedback.rules import taken
from bot.words import Words
from tests.feedback_data import helped, pressed

SAYS = Words.load(ROOT / "domain").say


def test_each_answer_but_thanks_says_the_number_as_it_is_written() -> None:
    first = taken(None, pressed("不对"))
    same = taken(first.record, pressed("不对"))
    other = taken(first.record, pressed("还是不对"))
    number = written(first.record.number or "")

    told = [in_words(each, SAYS, "演示单位") for each in (first, same, other)]
    assert all(number in each for each in told)
    assert len(set(told)) == 3
    assert "演示单位" in told[0]
    assert in_words(taken(None, helped()), SAYS, "演示单位") == "谢谢，记下了：这条有用。"


@pytest.mark.parametrize("reason", [*Reason, None])
def test_every_reason_has_words(reason: Reason | None) -> None:
    assert reason_in_words(reason, SAYS)
