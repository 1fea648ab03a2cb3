"""What a button about status or one's own data stands for, as Rasa's `/intent{…}` text."""

import json
import re
from typing import Literal

from pydantic import BaseModel, ConfigDict

Do = Literal["ask", "resend", "other", "end", "export", "erase", "remind"]
_FORM = re.compile(r"/status_query(\{.*\})?")


class StatusChoice(BaseModel):
    """What is chosen. `sure` confirms that everything is to be erased."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    do: Do = "ask"
    sure: bool = False

    @property
    def payload(self) -> str:
        """The text that pressing the button sends."""
        named = self.model_dump(mode="json", exclude_defaults=True)
        return f"/status_query{json.dumps(named) if named else ''}"


def read_status_choice(text: str) -> StatusChoice | None:
    """The choice that `text` is; None for any other text."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return StatusChoice.model_validate(json.loads(match[1] or "{}"))
    except (ValueError, TypeError, RecursionError):
        return None
