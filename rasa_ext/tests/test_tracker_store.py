"""Conversations of Rasa in a real Redis."""

import time
from typing import Any

import pytest
import redis
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from rasa_ext.tracker_store import KEEP_SECONDS, MAX_EVENTS, BoundedTrackerStore, bounded

ASKED = {"intent": {"name": "ask_amount", "confidence": 0.9}, "entities": []}


@pytest.fixture
def store(domain: Domain, redis_url: str) -> BoundedTrackerStore:
    return BoundedTrackerStore(domain, redis_url)


def turn(number: int) -> list[Event]:
    return [
        UserUttered(f"问 {number}", parse_data=ASKED, timestamp=float(number)),
        ActionExecuted("action_policy_info", timestamp=number + 0.1),
        SlotSet("policy", f"policy-{number}", timestamp=number + 0.2),
        BotUttered(f"答 {number}", timestamp=number + 0.3),
        ActionExecuted("action_listen", timestamp=number + 0.4),
    ]


def tracker_of(conversation: str, domain: Domain, turns: int) -> DialogueStateTracker:
    """Slots that are set at the very start and one that is set at every turn."""
    events: list[Event] = [
        ActionExecuted("action_session_start", timestamp=0.0),
        SessionStarted(timestamp=0.0),
        ActionExecuted("action_listen", timestamp=0.0),
        SlotSet("region", "南京市", timestamp=0.0),
        SlotSet("as_of", "2024", timestamp=0.0),
        SlotSet("version", {"id": "v1", "years": [2024, 2025]}, timestamp=0.0),
    ]
    for number in range(1, turns + 1):
        events += turn(number)
    return DialogueStateTracker.from_events(conversation, events, domain.slots, domain=domain)


