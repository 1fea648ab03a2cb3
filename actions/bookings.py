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
        return BookingTurn(self._core, edition, tracker, said).answer(said.intent)
