"""Customer-service quotas as the platform counts them."""

import pytest

from tests.wechat_double import user
from tests.wechat_double.quotas import HOURS_48, NOTHING_TO_ANSWER, USED_UP, Quotas


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_nobody_is_sent_anything_who_did_nothing() -> None:
    assert Quotas(Clock()).spend("a") == NOTHING_TO_ANSWER


@pytest.mark.parametrize(
    ("does", "count", "seconds"),
    [
        (user.text("a", "x"), 5, HOURS_48),
        (user.voice("a", None), 5, HOURS_48),
        (user.click("a", "k"), 3, 60),
        (user.subscribe("a"), 3, 60),
        (user.scan("a", "1"), 3, 60),
    ],
)
def test_each_thing_that_one_does_allows_so_many_for_so_long(
    does: user.Fields, count: int, seconds: float
) -> None:
    clock = Clock()
    quotas = Quotas(clock)
    quotas.did("a", does)
    clock.seconds += seconds - 1
    assert [quotas.spend("a") for _ in range(count + 1)] == [0] * count + [USED_UP]
    assert quotas.spend("b") == NOTHING_TO_ANSWER
    clock.seconds += 1
    assert quotas.spend("a") == NOTHING_TO_ANSWER


def test_writing_again_allows_anew_and_does_not_add_up() -> None:
    quotas = Quotas(Clock())
    for _ in range(2):
        quotas.did("a", user.text("a", "x"))
    assert [quotas.spend("a") for _ in range(6)] == [0] * 5 + [USED_UP]


def test_a_click_is_used_up_before_the_message_that_lasts_longer() -> None:
    clock = Clock()
    quotas = Quotas(clock)
    quotas.did("a", user.text("a", "x"))
    quotas.did("a", user.click("a", "k"))
    assert [quotas.spend("a") for _ in range(3)] == [0] * 3
    clock.seconds += 61
    assert [quotas.spend("a") for _ in range(6)] == [0] * 5 + [USED_UP]


def test_who_follows_no_more_is_sent_nothing() -> None:
    quotas = Quotas(Clock())
    quotas.did("a", user.text("a", "x"))
    quotas.did("a", user.unsubscribe("a"))
    assert quotas.spend("a") == NOTHING_TO_ANSWER
