"""What officers do with the records, and what is noted of that."""

import pytest

from bot.errors import UnknownFeedback
from bot.feedback.desk import FeedbackDesk
from bot.privacy.audit import Action
from tests.fake_feedback import MemoryFeedback
from tests.fake_privacy import SEALER, MemoryTrail
from tests.feedback_data import MINUTE, NOW, TALK, WORDS, pressed


class Office:
    """One officer, with one record before him."""

    def __init__(self) -> None:
        self.trail = MemoryTrail()
        store = MemoryFeedback(SEALER)
        self.number = store.take(pressed(WORDS)).record.number or ""
        self.desk = FeedbackDesk(store, self.trail, "cli:officer", NOW + MINUTE)

    @property
    def noted(self) -> list[tuple[str, str | None, str | None]]:
        assert all(each.actor == "cli:officer" for each in self.trail.records)
        return [(each.action, each.subject, each.detail) for each in self.trail.records]


@pytest.fixture
def at() -> Office:
    return Office()


def test_each_list_is_noted_with_how_many_were_read(at: Office) -> None:
    assert len(at.desk.listed(only_open=True, since=None)) == 1
    assert at.desk.listed(only_open=False, since=NOW + MINUTE, what="export") == []

    assert at.noted == [
        (Action.FEEDBACK_READ, None, "list=1"),
        (Action.FEEDBACK_READ, None, "export=0"),
    ]


def test_a_record_is_found_however_its_number_is_written_and_that_is_noted(at: Office) -> None:
    spaced = " ".join(at.number.lower())

    assert at.desk.show(spaced).said.words == (WORDS,)
    assert at.noted == [(Action.FEEDBACK_READ, TALK, at.number)]


def test_closing_is_noted_and_kept_with_the_record(at: Office) -> None:
    record = at.desk.close(at.number, "已改")

    assert record.closing
    assert (record.closing.by, record.closing.note) == ("cli:officer", "已改")
    assert at.noted == [(Action.FEEDBACK_CLOSED, TALK, at.number)]


@pytest.mark.parametrize("number", ["K7QF29MX", "", "不是编号"])
def test_what_is_no_number_of_a_record_is_refused_and_nothing_is_noted(
    at: Office, number: str
) -> None:
    with pytest.raises(UnknownFeedback):
        at.desk.show(number)
    with pytest.raises(UnknownFeedback):
        at.desk.close(number, "已改")
    assert at.noted == []
