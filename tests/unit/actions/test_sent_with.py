"""What the gateway sends along with a message."""

from typing import Any

import pytest
from rasa_sdk.interfaces import Tracker

from actions.sent_with import sent_with


def tracker(*events: dict[str, Any]) -> Tracker:
    return Tracker("one", {}, {}, list(events), False, None, {}, None)


def test_it_is_read_from_the_latest_message() -> None:
    at = tracker(
        {"event": "user", "metadata": {"client": "earlier", "message_id": "m1"}},
        {"event": "user", "metadata": {"client": "a digest", "message_id": "m2"}},
        {"event": "action", "metadata": {"client": "nobody"}},
    )

    assert (sent_with(at, "client"), sent_with(at, "message_id")) == ("a digest", "m2")


def test_what_an_earlier_message_was_sent_with_is_not_this_one_s() -> None:
    at = tracker({"event": "user", "metadata": {"client": "earlier"}}, {"event": "user"})

    assert sent_with(at, "client") is None


@pytest.mark.parametrize("metadata", [None, {}, {"client": None}, {"client": ""}])
def test_nothing_sent_is_nothing(metadata: Any) -> None:
    assert sent_with(tracker({"event": "user", "metadata": metadata}), "client") is None
    assert sent_with(tracker(), "client") is None
