import re

import pytest

from bot.understanding.sounds import all_syllables, folded, readings, syllables_of


@pytest.mark.parametrize(("char", "syllables"), [("岗", ("gang",)), ("金", ("jin",))])
def test_a_character_is_read_without_its_tone(char, syllables):
    assert readings(char) == syllables


def test_a_character_of_several_readings_has_them_all_the_usual_one_first():
    assert readings("还")[:2] == ("hai", "huan")
    assert set(readings("行")) >= {"xing", "hang"}


def test_the_same_syllable_in_two_tones_is_one_reading():
    assert readings("好") == ("hao",)


def test_what_a_keyboard_has_no_key_for_is_written_with_v():
    assert readings("女")[0] == "nv"
    assert syllables_of("就绪女") == ("jiu", "xu", "nv")


@pytest.mark.parametrize("char", ["a", "1", "，", " ", "😀"])
def test_what_is_no_character_is_not_read(char):
    assert readings(char) == ()


def test_a_word_is_read_as_a_whole():
    assert syllables_of("银行") == ("yin", "hang")
    assert syllables_of("返还") == ("fan", "huan")
    assert syllables_of("还有") == ("hai", "you")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zhi", "zi"),
        ("chuang", "cuan"),
        ("shi", "si"),
        ("nian", "lian"),
        ("nv", "lv"),
        ("gang", "gan"),
        ("jing", "jin"),
        ("shen", "sheng"),
    ],
)
def test_what_people_mix_up_is_one(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ban", "pan"), ("fei", "hei"), ("an", "en"), ("shi", "shu"), ("zi", "ci"), ("nan", "ran")],
)
def test_what_sounds_different_stays_different(one, other):
    assert folded(one) != folded(other)


def test_folding_twice_is_folding_once():
    twice = {each: folded(folded(each)) for each in all_syllables()}

    assert twice == {each: folded(each) for each in all_syllables()}


def test_every_syllable_that_a_person_types_is_known():
    assert {"shi", "ye", "jin", "zhuang", "nv", "a", "er"} <= all_syllables()


def test_what_is_no_syllable_is_not_known():
    assert not {"", "n", "m", "ng", "hm", "loan", "hr", "shiye", "Shi"} & all_syllables()


def test_every_syllable_is_letters_of_a_keyboard():
    assert all(re.fullmatch("[a-z]{1,6}", each) for each in all_syllables())
