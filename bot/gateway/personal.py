"""What the routes about one's own person have in common: who asks, and what was proved."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from bot.bootstrap import GatewayParts, PersonalParts
from bot.errors import NotProved
from bot.gateway.desk import in_thread, owner_of
from bot.gateway.state import State
from bot.gateway.who import client_of
from bot.identity.challenge import Purpose, Session


@dataclass(frozen=True)
class AtPersonal:
    """What one request has before it. `conversation` and `client` are hashes."""

    parts: GatewayParts
    personal: PersonalParts
    conversation: str
    client: str
    now: datetime

    @classmethod
    async def of(cls, request: Request, conversation: str) -> "AtPersonal":
        """RateLimited when it asks too often."""
        parts = State.of(request).parts
        personal = parts.personal
        asks = await owner_of(request, conversation)
        client = personal.sealer.digest("client", client_of(request))
        return cls(parts, personal, asks, client, personal.now())

    async def session(self, purpose: Purpose = Purpose.PERSON) -> Session:
        """What was proved and is still good. NotProved."""
        found = await in_thread(
            self.personal.identity.session, self.conversation, self.now, purpose
        )
        if found is None:
            raise NotProved
        return found
