"""What is sent, when, and never twice."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SmsUnavailable, StoreUnavailable
from bot.notices.hours import QuietHours
from bot.notices.notice import Notice, Template
from bot.notices.queue import NoticeState
from bot.notices.sender import TRIES, Sender
from bot.sealing import Sealer
from tests.booking_data import NOW, moment
from tests.fake_notices import FakeSms, MemoryNotices
from tests.notices_suite import HOUR, MINUTE, PHONE, SEALER, code, reminder

REFUSED = SmsUnavailable("refused", surely_unsent=True)
UNKNOWN = SmsUnavailable("timeout", surely_unsent=False)


@dataclass
class Office:
    """A sender and what it left behind."""

    queue: MemoryNotices = field(default_factory=lambda: MemoryNotices(SEALER))
    sms: FakeSms = field(default_factory=FakeSms)
    records: list[tuple[Template, str, bool]] = field(default_factory=list)
    wanted: bool = True
    down: bool = False
    hours: QuietHours = field(default_factory=QuietHours)

    def send(self, now: datetime = NOW) -> int:
        sender = Sender(self.queue, self.sms, SEALER, self._wanted, self._record, self.hours)
        return sender.send_due(lambda: now)

    def state(self, key: str = "code:1") -> NoticeState:
        return self.queue.kept[key].state

    def _wanted(self, notice: Notice, now: datetime) -> bool:
        if self.down:
            raise StoreUnavailable("down")
        return self.wanted

    def _record(self, template: Template, phone: str, certain: bool) -> None:
        self.records.append((template, phone, certain))


def test_a_code_is_sent_once_to_its_number_and_recorded() -> None:
    office = Office()
    office.queue.put(code())

    assert office.send() == 1
    assert office.send() == 0
    [sent] = office.sms.sent
    assert (sent.phone, sent.template, sent.reference) == (PHONE, Template.CODE, "code:1")
    assert sent.values == {"code": "135790", "minutes": "5"}
    assert office.records == [(Template.CODE, PHONE, True)]


def test_what_is_over_keeps_neither_number_nor_words() -> None:
    office = Office()
    office.queue.put(code())
    office.send()

    notice = office.queue.kept["code:1"].notice
    assert (notice.to, notice.values) == (None, {})


def test_one_that_was_surely_not_sent_is_tried_again_later_and_no_more_than_three_times() -> None:
    office = Office(sms=FakeSms(refuses=[REFUSED] * 9))
    office.queue.put(code())

    for second in range(300):
        office.send(NOW + timedelta(seconds=second))

    assert len(office.sms.refuses) == 9 - TRIES
    assert office.state() is NoticeState.FAILED
    assert office.records == []


def test_a_second_try_that_succeeds_is_the_last() -> None:
    office = Office(sms=FakeSms(refuses=[REFUSED, None]))
    office.queue.put(code())
    office.send()
    assert office.state() is NoticeState.WAITING
    assert office.send(NOW + timedelta(seconds=4)) == 0

    office.send(NOW + MINUTE)

    assert len(office.sms.sent) == 1
    assert office.state() is NoticeState.SENT


def test_no_try_is_made_after_its_time() -> None:
    office = Office(sms=FakeSms(refuses=[REFUSED]))
    office.queue.put(code())

    office.send(NOW + 5 * MINUTE - timedelta(seconds=4))

    assert office.state() is NoticeState.FAILED


def test_one_that_may_have_been_sent_is_not_tried_again_and_recorded_as_such() -> None:
    office = Office(sms=FakeSms(refuses=[UNKNOWN]))
    office.queue.put(code())

    office.send()
    office.send(NOW + MINUTE)

    assert office.sms.sent == []
    assert office.state() is NoticeState.FAILED
    assert office.records == [(Template.CODE, PHONE, False)]


def test_one_that_is_no_longer_wanted_is_dropped() -> None:
    office = Office(wanted=False)
    office.queue.put(code())

    office.send()

    assert office.sms.sent == []
    assert office.state() is NoticeState.DROPPED


def test_one_that_is_too_late_is_dropped() -> None:
    office = Office()
    office.queue.put(code())

    assert office.send(NOW + 6 * MINUTE) == 0
    assert office.state() is NoticeState.DROPPED


def test_while_nobody_knows_whether_it_is_wanted_it_waits() -> None:
    office = Office(down=True)
    office.queue.put(code())
    with pytest.raises(StoreUnavailable):
        office.send()

    office.down = False
    office.send(NOW + MINUTE)

    assert len(office.sms.sent) == 1


def test_a_number_that_no_key_opens_fails_and_the_next_one_is_sent() -> None:
    office = Office()
    office.queue.put(replace(code(), to=Sealer([b"x" * 32]).seal(PHONE)))
    office.queue.put(code("code:2"))

    assert office.send() == 2
    assert office.state() is NoticeState.FAILED
    assert [sent.reference for sent in office.sms.sent] == ["code:2"]


def test_one_to_nobody_is_never_sent() -> None:
    office = Office()
    office.queue.put(code(to=None))

    assert office.send() == 0
    assert office.state() is NoticeState.VOID


@given(clock=st.times(), edges=st.lists(st.times(), min_size=2, max_size=2, unique=True))
def test_in_the_quiet_hours_codes_go_out_and_reminders_wait(clock: time, edges: list[time]) -> None:
    hours = QuietHours(*sorted(edges))
    now = datetime.combine(NOW.date(), clock, NOW.tzinfo)
    office = Office(hours=hours)
    office.queue.put(replace(code(now=now)))
    office.queue.put(replace(reminder("reminder:x"), not_before=now, until=now + HOUR))

    office.send(now)

    disturbed = hours.opens <= clock < hours.closes
    sent = [each.template for each in office.sms.sent]
    assert sent == [Template.CODE, *[Template.BOOKING_REMINDER] * disturbed]


@pytest.mark.parametrize(
    ("clock", "sent"), [("07:59", 0), ("08:00", 1), ("19:59", 1), ("20:00", 0)]
)
def test_a_reminder_keeps_to_the_hours_to_the_minute(clock: str, sent: int) -> None:
    office = Office()
    office.queue.put(reminder("reminder:x"))
    day = "11-25" if clock < "10" else "11-24"

    office.send(moment(f"{day} {clock}"))

    assert len(office.sms.sent) == sent
