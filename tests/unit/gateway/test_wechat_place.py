"""Which offices are named for a place that somebody sent."""

import pytest

from bot.gateway.wechat_place import words_for
from bot.wechat.messages import Location
from bot.wechat.reading import read_message
from tests.fakes import Fakes


def place(label: str) -> Location:
    fields = {
        "ToUserName": "gh_1",
        "FromUserName": "oA",
        "CreateTime": "1",
        "MsgType": "location",
        "Location_X": "32.0",
        "Location_Y": "118.8",
        "Label": label,
        "MsgId": "1",
    }
    message = read_message(fields)
    assert isinstance(message, Location)
    return message


@pytest.mark.parametrize(
    ("label", "city"),
    [
        ("江苏省南京市玄武区北京东路", "南京市"),
        ("江苏省南京市鼓楼区中山路", "南京市"),
        ("昆山市前进路", "苏州市"),
    ],
)
def test_offices_that_can_be_booked_there_are_named_and_none_is_called_the_nearest(
    label: str, city: str
) -> None:
    parts = Fakes().parts
    plan = parts.bookings.appointments.plan
    assert plan
    there = {office.name for office in plan.offices if office.region == city}
    words = words_for(place(label), parts)
    assert there
    assert {line[2:].split("（")[0] for line in words.splitlines() if line[:2] == "· "} == there
    assert "说不准哪个离您最近" in words
    assert "演示数据" in words


def test_where_none_can_be_booked_the_hotline_is_named() -> None:
    words = words_for(place("江苏省淮安市清江浦区"), Fakes().parts)
    assert words.startswith("淮安市还没有")
    assert "12333" in words


@pytest.mark.parametrize("label", ["", "北京市东城区", "江苏省"])
def test_a_place_that_is_no_city_of_ours_is_asked_about(label: str) -> None:
    assert "哪个市县" in words_for(place(label), Fakes().parts)
