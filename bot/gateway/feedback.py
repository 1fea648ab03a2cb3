"""The route on which somebody says whether an answer helped."""

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr
from starlette.responses import Response

from bot.errors import UnknownMessage
from bot.feedback.feedback import LONGEST, Channel, Reason
from bot.gateway.desk import owner_of
from bot.gateway.feedback_desk import Pressed, judge
from bot.gateway.problems import PROBLEM_RESPONSES, problem
from bot.gateway.state import State
from bot.gateway.switches import needs
from bot.gateway.who import ID, ConversationId
from bot.switches.switch import Switch

_ON = [Depends(needs(Switch.FEEDBACK))]
router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])


class Opinion(BaseModel):
    """`message` is the answer's `id`, or the `client_message_id` that it answers. `reason` and
    `text` are kept of an answer that did not help."""

    model_config = ConfigDict(extra="forbid")

    message: Annotated[StrictStr, Field(pattern=ID)]
    helpful: StrictBool
    reason: Reason | None = None
    text: Annotated[StrictStr, Field(max_length=LONGEST)] = ""


class OpinionTaken(BaseModel):
    """What is said to it. Only what did not help has a `number`, by which it is found again."""

    number: str | None
    text: str


@router.post("/{id}/feedback", status_code=201, responses=PROBLEM_RESPONSES, dependencies=_ON)
async def say_whether_it_helped(
    id: ConversationId, opinion: Opinion, request: Request
) -> OpinionTaken:
    """Say whether an answer helped; again for the same answer changes it."""
    conversation = await owner_of(request, id)
    pressed = Pressed(opinion.message, opinion.helpful, opinion.reason, opinion.text)
    number, text = await judge(State.of(request), conversation, Channel.WEB, pressed)
    return OpinionTaken(number=number, text=text)


def add_feedback_problems(app: FastAPI) -> None:
    """Translate the refusal at the door."""

    @app.exception_handler(UnknownMessage)
    async def unknown(request: Request, _: Exception) -> Response:
        says = State.of(request).parts.core.knowledge.edition.answerer.says
        return problem(404, says("utter_feedback_no_answer"))
