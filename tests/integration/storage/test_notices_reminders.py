"""Reminders and phones over both databases."""

import threading

import pytest
from sqlalchemy import Engine, inspect, text

from bot.bookings.reminders import Reminders
from bot.notices.sender import Sender
from bot.storage.bookings import SqlBookings
from bot.storage.bookings_to_remind import SqlBookingsToRemind
from bot.storage.contacts import SqlContacts
from bot.storage.database import connect, migrate
from bot.storage.notices import SqlNotices
from tests.booking_data import NEXT_DAY, People, moment, office, plan
from tests.fake_notices import FakeSms
from tests.notices_suite import PHONE, SEALER, ContactsSuite, contact
from tests.reminder_suite import EARLY, Morning, ReminderSuite


@pytest.fixture
def people(engine: Engine) -> People:
    migrate(engine)
    return People(SqlBookings(engine), plan())


@pytest.fixture
def contacts(people: People, engine: Engine) -> SqlContacts:
    return SqlContacts(engine)


class TestReminders(ReminderSuite):
    @pytest.fixture
    def morning(self, people: People, contacts: SqlContacts, engine: Engine) -> Morning:
        queue = SqlNotices(engine, SEALER)
        return Morning.of(people, SqlBookingsToRemind(engine), contacts, queue)


class TestContacts(ContactsSuite):
    pass


def test_a_phone_is_nowhere_in_clear(contacts: SqlContacts, engine: Engine) -> None:
    contacts.keep(contact("ann"))

    with engine.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM booking_contacts")).all())
    assert contact("ann").owner in kept
    assert PHONE not in kept


def test_two_workers_at_once_remind_each_of_sixty_once(
    contacts: SqlContacts, engine: Engine, database_url: str
) -> None:
    roomy = plan(office("one", capacity=60))
    store = SqlBookings(engine)
    everybody = [f"p{number}" for number in range(60)]
    for who in everybody:
        People(store, roomy).book(who, NEXT_DAY, now=EARLY)
        contacts.keep(contact(who))
    now = moment("11-25 10:00")
    ways = [FakeSms() for _ in range(2)]
    begin = threading.Barrier(len(ways))

    def work(sms: FakeSms) -> None:
        other = connect(database_url)
        queue = SqlNotices(other, SEALER)
        found = SqlBookings(other).find
        bookings, phones = SqlBookingsToRemind(other), SqlContacts(other)
        reminders = Reminders(bookings, found, phones, queue, str)
        sender = Sender(queue, sms, SEALER, reminders.still_wanted, lambda *_: None)
        begin.wait()
        for _ in range(2):
            reminders.remind(roomy, now)
            sender.send_due(lambda: now)
        other.dispose()

    threads = [threading.Thread(target=work, args=(sms,)) for sms in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    sent = [each.reference for sms in ways for each in sms.sent]
    assert len(sent) == len(set(sent)) == 60


def test_the_tables_are_those_of_the_model(people: People, engine: Engine) -> None:
    inspector = inspect(engine)
    lengths = {
        f"{table}.{column['name']}": getattr(column["type"], "length", None)
        for table in ("notices", "booking_contacts")
        for column in inspector.get_columns(table)
    }

    # Only what is sealed has room for more than an id, a hash or a name of ours.
    assert {name for name, length in lengths.items() if length and length > 128} == {
        "notices.recipient",
        "notices.content",
        "booking_contacts.phone",
    }
