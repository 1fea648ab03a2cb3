"""Play a conversation from a YAML file and hold each turn against what is expected of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from bot.errors import BadEvaluationFile, GatewayRefused
from bot.evaluation.sent_codes import NoCodeSent


class Expected(BaseModel):
    """What a turn must show; what is left out is not looked at.

    `says` and `never` are parts of the text, `buttons` titles, `card` the card's type. A list of
    names stands for any one of them, but for `policies`, which is the whole list in its order.
    """

    model_config = ConfigDict(extra="forbid")

    status: str | list[str] | None = None
    journey: str | list[str] | None = None
    aspect: str | list[str] | None = None
    policies: list[str] | None = None
    service_item: str | list[str] | None = None
    card: str | list[str] | None = None
    says: list[str] = []
    never: list[str] = []
    buttons: list[str] = []


# In what a person says, this stands for the code that was sent to the phone just now.
CODE = "{验证码}"
Codes = Callable[[], str]


class Step(BaseModel):
    """One thing that the person does: say something, or press the button of that title.

    `{验证码}` in what is said is the code that was sent last.
    """

    model_config = ConfigDict(extra="forbid")

    say: str | None = None
    press: str | None = None
    expect: Expected = Expected()

    @model_validator(mode="after")
    def _one_of_both(self) -> "Step":
        if (self.say is None) == (self.press is None):
            raise ValueError("一步要么是 say（说的话），要么是 press（按钮的标题），二选一")
        return self

    @property
    def done(self) -> str:
        """What the person did, to print."""
        return self.say if self.say is not None else f"［{self.press}］"


class Conversation(BaseModel):
    """A dialogue with a name that says what it shows."""

    model_config = ConfigDict(extra="forbid")

    name: str
    turns: list[Step]


@dataclass(frozen=True)
class Played:
    """One turn as it went. No faults: it went as expected."""

    step: Step
    text: str
    shown: dict[str, Any]
    faults: list[str]


def read_conversations(path: Path) -> list[Conversation]:
    """The conversations of a YAML file, or of every one in a folder. BadEvaluationFile."""
    files = sorted(path.glob("*.yml")) if path.is_dir() else [path]
    if not files:
        raise BadEvaluationFile(f"{path}: 里面没有 .yml 文件")
    return [conversation for file in files for conversation in _read(file)]


def _read(path: Path) -> Iterator[Conversation]:
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadEvaluationFile(f"{path}: 读不了：{error}") from None
    if not isinstance(entries, list) or not entries:
        raise BadEvaluationFile(f"{path}: 要是一列对话，每段写 name 和 turns")
    for number, entry in enumerate(entries, start=1):
        try:
            yield Conversation.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise BadEvaluationFile(f"{path}: 第 {number} 段: {where}: {first['msg']}") from None


def play(
    conversation: Conversation, api: httpx.Client, codes: Codes | None = None
) -> Iterator[Played]:
    """Take the turns one by one; a button that is not offered is a fault and ends it.

    `codes` gives the code that was sent last, where short messages can be read.

    GatewayRefused when nothing, or nothing of ours, answers.
    """
    address = f"/api/v1/conversations/play-{uuid4()}/messages"
    offered: dict[str, str] = {}
    for step in conversation.turns:
        if step.press is not None and step.press not in offered:
            fault = f"没有这个按钮，只有 {'、'.join(offered) or '（无）'}"
            yield Played(step, "", {}, [fault])
            return
        text = step.say if step.say is not None else offered[step.press or ""]
        if CODE in text:
            if codes is None:
                yield Played(step, "", {}, ["这里读不到短信，拿不到验证码"])
                return
            try:
                text = text.replace(CODE, codes())
            except NoCodeSent as error:
                yield Played(step, "", {}, [str(error)])
                return
        try:
            response = api.post(address, json={"text": text})
            reply = response.json() if response.content else {}
        except (httpx.HTTPError, ValueError) as error:
            raise GatewayRefused(f"{step.done}: 网关没有回答（{type(error).__name__}）") from None
        if response.status_code != httpx.codes.OK:
            fault = f"HTTP {response.status_code} {reply.get('detail', '')}"
            yield Played(step, "", {}, [fault])
            return
        offered = {b["title"]: b["payload"] for m in reply["messages"] for b in m["buttons"]}
        shown = _shown(reply)
        yield Played(step, _text(reply), shown, _faults(step.expect, _text(reply), shown, offered))


def _shown(reply: dict[str, Any]) -> dict[str, Any]:
    topic = reply["topic"]
    cards = [message["card"]["type"] for message in reply["messages"] if message.get("card")]
    return {
        "status": reply["status"],
        **{name: topic.get(name) for name in ("journey", "aspect", "policies", "service_item")},
        "card": cards[-1] if cards else None,
    }


def _faults(
    expected: Expected, text: str, shown: dict[str, Any], offered: dict[str, str]
) -> list[str]:
    faults = []
    for name, value in shown.items():
        wanted = getattr(expected, name)
        if wanted is None:
            continue
        fits = value in wanted if isinstance(wanted, list) and name != "policies" else False
        if not fits and value != wanted:
            faults.append(f"{name} 是 {value}，应为 {wanted}")
    faults += [f"没有说“{part}”" for part in expected.says if part not in text]
    faults += [f"不该说“{part}”" for part in expected.never if part in text]
    faults += [f"没有按钮“{title}”" for title in expected.buttons if title not in offered]
    return faults


def _text(reply: dict[str, Any]) -> str:
    return "\n".join(message["text"] for message in reply["messages"])
