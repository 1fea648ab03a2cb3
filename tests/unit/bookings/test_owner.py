"""Who asks, as it is stored."""

from bot.bookings.owner import call_of, owner_hash
from tests.booking_data import NOW, SECRET


def test_a_hash_is_the_person_s_the_key_s_and_the_purpose_s() -> None:
    ann = owner_hash(SECRET, "ann")

    assert ann == owner_hash(SECRET, "ann")
    assert len({ann, owner_hash(SECRET, "bob"), owner_hash(b"x" * 32, "ann")}) == 3
    assert "ann" not in ann


def test_a_call_is_the_same_only_when_everything_asked_is() -> None:
    one = call_of(SECRET, "ann", "k", "book", {"office": "one"}, NOW)

    assert call_of(SECRET, "ann", "k", "book", {"office": "one"}, NOW) == one
    assert call_of(SECRET, "bob", "k", "book", {"office": "one"}, NOW).key != one.key
    assert call_of(SECRET, "ann", "k", "hold", {"office": "one"}, NOW).request != one.request
    assert call_of(SECRET, "ann", "k", "book", {"office": "two"}, NOW).request != one.request
    # What belongs to the owner cannot slide over into the key.
    assert call_of(SECRET, "an", "nk", "book", {}, NOW).key != one.key
