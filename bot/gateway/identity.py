"""Routes that prove who somebody is. Numbers and codes come in bodies, never in an address."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StrictStr

from bot.errors import BadNumber
from bot.gateway.desk import in_thread
from bot.gateway.personal import AtPersonal
from bot.gateway.problems import PROBLEM_RESPONSES
from bot.gateway.switches import needs
from bot.gateway.who import Asking
from bot.identity.challenge import Purpose
from bot.identity.numbers import NumberKind, read_number
from bot.switches.switch import Switch

_ON = [Depends(needs(Switch.STATUS))]
router = APIRouter(prefix="/api/v1/identity", tags=["identity"])


class Numbered(Asking):
    """An ID number, credit code or application number; a mobile number for reminders."""

    number: Annotated[StrictStr, Field(min_length=1, max_length=64)]


class Coded(Asking):
    """The code of the short message."""

    code: Annotated[StrictStr, Field(min_length=1, max_length=32)]


class CodeSent(BaseModel):
    """A code is on its way, if anybody is registered with the number; it holds until then."""

    text: str
    until: datetime


class Proved(BaseModel):
    """What was proved: to be somebody, or to have a phone. It ends by itself."""

    purpose: Purpose
    until: datetime


class Ended(BaseModel):
    """Nothing is proved any more."""

    text: str


@router.post("", status_code=202, responses=PROBLEM_RESPONSES, dependencies=_ON)
async def begin(asked: Numbered, request: Request) -> CodeSent:
    """Ask for a code. Whether somebody is registered is not told."""
    at = await AtPersonal.of(request, asked.conversation)
    number = read_number(asked.number)
    if number is None:
        raise BadNumber
    phone = number.kind is NumberKind.MOBILE
    identity, says = at.personal.identity, at.parts.core.knowledge.edition.answerer.says
    begin = identity.begin_phone if phone else identity.begin
    until = await in_thread(begin, at.conversation, at.client, number, at.now)
    words = "utter_identity_code_sent_remind" if phone else "utter_identity_code_sent"
    digits = identity.rules.code_digits
    return CodeSent(text=says(words, until=f"{until:%H:%M}", digits=digits), until=until)


@router.post("/code", responses=PROBLEM_RESPONSES, dependencies=_ON)
async def prove(coded: Coded, request: Request) -> Proved:
    """Say the code."""
    at = await AtPersonal.of(request, coded.conversation)
    session = await in_thread(
        at.personal.identity.prove, at.conversation, at.client, coded.code, at.now
    )
    return Proved(purpose=session.purpose, until=session.until)


@router.post("/end", responses=PROBLEM_RESPONSES, response_model=Ended)
async def end(asking: Asking, request: Request) -> Ended | JSONResponse:
    """End what was proved."""
    at = await AtPersonal.of(request, asking.conversation)
    await in_thread(at.personal.identity.end, at.conversation, at.now)
    await in_thread(at.personal.vault.forget, at.conversation)
    says = at.parts.core.knowledge.edition.answerer.says
    return Ended(text=says("utter_session_ended"))
