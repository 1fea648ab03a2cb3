"""The waiting list: a place that is freed goes first to whoever has waited longest for it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.bookings.bookable import wanted_of
from bot.bookings.booking import Booking, State, WaitingState
from bot.bookings.plan import OfficePlan, Plan, Rules
from bot.bookings.slots import slot_at
from bot.bookings.store import Work
from bot.bookings.window import check_misses, check_window
from bot.errors import BookingRefused, SlotFull


def free_lapsed(
    work: Work, office: OfficePlan, rules: Rules, start: datetime, now: datetime
) -> None:
    """Give back the holds of one slot whose time is over, to those who wait first."""
    lapsed = work.lapsed_at(office.id, start, now)
    for held in lapsed:
        work.keep(held.to(State.EXPIRED, now))
    if lapsed:
        offer_places(work, office, rules, start, now)


def offer_places(
    work: Work, office: OfficePlan, rules: Rules, start: datetime, now: datetime
) -> int:
    """Hold each free place of a slot for whoever waits; how many were offered.

    Nothing is offered when the slot can no longer be booked.
    """
    try:
        check_window(rules, start, now)
        slot = slot_at(office, start)
    except BookingRefused:
        return 0
    offered = 0
    until = now + timedelta(minutes=rules.offer_minutes.value)
    while work.taken_at(slot.office, slot.start) < slot.capacity:
        waiting = work.next_waiting(slot.office, slot.start)
        if waiting is None:
            break
        try:
            check_misses(rules, work.missed_by(waiting.owner), now)
            wanted = wanted_of(rules, waiting.owner, waiting.item, slot, State.HELD, now, until)
            work.take(replace(wanted, offered=True))
        except SlotFull:
            break
        except BookingRefused:
            # Blocked, or booked elsewhere that day meanwhile: the next one's turn.
            work.keep_waiting(waiting, WaitingState.ENDED)
            continue
        work.keep_waiting(waiting, WaitingState.OFFERED)
        offered += 1
    return offered


def offer_freed(work: Work, plan: Plan, freed: Booking, now: datetime) -> None:
    """Offer the place that a booking gave back, if its office can still be booked."""
    office = plan.find(freed.office)
    if office:
        offer_places(work, office, plan.rules, freed.start, now)
