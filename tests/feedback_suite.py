"""What the store of feedback promises, over memory and over both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.bookings.references import read_reference
from bot.errors import UnknownFeedback
from bot.feedback.feedback import Reason
from bot.feedback.store import FeedbackStore
from bot.sealing import Sealer
from tests.feedback_data import (
    DAY,
    MINUTE,
    NOW,
    QUESTION,
    TALK,
    WORDS,
    closing,
    complained,
    helped,
    pressed,
)

OLD_KEY, NEW_KEY = b"o" * 32, b"n" * 32
SEALER, ROTATED, AFTER = Sealer([OLD_KEY]), Sealer([NEW_KEY, OLD_KEY]), Sealer([NEW_KEY])
Opened = Callable[[Sealer], FeedbackStore]


class FeedbackSuite:
    """Subclasses give the fixtures `store` and `opened`: the same store with other keys."""

    def test_what_was_said_is_found_by_its_number_as_it_was(self, store: FeedbackStore) -> None:
        taken = store.take(pressed(WORDS))

        assert taken.is_new
        assert taken.is_first
        number = taken.record.number or ""
        assert read_reference(number) == number
        found = store.find(number)
        assert found == taken.record
        assert found
        assert (found.said.words, found.said.about.question) == ((WORDS,), QUESTION)
        assert found.is_open

    def test_the_same_again_changes_nothing(self, store: FeedbackStore) -> None:
        first = store.take(pressed(WORDS))
        again = store.take(pressed(WORDS, at=NOW + MINUTE))

        assert (again.is_new, again.is_first) == (False, False)
        assert again.record == first.record
        assert len(store.listed()) == 1

    def test_something_else_takes_its_place_under_the_same_number(
        self, store: FeedbackStore
    ) -> None:
        first = store.take(pressed(WORDS)).record
        second = store.take(pressed(reason=Reason.UNCLEAR, at=NOW + MINUTE)).record

        assert second.number == first.number
        assert second.first_at == NOW
        [kept] = store.listed()
        assert kept == second
        assert (kept.said.reason, kept.said.words) == (Reason.UNCLEAR, ())

    def test_in_a_chat_it_goes_beside_it(self, store: FeedbackStore) -> None:
        store.take(complained("不对"))
        store.take(complained("我要投诉", at=NOW + MINUTE))
        again = store.take(complained("不对", at=NOW + 2 * MINUTE))

        assert not again.is_new
        [kept] = store.listed()
        assert kept.said.words == ("不对", "我要投诉")
        assert kept.said.at == NOW + MINUTE

    def test_what_helped_has_no_number_and_is_in_no_list(self, store: FeedbackStore) -> None:
        assert store.take(helped()).record.number is None
        assert store.listed() == []

    def test_whoever_changes_their_mind_keeps_the_number_and_takes_the_words_back(
        self, store: FeedbackStore
    ) -> None:
        number = store.take(pressed(WORDS)).record.number
        changed = store.take(helped(at=NOW + MINUTE))

        assert changed.is_new
        assert store.listed() == []
        found = store.find(number or "")
        assert found
        assert (found.said.words, found.said.about.question) == ((), None)
        back = store.take(pressed(WORDS, at=NOW + 2 * MINUTE))
        assert (back.record.number, back.is_first) == (number, False)

    def test_lists_hold_the_latest_first_and_only_what_is_asked_for(
        self, store: FeedbackStore
    ) -> None:
        early = store.take(pressed(key="early", at=NOW - 2 * DAY)).record
        late = store.take(pressed(key="late")).record
        middle = store.take(pressed(key="middle", at=NOW - DAY)).record
        store.close(late.number or "", closing())

        assert [each.number for each in store.listed()] == [
            late.number,
            middle.number,
            early.number,
        ]
        assert [each.number for each in store.listed(only_open=True)] == [
            middle.number,
            early.number,
        ]
        since = store.listed(since=NOW - DAY)
        assert [each.number for each in since] == [late.number, middle.number]

    def test_what_is_closed_says_by_whom_and_opens_again_by_something_new_alone(
        self, store: FeedbackStore
    ) -> None:
        number = store.take(complained("不对")).record.number or ""
        closed = store.close(number, closing())

        assert closed.closing == closing()
        assert not closed.is_open
        store.take(complained("不对", at=NOW + 9 * MINUTE))
        assert store.listed(only_open=True) == []
        store.take(complained("还是不对", at=NOW + 9 * MINUTE))
        [again] = store.listed(only_open=True)
        assert (again.number, again.closing) == (number, closing())

    def test_a_number_that_there_is_not_is_said_so(self, store: FeedbackStore) -> None:
        assert store.find("K7QF29MX") is None
        with pytest.raises(UnknownFeedback):
            store.close("K7QF29MX", closing())

    def test_a_conversation_is_exported_and_deleted_and_no_other(
        self, store: FeedbackStore
    ) -> None:
        store.take(pressed(WORDS))
        store.take(complained("我要投诉"))
        store.take(pressed("别的", talk="c" * 64))

        words = sorted(each["words"] for each in store.export(TALK))
        assert words == [["我要投诉"], [WORDS]]
        assert {each["question"] for each in store.export(TALK)} == {QUESTION}
        assert TALK not in str(store.export(TALK))
        assert store.forget_conversation(TALK) == 2
        assert store.export(TALK) == []
        assert len(store.listed()) == 1

    def test_what_is_old_is_deleted(self, store: FeedbackStore) -> None:
        store.take(pressed(key="old", at=NOW - MINUTE))
        store.take(pressed(key="new"))

        assert store.forget(NOW) == 1
        assert [each.said.key for each in store.listed()] == ["new"]

    def test_many_at_once_make_one_record(self, store: FeedbackStore) -> None:
        said = [complained(f"第{at}句") for at in range(6)]
        with ThreadPoolExecutor(6) as pool:
            taken = list(pool.map(store.take, said))

        assert sum(each.is_first for each in taken) == 1
        assert len({each.record.number for each in taken}) == 1
        [kept] = store.listed()
        assert sorted(kept.said.words) == [f"第{at}句" for at in range(6)]

    def test_after_a_rotation_the_new_key_alone_opens_everything(
        self, store: FeedbackStore, opened: Opened
    ) -> None:
        number = store.take(pressed(WORDS)).record.number or ""
        store.close(number, closing())
        store.take(helped(key="nothing sealed"))

        assert opened(ROTATED).reseal(ROTATED) == 1
        assert opened(ROTATED).reseal(ROTATED) == 0
        found = opened(AFTER).find(number)
        assert found
        assert found.said.words == (WORDS,)
        assert found.closing == closing()

    def test_what_is_kept_has_its_bounds(self, store: FeedbackStore) -> None:
        about = replace(pressed().about, question="问" * 9999, policies=("p" * 60,) * 99)
        for at in range(20):
            store.take(complained(f"{at}{'😀' * 9999}", about=about))

        [kept] = store.listed()
        assert [len(each) for each in kept.said.words] == [500] * 8
        assert len(kept.said.about.question or "") == 500
        assert len(kept.said.about.policies) == 12
