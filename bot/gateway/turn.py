"""One message on its way through the gateway."""

import time
from dataclasses import dataclass, field

from bot.bootstrap import GatewayParts
from bot.cards import Reply
from bot.feedback.feedback import Channel
from bot.gateway.metrics import Metrics
from bot.policies.linking import Links
from bot.policies.store import Edition
from bot.rasa_client import Span
from bot.understanding.redact import Found


@dataclass
class Turn:
    """Each step fills in what the next one needs."""

    conversation: str  # a hash; the id itself goes no further than the door
    client: str
    sent: str
    message_id: str | None
    edition: Edition
    parts: GatewayParts
    metrics: Metrics
    channel: Channel = Channel.WEB
    started: float = field(default_factory=time.monotonic)
    found: tuple[Found, ...] = ()  # what the tokens in the text stand for
    text: str = ""  # normalised, redacted, repaired
    shown: str = ""  # how the person's bubble reads: a button's title, else the text
    links: Links = field(default_factory=Links)
    mentions: list[Span] = field(default_factory=list)
    reply: Reply | None = None
    replayed: bool = False

    @property
    def client_digest(self) -> str:
        """What stands for the client's address behind the door."""
        return self.parts.personal.sealer.digest("client", self.client)
