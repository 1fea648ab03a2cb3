"""What the buttons of a check stand for, as Rasa's `/intent{"entity": "value"}` text."""

import json
import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.policies.facts import Kind
from bot.policies.knowledge import KnowledgeBase

_FORM = re.compile(r"/(eligibility_check|benefits_screen|answer)(\{.*\})?", re.DOTALL)


class _Choice(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def payload(self) -> str:
        """The text that pressing the button sends."""
        named = self.model_dump(exclude={"intent"}, exclude_none=True)
        intent: str = self.intent  # type: ignore[attr-defined]
        return f"/{intent}{json.dumps(named, ensure_ascii=False)}"


class StartCheck(_Choice):
    """Check one policy."""

    intent: Literal["eligibility_check"] = "eligibility_check"
    policy: str


class StartScreen(_Choice):
    """Check every policy, for a person or a firm; `results` shows what is known so far."""

    intent: Literal["benefits_screen"] = "benefits_screen"
    audience: Literal["personal", "enterprise"] | None = None
    results: bool | None = None


class GiveAnswer(_Choice):
    """Answer the question `ask` with `value`.

    A fact's value as text; for a group the fact that holds, `all` or `none`; `?` where the
    person does not know.
    """

    intent: Literal["answer"] = "answer"
    ask: str
    value: str


NOT_KNOWN = "?"
NONE_OF_THEM = "none"
ALL_OF_THEM = "all"
CheckChoice = StartCheck | StartScreen | GiveAnswer
_MODELS: dict[str, type[StartCheck] | type[StartScreen] | type[GiveAnswer]] = {
    "eligibility_check": StartCheck,
    "benefits_screen": StartScreen,
    "answer": GiveAnswer,
}


def read_check_choice(text: str, knowledge: KnowledgeBase) -> CheckChoice | None:
    """The choice that `text` is; None for any other text, and for names we do not hold."""
    match = _FORM.fullmatch(text.strip())
    if not match:
        return None
    try:
        named = json.loads(match[2] or "{}")
        choice = _MODELS[match[1]].model_validate(named)
    except (ValidationError, ValueError, TypeError, RecursionError):
        return None
    if isinstance(choice, StartCheck) and choice.policy not in knowledge.policies:
        return None
    if isinstance(choice, GiveAnswer) and not _can_be_answered(choice, knowledge):
        return None
    return choice


def _can_be_answered(choice: GiveAnswer, knowledge: KnowledgeBase) -> bool:
    """Only what a button of ours offers: a text of the person's own never comes this way."""
    if choice.ask in knowledge.facts.groups:
        group = knowledge.facts.groups[choice.ask]
        every = [ALL_OF_THEM] if group.together else []
        return choice.value in (*group.facts, *every, NONE_OF_THEM, NOT_KNOWN)
    fact = knowledge.facts.facts.get(choice.ask)
    if fact is None:
        return False
    offered = {
        Kind.YES_NO: ["yes", "no"],
        Kind.CHOICE: list(fact.options),
        Kind.PLACE: list(knowledge.regions),
    }.get(fact.kind, [])
    return choice.value in (*offered, NOT_KNOWN)
