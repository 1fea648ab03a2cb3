"""Who is reminded of what and when, over memory and over both databases."""

from dataclasses import dataclass
from datetime import datetime

from bot.bookings.booking import Booking
from bot.bookings.contacts import Contacts
from bot.bookings.reminders import BookingsToRemind, Reminders
from bot.notices.notice import Notice, Template
from bot.notices.queue import Queue
from bot.notices.sender import Sender
from tests.booking_data import HALF_PAST, NEXT_DAY, NINE, NOW, People, moment, office, plan
from tests.fake_notices import FakeSms, Sent
from tests.notices_suite import HOUR, MINUTE, SEALER, contact

EARLY = moment("11-24 08:00")
SOON = moment("11-25 08:00")


@dataclass
class Morning:
    """Somebody's day: the clock runs, reminders are put down and sent."""

    people: People
    contacts: Contacts
    reminders: Reminders
    sms: FakeSms
    sender: Sender

    @classmethod
    def of(
        cls, people: People, bookings: BookingsToRemind, contacts: Contacts, queue: Queue
    ) -> "Morning":
        reminders = Reminders(bookings, people.store.find, contacts, queue, lambda id: f"事项{id}")
        sms = FakeSms()
        sender = Sender(queue, sms, SEALER, reminders.still_wanted, lambda *_: None)
        return cls(people, contacts, reminders, sms, sender)

    def left(self, *whose: str) -> None:
        for who in whose:
            self.contacts.keep(contact(who))

    def at(self, now: datetime) -> list[Sent]:
        """What is sent at `now`."""
        before = len(self.sms.sent)
        self.reminders.remind(self.people.plan, now)
        self.sender.send_due(lambda: now)
        return self.sms.sent[before:]


