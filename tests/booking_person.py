"""A person who books in the conversation while the product fails, and remembers what was said.

The client behaves as a real one: a message without an answer is sent again under its id. The person
behaves as a real one: told that something does not work just now, they wait and say it again.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import Any
from uuid import uuid4

import httpx

# Seconds. More than a lock of a killed gateway or Rasa's ticket of a lost turn holds.
_PATIENCE = 150
_UNTIL_SENT_AGAIN = 1.0
_UNTIL_SAID_AGAIN = 3.0
_NOT_NOW = ("degraded", "failed")
_STEPS = 25


class Wish(Enum):
    """What becomes of the booking, if it goes as the person wants."""

    KEEPS = "keeps"
    CHANGES = "changes"
    CANCELS = "cancels"
    LEAVES = "leaves"  # before they say yes


@dataclass(frozen=True)
class Known:
    """How a booking stands: its state, and where and when it is."""

    state: str
    office: str
    start: str

    @classmethod
    def of(cls, card: dict[str, Any]) -> "Known":
        return cls(card["state"], card["office"], card["start"])


@dataclass
class Person:
    """One conversation. `think` is how many seconds the person thinks before each message at most.

    `told` is how each booking stands by the last word; `asked` what was asked for since without
    such a word; `said_yes` the references that were confirmed, answered or not.
    """

    http: httpx.Client
    wish: Wish
    first_words: str
    random: Random
    answered: Callable[[], None]
    think: float
    conversation: str = field(default_factory=lambda: uuid4().hex)
    told: dict[str, Known] = field(default_factory=dict)
    asked: dict[str, set[Known]] = field(default_factory=dict)
    said_yes: set[str] = field(default_factory=set)
    resent: int = 0
    told_not_now: int = 0

    def live(self) -> None:
        """Book, and then do as wished."""
        booked = self._book()
        if booked and self.wish is Wish.CHANGES:
            self._change(booked)
        elif booked and self.wish is Wish.CANCELS:
            self._cancel(booked)

    def list_mine(self) -> dict[str, Known]:
        """What “我的预约” shows, which is the last word on it."""
        reply = self.say("我的预约")
        assert reply["status"] == "bookings_listed", reply
        cards = _cards(reply)
        for card in cards:
            self._was_told(card)
        return {card["reference"]: Known.of(card) for card in cards}

    def thinks_they_have_one(self) -> bool:
        """Whether a booking stands by the last word, or something was asked for without one."""
        return bool(self.asked) or any(known.state == "booked" for known in self.told.values())

    # -- the conversation

    def _book(self) -> str | None:
        """The reference, once the person was told that it is booked."""
        reply = self.say(self.first_words)
        for _ in range(_STEPS):
            held = [card for card in _cards(reply) if card["state"] == "held"]
            booked = [card for card in _cards(reply) if card["state"] == "booked"]
            offered = _buttons(reply, "booking_create", "office")
            if booked:
                self._was_told(booked[0])
                return str(booked[0]["reference"])
            if held and self.wish is Wish.LEAVES:
                return None
            if held:
                # The last bubble is what is asked.
                reply = self._confirm(held[-1])
            elif offered:
                reply = self.say(self.random.choice(offered))
            else:
                mine = self.say("我的预约")
                reply = mine if _cards(mine) else self.say(self.first_words)
        raise AssertionError(f"not booked after {_STEPS} steps: {reply}")

    def _confirm(self, card: dict[str, Any]) -> dict[str, Any]:
        reference = card["reference"]
        self.said_yes.add(reference)
        self._asks(reference, Known("booked", card["office"], card["start"]))
        pressed = json.dumps({"reference": reference, "sure": True})
        return self.say(self.random.choice([f"/booking_create{pressed}", "确认预约"]))

    def _change(self, reference: str) -> None:
        reply = self.say(f'/booking_change{{"reference": "{reference}"}}')
        for _ in range(_STEPS):
            times = _buttons(reply, "booking_change", "start")
            moved = [card for card in _cards(reply) if card["reference"] == reference]
            if reply["status"] == "booked" and moved:
                self._was_told(moved[0])
                return
            if times:
                pressed = self.random.choice(times)
                choice = json.loads(pressed.removeprefix("/booking_change"))
                self._asks(reference, Known("booked", choice["office"], choice["start"]))
                reply = self.say(pressed)
            else:
                reply = self.say(f'/booking_change{{"reference": "{reference}"}}')
        raise AssertionError(f"not changed after {_STEPS} steps: {reply}")

    def _cancel(self, reference: str) -> None:
        for _ in range(_STEPS):
            reply = self.say("取消预约")
            sure = _buttons(reply, "booking_cancel", "sure")
            if sure:
                known = self.told[reference]
                self._asks(reference, Known("cancelled", known.office, known.start))
                reply = self.say(sure[0])
            if reply["status"] == "booking_cancelled":
                for card in _cards(reply):
                    self._was_told(card)
                return
            if not self.list_mine():
                return
        raise AssertionError(f"not cancelled after {_STEPS} steps: {reply}")

    def _asks(self, reference: str, wanted: Known) -> None:
        self.asked.setdefault(reference, set()).add(wanted)

    def _was_told(self, card: dict[str, Any]) -> None:
        if card["state"] == "held":
            return
        self.told[card["reference"]] = Known.of(card)
        self.asked.pop(card["reference"], None)

    # -- one message

    def say(self, text: str) -> dict[str, Any]:
        """The answer that is one. AssertionError when there is none for too long."""
        time.sleep(self.random.uniform(0, self.think))
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            reply = self._send(text, deadline)
            if reply["status"] not in _NOT_NOW:
                self.answered()
                return reply
            self.told_not_now += 1
            time.sleep(_UNTIL_SAID_AGAIN)
        raise AssertionError(f"no answer to {text} within {_PATIENCE} s")

    def _send(self, text: str, deadline: float) -> dict[str, Any]:
        body = {"text": text, "client_message_id": uuid4().hex}
        address = f"/api/v1/conversations/{self.conversation}/messages"
        while time.monotonic() < deadline:
            try:
                response = self.http.post(address, json=body)
                response.raise_for_status()
                reply: dict[str, Any] = response.json()
                return reply
            except httpx.HTTPError:
                self.resent += 1
                time.sleep(_UNTIL_SENT_AGAIN)
        raise AssertionError(f"{text} was not taken within {_PATIENCE} s")


def _cards(reply: dict[str, Any]) -> list[dict[str, Any]]:
    cards = [message.get("card") for message in reply["messages"]]
    return [card for card in cards if card and card["type"] == "booking"]


def _buttons(reply: dict[str, Any], intent: str, names: str) -> list[str]:
    """The payloads of `intent` which name an office, a start, or are sure; nobody waits in line."""
    payloads = [button["payload"] for each in reply["messages"] for button in each["buttons"]]
    return [
        each
        for each in payloads
        if each.startswith(f"/{intent}{{") and f'"{names}"' in each and '"wait"' not in each
    ]
