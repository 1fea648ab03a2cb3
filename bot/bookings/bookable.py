"""Which slot is meant, and whether it may be booked now."""

from datetime import datetime

from bot.bookings.booking import State
from bot.bookings.plan import OfficePlan, Plan, Rules
from bot.bookings.slots import Slot, slot_at
from bot.bookings.store import Wanted
from bot.bookings.window import check_window
from bot.errors import ItemNotServed


def bookable_slot(
    plan: Plan, office: str, item: str, start: datetime, now: datetime
) -> tuple[OfficePlan, Slot]:
    """The office and its slot, when it may be booked now for this item.

    UnknownOffice, ItemNotServed, NoSuchSlot, TooSoon, TooFarAhead, CalendarNotPublished.
    """
    planned = plan.office(office)
    if item not in planned.items:
        raise ItemNotServed
    check_window(plan.rules, start, now)
    return planned, slot_at(planned, start)


def wanted_of(
    rules: Rules,
    owner: str,
    item: str,
    slot: Slot,
    state: State,
    now: datetime,
    held_until: datetime | None = None,
) -> Wanted:
    """A place of `slot` for the person with this hash."""
    return Wanted(owner, item, slot, state, now, rules.bookings_a_day.value, held_until)
