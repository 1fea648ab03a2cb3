"""What the queue of notices and the phones promise, over memory and over both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.bookings.contacts import Contact, Contacts
from bot.bookings.owner import owner_hash
from bot.notices.notice import Notice, Template
from bot.notices.queue import Claimed, NoticeState, Queue
from bot.sealing import Sealer
from tests.booking_data import NINE, NOW, SECRET, People

OLD_KEY, NEW_KEY = b"o" * 32, b"n" * 32
SEALER = Sealer([OLD_KEY])
ROTATED = Sealer([NEW_KEY, OLD_KEY])
PHONE, OTHER = "13800138000", "13900139000"
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def code(key: str = "code:1", to: str | None = PHONE, now: datetime = NOW) -> Notice:
    """A code of five minutes."""
    sealed = None if to is None else SEALER.seal(to)
    values = {"code": "135790", "minutes": "5"}
    return Notice(key, Template.CODE, sealed, values, now, now + 5 * MINUTE, quiet=False)


def reminder(key: str = "reminder:K7QF29MX:2026-11-25T09:00:00+08:00") -> Notice:
    """A reminder that may be sent for a day."""
    values = {"item": "失业登记", "office": "演示窗口", "time": "九点", "reference": "K7QF-29MX"}
    sealed = SEALER.seal(PHONE)
    return Notice(key, Template.BOOKING_REMINDER, sealed, values, NOW, NOW + 24 * HOUR)


def contact(who: str, phone: str = PHONE, at: datetime = NOW) -> Contact:
    """The phone that somebody left."""
    digest = SEALER.digest("mobile", phone)
    return Contact(owner_hash(SECRET, who), SEALER.seal(phone), digest, at)


class QueueSuite:
    """Subclasses give the fixtures `queue` and `opened`: the same queue with other keys."""

    def claim(self, queue: Queue, now: datetime = NOW, **more: object) -> list[Claimed]:
        return queue.claim(now, **{"most": 10, "disturbing": True, **more})  # type: ignore[arg-type]

    def test_what_is_put_is_claimed_as_it_was(self, queue: Queue) -> None:
        notice = code()

        assert queue.put(notice)
        assert self.claim(queue) == [Claimed(notice, 1)]

    def test_a_key_is_put_once_and_claimed_once(self, queue: Queue) -> None:
        assert queue.put(code())
        assert not queue.put(replace(code(), values={"code": "000000", "minutes": "5"}))

        assert [each.notice.values["code"] for each in self.claim(queue)] == ["135790"]
        assert self.claim(queue) == []
        queue.mark("code:1", NoticeState.SENT, NOW)
        assert not queue.put(code())
        assert self.claim(queue) == []

    def test_one_to_nobody_is_written_down_and_never_claimed(self, queue: Queue) -> None:
        assert queue.put(code(to=None))

        assert queue.known(["code:1", "code:2"]) == {"code:1"}
        assert self.claim(queue) == []
        assert not queue.put(code())

    def test_nothing_is_claimed_before_or_after_its_time(self, queue: Queue) -> None:
        queue.put(code(now=NOW + MINUTE))

        assert self.claim(queue, NOW + MINUTE - timedelta(microseconds=1)) == []
        assert self.claim(queue, NOW + 6 * MINUTE + timedelta(microseconds=1)) == []
        assert len(self.claim(queue, NOW + 6 * MINUTE)) == 1

    def test_quiet_ones_wait_for_the_hours_and_codes_do_not(self, queue: Queue) -> None:
        queue.put(reminder())
        queue.put(code())

        assert [each.notice.key for each in self.claim(queue, disturbing=False)] == ["code:1"]
        assert [each.notice.quiet for each in self.claim(queue)] == [True]

    def test_codes_come_first_then_whatever_waited_longest(self, queue: Queue) -> None:
        queue.put(reminder("reminder:late"))
        queue.put(replace(reminder("reminder:early"), not_before=NOW - HOUR))
        queue.put(code())

        order = [self.claim(queue, most=1)[0].notice.key for _ in range(3)]
        assert order == ["code:1", "reminder:early", "reminder:late"]

    def test_one_that_was_not_sent_waits_again_and_its_tries_are_counted(
        self, queue: Queue
    ) -> None:
        queue.put(code())
        self.claim(queue)
        queue.put_back("code:1", NOW + MINUTE)

        assert self.claim(queue, NOW) == []
        [again] = self.claim(queue, NOW + MINUTE)
        assert again.tries == 2

    def test_what_is_over_does_not_come_back(self, queue: Queue) -> None:
        queue.put(code())
        self.claim(queue)
        queue.mark("code:1", NoticeState.FAILED, NOW)
        queue.put_back("code:1", NOW)

        assert self.claim(queue) == []

    def test_what_waits_too_long_is_dropped(self, queue: Queue) -> None:
        queue.put(code())
        queue.put(reminder())

        assert queue.drop_late(NOW + 5 * MINUTE) == 0
        assert queue.drop_late(NOW + 6 * MINUTE) == 1
        assert queue.drop_late(NOW + 6 * MINUTE) == 0
        assert [each.notice.template for each in self.claim(queue, NOW + 6 * MINUTE)] == [
            Template.BOOKING_REMINDER
        ]

    def test_what_waits_is_withdrawn_by_the_beginning_of_its_key(self, queue: Queue) -> None:
        for key in ("reminder:A_:1", "reminder:A_:2", "reminder:AB:1"):
            queue.put(reminder(key))
        self.claim(queue, most=1)

        assert queue.withdraw("reminder:A_:", NOW) == 1
        assert [each.notice.key for each in self.claim(queue)] == ["reminder:AB:1"]

    def test_a_number_is_forgotten_and_nothing_is_put_again_under_its_keys(
        self, queue: Queue
    ) -> None:
        queue.put(code("code:1"))
        queue.put(code("code:2", OTHER))
        queue.put(code("code:3", None))

        assert queue.forget_phones(SEALER.digests("mobile", PHONE), NOW) == 1
        assert queue.forget_phones(SEALER.digests("mobile", PHONE), NOW) == 0
        assert not queue.put(code("code:1"))
        assert [each.notice.key for each in self.claim(queue)] == ["code:2"]

    def test_what_is_long_past_is_deleted_whatever_became_of_it(self, queue: Queue) -> None:
        queue.put(code("code:1"))
        queue.put(code("code:2", None))
        queue.put(reminder("reminder:x"))
        self.claim(queue, most=1)

        assert queue.forget(NOW + 6 * MINUTE) == 2
        assert queue.known(["code:1", "code:2", "reminder:x"]) == {"reminder:x"}

    def test_sealed_anew_it_is_opened_by_the_newest_key_alone(
        self, queue: Queue, opened: Callable[[Sealer], Queue]
    ) -> None:
        newest = Sealer([NEW_KEY])
        queue.put(code())

        assert queue.reseal(ROTATED) == 1
        assert queue.reseal(ROTATED) == 0
        [claimed] = self.claim(opened(newest))
        assert newest.open(claimed.notice.to or "") == PHONE
        assert claimed.notice.values == code().values


class ContactsSuite:
    """Subclasses give the fixtures `contacts` and `people`."""

    def test_a_phone_is_kept_for_its_owner_in_place_of_the_one_before(
        self, contacts: Contacts
    ) -> None:
        ann, bob = contact("ann"), contact("bob")
        for each in (ann, bob, replace(ann, phone_digest="d" * 64)):
            contacts.keep(each)

        assert contacts.of_owners([ann.owner]) == {ann.owner: replace(ann, phone_digest="d" * 64)}
        assert set(contacts.of_owners([ann.owner, bob.owner, "nobody"])) == {ann.owner, bob.owner}
        assert contacts.of_owners([]) == {}

    def test_it_is_removed_by_owner_and_by_number(self, contacts: Contacts) -> None:
        for each in (contact("ann"), contact("bob"), contact("cid", OTHER)):
            contacts.keep(each)

        assert contacts.remove_owner(contact("ann").owner) == 1
        assert contacts.remove_owner(contact("ann").owner) == 0
        assert contacts.remove_phones(SEALER.digests("mobile", PHONE)) == 1
        assert contacts.remove_phones([]) == 0
        owners = [contact(who).owner for who in ("ann", "bob", "cid")]
        assert list(contacts.of_owners(owners)) == owners[2:]

    def test_it_is_forgotten_once_nothing_of_its_owner_is_left_to_come(
        self, contacts: Contacts, people: People
    ) -> None:
        people.book("ann")
        people.cancel("bob", people.book("bob"))
        for who in ("ann", "bob", "cid"):
            contacts.keep(contact(who))
        contacts.keep(contact("dan", at=NINE))

        assert contacts.forget(NOW) == 0
        assert contacts.forget(NOW + MINUTE) == 2
        assert contacts.forget(NINE + MINUTE) == 1
        assert contacts.of_owners([contact("ann").owner])
        assert contacts.forget(NINE + HOUR) == 1

    def test_whoever_waits_for_a_place_is_not_forgotten(
        self, contacts: Contacts, people: People
    ) -> None:
        people.book("ann")
        people.book("bob")
        people.wait("cid")
        contacts.keep(contact("cid"))

        assert contacts.forget(NINE) == 0
        assert contacts.forget(NINE + MINUTE) == 1

    def test_sealed_anew_it_is_found_by_the_newest_key_alone(self, contacts: Contacts) -> None:
        contacts.keep(contact("ann"))

        assert contacts.reseal(ROTATED) == 1
        assert contacts.reseal(ROTATED) == 0
        [kept] = contacts.of_owners([contact("ann").owner]).values()
        newest = Sealer([NEW_KEY])
        assert newest.open(kept.phone) == PHONE
        assert contacts.remove_phones([newest.digest("mobile", PHONE)]) == 1
