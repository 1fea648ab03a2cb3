"""What booking promises, whatever the store: run over the fake one and over both databases."""

from datetime import timedelta

import pytest

from bot.bookings.booking import State, WaitingState
from bot.bookings.store import BookingStore
from bot.errors import (
    BlockedForMisses,
    BookingEnded,
    HoldExpired,
    ItemNotServed,
    KeyReused,
    NoSuchSlot,
    NotBegun,
    SlotFull,
    SlotNotFull,
    TooFarAhead,
    TooLateToChange,
    TooManyThatDay,
    TooSoon,
    UnknownBooking,
    UnknownOffice,
)
from tests.booking_data import (
    HALF_PAST,
    ITEM,
    NEXT_DAY,
    NINE,
    NOW,
    People,
    key,
    moment,
    office,
    plan,
)

MINUTE = timedelta(minutes=1)


class BookingSuite:
    """Subclasses give a fixture `store`."""

    @pytest.fixture
    def people(self, store: BookingStore) -> People:
        return People(store, plan())

    # -- booking

    def test_a_booking_is_made_and_seen_by_its_owner_alone(self, people: People) -> None:
        made = people.book("ann")

        assert (made.state, made.office, made.start) == (State.BOOKED, "one", NINE)
        assert made.end == HALF_PAST
        assert people.desk.mine("ann", NOW) == [made]
        assert people.desk.mine("bob", NOW) == []
        assert people.desk.show("ann", made.reference, NOW) == made

    def test_what_is_not_there_and_what_is_not_yours_look_the_same(self, people: People) -> None:
        made = people.book("ann")

        for reference in (made.reference, "23456789", "K7QF29MX", "nonsense", ""):
            with pytest.raises(UnknownBooking):
                people.desk.show("bob", reference, NOW)
            with pytest.raises(UnknownBooking):
                people.desk.cancel("bob", key(), reference, NOW)
            with pytest.raises(UnknownBooking):
                people.desk.change("bob", key(), reference, "one", NEXT_DAY, NOW)
            with pytest.raises(UnknownBooking):
                people.desk.confirm("bob", key(), reference, NOW)
        assert people.desk.mine("ann", NOW) == [made]

    def test_a_reference_may_be_written_as_it_was_heard(self, people: People) -> None:
        made = people.book("ann")
        heard = f" {made.reference[:4].lower()}-{made.reference[4:]} "

        assert people.desk.show("ann", heard, NOW) == made

    def test_a_slot_takes_as_many_as_it_has_places_and_no_more(self, people: People) -> None:
        people.book("ann")
        people.book("bob")

        assert people.free() == 0
        with pytest.raises(SlotFull):
            people.book("cid")
        assert people.book("cid", HALF_PAST).state is State.BOOKED

    def test_one_person_has_one_booking_a_day(self, people: People) -> None:
        people.book("ann")

        with pytest.raises(TooManyThatDay):
            people.book("ann", HALF_PAST)
        with pytest.raises(TooManyThatDay):
            people.book("ann", moment("11-25 10:00"), office="two")
        assert people.book("ann", NEXT_DAY)

    def test_the_plan_may_allow_more_a_day(self, store: BookingStore) -> None:
        people = People(store, plan(bookings_a_day=2))
        people.book("ann")
        people.book("ann", HALF_PAST)

        with pytest.raises(TooManyThatDay):
            people.book("ann", moment("11-25 10:00"))

    def test_what_the_plan_does_not_offer_is_refused(self, people: People) -> None:
        with pytest.raises(UnknownOffice):
            people.book("ann", office="nowhere")
        with pytest.raises(ItemNotServed):
            people.book("ann", item="loan")
        with pytest.raises(NoSuchSlot):
            people.book("ann", moment("11-25 09:10"))
        with pytest.raises(NoSuchSlot):
            people.book("ann", moment("11-28 09:00"))
        with pytest.raises(TooSoon):
            people.book("ann", moment("11-24 14:00"))
        with pytest.raises(TooFarAhead):
            people.book("ann", moment("12-02 09:00"))

    # -- idempotency

    def test_the_same_key_books_once_and_answers_alike(self, people: People) -> None:
        first = people.book("ann", key="k-1")
        again = people.book("ann", key="k-1", now=NOW + MINUTE)

        assert again == first
        assert people.free() == 1

    def test_the_same_key_with_another_request_is_named(self, people: People) -> None:
        people.book("ann", key="k-1")

        with pytest.raises(KeyReused):
            people.book("ann", HALF_PAST, key="k-1")
        with pytest.raises(KeyReused):
            people.hold("ann", key="k-1")

    def test_a_key_is_its_owner_s_alone(self, people: People) -> None:
        ann, bob = people.book("ann", key="k-1"), people.book("bob", key="k-1")

        assert ann.reference != bob.reference

    def test_a_refusal_is_repeated_too(self, people: People) -> None:
        made = people.book("ann")
        people.book("bob")
        with pytest.raises(SlotFull):
            people.book("cid", key="k-1")
        people.cancel("ann", made)

        with pytest.raises(SlotFull):
            people.book("cid", key="k-1")
        assert people.book("cid", key="k-2")

    def test_a_cancelling_that_is_sent_again_too_late_is_answered_as_before(
        self, people: People
    ) -> None:
        made = people.book("ann")
        in_time, too_late = NINE - 121 * MINUTE, NINE - 119 * MINUTE
        done = people.desk.cancel("ann", "k-1", made.reference, in_time)

        assert people.desk.cancel("ann", "k-1", made.reference, too_late) == done

    # -- hold and confirm

    def test_a_hold_keeps_the_place_until_it_is_confirmed(self, people: People) -> None:
        held = people.hold("ann")
        assert (held.state, held.held_until) == (State.HELD, NOW + 5 * MINUTE)
        assert people.free() == 1

        booked = people.confirm("ann", held, NOW + 4 * MINUTE)

        assert (booked.state, booked.held_until) == (State.BOOKED, None)
        assert people.confirm("ann", held, NOW + 9 * MINUTE) == booked

    def test_a_hold_that_nobody_confirms_runs_out(self, people: People) -> None:
        held = people.hold("ann")
        later = NOW + 5 * MINUTE

        assert people.free(now=later) == 2
        assert people.desk.mine("ann", later) == []
        assert people.desk.show("ann", held.reference, later).state is State.EXPIRED
        with pytest.raises(HoldExpired):
            people.confirm("ann", held, later)

    def test_a_place_whose_hold_ran_out_is_given_to_the_next(self, people: People) -> None:
        held = people.hold("ann")
        people.book("bob")
        with pytest.raises(SlotFull):
            people.book("cid", now=NOW + 4 * MINUTE)

        people.book("cid", now=NOW + 5 * MINUTE)

        with pytest.raises(HoldExpired):
            people.confirm("ann", held, NOW + 5 * MINUTE)

    def test_another_hold_takes_the_place_of_the_first(self, people: People) -> None:
        people.hold("ann")
        second = people.hold("ann", NEXT_DAY)

        assert people.free() == 2
        assert people.desk.mine("ann", NOW) == [second]

    def test_holds_are_tidied_away_and_twice_is_harmless(self, people: People) -> None:
        held = people.hold("ann")

        assert people.counter.release(NOW + 6 * MINUTE) == 1
        assert people.counter.release(NOW + 6 * MINUTE) == 0
        assert people.store.find(held.reference).state is State.EXPIRED  # type: ignore[union-attr]

    # -- change

    def test_a_change_keeps_the_reference_and_frees_the_old_place(self, people: People) -> None:
        made = people.book("ann")
        moved = people.change("ann", made, NEXT_DAY)

        assert (moved.reference, moved.start) == (made.reference, NEXT_DAY)
        assert people.desk.mine("ann", NOW) == [moved]
        assert (people.free(NINE), people.free(NEXT_DAY)) == (2, 1)

    def test_a_change_within_the_day_or_to_another_office_is_no_second_booking(
        self, people: People
    ) -> None:
        made = people.book("ann")
        moved = people.change("ann", made, HALF_PAST)
        moved = people.change("ann", moved, moment("11-25 10:00"), office="two")

        assert (moved.office, moved.reference) == ("two", made.reference)

    def test_a_change_to_a_full_slot_keeps_the_old_place(self, people: People) -> None:
        made = people.book("ann")
        people.book("bob", NEXT_DAY)
        people.book("cid", NEXT_DAY)

        with pytest.raises(SlotFull):
            people.change("ann", made, NEXT_DAY)

        assert people.desk.mine("ann", NOW) == [made]
        assert people.free() == 1

    def test_a_change_to_the_same_slot_changes_nothing(self, people: People) -> None:
        made = people.book("ann")

        assert people.change("ann", made, NINE) == made

    def test_a_hold_is_confirmed_before_it_is_changed(self, people: People) -> None:
        with pytest.raises(BookingEnded):
            people.change("ann", people.hold("ann"), NEXT_DAY)

    # -- cancel

    def test_a_cancelled_place_is_free_and_the_day_too(self, people: People) -> None:
        made = people.book("ann")
        ended = people.cancel("ann", made)

        assert ended.state is State.CANCELLED
        assert people.free() == 2
        assert people.cancel("ann", made) == ended
        assert people.book("ann", HALF_PAST)

    def test_until_two_hours_before_one_may_cancel_and_change(self, people: People) -> None:
        made, other = people.book("ann"), people.book("bob")
        cut = NINE - timedelta(hours=2)

        with pytest.raises(TooLateToChange):
            people.cancel("ann", made, cut + MINUTE)
        with pytest.raises(TooLateToChange):
            people.change("ann", made, NEXT_DAY, now=cut + MINUTE)
        assert people.cancel("ann", made, cut).state is State.CANCELLED
        assert people.change("bob", other, NEXT_DAY, now=cut).start == NEXT_DAY

    def test_what_was_cancelled_cannot_be_changed_or_confirmed(self, people: People) -> None:
        made = people.book("ann")
        people.cancel("ann", made)

        with pytest.raises(BookingEnded):
            people.change("ann", made, NEXT_DAY)
        with pytest.raises(BookingEnded):
            people.confirm("ann", made)

    # -- missed and attended

    def test_who_missed_two_in_a_month_cannot_book_until_it_has_passed(
        self, people: People
    ) -> None:
        people.miss(people.book("ann"), NINE + 30 * MINUTE)
        people.miss(people.book("ann", NEXT_DAY), NEXT_DAY + 30 * MINUTE)

        with pytest.raises(BlockedForMisses) as refused:
            people.book("ann", moment("12-02 09:00"), now=moment("12-01 09:00"))
        assert refused.value.until == "2026-12-25"
        with pytest.raises(BlockedForMisses):
            people.book("ann", moment("12-25 14:00"), now=moment("12-24 08:00"))
        assert people.book("ann", moment("12-28 09:00"), now=moment("12-25 12:00"))

    def test_one_miss_blocks_nobody(self, people: People) -> None:
        people.miss(people.book("ann"), NINE + 30 * MINUTE)

        assert people.book("ann", moment("12-02 09:00"), now=moment("12-01 09:00"))

    def test_nobody_has_missed_or_attended_what_has_not_begun(self, people: People) -> None:
        made = people.book("ann")

        with pytest.raises(NotBegun):
            people.miss(made, NINE - MINUTE)
        with pytest.raises(NotBegun):
            people.counter.mark_attended("officer", key(), made.reference, NOW)
        early = NINE - 20 * MINUTE
        attended = people.counter.mark_attended("officer", key(), made.reference, early)
        assert attended.state is State.ATTENDED
        with pytest.raises(BookingEnded):
            people.miss(made, NINE + MINUTE)
        with pytest.raises(UnknownBooking):
            people.counter.mark_missed("officer", key(), "nonsense", NOW)

    # -- waiting list

    def test_a_freed_place_is_offered_to_whoever_waited_longest(self, people: People) -> None:
        made = people.book("ann")
        people.book("bob")
        people.wait("cid")
        people.wait("dan", now=NOW + MINUTE)

        people.cancel("ann", made, NOW + 2 * MINUTE)

        (offer,) = people.desk.mine("cid", NOW + 2 * MINUTE)
        assert (offer.state, offer.offered) == (State.HELD, True)
        assert offer.held_until == NOW + 32 * MINUTE
        assert people.desk.mine("dan", NOW + 2 * MINUTE) == []
        with pytest.raises(SlotFull):
            people.book("eve", now=NOW + 2 * MINUTE)
        assert people.confirm("cid", offer, NOW + 20 * MINUTE).state is State.BOOKED

    def test_an_offer_that_nobody_takes_goes_to_the_next(self, people: People) -> None:
        made = people.book("ann")
        people.book("bob")
        people.wait("cid")
        people.wait("dan", now=NOW + MINUTE)
        people.cancel("ann", made)

        people.counter.release(NOW + 31 * MINUTE)

        assert people.desk.mine("cid", NOW + 31 * MINUTE) == []
        (offer,) = people.desk.mine("dan", NOW + 31 * MINUTE)
        assert offer.offered

    def test_a_place_that_a_change_frees_is_offered(self, people: People) -> None:
        made = people.book("ann")
        people.book("bob")
        people.wait("cid")

        people.change("ann", made, HALF_PAST)

        assert people.desk.mine("cid", NOW)[0].start == NINE

    def test_who_booked_elsewhere_that_day_is_passed_over(self, people: People) -> None:
        made = people.book("ann")
        people.book("bob")
        people.wait("cid")
        people.wait("dan", now=NOW + MINUTE)
        people.book("cid", HALF_PAST)

        people.cancel("ann", made)

        assert [each.start for each in people.desk.mine("cid", NOW)] == [HALF_PAST]
        assert people.desk.mine("dan", NOW)[0].offered

    def test_nobody_waits_for_a_slot_that_has_places(self, people: People) -> None:
        people.book("ann")

        with pytest.raises(SlotNotFull):
            people.wait("bob")

    def test_nobody_waits_with_a_booking_of_that_day(self, people: People) -> None:
        people.book("ann")
        people.book("bob")

        with pytest.raises(TooManyThatDay):
            people.wait("ann")

    def test_waiting_twice_is_waiting_once(self, people: People) -> None:
        people.book("ann")
        people.book("bob")
        first = people.wait("cid")

        assert people.wait("cid", now=NOW + MINUTE) == first
        assert first.state is WaitingState.WAITING
        assert people.store.waited_for(NOW) == [("one", NINE)]
        assert people.store.waited_for(NINE) == []

    def test_who_leaves_the_list_is_offered_nothing(self, people: People) -> None:
        made = people.book("ann")
        people.book("bob")
        people.wait("cid")
        people.wait("dan", now=NOW + MINUTE)

        assert people.leave("cid").state is WaitingState.ENDED
        people.cancel("ann", made)

        assert people.desk.mine("cid", NOW) == []
        assert people.desk.mine("dan", NOW)[0].offered

    def test_to_leave_with_the_same_key_is_to_leave_once(self, people: People) -> None:
        people.book("ann")
        people.book("bob")
        people.wait("cid")

        assert people.leave("cid", key="k-1") == people.leave("cid", key="k-1")
        with pytest.raises(UnknownBooking):
            people.leave("cid", key="k-2")
        people.wait("cid", now=NOW + MINUTE)
        assert [each.start for each in people.waiting_list.mine("cid", NOW)] == [NINE]

    def test_nobody_leaves_for_another_or_a_place_that_was_offered(self, people: People) -> None:
        made = people.book("ann")
        people.book("bob")
        people.wait("cid")
        with pytest.raises(UnknownBooking):
            people.leave("dan")
        with pytest.raises(UnknownBooking):
            people.leave("cid", office="two")
        people.cancel("ann", made)

        with pytest.raises(UnknownBooking):
            people.leave("cid")
        assert people.desk.mine("cid", NOW)[0].offered

    def test_one_sees_what_one_waits_for_while_it_can_be_had(self, people: People) -> None:
        for start in (NEXT_DAY, NINE):
            people.book("ann", start)
            people.book("bob", start)
            people.wait("cid", start)

        mine = people.waiting_list.mine
        assert [each.start for each in mine("cid", NOW)] == [NINE, NEXT_DAY]
        assert [each.start for each in mine("cid", NINE)] == [NEXT_DAY]
        assert mine("dan", NOW) == []

    def test_nothing_is_offered_when_it_is_too_late_to_book(self, people: People) -> None:
        made = people.book("ann")
        people.book("bob")
        people.wait("cid")

        people.cancel("ann", made, moment("11-25 06:00"))

        assert people.desk.mine("cid", moment("11-25 06:00")) == []

    # -- a plan that changes

    def test_fewer_places_let_nobody_more_in(self, store: BookingStore) -> None:
        people = People(store, plan(office("one", capacity=3)))
        made = [people.book(who) for who in ("ann", "bob", "cid")]
        people.plan = plan(office("one", capacity=2))
        people.cancel("ann", made[0])

        with pytest.raises(SlotFull):
            people.book("dan")
        people.cancel("bob", made[1])
        people.book("dan")
        with pytest.raises(SlotFull):
            people.book("eve")
        assert people.free() == 0

    def test_an_office_that_is_gone_still_lets_people_cancel(self, people: People) -> None:
        made, held = people.book("ann"), people.hold("bob")
        people.plan = plan(office("other"))

        assert people.cancel("ann", made).state is State.CANCELLED
        people.counter.release(NOW + 6 * MINUTE)
        assert people.store.find(held.reference).state is State.EXPIRED  # type: ignore[union-attr]

    # -- what is free

    def test_full_slots_have_alternatives_near_in_time_then_at_other_offices(
        self, people: People
    ) -> None:
        people.book("ann")
        people.book("bob")
        found = people.availability.nearest("one", ITEM, NINE, NOW)

        assert [(each.slot.office, f"{each.slot.start:%m-%d %H:%M}") for each in found] == [
            ("one", "11-25 09:30"),
            ("one", "11-25 10:00"),
            ("one", "11-25 10:30"),
            ("two", "11-25 09:00"),
            ("two", "11-25 10:00"),
            ("two", "11-25 14:00"),
        ]
        assert all(each.free for each in found)
