"""Sealed text comes back only with its key and as it was; a digest finds without telling."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SealBroken
from bot.sealing import Sealer

OLD, NEW, FOREIGN = b"o" * 32, b"n" * 32, b"f" * 32
SECRET = "320102199003070033"
before, rotated, after = Sealer([OLD]), Sealer([NEW, OLD]), Sealer([NEW])


@given(st.text())
def test_whatever_was_sealed_is_opened(text: str) -> None:
    assert before.open(before.seal(text)) == text


def test_the_same_text_is_sealed_differently_each_time_and_nowhere_in_clear() -> None:
    sealed = {before.seal(SECRET) for _ in range(20)}

    assert len(sealed) == 20
    assert not any(SECRET in each for each in sealed)


@given(st.integers(0), st.integers(1, 127))
def test_one_changed_character_breaks_the_seal(place: int, by: int) -> None:
    sealed = before.seal(SECRET)
    at = place % len(sealed)
    changed = sealed[:at] + chr((ord(sealed[at]) + by) % 128) + sealed[at + 1 :]

    try:
        opened = before.open(changed)
    except SealBroken:
        return
    # What base64 does not look at may differ; the text may not.
    assert opened == SECRET


@given(st.text())
def test_what_was_never_sealed_is_broken(text: str) -> None:
    with pytest.raises(SealBroken) as broken:
        before.open(text)
    assert str(broken.value) == ""


def test_a_foreign_key_opens_nothing_and_finds_nothing() -> None:
    foreign = Sealer([FOREIGN])

    with pytest.raises(SealBroken):
        foreign.open(before.seal(SECRET))
    assert foreign.digest("id_number", SECRET) not in before.digests("id_number", SECRET)


@pytest.mark.parametrize("cut", [0, 1, 20, -1])
def test_a_cut_seal_is_broken(cut: int) -> None:
    with pytest.raises(SealBroken):
        before.open(before.seal(SECRET)[:cut])


# -- a new key


def test_after_a_rotation_the_old_is_still_read_and_found() -> None:
    assert rotated.open(before.seal(SECRET)) == SECRET
    assert before.digest("mobile", SECRET) in rotated.digests("mobile", SECRET)


def test_what_was_sealed_anew_no_longer_needs_the_old_key() -> None:
    old = before.seal(SECRET)
    anew = rotated.sealed_anew(old)

    assert (rotated.is_newest(old), rotated.is_newest(anew)) == (False, True)
    assert after.open(anew) == SECRET
    with pytest.raises(SealBroken):
        after.open(old)
    with pytest.raises(SealBroken):
        after.sealed_anew(old)


def test_the_newest_key_seals_and_is_looked_for_first() -> None:
    assert after.open(rotated.seal(SECRET)) == SECRET
    assert rotated.digests("mobile", SECRET) == [
        rotated.digest("mobile", SECRET),
        before.digest("mobile", SECRET),
    ]
    assert rotated.digest("mobile", SECRET) == after.digest("mobile", SECRET)


def test_what_is_no_seal_at_all_is_not_the_newest() -> None:
    assert not before.is_newest("")
    assert not before.is_newest("not a seal")


# -- digests


@given(st.text(), st.text())
def test_a_digest_is_always_the_same_and_tells_nothing(kind: str, value: str) -> None:
    digest = before.digest(kind, value)

    assert digest == Sealer([OLD]).digest(kind, value)
    assert re.fullmatch(r"[0-9a-f]{64}", digest)


def test_the_kind_is_part_of_it() -> None:
    assert before.digest("mobile", SECRET) != before.digest("code", SECRET)


def test_a_digest_is_no_seal_key_in_disguise() -> None:
    # The key that seals and the one that hashes are derived apart.
    assert before.digest("seal", "") != before.seal("")
    assert before.digest("a", "b") != Sealer([b"o" * 33]).digest("a", "b")


@pytest.mark.parametrize("keys", [[], [b""], [b"k" * 31], [NEW, b"short"]])
def test_no_key_or_a_short_one_is_refused(keys: list[bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer(keys)


def test_a_sealer_prints_no_key() -> None:
    assert "oooo" not in repr(before)
