"""A new key, and nothing left under the old one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SealBroken, StoreUnavailable
from bot.privacy.rotation import rotate
from bot.sealing import Sealer
from tests.fake_privacy import MemorySealed

OLD, NEW = b"o" * 32, b"n" * 32
BEFORE, BOTH, AFTER = Sealer([OLD]), Sealer([NEW, OLD]), Sealer([NEW])


def sealed(*texts: str) -> MemorySealed:
    return MemorySealed([BEFORE.seal(text) for text in texts])


def test_after_it_the_new_key_alone_opens_everything() -> None:
    stores = {"applications": sealed("甲", "乙"), "contacts": sealed("丙")}

    assert rotate(stores, BOTH) == {"applications": 2, "contacts": 1}
    assert [AFTER.open(each) for each in stores["applications"].values] == ["甲", "乙"]
    assert AFTER.open(stores["contacts"].values[0]) == "丙"


def test_again_there_is_nothing_to_do() -> None:
    stores = {"contacts": sealed("丙")}
    rotate(stores, BOTH)
    once = list(stores["contacts"].values)

    assert rotate(stores, BOTH) == {"contacts": 0}
    assert stores["contacts"].values == once


def test_progress_is_told_kind_by_kind() -> None:
    told: list[tuple[str, int]] = []

    rotate({"a": sealed("甲"), "b": sealed()}, BOTH, lambda kind, done: told.append((kind, done)))

    assert told == [("a", 1), ("b", 0)]


@given(st.integers(0, 4))
def test_wherever_it_breaks_off_it_goes_on(after: int) -> None:
    store = sealed("甲", "乙", "丙", "丁", "戊")
    store.breaks_after = after

    with pytest.raises(StoreUnavailable):
        rotate({"a": store}, BOTH)
    assert rotate({"a": store}, BOTH) == {"a": 5 - after}
    assert [AFTER.open(each) for each in store.values] == ["甲", "乙", "丙", "丁", "戊"]


def test_what_no_key_opens_is_not_passed_over() -> None:
    with pytest.raises(SealBroken):
        rotate({"a": sealed("甲")}, AFTER)
