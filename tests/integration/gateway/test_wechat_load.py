"""Many messages at once over two gateways, one of which is killed: every answer is seen once."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.wechat_double.platform import WechatDouble, wechat_double
from tests.wechat_double.wire import OfficialAccount
from tests.wechat_load.balancer import balanced
from tests.wechat_load.gateways import Gateways, gateways
from tests.wechat_load.people import Load, Written, missing, settled, twice, write
from tests.wechat_load.rasa import SlowRasa, slow_rasa

IN_DOUBT = 'suyetong_wechat_service_messages_total{became="in_doubt"}'
LOAD = Load(messages=360, a_second=20)


@dataclass(frozen=True)
class After:
    """What is left when everybody has their answer."""

    written: list[Written]
    double: WechatDouble
    rasa: SlowRasa
    processes: Gateways
    under_way: set[str]  # message ids that were worked on when a gateway was killed
    in_doubt: float  # answers that were being sent when it was killed


@pytest.fixture(scope="module")
def after(redis_url: str, tmp_path_factory: Any) -> After:
    return asyncio.run(_everybody_has_written(redis_url, tmp_path_factory.mktemp("wechat_load")))


async def _everybody_has_written(redis_url: str, folder: Path) -> After:
    account = OfficialAccount()
    async with AsyncExitStack() as stack:
        double = await stack.enter_async_context(wechat_double(account))
        rasa = await stack.enter_async_context(slow_rasa())
        addresses = {"redis": redis_url, "rasa": rasa.url, "wechat": double.api_url}
        running = stack.enter_context(gateways(folder, 2, addresses, account))
        ports = list(running.running)
        double.server_url = await stack.enter_async_context(balanced(ports)) + "/wechat"
        under_way: set[str] = set()

        def kill_one() -> None:
            under_way.update(rasa.under_way())
            running.kill(ports[1])

        written = await write(LOAD, double, kill_one)
        await settled(written, double)
        return After(written, double, rasa, running, under_way, running.metric(IN_DOUBT))


def test_every_person_sees_each_answer_once(after: After) -> None:
    assert twice(after.written, after.double) == []
    # Killed between taking the platform's hand and being heard: nobody knows whether it was sent,
    # and to send it again would be worse. It is counted, and there is hardly ever one.
    assert len(missing(after.written, after.double)) <= after.in_doubt <= 2


def test_no_rule_of_the_platform_is_broken(after: After) -> None:
    assert after.double.ledger.violations == []
    assert after.double.ledger.slowest(100) < after.double.timeout


def test_nothing_is_carried_out_twice(after: After) -> None:
    again = {id for id, calls in after.rasa.calls.items() if calls > 1}
    assert len(after.rasa.calls) == LOAD.messages
    # Asked again with the same id, by which our actions know what they have done.
    assert again <= after.under_way
    assert after.under_way


def test_messages_of_one_person_are_answered_one_after_the_other(after: After) -> None:
    # The one whose gateway was killed may still run when it is asked again.
    assert after.rasa.most_together <= 2


def test_nothing_that_was_said_and_nobody_is_in_the_logs(after: After) -> None:
    logs = after.processes.logs()
    assert "turn" in logs
    assert not [each for each in after.written if each.user in logs or f"{each.name} " in logs]
