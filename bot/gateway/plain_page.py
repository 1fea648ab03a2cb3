"""A page that asks and answers without JavaScript: one form, drawn anew with every answer.

The conversation's id stands in the form and never in the address.
"""

import re
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qs
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from bot.bootstrap import GatewayParts
from bot.cards import Button, Message
from bot.errors import RateLimited, StoreUnavailable, TextEmpty, TextTooLong
from bot.feedback.feedback import Channel
from bot.gateway.page_headers import PAGE_HEADERS
from bot.gateway.plain_feedback import opinion_form, opinion_taken
from bot.gateway.problems import too_fast
from bot.gateway.state import State
from bot.gateway.steps import run_turn
from bot.gateway.turn import Turn
from bot.gateway.who import ID, client_of, conversation_hash
from bot.outcomes import ANSWERS
from bot.storage.conversations import Entry, last_reply

router = APIRouter()

_PAGE = Path(__file__).parent / "static" / "plain.html"
_FIELDS = 8
_OVER = "页面过期了，请再问一次。"
Bubble = tuple[str, str]  # the role, and the text


@router.get("/plain")
def plain_page() -> HTMLResponse:
    """The page before anything was said."""
    return _drawn(uuid4().hex, [], [])


@router.post("/plain")
async def say(request: Request) -> HTMLResponse:
    """What was said, and the answer below it. The same form sent again does nothing twice."""
    form = _form(await request.body())
    if not _is_ours(form):
        return _drawn(uuid4().hex, [], [], _OVER, 422)
    conversation, message_id = form["conversation"], form["message"]
    text = form.get("press") or form.get("text", "")
    # Whoever goes back to an older page and says something else there says something new.
    message_id = sha256(f"{message_id}:{text}".encode()).hexdigest()
    state = State.of(request)
    parts = state.parts
    turn = Turn(
        conversation=conversation_hash(parts.secret, conversation),
        client=client_of(request),
        sent=text,
        message_id=message_id,
        edition=parts.core.knowledge.edition,
        parts=parts,
        metrics=state.metrics,
        channel=Channel.PLAIN,
    )
    before = [_bubble_of(entry) for entry in await _history(turn.parts, turn.conversation)]
    try:
        reply = await run_turn(turn)
    except RateLimited as error:
        return _drawn(conversation, before, [], too_fast(error), 429)
    except TextTooLong:
        return _drawn(conversation, before, [], f"一次最多说{parts.text_limit}个字。", 413)
    except TextEmpty:
        return _drawn(conversation, before, [], "没有看到文字，请写下您想问的事。", 422)
    # Of an answer that is given again the history holds both sides already.
    said = before[: -len(reply.messages)] if turn.replayed else [*before, ("user", turn.shown)]
    asks = reply.id if reply.status in ANSWERS else None
    opinion = opinion_form(conversation, asks, turn.edition.answerer.says) if asks else ""
    return _drawn(conversation, said, reply.messages, opinion=opinion)


@router.post("/plain/feedback")
async def say_whether_it_helped(request: Request) -> HTMLResponse:
    """The same page, with what is said to the form below the last answer."""
    form = _form(await request.body())
    if not _is_ours(form):
        return _drawn(uuid4().hex, [], [], _OVER, 422)
    state = State.of(request)
    conversation = conversation_hash(state.parts.secret, form["conversation"])
    words, status = await opinion_taken(state, conversation, client_of(request), form)
    entries = await _history(state.parts, conversation)
    answer = last_reply(entries)
    before = [_bubble_of(entry) for entry in entries[: len(entries) - len(answer)]]
    told = f'<p id="opinion" role="status">{escape(words)}</p>'
    return _drawn(form["conversation"], before, answer, status=status, opinion=told)


def _is_ours(form: dict[str, str]) -> bool:
    names = ("conversation", "message")
    return all(re.fullmatch(ID, form.get(name, "")) for name in names)


def _form(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=_FIELDS)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}


async def _history(parts: GatewayParts, conversation: str) -> list[Entry]:
    """What was said so far; nothing while the memory is away."""
    try:
        return await parts.conversations.history(conversation)
    except StoreUnavailable:
        return []


def _bubble_of(entry: Entry) -> Bubble:
    return entry.role, entry.text


def _drawn(
    conversation: str,
    before: Sequence[Bubble],
    answer: Sequence[Message | Entry],
    trouble: str = "",
    status: int = 200,
    opinion: str = "",
) -> HTMLResponse:
    bubbles = [_bubble(role, text) for role, text in before]
    bubbles += [_bubble("bot", each.text) + "".join(map(_button, each.buttons)) for each in answer]
    page = Template(_PAGE.read_text(encoding="utf-8")).substitute(
        conversation=escape(conversation),
        message=uuid4().hex,
        bubbles="\n".join(bubbles),
        trouble=f'<p role="alert">{escape(trouble)}</p>' if trouble else "",
        opinion=opinion,
    )
    headers = {**PAGE_HEADERS, "Cache-Control": "no-store"}
    return HTMLResponse(page, status_code=status, headers=headers)


def _bubble(role: str, text: str) -> str:
    lines = "<br>".join(escape(line) for line in text.splitlines())
    kind, speaker = ("said", "您") if role == "user" else ("answer", "苏业通")
    return f'<div class="{kind}"><p><strong>{speaker}</strong></p><p>{lines}</p></div>'


def _button(button: Button) -> str:
    payload = escape(button.payload)
    return f'<button name="press" value="{payload}">{escape(button.title)}</button>\n'
