"""What the gateway does by the clock."""

import asyncio
from contextlib import suppress

from bot.bookings.booking import State
from bot.bookings.waiting_list import WaitingList
from bot.gateway.tidying import tidy_bookings
from tests.booking_data import key, moment
from tests.fakes import Fakes

ITEM = "unemployment_registration"


async def tidied(fakes: Fakes) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(0.3):
            await tidy_bookings(fakes.parts.bookings, every=0.01)


async def test_a_hold_that_ran_out_is_given_to_who_waits(fakes: Fakes) -> None:
    desk = fakes.desk()
    start = moment("11-25 09:00")
    held = desk.hold("ann", key(), "demo_wuxi", ITEM, start, fakes.now)
    waiting_list = WaitingList(desk.store, desk.plan, desk.secret)
    waiting_list.join("bob", key(), "demo_wuxi", ITEM, start, fakes.now)
    fakes.now = moment("11-24 10:06")

    await tidied(fakes)

    assert desk.show("ann", held.reference, fakes.now).state is State.EXPIRED
    assert desk.mine("bob", fakes.now)[0].offered


async def test_a_lost_database_does_not_end_it(fakes: Fakes) -> None:
    fakes.bookings.down = True
    await tidied(fakes)
    fakes.bookings.down = False
    await test_a_hold_that_ran_out_is_given_to_who_waits(fakes)
