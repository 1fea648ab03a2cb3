import math

import pytest

from bot.understanding.lexicon import Lexicon
from bot.understanding.sounds import folded


def found(lexicon, *syllables):
    """The words of `lexicon` at the end of the way that `syllables` name."""
    node = lexicon.sounds
    for syllable in syllables:
        node = node.next[folded(syllable)]
    return dict(node.words)


def test_a_name_is_a_word_and_nothing_of_the_language():
    assert Lexicon([], ["失业金"]).knows("失业金")
    assert not Lexicon([], []).knows("失业金")


def test_a_word_of_the_language_is_known_without_being_said():
    assert Lexicon([], []).knows("红烧肉")


def test_a_word_that_was_said_is_known_and_its_pieces_across_words_are_not():
    lexicon = Lexicon(["失业金怎么领"], ["失业金"])

    assert lexicon.knows("怎么")
    assert not lexicon.knows("金怎")


@pytest.mark.parametrize("name", ["4050补贴", "XYZ补贴", "岗位（公益）", ""])
def test_a_name_that_is_not_all_characters_is_no_word(name):
    assert not Lexicon([], [name]).knows(name)


def test_the_longest_name_is_the_word_that_was_said():
    names = ["创业贷", "富民创业贷"]
    before = Lexicon([], names)
    after = Lexicon(["富民创业贷"] * 9, names)

    assert after.log_chance("富民创业贷", None) > before.log_chance("富民创业贷", None)
    assert after.log_chance("创业贷", None) < before.log_chance("创业贷", None)


def test_what_is_said_more_is_likelier():
    lexicon = Lexicon(["条件", "条件", "条件", "调剂"], [])

    assert lexicon.log_chance("条件", None) > lexicon.log_chance("调剂", None)


def test_what_was_said_twice_after_a_word_is_likelier_after_it():
    lexicon = Lexicon(["失业金怎么", "失业金怎么"], ["失业金"])

    after = lexicon.log_chance("怎么", "失业金")
    assert after > lexicon.log_chance("怎么", None)
    assert after > lexicon.log_chance("怎么", "没说过")


def test_what_was_said_once_after_a_word_may_have_been_a_slip():
    lexicon = Lexicon(["失业金怎么", "多少"], ["失业金"])

    assert lexicon.log_chance("怎么", "失业金") == lexicon.log_chance("怎么", None)


def test_words_of_two_sides_of_a_mark_do_not_follow_each_other():
    apart = Lexicon(["失业金，怎么"] * 2, ["失业金"])

    assert apart.log_chance("怎么", "失业金") == apart.log_chance("怎么", None)


def test_a_chance_is_a_chance_even_where_nothing_was_said():
    chance = Lexicon([], []).log_chance("㐀㐀", "失业金")

    assert math.isfinite(chance)
    assert chance < 0


def test_a_word_is_found_by_its_sound_and_by_one_that_is_mixed_up_with_it():
    lexicon = Lexicon([], ["稳岗返还"])

    word = {"稳岗返还": ("wen", "gang", "fan", "huan")}
    assert found(lexicon, "wen", "gang", "fan", "huan") == word
    assert found(lexicon, "wen", "gan", "fang", "huan") == word
    assert found(lexicon, "wen", "gang") == {}


def test_words_of_one_sound_stand_in_one_place():
    lexicon = Lexicon(["实业", "失业"], [])

    assert set(found(lexicon, "shi", "ye")) == {"实业", "失业"}


def test_a_word_of_the_language_that_nobody_says_here_is_not_looked_for():
    assert Lexicon([], []).sounds.next == {}
