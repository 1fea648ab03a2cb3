"""Keep conversations in Redis, each at a bounded size and for a bounded time.

Rasa's own Redis store reads, merges and writes the whole history at every turn, so that a turn
costs more the longer a conversation lasts. Here a tracker is its slots and its latest events.
"""

from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from rasa_ext import action_answer
from rasa_ext.redis_client import connect

MAX_EVENTS = 100
# Rasa's session ends after an hour of silence; an hour later nothing needs the tracker.
KEEP_SECONDS = 2 * 3600
_PREFIX = "tracker:"


class BoundedTrackerStore(TrackerStore, SerializedTrackerAsText):
    """At most `MAX_EVENTS` events of a conversation, with every slot's value."""

    def __init__(
        self,
        domain: Domain,
        host: str = "",
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        # Rasa passes the endpoint's `url` as `host`.
        self._redis = connect(host)
        # The one part of ours that Rasa makes before it answers and does not make for training.
        action_answer.install()
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store `tracker`, cut to its bound."""
        await self.stream_events(tracker)
        tracker = bounded(tracker, self.domain)
        self._redis.set(
            _PREFIX + tracker.sender_id, self.serialise_tracker(tracker), ex=KEEP_SECONDS
        )

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The stored tracker; None when there is none or its time is over."""
        stored = self._redis.get(_PREFIX + sender_id)
        return self.deserialise_tracker(sender_id, stored) if stored else None

    async def keys(self) -> Iterable[str]:
        """The conversations that are stored."""
        return [key[len(_PREFIX) :] for key in self._redis.scan_iter(_PREFIX + "*")]


def bounded(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """`tracker` itself while it is short; else its slots followed by its latest whole turns."""
    events: list[Event] = list(tracker.events)
    if len(events) <= MAX_EVENTS:
        return tracker
    latest = events[-MAX_EVENTS // 2 :]
    first_turn = next((at for at, event in enumerate(latest) if isinstance(event, UserUttered)), 0)
    values = [
        SlotSet(slot.name, slot.value) for slot in tracker.slots.values() if slot.value is not None
    ]
    # Slots are set before and after: the kept events may set them to older values on the way.
    return DialogueStateTracker.from_events(
        tracker.sender_id,
        [*values, *latest[first_turn:], *values],
        slots=domain.slots,
        domain=domain,
    )