class ReminderSuite:
    """Subclasses give the fixture `morning`."""

    def test_a_booking_is_reminded_of_once_on_the_day_before(self, morning: Morning) -> None:
        made = morning.people.book("ann", NEXT_DAY, now=EARLY)
        morning.left("ann")

        assert morning.at(moment("11-24 20:00") - MINUTE) == []
        assert morning.at(moment("11-25 08:59")) == []
        [sent] = morning.at(moment("11-25 09:00"))
        assert (sent.phone, sent.template) == ("13800138000", Template.BOOKING_REMINDER)
        assert sent.values == {
            "item": "事项registration",
            "office": "演示窗口 one",
            "time": "11月26日（周四）09:00",
            "reference": f"{made.reference[:4]}-{made.reference[4:]}",
        }
        assert morning.at(moment("11-25 09:01")) == []
        assert morning.at(moment("11-26 06:00")) == []

    def test_whoever_left_no_phone_is_reminded_once_it_is_left(self, morning: Morning) -> None:
        morning.people.book("ann", NEXT_DAY, now=EARLY)
        nobody = morning.at(moment("11-25 10:00"))
        morning.left("ann")

        assert nobody == []
        assert len(morning.at(moment("11-25 11:00"))) == 1

    def test_a_booking_of_the_day_before_is_not_reminded_of_within_two_hours(
        self, morning: Morning
    ) -> None:
        morning.people.book("ann", now=NOW)
        morning.left("ann")

        assert morning.at(NOW + 2 * HOUR - MINUTE) == []
        assert len(morning.at(NOW + 2 * HOUR)) == 1

    def test_nobody_is_reminded_in_the_last_two_hours(self, morning: Morning) -> None:
        late = moment("11-25 14:00")
        morning.people.book("ann", late, now=EARLY)
        morning.people.book("bob", NINE, now=EARLY)
        morning.left("ann", "bob")

        assert morning.at(late - 2 * HOUR) == []
        assert len(morning.at(late - 2 * HOUR - MINUTE)) == 1

    def test_a_cancelled_booking_is_not_reminded_of(self, morning: Morning) -> None:
        made = morning.people.book("ann", NEXT_DAY, now=EARLY)
        morning.left("ann")
        morning.people.cancel("ann", made)

        assert morning.at(moment("11-25 10:00")) == []

    def test_one_that_is_cancelled_after_it_was_put_down_is_dropped_at_the_last_moment(
        self, morning: Morning
    ) -> None:
        made = morning.people.book("ann", NEXT_DAY, now=EARLY)
        morning.left("ann")
        now = moment("11-25 10:00")
        assert morning.reminders.remind(morning.people.plan, now) == 1
        morning.people.cancel("ann", made, now)

        assert morning.at(now) == []

    def test_a_moved_booking_is_reminded_of_at_its_new_time_only(self, morning: Morning) -> None:
        made = morning.people.book("ann", NINE, now=moment("11-23 10:00"))
        morning.left("ann")
        assert morning.reminders.remind(morning.people.plan, NOW) == 1
        morning.people.change("ann", made, NEXT_DAY)

        assert morning.at(NOW) == []
        assert morning.at(SOON) == []
        [sent] = morning.at(moment("11-25 12:00"))
        assert sent.values["time"] == "11月26日（周四）09:00"
        assert sent.values["reference"].replace("-", "") == made.reference

    def test_one_that_is_moved_after_its_reminder_is_reminded_of_again(
        self, morning: Morning
    ) -> None:
        made = morning.people.book("ann", NINE, now=moment("11-23 10:00"))
        morning.left("ann")
        [first] = morning.at(NOW)
        morning.people.change("ann", made, HALF_PAST)
        second = morning.at(NOW + 3 * HOUR)

        assert [each.values["time"][-5:] for each in (first, *second)] == ["09:00", "09:30"]

    def test_a_phone_that_is_taken_back_gets_nothing_more(self, morning: Morning) -> None:
        morning.people.book("ann", NEXT_DAY, now=EARLY)
        morning.left("ann")
        now = moment("11-25 10:00")
        morning.reminders.remind(morning.people.plan, now)
        morning.contacts.remove_owner(contact("ann").owner)

        assert morning.at(now) == []

    def test_a_hold_that_nobody_confirmed_is_not_reminded_of(self, morning: Morning) -> None:
        morning.people.hold("ann", NEXT_DAY, now=EARLY)
        morning.left("ann")

        assert morning.at(EARLY + MINUTE) == []
        assert morning.at(moment("11-25 10:00")) == []

    def test_whoever_waited_is_told_of_the_place_once(self, morning: Morning) -> None:
        offered = self.offered_to_cid(morning)
        morning.left("cid")

        [sent] = morning.at(NOW + MINUTE)

        assert sent.template is Template.PLACE_OFFERED
        assert sent.reference == f"offer:{offered.reference}:{NINE.isoformat()}"
        assert sent.values == {
            "item": "事项registration",
            "office": "演示窗口 one",
            "time": "11月25日（周三）09:00",
            "until": "10:30",
        }
        assert morning.at(NOW + 2 * MINUTE) == []

    def test_a_place_that_is_taken_or_lost_meanwhile_is_not_told_of(self, morning: Morning) -> None:
        offered = self.offered_to_cid(morning)
        morning.left("cid")
        assert morning.reminders.remind(morning.people.plan, NOW) == 1
        notice = self.put_down(morning)

        assert morning.reminders.still_wanted(notice, NOW)
        assert not morning.reminders.still_wanted(notice, NOW + 30 * MINUTE)
        morning.people.confirm("cid", offered)
        assert morning.at(NOW + MINUTE) == []

    def test_an_office_that_the_plan_holds_no_more_cannot_be_named(self, morning: Morning) -> None:
        morning.people.book("ann", NEXT_DAY, now=EARLY)
        morning.left("ann")

        assert morning.reminders.remind(plan(office("two")), moment("11-25 10:00")) == 0

    def offered_to_cid(self, morning: Morning) -> Booking:
        """A place that bob gave back."""
        morning.people.book("ann")
        bob = morning.people.book("bob")
        morning.people.wait("cid")
        morning.people.cancel("bob", bob)
        [offered] = morning.people.desk.mine("cid", NOW)
        return offered

    def put_down(self, morning: Morning) -> Notice:
        """What waits; it is put back."""
        [claimed] = morning.reminders.queue.claim(NOW, 1, True)
        morning.reminders.queue.put_back(claimed.notice.key, NOW)
        return claimed.notice
