"""What `processes.yml` holds: how an application of a service item goes, and how long it may take.

The YAML keys are these field names; the checks between them are in `process_check`. Nothing here
is reckoned from anything else: what no source says is not there, and is told as unknown.
"""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.applications.application import ENDED, Stage

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
PartDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Count = Annotated[int, Field(ge=1, le=365)]


class Record(BaseModel):
    """Base of everything in the file: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Record):
    """Where it was read. `date` is as far as it is known: 2023, 2023-07 or 2023-07-26."""

    title: Line
    trust: Literal["A", "B", "C"]
    url: Line | None = None
    date: PartDate | None = None


class Said(Record):
    """One sentence of a source, as it is told to a person."""

    text: Line
    source: Identifier
    clause: Line | None = None


class Limit(Said):
    """A time limit: so many workdays, or so many days of the calendar; never both."""

    workdays: Count | None = None
    days: Count | None = None


class StageLimit(Limit):
    """How long one stage may take. `by` is who does it, where the source says so."""

    stage: Stage
    by: Line | None = None


class Order(Said):
    """In which order an application goes through these stages."""

    stages: Annotated[list[Stage], Field(min_length=2)]


class Process(Record):
    """How applications of one service item go where `region` is around them.

    `whole` is the limit from acceptance to the end; `order` is missing where no source tells it.
    """

    item: Identifier
    region: Line
    whole: Limit | None = None
    order: Order | None = None
    limits: list[StageLimit] = []
    notes: list[Said] = []

    def limit_of(self, stage: Stage) -> StageLimit | None:
        """The limit of one stage; None when no source gives one."""
        return next((limit for limit in self.limits if limit.stage is stage), None)

    def after(self, stage: Stage) -> Stage | None:
        """The stage that follows `stage`; None when it is the last, or when nobody tells."""
        if self.order is None or stage in ENDED:
            return None
        stages = self.order.stages
        if stage in stages:
            return next(iter(stages[stages.index(stage) + 1 :]), None)
        return stages[0] if stage is Stage.ACCEPTED else None

    def is_last(self, stage: Stage) -> bool:
        """Whether the order ends with `stage`."""
        return self.order is not None and self.order.stages[-1] is stage

    def said(self) -> list[Said]:
        """Everything it says, in the order in which it is told."""
        first = [each for each in (self.whole, self.order) if each is not None]
        return [*first, *self.limits, *self.notes]


class ProcessBook(Record):
    """`processes.yml`."""

    sources: dict[Identifier, Source] = {}
    processes: list[Process] = []

    def find(self, item: str, place: Iterable[str]) -> Process | None:
        """The process of `item` in `place`, which is a region and those around it, innermost
        first; None when no source tells one.
        """
        by_region = {each.region: each for each in self.processes if each.item == item}
        return next((by_region[region] for region in place if region in by_region), None)

    def source(self, said: Said) -> Source:
        """Where a sentence was read."""
        return self.sources[said.source]
