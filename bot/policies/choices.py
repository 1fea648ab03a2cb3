"""What a button of a policy answer stands for, as Rasa's `/intent{"entity": "value"}` text."""

import json
import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import UnknownPolicy, UnknownRegion
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Aspect

_FORM = re.compile(r"/ask_([a-z]+)(\{.*\})", re.DOTALL)


Position = Annotated[int, Field(ge=0, le=999, strict=True)]


class Choice(BaseModel):
    """One aspect of one policy; a version or a city when the button is about that.

    `page` is the part of a long answer that comes next, `first` the statements that its first page
    began with, by their positions in the version.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    aspect: Aspect
    policy: str
    version: str | None = None
    city: str | None = None
    page: Annotated[int, Field(ge=2, le=99, strict=True)] | None = None
    first: Annotated[tuple[Position, ...], Field(max_length=3)] | None = None

    @property
    def payload(self) -> str:
        """The text that pressing the button sends."""
        named = self.model_dump(exclude={"aspect"}, exclude_none=True)
        return f"/ask_{self.aspect.value}{json.dumps(named, ensure_ascii=False)}"


def read_choice(text: str, knowledge: KnowledgeBase) -> Choice | None:
    """The choice that `text` is; None for any other text, and for names we do not hold."""
    match = _FORM.fullmatch(text.strip())
    if not match:
        return None
    try:
        named = json.loads(match[2])
        choice = Choice.model_validate({**named, "aspect": match[1]})
        policy, _ = knowledge.find(choice.policy)
        city = knowledge.region(choice.city).name if choice.city else None
    except (ValidationError, ValueError, TypeError, UnknownPolicy, UnknownRegion, RecursionError):
        return None
    if "aspect" in named or policy.id != choice.policy:
        return None
    if choice.version and choice.version not in {version.id for version in policy.versions}:
        return None
    return choice.model_copy(update={"city": city})
