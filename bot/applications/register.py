"""Where applications are kept. The SQL one is `bot.storage.applications`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from bot.applications.application import Application, Entry, Source
from bot.sealing import Sealer

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportResult:
    """How many applications are new, changed, as they were, and left out because their person
    had everything erased.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    erased: int = 0

    @property
    def all(self) -> int:
        """How many there were."""
        return self.new + self.changed + self.same + self.erased


class Register(Protocol):
    """Applications and whose they are. StoreUnavailable from every method while it does not answer.

    Digests come as `Sealer.digests` gives them, under every key: any of them finds.
    """

    def of_person(self, persons: Sequence[str]) -> list[Application]:
        """Every application of one person, last changed first."""

    def find(self, numbers: Sequence[str]) -> Application | None:
        """The application with this number."""

    def import_rows(
        self,
        rows: Sequence[Entry],
        source: Source,
        at: datetime,
        *,
        replace_events: bool = False,
        check_only: bool = False,
        progress: Progress | None = None,
    ) -> ImportResult:
        """Take in what a bureau tells, all or nothing; a number at most once among `rows`.

        Events are added; with `replace_events` the told ones take the place of all that are known.
        `check_only` reports the same and changes nothing. `progress` is told (done, all).
        BadImport when a number is known as another person's.
        """

    def has_real(self) -> bool:
        """Whether there is any application that is no demonstration."""

    def forget_demo(self) -> int:
        """Delete the demonstration applications; how many. Real ones have taken their place."""

    def export(self, persons: Sequence[str]) -> list[dict[str, Any]]:
        """All that is kept of one person, in clear, for that person alone; ready for JSON."""

    def forget_person(self, persons: Sequence[str], at: datetime) -> int:
        """Delete a person's applications, and keep the digests so that no import brings them back.

        How many applications there were.
        """

    def forget_ended(self, before: date) -> int:
        """Delete every application that was settled before a day; how many."""

    def reseal(self, sealer: Sealer) -> int:
        """Seal and hash anew, with the newest key, what an older one did; how many applications.

        In batches: when it breaks off, the next call goes on. A digest that keeps an erased person
        out cannot be made anew; it is when an import meets that person again.
        """
