import pytest

from bot.understanding.places import is_elsewhere


@pytest.mark.parametrize("text", ["安徽", "我是外地户口", "户口在河南", "外省的", "不是江苏的"])
def test_another_province_is_elsewhere(text):
    assert is_elsewhere(text)


@pytest.mark.parametrize("text", ["南京", "昆山的", "就在本地", "没有"])
def test_a_place_of_this_province_is_not(text):
    assert not is_elsewhere(text)
