"""The official account: every message is answered once, whatever way the answer has to go."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from bot.cards import QuestionCard
from bot.switches.switch import Switch
from tests.fake_switches import off
from tests.wechat_desk import Office, office, reply
from tests.wechat_double import user
from tests.wechat_double.api import SEND, TOKEN, Fault
from tests.wechat_double.checks import Travel
from tests.wechat_double.ledger import Way
from tests.wechat_load.balancer import balanced

# Well beyond what a delivery waits, and within what three deliveries do.
SLOW = 1.5
SERVICE = "suyetong_wechat_service_messages_total"


@pytest.fixture
async def one(redis_url: str) -> AsyncIterator[Office]:
    async with office(redis_url) as made:
        yield made


@pytest.mark.parametrize("travel", Travel)
async def test_a_message_is_answered_at_once_in_each_mode(redis_url: str, travel: Travel) -> None:
    async with office(redis_url, travel=travel) as one:
        assert await one.double.verify_url()
        await one.double.deliver(user.text("oA", "你好"))
        assert one.double.ledger.texts("oA") == ["答：你好"]
        assert one.double.ledger.violations == []


async def test_nobodys_openid_is_in_redis_when_they_were_answered(one: Office) -> None:
    await one.double.deliver(user.text("oVerySecret", "你好"))
    kept = await one.kept()
    assert "wechat:message:" in kept
    assert "oVerySecret" not in kept


async def test_a_slow_answer_is_acknowledged_and_then_sent_once(one: Office) -> None:
    one.rasa.seconds = SLOW
    delivered = await one.double.deliver(user.text("oVerySecret", "你好"))
    assert (delivered.tries, delivered.answers) == (1, [None])
    assert "oVerySecret" not in await one.kept()
    await one.settled(lambda: one.double.ledger.count(Way.CUSTOMER_SERVICE) == 1)
    await asyncio.sleep(1.5)
    assert one.double.ledger.texts("oVerySecret") == ["答：你好"]
    assert one.rasa.heard == ["你好"]
    assert one.counted(SERVICE, became="sent") == 1
    assert one.double.ledger.violations == []


async def test_a_second_and_a_third_delivery_join_the_first_computation(one: Office) -> None:
    one.rasa.seconds = SLOW
    delivered = await one.double.deliver(user.text("oA", "你好"), lost=2)
    assert delivered.tries == 3
    assert delivered.shown == "答：你好"
    await asyncio.sleep(1.5)
    assert one.double.ledger.texts("oA") == ["答：你好"]
    assert one.rasa.heard == ["你好"]


async def test_an_answer_that_got_lost_is_given_again(one: Office) -> None:
    delivered = await one.double.deliver(user.text("oA", "你好"), lost=2)
    assert (delivered.tries, one.double.ledger.texts("oA")) == (3, ["答：你好"])
    assert one.rasa.heard == ["你好"]


async def test_deliveries_to_two_gateways_have_one_computation(redis_url: str) -> None:
    # As long as WeChat really waits: nothing here is slow.
    async with office(redis_url, number=2, timeout=5, answer=4.5) as one:
        ports = [int(httpx.URL(url).port or 0) for url in one.urls]
        async with balanced(ports) as address:
            one.double.server_url = f"{address}/wechat"
            one.rasa.seconds = 0.3
            delivered = await one.double.deliver(user.text("oA", "你好"), copies=4)
    assert delivered.answers == ["答：你好"] * 4
    assert one.rasa.heard == ["你好"]


async def test_an_answer_that_may_not_be_sent_is_told_with_the_next_one(one: Office) -> None:
    one.rasa.seconds = SLOW
    one.double.plan(SEND, Fault(errcode=45015))
    await one.double.deliver(user.text("oA", "第一句"))
    await one.settled(lambda: one.counted(SERVICE, became="kept") == 1)
    one.rasa.seconds = 0
    await one.double.deliver(user.text("oA", "第二句"))
    assert one.double.ledger.texts("oA") == ["刚才的回答：\n答：第一句\n\n答：第二句"]
    await one.double.deliver(user.text("oA", "第三句"))
    assert one.double.ledger.texts("oA")[1:] == ["答：第三句"]


async def test_beyond_the_quota_nothing_is_sent(one: Office) -> None:
    one.rasa.seconds = SLOW
    await one.double.deliver(user.click("oA", "第一问"))
    await one.settled(lambda: one.double.ledger.count(Way.CUSTOMER_SERVICE) == 1)
    (key,) = [key async for key in one.redis.scan_iter("wechat:quota:*")]
    assert await one.redis.hget(key, "click") == "2"
    wechat = one.parts.wechat
    assert wechat
    await one.double.deliver({**user.click("oA", "第二问"), "CreateTime": 1})
    for _ in range(3):
        # What else might be sent to the same person, such as a reminder.
        assert await wechat.quotas.spend(key.removeprefix("wechat:quota:"))
    await one.settled(lambda: one.counted(SERVICE, became="kept") == 1)
    one.rasa.seconds = 0
    await one.double.deliver(user.text("oA", "第三问"))
    assert one.double.ledger.texts("oA") == [
        "答：第一问",
        "刚才的回答：\n答：第二问\n\n答：第三问",
    ]
    assert one.double.ledger.violations == []


@pytest.mark.parametrize("fault", [Fault(errcode=-1), Fault(errcode=45011), Fault(errcode=40001)])
async def test_what_was_surely_not_sent_is_sent_again(one: Office, fault: Fault) -> None:
    one.rasa.seconds = SLOW
    one.double.plan(SEND, fault)
    await one.double.deliver(user.text("oA", "你好"))
    await one.settled(lambda: one.counted(SERVICE, became="sent") == 1)
    assert one.double.ledger.texts("oA") == ["答：你好"]


async def test_what_was_perhaps_sent_is_not_sent_again(one: Office) -> None:
    one.rasa.seconds = SLOW
    one.double.plan(SEND, Fault(status=502, done=True))
    await one.double.deliver(user.text("oA", "你好"))
    await one.settled(lambda: one.counted(SERVICE, became="in_doubt") == 1)
    one.rasa.seconds = 0
    await one.double.deliver(user.text("oA", "再见"))
    assert one.double.ledger.texts("oA") == ["答：你好", "答：再见"]


async def test_one_access_token_is_fetched_for_many_messages(one: Office) -> None:
    one.rasa.seconds = SLOW
    await asyncio.gather(*(one.double.deliver(user.text(f"o{at}", "你好")) for at in range(5)))
    await one.settled(lambda: one.double.ledger.count(Way.CUSTOMER_SERVICE) == 5)
    assert one.double.ledger.calls.count(TOKEN) == 1


async def test_a_number_chooses_what_was_offered(one: Office) -> None:
    offered = reply("问哪个？", [("条件", "要什么条件"), ("材料", "要带什么材料")])
    one.rasa.replies["失业金"] = offered
    for said in ("失业金", "回复 2", "失业金", "１", "失业金", "第二个"):
        await one.double.deliver(user.text("oA", said))
    assert one.double.ledger.texts("oA")[0] == "问哪个？\n回复 1：条件\n回复 2：材料"
    assert one.rasa.heard[1::2] == ["要带什么材料", "要什么条件", "要带什么材料"]


async def test_where_a_number_is_asked_for_letters_choose(one: Office) -> None:
    card = QuestionCard(fact="age", question="您多大年纪？")
    one.rasa.replies["查资格"] = reply("您多大年纪？", [("不知道", "我不知道")], card)
    for said in ("查资格", "1", "查资格", "a"):
        await one.double.deliver(user.text("oA", said))
    assert one.double.ledger.texts("oA")[0] == "您多大年纪？\n回复 A：不知道"
    assert one.rasa.heard[1::2] == ["1", "我不知道"]


async def test_a_long_answer_goes_on_when_more_is_asked_for(one: Office) -> None:
    one.rasa.replies["说全"] = reply("一句很长的话。" * 200, [("条件", "要什么条件")])
    await one.double.deliver(user.text("oA", "说全"))
    while one.double.ledger.texts("oA")[-1].endswith("接着看）"):
        await one.double.deliver(user.text("oA", "更多"))
    pages = one.double.ledger.texts("oA")
    assert len(pages) == 3
    assert "".join(pages).count("一句很长的话。") == 200
    assert one.rasa.heard == ["说全"]
    await one.double.deliver(user.text("oA", "1"))
    assert one.rasa.heard[-1] == "要什么条件"
    assert one.double.ledger.violations == []


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (user.voice("oA", "失业金怎么领。"), "答：失业金怎么领"),
        (user.voice("oA", None), "打字"),
        (user.image("oA"), "图片和视频我看不了"),
        (user.link("oA", "标题", "https://a.example.cn"), "链接我打不开"),
        (user.location("oA", 32.0, 118.8, "江苏省南京市鼓楼区中山路1号"), "演示一号窗口"),
        (user.location("oA", 31.3, 120.6, "苏州市姑苏区"), "演示三号窗口"),
        (user.location("oA", 33.6, 119.0, "江苏省淮安市"), "12333"),
        (user.location("oA", 39.9, 116.4), "看不出是江苏哪个市县"),
        (user.subscribe("oA", "12"), "回复 3：查进度"),
        (user.scan("oA", "12"), "回复 1：我能领什么"),
        (user.click("oA", "我的预约"), "答：我的预约"),
    ],
)
async def test_whatever_one_does_is_answered(one: Office, done: user.Fields, words: str) -> None:
    await one.double.deliver(done)
    (seen,) = one.double.ledger.texts("oA")
    assert words in seen
    assert one.double.ledger.violations == []


async def test_the_choices_of_the_greeting_are_sent_as_if_they_were_typed(one: Office) -> None:
    await one.double.deliver(user.subscribe("oA"))
    await one.double.deliver(user.text("oA", "2"))
    assert one.rasa.heard == ["预约"]


async def test_an_event_that_asks_nothing_is_only_acknowledged(one: Office) -> None:
    viewed = {**user.click("oA", "https://a.example.cn"), "Event": "VIEW"}
    delivered = await one.double.deliver(viewed)
    assert (delivered.answers, one.double.ledger.texts("oA")) == ([None], [])


async def test_who_follows_no_more_is_forgotten(one: Office) -> None:
    one.rasa.replies["失业金"] = reply("问哪个？", [("条件", "要什么条件")])
    await one.double.deliver(user.text("oA", "失业金"))
    before = await one.kept()
    assert "wechat:shown:" in before
    await one.double.deliver(user.unsubscribe("oA"))
    after = await one.kept()
    assert "wechat:shown:" not in after
    assert "wechat:quota:" not in after
    assert ":history" in before
    assert ":history" not in after


async def test_too_much_and_too_fast_is_said_kindly(one: Office) -> None:
    await one.double.deliver(user.text("oA", "好" * 501))
    one.fakes.limits.refuses = True
    await one.double.deliver(user.text("oA", "你好"))
    long, fast = one.double.ledger.texts("oA")
    assert "一次最多说500个字" in long
    assert "请等7秒再发" in fast


async def test_switched_off_everybody_gets_the_prepared_words(redis_url: str) -> None:
    async with office(redis_url) as one:
        one.fakes.switches.add(off(Switch.WECHAT))
        one.fakes.switchboard.read()
        await one.double.deliver(user.text("oA", "你好"))
        await one.double.deliver(user.click("oA", "第一问"))
        seen = one.double.ledger.texts("oA")
        assert one.rasa.heard == []
        one.fakes.switches.add(off(Switch.WECHAT, off=False))
        one.fakes.switchboard.read()
        await one.double.deliver(user.text("oA", "在吗"))
    assert ["停用" in each for each in seen] == [True, True]
    assert one.rasa.heard == ["在吗"]


async def test_what_a_gateway_left_behind_is_sent_by_another(redis_url: str) -> None:
    async with office(redis_url, number=2) as one:
        one.rasa.seconds = SLOW
        await one.double.deliver(user.text("oA", "你好"))
        # As if its process had ended: its work goes on no more.
        desk = one.apps[0].state.wechat
        desk._sweeping.cancel()
        for task in list(desk._tasks):
            task.cancel()
        one.rasa.seconds = 0
        await one.settled(lambda: one.double.ledger.count(Way.CUSTOMER_SERVICE) == 1)
    assert one.double.ledger.texts("oA") == ["答：你好"]
    assert one.counted("suyetong_wechat_taken_over_total") == 1


async def test_without_redis_nothing_is_done_and_that_is_said(
    start_redis: Callable[[], Any],
) -> None:
    server = start_redis()
    async with office(server.url) as one:
        server.kill()
        delivered = await one.double.deliver(user.text("oA", "你好"))
        assert "系统正忙" in str(delivered.shown)
        assert one.rasa.heard == []
        assert one.double.ledger.violations == []


async def test_an_answer_for_who_has_hung_up_is_sent(one: Office) -> None:
    # The platform waits less than we do, three times.
    one.double.timeout = 0.15
    one.rasa.seconds = 0.5
    await one.double.deliver(user.text("oA", "你好"))
    await one.settled(lambda: one.double.ledger.count(Way.CUSTOMER_SERVICE) == 1)
    assert "答：你好" in one.double.ledger.texts("oA")
    assert one.double.ledger.count(Way.IN_BAND) == 0
    assert one.rasa.heard == ["你好"]
