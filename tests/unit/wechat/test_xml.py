"""Reading XML that anybody may have written."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wechat.errors import BadXml
from bot.wechat.xml import MOST_BYTES, read_xml

_BOMB = """<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>"""
_EXTERNAL = """<!DOCTYPE xml [<!ENTITY file SYSTEM "file:///etc/hostname">]>
<xml><Content>&file;</Content></xml>"""
_OUTSIDE = '<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/dtd"><xml><Content>a</Content></xml>'


def test_elements_are_read_by_name_with_their_text() -> None:
    body = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<MsgId>1</MsgId><Empty/></xml>"
    assert read_xml(body.encode()) == {"ToUserName": "gh_1", "MsgId": "1", "Empty": ""}


def test_what_cdata_holds_is_text_and_is_not_read_as_elements() -> None:
    body = b"<xml><Content><![CDATA[<b>&lt;]]]]><![CDATA[></b>]]></Content></xml>"
    assert read_xml(body) == {"Content": "<b>&lt;]]></b>"}


def test_elements_inside_are_a_mapping_and_repeated_ones_a_list() -> None:
    body = b"""<xml><Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent>
    <List><TemplateId>a</TemplateId></List><List><TemplateId>b</TemplateId></List>
    </SubscribeMsgPopupEvent></xml>"""
    inside = read_xml(body)["SubscribeMsgPopupEvent"]
    assert inside == {"List": [{"TemplateId": "a"}, {"TemplateId": "b"}]}


@pytest.mark.parametrize("body", [_BOMB, _EXTERNAL, _OUTSIDE], ids=["bomb", "file", "outside"])
def test_a_doctype_is_refused_with_every_entity_that_it_could_bring(body: str) -> None:
    with pytest.raises(BadXml, match="declaration"):
        read_xml(body.encode())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<xml>",
        b"<xml></lmx>",
        b"<xml><a>&unknown;</a></xml>",
        b"<xml/><xml/>",
        "<xml><a>\ud800</a></xml>".encode("utf-8", "surrogatepass"),
        b"<xml><a>\xff</a></xml>",
        b"<xml><a>\x00</a></xml>",
    ],
)
def test_what_is_not_well_formed_is_refused(body: bytes) -> None:
    with pytest.raises(BadXml, match="well formed"):
        read_xml(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><a/></html>",
        b"<xml><?do it?></xml>",
        b"<xml><FromUserName>a</FromUserName><FromUserName>b</FromUserName></xml>",
        b"<xml>" + b"<a>" * 8 + b"</a>" * 8 + b"</xml>",
        b"<xml>" + b"<a/>" * 1000 + b"</xml>",
        b"<xml>" + b" " * MOST_BYTES + b"</xml>",
    ],
    ids=["another root", "an instruction", "twice", "too deep", "too many", "too large"],
)
def test_what_wechat_would_not_send_is_refused(body: bytes) -> None:
    with pytest.raises(BadXml):
        read_xml(body)


def test_the_largest_body_is_read() -> None:
    content = b"a" * (MOST_BYTES - len(b"<xml><C></C></xml>"))
    body = b"<xml><C>" + content + b"</C></xml>"
    assert len(body) == MOST_BYTES
    assert read_xml(body) == {"C": content.decode()}


def test_a_document_that_claims_another_encoding_is_read_as_utf_8() -> None:
    body = '<?xml version="1.0" encoding="gbk"?><xml><C>你好</C></xml>'.encode()
    assert read_xml(body) == {"C": "你好"}


def test_an_error_does_not_repeat_the_content() -> None:
    with pytest.raises(BadXml) as refused:
        read_xml(b"<xml><C>320102199001011234</xml>")
    assert "3201" not in f"{refused.value!r}"
    assert refused.value.__cause__ is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_name(body: bytes) -> None:
    with suppress(BadXml):
        assert isinstance(read_xml(b"<xml>" + body + b"</xml>"), dict)
