"""Every kind of message and event, as the platform's documents show them."""

import pytest

from bot.wechat import messages
from bot.wechat.errors import BadXml
from bot.wechat.reading import Message, read_message
from bot.wechat.xml import read_xml

BASE = {"ToUserName": "gh_1", "FromUserName": "oUser", "CreateTime": "1348831860"}


def message(kind: str, **fields: str) -> Message:
    return read_message({**BASE, "MsgType": kind, **fields})


def event(name: str, **fields: str) -> Message:
    return message("event", Event=name, **fields)


def test_the_published_text_message_is_read() -> None:
    body = (
        "<xml><ToUserName><![CDATA[toUser]]></ToUserName>"
        "<FromUserName><![CDATA[fromUser]]></FromUserName><CreateTime>1348831860</CreateTime>"
        "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[this is a test]]></Content>"
        "<MsgId>1234567890123456</MsgId></xml>"
    )
    read = read_message(read_xml(body.encode()))
    assert isinstance(read, messages.Text)
    assert (read.to_user_name, read.from_user_name) == ("toUser", "fromUser")
    assert (read.create_time, read.msg_id) == (1348831860, 1234567890123456)
    assert read.content == "this is a test"


@pytest.mark.parametrize("recognition", ["腾讯微信团队", None])
def test_a_voice_message_has_what_was_understood_where_that_is_switched_on(
    recognition: str | None,
) -> None:
    more = {"Recognition": recognition} if recognition else {}
    read = message("voice", MediaId="m", Format="amr", MsgId="1", **more)
    assert isinstance(read, messages.Voice)
    assert read.recognition == recognition


def test_an_image_has_its_address() -> None:
    read = message("image", PicUrl="http://a/b", MediaId="m", MsgId="1")
    assert isinstance(read, messages.Image)
    assert read.pic_url == "http://a/b"


@pytest.mark.parametrize("kind", ["video", "shortvideo"])
def test_both_kinds_of_video_are_videos(kind: str) -> None:
    assert isinstance(message(kind, MediaId="m", ThumbMediaId="t", MsgId="1"), messages.Video)


def test_a_location_has_latitude_first() -> None:
    read = message(
        "location", Location_X="32.06", Location_Y="118.79", Scale="20", Label="南京", MsgId="1"
    )
    assert isinstance(read, messages.Location)
    assert (read.latitude, read.longitude, read.label) == (32.06, 118.79, "南京")


def test_a_link_has_title_and_address() -> None:
    read = message("link", Title="t", Description="d", Url="https://a", MsgId="1")
    assert isinstance(read, messages.Link)
    assert (read.title, read.url) == ("t", "https://a")


def test_who_follows_by_a_code_brings_its_scene() -> None:
    read = event("subscribe", EventKey="qrscene_123123", Ticket="T")
    assert isinstance(read, messages.Subscribe)
    assert (read.scene, read.ticket) == ("123123", "T")


def test_who_follows_without_a_code_brings_no_scene() -> None:
    read = event("subscribe", EventKey="")
    assert isinstance(read, messages.Subscribe)
    assert read.scene is None


@pytest.mark.parametrize(
    ("name", "more", "kind"),
    [
        ("unsubscribe", {}, messages.Unsubscribe),
        ("CLICK", {"EventKey": "人工"}, messages.Click),
        ("VIEW", {"EventKey": "https://a"}, messages.View),
        ("SCAN", {"EventKey": "123", "Ticket": "T"}, messages.Scan),
        (
            "LOCATION",
            {"Latitude": "23.137466", "Longitude": "113.352425", "Precision": "119.385040"},
            messages.ReportedLocation,
        ),
        ("TEMPLATESENDJOBFINISH", {"MsgID": "200", "Status": "success"}, messages.TemplateSent),
        ("subscribe_msg_popup_event", {}, messages.SubscriptionEvent),
        ("subscribe_msg_change_event", {}, messages.SubscriptionEvent),
        ("subscribe_msg_sent_event", {}, messages.SubscriptionEvent),
    ],
)
def test_each_event_has_its_class(
    name: str, more: dict[str, str], kind: type[messages.Incoming]
) -> None:
    read = event(name, **more)
    assert type(read) is kind
    assert read.event_key == more.get("EventKey", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"MsgType": "hologram", "MsgId": "1"},
        {"MsgType": "event", "Event": "user_authorization_revoke"},
        {"MsgType": "event"},
        {"MsgType": "location", "MsgId": "1"},
        {"MsgType": "location", "MsgId": "1", "Location_X": "nan", "Location_Y": "0"},
        {"MsgType": "text", "MsgId": "1"},
    ],
)
def test_a_kind_that_we_do_not_know_or_that_lacks_something_is_kept(fields: dict[str, str]) -> None:
    read = read_message({**BASE, **fields})
    assert type(read) is messages.Unknown
    assert read.msg_type == fields["MsgType"]


def test_a_field_that_we_do_not_know_is_kept() -> None:
    assert message("text", Content="a", MsgId="1", Idx="7").model_extra == {"Idx": "7"}


@pytest.mark.parametrize("lost", ["ToUserName", "FromUserName", "CreateTime", "MsgType"])
def test_without_sender_receiver_time_or_kind_it_is_no_message(lost: str) -> None:
    fields = {**BASE, "MsgType": "text", "Content": "a", "MsgId": "1"}
    del fields[lost]
    with pytest.raises(BadXml, match="not a message"):
        read_message(fields)


@pytest.mark.parametrize("name", ["MsgId", "MsgID"])
def test_the_number_is_read_in_both_spellings_and_to_64_bits(name: str) -> None:
    read = message("text", Content="a", **{name: str(2**64 - 1)})
    assert read.msg_id == 2**64 - 1


@pytest.mark.parametrize("number", [str(2**64), "-1", "one", "1.5"])
def test_another_number_is_no_message(number: str) -> None:
    with pytest.raises(BadXml):
        message("text", Content="a", MsgId=number)


def test_the_key_of_a_message_is_its_number() -> None:
    first = message("text", Content="a", MsgId="7")
    again = message("text", Content="a", MsgId="7", CreateTime="1348831861")
    other = message("text", Content="a", MsgId="8")
    assert first.key == again.key != other.key


def test_a_kind_that_we_do_not_know_has_its_number_as_key_too() -> None:
    assert message("hologram", MsgId="7").key == message("text", Content="a", MsgId="7").key


def test_the_key_of_an_event_is_who_when_and_what() -> None:
    first = event("CLICK", EventKey="a")
    assert first.key == event("CLICK", EventKey="a").key
    others = [
        event("VIEW", EventKey="a"),
        event("CLICK", EventKey="b"),
        event("CLICK", EventKey="a", CreateTime="1348831861"),
        event("CLICK", EventKey="a", FromUserName="oOther"),
    ]
    assert len({first.key, *(other.key for other in others)}) == 5


def test_the_number_of_a_message_that_we_sent_is_not_the_key_of_its_event() -> None:
    sent = event("TEMPLATESENDJOBFINISH", MsgID="7", Status="success")
    assert sent.msg_id == 7
    assert sent.key != message("text", Content="a", MsgId="7").key


def test_a_repr_tells_neither_words_nor_person() -> None:
    read = message("text", Content="320102199001011234", MsgId="7", Extra="secret")
    for shown in (repr(read), str(read)):
        assert shown.count("text")
        for hidden in ("3201", "oUser", "secret"):
            assert hidden not in shown
