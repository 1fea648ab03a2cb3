import re

import pytest

from bot.understanding.places import is_elsewhere, read_places

PLACES = ("昆山", "南京", "盐城", "苏州")
OUTSIDE = ("全国",)


def told(text):
    named = [(*m.span(), (m[0], "江苏省")) for m in re.finditer("|".join(PLACES), text)]
    return {each.fact: each.value[0] for each in read_places(text, named, OUTSIDE)}


@pytest.mark.parametrize("text", ["安徽", "我是外省户口", "户口在河南", "外省的", "不是江苏的"])
def test_another_province_is_elsewhere(text):
    assert is_elsewhere(text)


@pytest.mark.parametrize("text", ["南京", "昆山的", "就在本地", "没有", "我是外地户口"])
def test_a_place_of_this_province_is_not(text):
    assert not is_elsewhere(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("南京失业金多少", {"city": "南京"}),
        ("人在昆山,户口盐城的", {"city": "昆山", "hukou": "盐城"}),
        ("我户口本上是盐城,现在住南京", {"city": "南京", "hukou": "盐城"}),
        ("户口盐城现在昆山打工", {"city": "昆山", "hukou": "盐城"}),
        ("南京户籍", {"hukou": "南京"}),
        ("户籍:盐城市", {"hukou": "盐城"}),
        ("在苏州上班,户口是安徽的", {"city": "苏州", "hukou": "全国"}),
        ("户口从安徽迁到南京了", {"hukou": "南京"}),
        ("在苏州,不对,在昆山", {"city": "昆山"}),
        ("户口苏州,错了,是盐城", {"hukou": "盐城"}),
        ("我妈户口在盐城", {"hukou": "盐城"}),
        # Denied, wished for, of somebody else, or of no use.
        ("户口不在南京", {}),
        ("想去苏州上班", {}),
        ("想把户口迁到苏州", {}),
        ("我同事在苏州领了八千", {}),
        ("我妈在盐城,我要照顾她", {}),
        ("老家盐城", {}),
        ("我浙江人", {}),
    ],
)
def test_places_are_where_the_person_is_and_where_the_household_is(text, expected):
    assert told(text) == expected
