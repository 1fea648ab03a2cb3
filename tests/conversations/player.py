"""Play a conversation from a YAML file and hold each turn against what is expected of it."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import yaml
from pydantic import BaseModel, ConfigDict


class Expected(BaseModel):
    """What a turn must show. `says` and `never` are parts of the text, `buttons` titles."""

    model_config = ConfigDict(extra="forbid")

    status: str
    journey: str | None = None
    aspect: str | None = None
    policies: list[str] | None = None
    says: list[str] = []
    never: list[str] = []
    buttons: list[str] = []


class Step(BaseModel):
    """One thing that the person does: say something, or press the button of that title."""

    model_config = ConfigDict(extra="forbid")

    say: str | None = None
    press: str | None = None
    expect: Expected


class Conversation(BaseModel):
    """A dialogue with a name that says what it shows."""

    model_config = ConfigDict(extra="forbid")

    name: str
    turns: list[Step]


def read(folder: Path) -> list[Conversation]:
    """Every conversation of the YAML files in `folder`."""
    return [
        Conversation.model_validate(entry)
        for path in sorted(folder.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def play(conversation: Conversation, api: httpx.Client) -> None:
    """AssertionError names the turn and what it showed instead."""
    address = f"/api/v1/conversations/play-{uuid4()}/messages"
    offered: dict[str, str] = {}
    for number, step in enumerate(conversation.turns, start=1):
        text = step.say if step.say is not None else offered[step.press or ""]
        response = api.post(address, json={"text": text})
        assert response.status_code == 200, response.text
        reply = response.json()
        offered = {b["title"]: b["payload"] for m in reply["messages"] for b in m["buttons"]}
        faults = _faults(step.expect, reply, offered)
        assert not faults, f"turn {number} ({step.say or step.press}): {faults}\n{_text(reply)}"


def _faults(expected: Expected, reply: dict[str, Any], offered: dict[str, str]) -> list[str]:
    text, topic = _text(reply), reply["topic"]
    faults = []
    shown = {"status": reply["status"], **{k: topic[k] for k in ("journey", "aspect", "policies")}}
    for name, value in shown.items():
        wanted = getattr(expected, name)
        if wanted is not None and wanted != value:
            faults.append(f"{name} is {value}, not {wanted}")
    faults += [f"does not say {part!r}" for part in expected.says if part not in text]
    faults += [f"says {part!r}" for part in expected.never if part in text]
    faults += [f"has no button {title!r}" for title in expected.buttons if title not in offered]
    return faults


def _text(reply: dict[str, Any]) -> str:
    return "\n".join(message["text"] for message in reply["messages"])
