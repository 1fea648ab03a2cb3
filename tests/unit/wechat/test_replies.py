"""Passive replies, read back by another reader than ours."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wechat.reading import Message, read_message
from bot.wechat.replies import Article, encrypted_reply, news_reply, text_reply

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
_WRITABLE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])


def to(event: str | None = None) -> Message:
    fields = {"ToUserName": "gh_1", "FromUserName": "oUser", "CreateTime": "1", "MsgId": "1"}
    if event:
        return read_message({**fields, "MsgType": "event", "Event": event, "EventKey": "k"})
    return read_message({**fields, "MsgType": "text", "Content": "a"})


def elements(reply: bytes) -> dict[str, str | None]:
    return {element.tag: element.text for element in ElementTree.fromstring(reply)}


def test_a_text_goes_back_to_who_wrote_from_whom_they_wrote_to() -> None:
    assert elements(text_reply(to(), "你好\n再见", NOW)) == {
        "ToUserName": "oUser",
        "FromUserName": "gh_1",
        "CreateTime": str(int(NOW.timestamp())),
        "MsgType": "text",
        "Content": "你好\n再见",
    }


def test_the_published_form_comes_out_to_the_byte() -> None:
    reply = text_reply(to(), "你好", datetime.fromtimestamp(12345678, UTC)).decode()
    assert reply == (
        "<xml><ToUserName><![CDATA[oUser]]></ToUserName>"
        "<FromUserName><![CDATA[gh_1]]></FromUserName><CreateTime>12345678</CreateTime>"
        "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>"
    )


@given(st.text(_WRITABLE | st.sampled_from("]]>&<"), min_size=1, max_size=100))
def test_any_text_reads_back_as_it_was(text: str) -> None:
    assert elements(text_reply(to(), text, NOW))["Content"] == text


def test_an_end_of_cdata_in_the_text_ends_nothing() -> None:
    text = "]]></Content><ToUserName>oOther</ToUserName>"
    read = elements(text_reply(to(), text, NOW))
    assert (read["Content"], read["ToUserName"]) == (text, "oUser")


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert elements(text_reply(to(), "a\x00\x08\ud800\ufffeb", NOW))["Content"] == "ab"


@pytest.mark.parametrize("text", ["", "好" * 683])
def test_a_text_that_wechat_would_not_take_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"2,048"):
        text_reply(to(), text, NOW)


def test_2048_bytes_are_taken() -> None:
    assert elements(text_reply(to(), "好" * 682 + "ab", NOW))["Content"] == "好" * 682 + "ab"


def test_articles_have_all_that_wechat_asks_for() -> None:
    reply = ElementTree.fromstring(news_reply(to(), [Article("t", "https://a", "d", "p")], NOW))
    assert reply.findtext("ArticleCount") == "1"
    assert [(each.tag, each.text) for each in reply.iterfind("Articles/item/*")] == [
        ("Title", "t"),
        ("Description", "d"),
        ("PicUrl", "p"),
        ("Url", "https://a"),
    ]


@pytest.mark.parametrize(("event", "most"), [(None, 1), ("CLICK", 8)])
def test_a_message_is_answered_with_one_article_and_an_event_with_eight(
    event: str | None, most: int
) -> None:
    articles = [Article("t", "https://a")] * (most + 1)
    news_reply(to(event), articles[1:], NOW)
    for refused in (articles, []):
        with pytest.raises(ValueError, match="articles"):
            news_reply(to(event), refused, NOW)


def test_the_envelope_has_the_four_elements_of_the_published_one() -> None:
    assert encrypted_reply("msg_encrypt", "msg_signature", "1", "nonce").decode() == (
        "<xml><Encrypt><![CDATA[msg_encrypt]]></Encrypt>"
        "<MsgSignature><![CDATA[msg_signature]]></MsgSignature>"
        "<TimeStamp>1</TimeStamp><Nonce><![CDATA[nonce]]></Nonce></xml>"
    )
