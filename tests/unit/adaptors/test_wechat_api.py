"""Calls to the platform's double, over HTTP."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adaptors.wechat_api import WechatApi
from bot.adaptors.wechat_http import http_client
from bot.adaptors.wechat_tokens import AccessTokens
from bot.wechat import api_errors
from bot.wechat.api_errors import Remedy, WechatCallRefused, WechatUnavailable, refusal
from bot.wechat.menu import FILE, read_menu
from tests.fake_wechat import MemoryTokens
from tests.wechat_double import user
from tests.wechat_double.api import SEND, TOKEN, Fault
from tests.wechat_double.ledger import Seen, Way
from tests.wechat_double.platform import WechatDouble, wechat_double

KNOWLEDGE = Path(__file__).resolve().parents[3] / "policies_kb"


@pytest.fixture
async def double() -> AsyncIterator[WechatDouble]:
    async with wechat_double() as running:
        running.quotas.did("oA", user.text("oA", "你好"))
        yield running


def calling(double: WechatDouble, seconds: float = 5) -> WechatApi:
    http = http_client(double.api_url, seconds)
    account = double.account
    tokens = AccessTokens(http, account.app_id, account.app_secret, MemoryTokens())
    return WechatApi(http, tokens)


@pytest.fixture
async def api(double: WechatDouble) -> AsyncIterator[WechatApi]:
    calls = calling(double)
    yield calls
    await calls.close()


async def test_a_customer_service_message_reaches_the_person(
    api: WechatApi, double: WechatDouble
) -> None:
    await api.send_text("oA", "您好，\n“请看”")
    assert double.ledger.seen["oA"] == [Seen("您好，\n“请看”", Way.CUSTOMER_SERVICE)]
    assert double.ledger.violations == []


async def test_the_sixth_answer_is_one_too_many(api: WechatApi) -> None:
    for _ in range(5):
        await api.send_text("oA", "好")
    with pytest.raises(api_errors.AnswersUsedUp) as refused:
        await api.send_text("oA", "好")
    assert refused.value.remedy is Remedy.NEXT_MESSAGE


async def test_who_wrote_nothing_cannot_be_answered(api: WechatApi) -> None:
    with pytest.raises(api_errors.TooLateToAnswer):
        await api.send_text("oStranger", "好")


@pytest.mark.parametrize("text", ["", "好" * 683])
async def test_a_text_that_wechat_would_not_take_is_never_sent(
    api: WechatApi, double: WechatDouble, text: str
) -> None:
    with pytest.raises(ValueError, match="2,048"):
        await api.send_text("oA", text)
    assert double.ledger.calls == []


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_a_refused_token_is_renewed_and_the_message_sent_once(
    api: WechatApi, double: WechatDouble, code: int
) -> None:
    await api.send_text("oA", "一")
    double.plan(SEND, Fault(errcode=code))
    await api.send_text("oA", "二")
    assert double.ledger.texts("oA") == ["一", "二"]
    assert double.ledger.calls == [TOKEN, SEND, SEND, TOKEN, SEND]


async def test_a_token_that_ended_is_renewed(api: WechatApi, double: WechatDouble) -> None:
    await api.send_text("oA", "一")
    double.api.expire_token()
    await api.send_text("oA", "二")
    assert double.ledger.texts("oA") == ["一", "二"]


async def test_a_token_that_is_refused_again_is_not_tried_a_third_time(
    api: WechatApi, double: WechatDouble
) -> None:
    double.plan(SEND, Fault(errcode=40001), Fault(errcode=40001))
    with pytest.raises(api_errors.TokenRefused):
        await api.send_text("oA", "一")
    assert double.ledger.calls.count(SEND) == 2


@pytest.mark.parametrize("fault", [Fault(status=502, done=True), Fault(silence=2, done=True)])
async def test_a_message_whose_outcome_is_not_known_is_not_sent_again(
    double: WechatDouble, fault: Fault
) -> None:
    api = calling(double, seconds=1)
    double.plan(SEND, fault)
    with pytest.raises(WechatUnavailable) as unknown:
        await api.send_text("oA", "一")
    await api.close()
    assert not unknown.value.surely_undone
    assert double.ledger.texts("oA") == ["一"]
    assert double.ledger.calls.count(SEND) == 1


async def test_an_answer_that_is_no_json_leaves_the_outcome_unknown(
    api: WechatApi, double: WechatDouble
) -> None:
    double.plan(SEND, Fault(garbled=True, done=True))
    with pytest.raises(WechatUnavailable, match="not understood") as unknown:
        await api.send_text("oA", "一")
    assert not unknown.value.surely_undone
    assert double.ledger.texts("oA") == ["一"]


async def test_a_platform_that_cannot_be_reached_surely_did_nothing(double: WechatDouble) -> None:
    http = http_client("http://127.0.0.1:1")
    tokens = AccessTokens(http, "wx", "s", MemoryTokens())
    with pytest.raises(WechatUnavailable) as unreached:
        await WechatApi(http, tokens).send_text("oA", "一")
    await http.aclose()
    assert unreached.value.surely_undone


async def test_our_menu_is_put_up_read_back_and_taken_away(
    api: WechatApi, double: WechatDouble
) -> None:
    menu = read_menu(KNOWLEDGE / FILE).as_json()
    await api.create_menu(menu)
    assert await api.get_menu() == {"menu": menu}
    await api.delete_menu()
    with pytest.raises(WechatCallRefused) as none:
        await api.get_menu()
    assert none.value.code == 46003


async def test_a_subscription_message_is_sent_as_often_as_the_person_agreed(
    api: WechatApi, double: WechatDouble
) -> None:
    double.api.subscriptions["oA"] = 1
    values = {"thing1": "失业登记", "time2": "2026-12-02 09:00"}
    await api.send_subscription("oA", "template", values, page="https://a.example.cn")
    with pytest.raises(api_errors.Declined):
        await api.send_subscription("oA", "template", values)
    assert double.ledger.texts("oA") == ["失业登记、2026-12-02 09:00"]


@pytest.mark.parametrize(
    ("code", "error", "remedy"),
    [
        (-1, api_errors.PlatformBusy, Remedy.RETRY),
        (40001, api_errors.TokenRefused, Remedy.REFRESH),
        (40003, api_errors.UnknownOpenId, Remedy.GIVE_UP),
        (40014, api_errors.TokenRefused, Remedy.REFRESH),
        (42001, api_errors.TokenRefused, Remedy.REFRESH),
        (43101, api_errors.Declined, Remedy.GIVE_UP),
        (45002, api_errors.ContentTooLong, Remedy.GIVE_UP),
        (45009, api_errors.DailyQuotaUsed, Remedy.GIVE_UP),
        (45011, api_errors.TooFast, Remedy.RETRY),
        (45015, api_errors.TooLateToAnswer, Remedy.NEXT_MESSAGE),
        (45047, api_errors.AnswersUsedUp, Remedy.NEXT_MESSAGE),
        (48001, api_errors.NotAuthorised, Remedy.GIVE_UP),
        (99999, WechatCallRefused, Remedy.GIVE_UP),
    ],
)
async def test_each_refusal_has_its_name_and_what_to_do(
    api: WechatApi,
    double: WechatDouble,
    code: int,
    error: type[WechatCallRefused],
    remedy: Remedy,
) -> None:
    double.plan(SEND, *[Fault(errcode=code)] * 2)
    with pytest.raises(error) as refused:
        await api.send_text("oA", "一")
    assert type(refused.value) is type(refusal(code)) is error
    assert (refused.value.code, refused.value.remedy) == (code, remedy)
    assert double.ledger.texts("oA") == []


async def test_neither_log_nor_error_holds_token_person_or_words(
    api: WechatApi, double: WechatDouble, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    double.plan(SEND, Fault(), Fault(errcode=45015), Fault(status=502))
    double.quotas.did("oHidden", user.text("oHidden", "你好"))
    shown = []
    await api.send_text("oHidden", "保密的话")
    for _ in range(2):
        with pytest.raises((WechatCallRefused, WechatUnavailable)) as failed:
            await api.send_text("oHidden", "保密的话")
        shown.append(f"{failed.value!r} {failed.value.__cause__}")
    # What the double's own server logs is not ours.
    ours = [each.getMessage() for each in caplog.records if "uvicorn" not in each.name]
    told = " ".join([*shown, *ours])
    for hidden in ("access_token", "oHidden", "保密的话", double.account.app_secret):
        assert hidden not in told


@pytest.mark.parametrize(
    "url", ["http://api.weixin.qq.com", "http://10.0.0.1", "ftp://localhost.a"]
)
def test_the_platform_is_not_reached_without_tls(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        http_client(url)
