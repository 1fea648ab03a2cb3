"""Bookings: made, moved, given back and listed from the conversation."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.booking_talk import BookingTurn
from actions.said import Said
from actions.turn import TopicAction
from bot.cards import Reply
from bot.policies.store import Edition


class ActionBookings(TopicAction):
    """Books, changes, cancels, lists; `actions/booking_talk.py` carries it on."""

    named = "action_bookings"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        reply, slots = BookingTurn(self._core, edition, tracker, said).answer(said.intent)
        # What was named is what it is about, also where it cannot be booked.
        policy = said.policy(edition)
        items = {item for mention in said.links.service_items for item in mention.items}
        if policy:
            reply.topic.policies = [policy.id]
        if reply.topic.service_item is None and len(items) == 1:
            reply.topic.service_item = items.pop()
        return reply, slots