def told(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_a_conversation_is_read_back_as_it_was_saved(
    store: BoundedTrackerStore, domain: Domain, conversation: str
) -> None:
    saved = tracker_of(conversation, domain, 5)
    await store.save(saved)

    read = await store.retrieve(conversation)

    assert read is not None
    assert read.sender_id == conversation
    assert [event.as_dict() for event in read.events] == [event.as_dict() for event in saved.events]
    assert read.current_slot_values() == saved.current_slot_values()
    assert read.latest_action_name == "action_listen"


async def test_another_process_reads_the_same(
    store: BoundedTrackerStore, domain: Domain, redis_url: str, conversation: str
) -> None:
    await store.save(tracker_of(conversation, domain, 1))

    assert await BoundedTrackerStore(domain, redis_url).retrieve(conversation) == (
        await store.retrieve(conversation)
    )


async def test_a_conversation_nobody_had_is_none(
    store: BoundedTrackerStore, conversation: str
) -> None:
    assert await store.retrieve(conversation) is None


async def test_rasa_makes_the_store_from_the_endpoint_of_its_configuration(
    domain: Domain, redis_url: str, conversation: str
) -> None:
    endpoint = EndpointConfig(redis_url, type="rasa_ext.tracker_store.BoundedTrackerStore")
    store = TrackerStore.create(endpoint, domain)
    await store.save(tracker_of(conversation, domain, 1))

    read = await store.get_or_create_tracker(conversation)

    assert read.get_slot("policy") == "policy-1"


@pytest.mark.parametrize("turns", [19, 20, 50, 300])
async def test_a_conversation_never_takes_more_than_its_bound(
    store: BoundedTrackerStore, domain: Domain, conversation: str, turns: int
) -> None:
    await store.save(tracker_of(conversation, domain, turns))

    read = await store.retrieve(conversation)

    assert read is not None
    assert len(read.events) <= MAX_EVENTS


async def test_a_conversation_that_is_cut_keeps_the_value_of_every_slot(
    store: BoundedTrackerStore, domain: Domain, conversation: str
) -> None:
    long = tracker_of(conversation, domain, 60)
    long.update(SlotSet("aspect", "amount"))
    long.update(SlotSet("as_of", None))
    await store.save(long)

    read = await store.retrieve(conversation)

    assert read is not None
    assert read.current_slot_values() == long.current_slot_values()
    assert read.get_slot("region") == "南京市"
    assert read.get_slot("version") == {"id": "v1", "years": [2024, 2025]}
    assert read.get_slot("policy") == "policy-60"
    assert read.get_slot("as_of") is None


def test_a_slot_that_is_false_or_empty_is_a_value_too(domain: Domain, conversation: str) -> None:
    long = tracker_of(conversation, domain, 60)
    values: dict[str, Any] = {"policy": "", "region": 0, "as_of": False, "aspect": []}
    for slot, value in values.items():
        long.update(SlotSet(slot, value))
    for number in range(61, 90):
        long.update(UserUttered(f"问 {number}", parse_data=ASKED))
        long.update(ActionExecuted("action_listen"))

    cut = bounded(long, domain)

    assert {slot: cut.get_slot(slot) for slot in values} == values


async def test_a_conversation_that_is_cut_keeps_its_latest_whole_turns(
    store: BoundedTrackerStore, domain: Domain, conversation: str
) -> None:
    await store.save(tracker_of(conversation, domain, 60))

    read = await store.retrieve(conversation)

    assert read is not None
    kept = told(read)
    assert kept == [f"问 {number}" for number in range(61 - len(kept), 61)]
    assert len(kept) >= 5
    assert read.latest_message is not None
    assert read.latest_message.text == "问 60"
    assert read.latest_action_name == "action_listen"
    without_slots = [event for event in read.events if not isinstance(event, SlotSet)]
    assert isinstance(without_slots[0], UserUttered)


async def test_a_conversation_stays_within_its_bound_however_long_it_goes_on(
    store: BoundedTrackerStore, domain: Domain, conversation: str
) -> None:
    await store.save(tracker_of(conversation, domain, 1))
    for number in range(2, 80):
        read = await store.retrieve(conversation)
        assert read is not None
        for event in turn(number):
            read.update(event, domain)
        await store.save(read)

        again = await store.retrieve(conversation)
        assert again is not None
        assert len(again.events) <= MAX_EVENTS
        assert again.get_slot("policy") == f"policy-{number}"
        assert again.get_slot("region") == "南京市"
        assert again.get_slot("as_of") == "2024"
        assert told(again)[-1] == f"问 {number}"


def test_a_short_conversation_is_not_touched(domain: Domain, conversation: str) -> None:
    short = tracker_of(conversation, domain, 3)

    assert bounded(short, domain) is short


def test_cutting_leaves_the_slots_of_the_domain_alone(domain: Domain, conversation: str) -> None:
    before = [(slot.name, slot.value) for slot in domain.slots]
    bounded(tracker_of(conversation, domain, 60), domain)

    assert [(slot.name, slot.value) for slot in domain.slots] == before


async def test_a_stored_conversation_expires(
    store: BoundedTrackerStore,
    domain: Domain,
    conversation: str,
    client: "redis.Redis[str]",
) -> None:
    await store.save(tracker_of(conversation, domain, 1))

    assert KEEP_SECONDS - 60 < client.ttl(f"tracker:{conversation}") <= KEEP_SECONDS


async def test_a_conversation_that_goes_on_is_kept_for_the_whole_time_again(
    store: BoundedTrackerStore,
    domain: Domain,
    conversation: str,
    client: "redis.Redis[str]",
) -> None:
    await store.save(tracker_of(conversation, domain, 1))
    client.expire(f"tracker:{conversation}", 10)
    await store.save(tracker_of(conversation, domain, 2))

    assert client.ttl(f"tracker:{conversation}") > KEEP_SECONDS - 60


async def test_the_keys_are_the_conversations_and_nothing_else(
    store: BoundedTrackerStore, domain: Domain, conversation: str, client: "redis.Redis[str]"
) -> None:
    names = {f"{conversation}-{number}" for number in range(3)}
    for name in names:
        await store.save(tracker_of(name, domain, 1))
    client.set(f"lock:{conversation}", "something else", ex=60)

    keys = list(await store.keys())

    assert {key for key in keys if conversation in key} == names
    assert len(keys) == len(set(keys))


async def test_saving_tells_the_event_broker_only_what_is_new(
    domain: Domain, redis_url: str, conversation: str
) -> None:
    published: list[dict[str, Any]] = []

    class Broker(EventBroker):
        def publish(self, event: dict[str, Any]) -> None:
            published.append(event)

    store = BoundedTrackerStore(domain, redis_url, event_broker=Broker())
    tracker = tracker_of(conversation, domain, 1)
    await store.save(tracker)
    already = len(published)
    assert already == len(tracker.events)
    read = await store.retrieve(conversation)
    assert read is not None
    read.update(UserUttered("又问", parse_data=ASKED, timestamp=time.time()))
    await store.save(read)

    assert [event.get("text") for event in published[already:]] == ["又问"]
