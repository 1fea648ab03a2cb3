"""A Register with its Directory, and a Provincial, in memory: they keep the same promises."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.applications.application import SETTLED, Application, Entry, Source
from bot.applications.exporting import exported
from bot.applications.merging import merged
from bot.applications.register import ImportResult, Progress
from bot.errors import BadImport, ProvincialUnavailable, StoreUnavailable
from bot.identity.directory import Registered
from bot.identity.numbers import Number
from bot.sealing import Sealer


@dataclass(frozen=True)
class _Kept:
    """One application with what is not told of it."""

    application: Application
    person: Number
    phone: str | None
    order: int


@dataclass
class MemoryRegister:
    """Keeps everything; `down` makes it fail as a lost database does."""

    sealer: Sealer
    down: bool = False
    kept: dict[str, _Kept] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def registered(self, number: Number) -> Registered | None:
        self._check()
        digests = self.sealer.digests(number.kind, number.value)
        whose = {k.application.person for n, k in self.kept.items() if n in digests}
        found = [k for k in self._of({*digests, *whose}) if k.phone]
        if not found:
            return None
        assert found[0].phone
        return Registered(found[0].application.person, self.sealer.seal(found[0].phone))

    def of_person(self, persons: Sequence[str]) -> list[Application]:
        self._check()
        return [each.application for each in self._of(set(persons))]

    def find(self, numbers: Sequence[str]) -> Application | None:
        self._check()
        return next((self.kept[n].application for n in numbers if n in self.kept), None)

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
        self._check()
        before = copy(self.kept), copy(self.erased)
        counts = {"new": 0, "changed": 0, "same": 0, "erased": 0}
        faults = []
        for entry in rows:
            outcome = self._take(entry, source, at, replace_events)
            if outcome is None:
                faults.append(f"第{entry.line}行 申请编号：这个编号已经登记在别人名下")
            else:
                counts[outcome] += 1
        if progress:
            progress(len(rows), len(rows))
        if faults or check_only:
            self.kept, self.erased = before
        if faults:
            raise BadImport(faults)
        return ImportResult(**counts)

    def _take(self, entry: Entry, source: Source, at: datetime, replace_events: bool) -> str | None:
        persons = self.sealer.digests(entry.person.kind, entry.person.value)
        numbers = self.sealer.digests(entry.number.kind, entry.number.value)
        if self.erased & set(persons):
            self.erased.add(persons[0])
            return "erased"
        key = next((number for number in numbers if number in self.kept), None)
        known = self.kept[key] if key else None
        if known and known.application.person not in persons:
            return None
        for number, each in self.kept.items():
            if each.application.person in persons:
                moved = replace(each.application, person=persons[0])
                self.kept[number] = replace(each, application=moved)
        known = self.kept[key] if key else None
        application = known.application if known else None
        before = known.phone if known else None
        phone = entry.phone.value if entry.phone else before
        after = merged(
            application,
            entry,
            persons[0],
            source,
            at,
            phone_is_new=phone != before,
            replace_events=replace_events,
        )
        if known and after is application:
            return "same"
        order = known.order if known else len(self.kept)
        # What changes is written with the newest key.
        if key:
            del self.kept[key]
        after = replace(after, person=persons[0])
        self.kept[numbers[0]] = _Kept(after, entry.person, phone, order)
        return "changed" if known else "new"

    def has_real(self) -> bool:
        self._check()
        return any(not each.application.demo for each in self.kept.values())

    def forget_demo(self) -> int:
        self._check()
        demo = [number for number, each in self.kept.items() if each.application.demo]
        for number in demo:
            del self.kept[number]
        return len(demo)

    def export(self, persons: Sequence[str]) -> list[dict[str, Any]]:
        self._check()
        found = self._of(set(persons))
        return [exported(each.application, each.person, each.phone) for each in found]

    def forget_person(self, persons: Sequence[str], at: datetime) -> int:
        self._check()
        self.erased |= set(persons)
        return self._forget([n for n, k in self.kept.items() if k.application.person in persons])

    def forget_ended(self, before: date) -> int:
        self._check()
        last = {number: each.application.events[-1] for number, each in self.kept.items()}
        return self._forget([n for n, e in last.items() if e.stage in SETTLED and e.on < before])

    def reseal(self, sealer: Sealer) -> int:
        self._check()
        count = 0
        for number, each in list(self.kept.items()):
            told = each.application
            newest = sealer.digest(told.number.kind, told.number.value)
            if newest != number:
                person = sealer.digest(each.person.kind, each.person.value)
                del self.kept[number]
                self.kept[newest] = replace(each, application=replace(told, person=person))
                count += 1
        return count

    def _of(self, persons: set[str]) -> list[_Kept]:
        found = [each for each in self.kept.values() if each.application.person in persons]
        return sorted(found, key=lambda k: (k.application.changed_at, k.order), reverse=True)

    def _forget(self, numbers: list[str]) -> int:
        for number in numbers:
            del self.kept[number]
        return len(numbers)

    def _check(self) -> None:
        if self.down:
            raise StoreUnavailable("down")


@dataclass
class MemoryProvincial:
    """Knows what it was given; `down` makes it fail as a system that does not answer."""

    entries: list[Entry] = field(default_factory=list)
    down: bool = False

    def fetch(self, person: Number) -> list[Entry]:
        if self.down:
            raise ProvincialUnavailable("down")
        return [entry for entry in self.entries if entry.person == person]
