"""People who write at a steady pace; some answers are slow, and some get lost on their way."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.wechat_double import user
from tests.wechat_double.ledger import Way
from tests.wechat_double.platform import WechatDouble
from tests.wechat_load.rasa import answered, asked

_FAST, _SLOW = (0.03, 0.3), (5.0, 6.0)
# A message that was under way when its gateway died may wait for a lock and a claim.
_PATIENCE = 40


@dataclass(frozen=True)
class Load:
    """How many messages, how many a second, and what share of them is slow, lost or doubled.

    `lost` answers never reach WeChat, once or twice; `doubled` messages come over two ways at once.
    """

    messages: int
    a_second: float
    slow: float = 0.3
    lost: float = 0.1
    doubled: float = 0.1
    a_person: int = 2
    seed: int = 20261124
    # What people say; without it, words that the slow Rasa knows how to take.
    says: Sequence[str] = ()


@dataclass(frozen=True)
class Written:
    """A message, its name and how it is delivered."""

    name: str
    user: str
    fields: user.Fields
    lost: int
    copies: int


async def write(
    load: Load, double: WechatDouble, between: Callable[[], None] = lambda: None
) -> list[Written]:
    """Everybody writes; it returns when all is delivered. `between` happens after a sixth."""
    random = Random(load.seed)
    written = [_written(load, random, at) for at in range(load.messages)]
    began, deliveries = time.monotonic(), []
    for at, each in enumerate(written):
        await asyncio.sleep(max(0, began + at / load.a_second - time.monotonic()))
        deliveries.append(asyncio.create_task(double.deliver(each.fields, each.copies, each.lost)))
        if at == load.messages // 6:
            between()
    await asyncio.gather(*deliveries)
    return written


async def settled(written: list[Written], double: WechatDouble) -> None:
    """Wait for what is still to come by customer-service message."""
    deadline = time.monotonic() + _PATIENCE
    while missing(written, double) and time.monotonic() < deadline:
        await asyncio.sleep(0.2)
    # Whatever came twice would come now.
    await asyncio.sleep(1)


def missing(written: list[Written], double: WechatDouble) -> list[str]:
    """Messages whose answer nobody has seen."""
    return [each.name for each in written if _seen(each, double) == 0]


def twice(written: list[Written], double: WechatDouble) -> list[str]:
    """Messages whose answer was seen more than once."""
    return [each.name for each in written if _seen(each, double) > 1]


def figures(double: WechatDouble) -> dict[str, Any]:
    """What there is to tell of a load, in numbers; seconds are of each delivery's HTTP answer."""
    ledger = double.ledger
    return {
        "deliveries": len(ledger.seconds_in_band),
        "answered_in_band": ledger.count(Way.IN_BAND),
        "answered_by_service_message": ledger.count(Way.CUSTOMER_SERVICE),
        "violations": len(ledger.violations),
        "seconds": {
            "median": round(ledger.slowest(50), 3),
            "p99": round(ledger.slowest(99), 3),
            "most": round(ledger.slowest(100), 3),
        },
    }


def _seen(each: Written, double: WechatDouble) -> int:
    return "\n".join(double.ledger.texts(each.user)).count(answered(each.name))


def _written(load: Load, random: Random, at: int) -> Written:
    name, person = f"m{at}", f"o{load.seed}-{at // load.a_person}"
    is_slow = random.random() < load.slow
    seconds = random.uniform(*(_SLOW if is_slow else _FAST))
    said = load.says[at % len(load.says)] if load.says else asked(name, seconds)
    return Written(
        name,
        person,
        user.text(person, said),
        lost=random.choice((1, 2)) if random.random() < load.lost else 0,
        copies=2 if random.random() < load.doubled else 1,
    )
