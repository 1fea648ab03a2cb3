"""`python -m tests.wechat_load KIND MESSAGES A_SECOND`: one load, its figures as JSON.

KIND `slow`: two gateways and a Rasa, three in ten of whose answers are slow. `steady`: the same
without slow answers. `product`: the whole product, and what people really say.
"""

import asyncio
import json
import os
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from bot.launcher.private import private_product
from tests.integration.conftest import _start_redis
from tests.stack import ROOT, TODAY
from tests.wechat_double.ledger import Way
from tests.wechat_double.platform import wechat_double
from tests.wechat_double.wire import OfficialAccount
from tests.wechat_load.balancer import balanced
from tests.wechat_load.gateways import Gateways, gateways, of_the_account
from tests.wechat_load.people import Load, figures, missing, settled, twice, write
from tests.wechat_load.rasa import slow_rasa

_UTTERANCES = ROOT / "tests" / "data" / "utterances_dev.jsonl"


async def over_a_slow_rasa(load: Load, folder: Path) -> dict[str, Any]:
    """Two gateways; what nobody got, got twice, or was carried out twice is counted."""
    redis, account = _start_redis(), OfficialAccount()
    try:
        async with AsyncExitStack() as stack:
            double = await stack.enter_async_context(wechat_double(account))
            rasa = await stack.enter_async_context(slow_rasa())
            addresses = {"redis": redis.url, "rasa": rasa.url, "wechat": double.api_url}
            running = stack.enter_context(gateways(folder, 2, addresses, account))
            at = await stack.enter_async_context(balanced(list(running.running)))
            double.server_url = f"{at}/wechat"
            written = await write(load, double)
            await settled(written, double)
            return {
                "messages": len(written),
                **figures(double),
                "missing": len(missing(written, double)),
                "twice": len(twice(written, double)),
                # By the gateways' own clocks, whatever the machine did to whoever measures.
                "over_five_seconds_in_the_gateways": over(running),
                "carried_out_twice": sum(calls > 1 for calls in rasa.calls.values()),
            }
    finally:
        redis.kill()


def over(running: Gateways) -> int:
    """Deliveries that took the gateways longer than WeChat waits."""
    name = "suyetong_wechat_delivery_seconds"
    return int(running.metric(f"{name}_count") - running.metric(f'{name}_bucket{{le="5.0"}}'))


async def over_the_product(load: Load, folder: Path) -> dict[str, Any]:
    """One gateway, Rasa and its actions: an answer is missing where a person has too few."""
    account = OfficialAccount()
    async with wechat_double(account) as double:
        settings = of_the_account(account, double.api_url, double.travel)
        with private_product(folder, SUYETONG_TODAY=TODAY, **settings) as product:
            double.server_url = f"{product.url}/wechat"
            written = await write(load, double)
            await asyncio.sleep(5)
            shown = double.ledger.count(Way.IN_BAND) + double.ledger.count(Way.CUSTOMER_SERVICE)
            return {
                "messages": len(written),
                **figures(double),
                "missing": len(written) - shown,
            }


def main(kind: str, messages: str, a_second: str) -> None:
    """Run it, and print its figures."""
    slow = 0.3 if kind == "slow" else 0.0
    says: list[str] = []
    if kind == "product":
        lines = _UTTERANCES.read_text(encoding="utf-8").splitlines()
        says = [json.loads(line)["text"] for line in lines]
    unusual = 0.1 if kind == "slow" else 0.0
    load = Load(int(messages), float(a_second), slow, unusual, unusual, says=says)
    over = over_the_product if kind == "product" else over_a_slow_rasa
    with tempfile.TemporaryDirectory(prefix="suyetong-wechat-") as folder:
        found = asyncio.run(over(load, Path(folder)))
    load_of_machine = {"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1)}
    print(json.dumps({"a_second": load.a_second, **found, **load_of_machine}))


if __name__ == "__main__":
    main(*sys.argv[1:])
