"""The statements of a version with the place each holds for, searchable by what is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.policies.model import Aspect, Statement, Version
from bot.policies.nearest import Nearest


@dataclass(frozen=True)
class Placed:
    """A statement and the place it holds for; None is everywhere."""

    region: str | None
    statement: Statement


class Whole:
    """Every statement of a version. Positions count from 0, what holds everywhere first."""

    def __init__(self, version: Version) -> None:
        overlays = version.overlays()
        self._placed = [Placed(r, s) for r, each in overlays for _, s in each.all()]
        self._aspects = [aspect for _, each in overlays for aspect, _ in each.all()]
        self._nearest = Nearest([placed.statement.text for placed in self._placed])

    def first(self, question: str, shown: Sequence[Placed]) -> tuple[int, ...]:
        """The positions of those `shown` that are nearest to `question`, if some stand out."""
        return self._nearest.first(question, self._positions(shown))

    def aspect_of(self, question: str) -> Aspect | None:
        """The aspect that `question` is about, where a statement has its very words."""
        found = self._nearest.beside(question, [], range(len(self._placed)), shared=2)
        return None if found is None else self._aspects[found]

    def at(self, positions: Sequence[int]) -> list[Placed]:
        """The statements at `positions`, without those that are not held any more."""
        return [self._placed[at] for at in positions if at < len(self._placed)]

    def beside(
        self, question: str, shown: Sequence[Placed], concerns: Callable[[str], bool]
    ) -> Placed | None:
        """A statement on another aspect that is much nearer to `question` than those `shown`.

        `concerns` says whether a place's statements may be told.
        """
        allowed = [
            at
            for at, placed in enumerate(self._placed)
            if placed.region is None or concerns(placed.region)
        ]
        found = self._nearest.beside(question, self._positions(shown), allowed)
        return None if found is None else self._placed[found]

    def _positions(self, placed: Sequence[Placed]) -> list[int]:
        return [self._placed.index(each) for each in placed]
