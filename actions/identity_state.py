"""What the conversation knows of an identity that is being proved. Never a number or a code."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Purpose = Literal["status", "export", "erase", "remind"]


@dataclass(frozen=True)
class IdentityState:
    """`asked` is what waits for an answer: number, code, or sure (to erase everything).

    `purpose` is what it is proved for, `policy` whose application was asked about; `asides`
    counts the other topics since it was asked.
    """

    asked: str | None = None
    purpose: Purpose = "status"
    policy: str | None = None
    asides: int = 0

    def slot(self) -> dict[str, Any]:
        """As the conversation keeps it."""
        return {name: value for name, value in asdict(self).items() if value not in (None, 0)}


def read_identity_state(slots: dict[str, Any]) -> IdentityState:
    """What the conversation's slots hold; an empty state where there is none."""
    kept = slots.get("identity")
    known = {field.name for field in fields(IdentityState)}
    if not isinstance(kept, dict) or not kept.keys() <= known:
        return IdentityState()
    return IdentityState(**kept)
