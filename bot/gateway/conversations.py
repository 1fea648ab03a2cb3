"""Routes of a conversation."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StrictStr

from bot.cards import Reply
from bot.gateway.problems import PROBLEM_RESPONSES, problem
from bot.gateway.state import State
from bot.gateway.steps import run_turn
from bot.gateway.turn import Turn
from bot.gateway.who import ConversationId, client_of, conversation_hash, message_hash
from bot.storage.conversations import Entry

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])


class Said(BaseModel):
    """What a person said. The same `client_message_id` again returns the same answer."""

    text: Annotated[StrictStr, Field(json_schema_extra={"minLength": 1})]
    client_message_id: Annotated[
        StrictStr | None, Field(pattern=r"^[A-Za-z0-9_.:-]{1,64}$", default=None)
    ]


class History(BaseModel):
    """Every bubble that is still kept, oldest first."""

    messages: list[Entry]


@router.post("/{id}/messages", responses=PROBLEM_RESPONSES)
async def say(id: ConversationId, said: Said, request: Request) -> Reply:
    """Say something and get the answer."""
    state = State.of(request)
    parts = state.parts
    turn = Turn(
        conversation=conversation_hash(parts.secret, id),
        client=client_of(request),
        sent=said.text,
        message_id=message_hash(parts.secret, said.client_message_id),
        edition=parts.core.knowledge.edition,
        parts=parts,
        metrics=state.metrics,
    )
    return await run_turn(turn)


@router.get("/{id}", responses=PROBLEM_RESPONSES, response_model=History)
async def history(id: ConversationId, request: Request) -> History | JSONResponse:
    """The conversation so far, for a client that reconnects."""
    parts = State.of(request).parts
    entries = await parts.conversations.history(conversation_hash(parts.secret, id))
    if not entries:
        return problem(404, "没有这段对话，或者已经过期清除。直接发消息就会开始新的对话。")
    return History(messages=entries)
