"""What the gateway sends along with a message: who sent it, and under which id."""

from typing import Any

from rasa_sdk.interfaces import Tracker


def sent_with(tracker: Tracker, name: str) -> str | None:
    """`client` (a digest of the address) or `message_id` (the client's own), where it was sent."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            metadata: dict[str, Any] = event.get("metadata") or {}
            value = metadata.get(name)
            return str(value) if value else None
    return None
