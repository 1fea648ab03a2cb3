"""A provincial system that knows more applications, or newer stages, than the bureau's files."""

from datetime import datetime
from typing import Protocol

from bot.applications.application import Entry
from bot.applications.register import ImportResult, Register
from bot.errors import BadImport, ProvincialUnavailable
from bot.identity.numbers import Number


class Provincial(Protocol):
    """The HTTP one is `bot.adaptors.provincial`."""

    def fetch(self, person: Number) -> list[Entry]:
        """The applications of one person. ProvincialUnavailable."""


def refresh(
    provincial: Provincial, register: Register, person: Number, at: datetime
) -> ImportResult:
    """Bring the register up to date for a person who has proved to be that person.

    ProvincialUnavailable, also when the system gives a number that is known as another's: then
    nothing is changed.
    """
    entries = provincial.fetch(person)
    if any(entry.person != person for entry in entries):
        raise ProvincialUnavailable("another person's application")
    try:
        return register.import_rows(entries, "provincial", at)
    except BadImport:
        raise ProvincialUnavailable("a number of another person") from None
