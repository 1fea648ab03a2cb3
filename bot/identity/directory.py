"""Where it is looked up to whom a number belongs. The SQL one is `bot.storage.applications`."""

from dataclasses import dataclass
from typing import Protocol

from bot.identity.numbers import Number


@dataclass(frozen=True)
class Registered:
    """Somebody whom the register knows. `person` is the digest of the ID number or credit code;
    `phone` the registered mobile number, sealed."""

    person: str
    phone: str


class Directory(Protocol):
    """Looks up in one query, whether or not somebody is there. StoreUnavailable."""

    def registered(self, number: Number) -> Registered | None:
        """To whom an ID number, credit code or application number belongs."""
