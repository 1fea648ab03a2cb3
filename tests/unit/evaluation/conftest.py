"""A gateway that answers as it is told, in memory."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from bot.cards import Button, ContactCard, Message, Reply, Topic

Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def reply() -> Callable[..., Reply]:
    """A reply about a policy, or about what is named."""

    def reply(
        text: str = "好的",
        status: str = "answered",
        buttons: dict[str, str] | None = None,
        card: bool = False,
        **topic: Any,
    ) -> Reply:
        pressed = [Button(title=title, payload=to) for title, to in (buttons or {}).items()]
        shown = ContactCard(lines=[]) if card else None
        return Reply(
            messages=[Message(text=text, card=shown, buttons=pressed)],
            status=status,
            topic=Topic(**{"journey": "policy_info", **topic}),
            as_of=date(2026, 11, 24),
        )

    return reply


@pytest.fixture
def gateway() -> Callable[[Answer], httpx.Client]:
    """A client of a gateway that answers with `answer`."""

    def gateway(answer: Answer) -> httpx.Client:
        return httpx.Client(base_url="http://bot.example", transport=httpx.MockTransport(answer))

    return gateway
