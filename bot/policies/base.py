"""What every record of the knowledge base is made of."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(
        c.isspace() or c in "<>\"'" for c in text
    ):
        raise ValueError(f"“{text}”不是网址，要以 https:// 或 http:// 开头，中间没有空格和引号")
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Trust(StrEnum):
    """How well a source is known."""

    A = "A"  # official page, law, or the text of an official document
    B = "B"  # news report or university notice that quotes an official document
    C = "C"  # city guide, repost or commercial page: a hint, to be confirmed


class Record(BaseModel):
    """Base of everything read from the knowledge base: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)
