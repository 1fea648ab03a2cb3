"""Whatever people do in whatever order: nobody is booked into a place that is taken."""

from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, delete, select

from bot.bookings.booking import OCCUPYING, Booking, State
from bot.errors import BookingRefused
from bot.storage.booking_tables import BookingRow, CallRow, WaitingRow
from bot.storage.bookings import SqlBookings
from bot.storage.database import migrate
from tests.booking_data import HALF_PAST, NEXT_DAY, NINE, NOW, People, key, office, plan

WHO = st.sampled_from(["ann", "bob", "cid", "dan"])
START = st.sampled_from([NINE, HALF_PAST, NEXT_DAY])
OFFICE = st.sampled_from(["one", "two"])


def offices(capacity: int) -> list[dict[str, object]]:
    return [office("one", capacity=capacity), office("two", capacity=1)]


class Booked(RuleBasedStateMachine):
    """People act at random; what they were told is compared with what is kept."""

    engine: Engine

    @initialize(capacity=st.integers(1, 3))
    def open(self, capacity: int) -> None:
        with self.engine.begin() as connection:
            for table in (BookingRow, CallRow, WaitingRow):
                connection.execute(delete(table))
        self.now = NOW
        self.capacity = capacity
        self.most = Counter[tuple[str, datetime]]()
        self.people = People(SqlBookings(self.engine), plan(*offices(capacity)))
        self.told: dict[str, tuple[str, Booking]] = {}

    def tell(self, who: str, booking: Booking) -> None:
        if booking.state is State.BOOKED:
            self.told[booking.reference] = (who, booking)
        else:
            self.told.pop(booking.reference, None)

    @rule(who=WHO, start=START, where=OFFICE, twice=st.booleans())
    def book(self, who: str, start: datetime, where: str, twice: bool) -> None:
        with suppress(BookingRefused):
            fresh = key()
            made = self.people.book(who, start, office=where, now=self.now, key=fresh)
            self.tell(who, made)
            if twice:
                again = self.people.book(who, start, office=where, now=self.now, key=fresh)
                assert again == made

    @rule(who=WHO, start=START, where=OFFICE)
    def hold(self, who: str, start: datetime, where: str) -> None:
        with suppress(BookingRefused):
            self.people.hold(who, start, office=where, now=self.now)

    @rule(who=WHO)
    def confirm(self, who: str) -> None:
        for mine in self.people.desk.mine(who, self.now):
            with suppress(BookingRefused):
                self.tell(who, self.people.confirm(who, mine, self.now))

    @rule(who=WHO)
    def cancel(self, who: str) -> None:
        for mine in self.people.desk.mine(who, self.now):
            with suppress(BookingRefused):
                self.tell(who, self.people.cancel(who, mine, self.now))

    @rule(who=WHO, start=START, where=OFFICE)
    def change(self, who: str, start: datetime, where: str) -> None:
        for mine in self.people.desk.mine(who, self.now):
            with suppress(BookingRefused):
                self.tell(who, self.people.change(who, mine, start, where, self.now))

    @rule(who=WHO, start=START, where=OFFICE)
    def wait(self, who: str, start: datetime, where: str) -> None:
        with suppress(BookingRefused):
            self.people.wait(who, start, office=where, now=self.now)

    @rule(minutes=st.integers(1, 40))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def tidy(self) -> None:
        self.people.counter.release(self.now)

    @rule(capacity=st.integers(1, 3))
    def the_plan_changes(self, capacity: int) -> None:
        self.people.plan = plan(*offices(capacity))
        self.capacity = capacity

    @invariant()
    def no_slot_has_more_people_than_places(self) -> None:
        if not hasattr(self, "now"):
            return
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(BookingRow.office, BookingRow.start, BookingRow.owner, BookingRow.day).where(
                    BookingRow.state.in_(OCCUPYING)
                )
            ).all()
        taken = Counter((where, start) for where, start, _, _ in rows)
        for slot, count in taken.items():
            places = self.capacity if slot[0] == "one" else 1
            # Nobody is thrown out when a plan gives up places; but nobody more gets in.
            assert count <= max(places, self.most[slot])
        self.most = taken
        assert all(count == 1 for count in Counter((who, day) for _, _, who, day in rows).values())

    @invariant()
    def what_a_person_was_told_is_so(self) -> None:
        for reference, (who, booking) in getattr(self, "told", {}).items():
            assert self.people.desk.show(who, reference, self.now) == booking
        if hasattr(self, "told"):
            booked = select(BookingRow.reference).where(BookingRow.state == State.BOOKED)
            with self.engine.connect() as connection:
                assert set(connection.scalars(booked)) == self.told.keys()


def test_nobody_finds_a_way_to_overbook(engine: Engine) -> None:
    migrate(engine)
    over_this = type("Booked", (Booked,), {"engine": engine})
    run_state_machine_as_test(
        over_this,
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
