"""Who sends a request: the client's address, and the conversation whose id it knows."""

import hmac
from typing import Annotated

from fastapi import Path, Request
from pydantic import BaseModel, ConfigDict, Field, StrictStr

ID = r"^[A-Za-z0-9_.:-]{1,64}$"
# The id is what gives access to a conversation: clients draw it at random and keep it secret.
ConversationId = Annotated[str, Path(pattern=ID)]
ConversationInBody = Annotated[StrictStr, Field(pattern=ID)]


class Asking(BaseModel):
    """Whoever knows the conversation's id speaks in it, and its bookings are theirs. Who they are
    must be proved besides."""

    model_config = ConfigDict(extra="forbid")

    conversation: ConversationInBody


def conversation_hash(secret: bytes, conversation: str) -> str:
    """What stands for the conversation behind the door."""
    return hmac.new(secret, conversation.encode(), "sha256").hexdigest()


def message_hash(secret: bytes, message: str | None) -> str | None:
    """What stands for the id that a client gave its message: it may have put anything into it."""
    return hmac.new(secret, message.encode(), "sha256").hexdigest() if message else None


def client_of(request: Request) -> str:
    """The client's address, for counting its requests."""
    return request.client.host if request.client else "unknown"
