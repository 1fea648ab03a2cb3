"""Characters that look alike."""

import pytest

from bot.understanding.shapes import look_alikes


@pytest.mark.parametrize(
    ("written", "meant"), [("货", "贷"), ("帖", "贴"), ("朴", "补"), ("刁", "习")]
)
def test_a_character_may_stand_for_one_that_looks_alike(written, meant):
    assert meant in look_alikes(written)
    assert written in look_alikes(meant)


def test_no_character_is_its_own_look_alike_and_most_have_none():
    assert "贷" not in look_alikes("贷")
    assert look_alikes("你") == frozenset()
