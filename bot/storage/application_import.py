"""Taking applications in, inside one transaction that no other writer of the register enters."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.applications.application import Application, Entry, Source
from bot.applications.merging import merged
from bot.applications.register import ImportResult, Progress
from bot.errors import BadImport
from bot.sealing import Sealer
from bot.storage.application_rows import applications_of, fill, phone_of, write_events
from bot.storage.application_tables import ApplicationRow, ErasedPersonRow
from bot.storage.booking_work import inserted

_BATCH = 200
_ANOTHERS = "这个编号已经登记在别人名下，请核对编号和证件号码"


class Import:
    """One import; BadImport from `run` when a number is known as another person's."""

    def __init__(
        self, session: Session, sealer: Sealer, source: Source, at: datetime, replace_events: bool
    ) -> None:
        self._session = session
        self._sealer = sealer
        self._source = source
        self._at = at
        self._replace_events = replace_events
        self._new = self._changed = self._same = self._erased = 0
        self._faults: list[str] = []

    def run(self, entries: Sequence[Entry], progress: Progress | None) -> ImportResult:
        """Take them in, in batches, so that a large file is not in memory twice."""
        for start in range(0, len(entries), _BATCH):
            batch = entries[start : start + _BATCH]
            self._take(batch)
            self._session.flush()
            self._session.expunge_all()
            if progress:
                progress(start + len(batch), len(entries))
        if self._faults:
            raise BadImport(self._faults)
        return ImportResult(self._new, self._changed, self._same, self._erased)

    def _take(self, entries: Sequence[Entry]) -> None:
        numbers = [self._sealer.digests(e.number.kind, e.number.value) for e in entries]
        persons = [self._sealer.digests(e.person.kind, e.person.value) for e in entries]
        known = self._known(numbers)
        erased = self._erased_among(persons)
        written: list[tuple[ApplicationRow, Application]] = []
        for entry, number, person in zip(entries, numbers, persons, strict=True):
            if any(digest in erased for digest in person):
                self._erased += 1
                self._keep_out(person[0])
                continue
            row, application = next((known[n] for n in number if n in known), (None, None))
            if row and row.person not in person:
                self._faults.append(f"第{entry.line}行 申请编号：{_ANOTHERS}")
                continue
            self._under_newest_key(person)
            if made := self._made(entry, person[0], row, application):
                written.append(made)
        self._session.flush()
        write_events(self._session, self._sealer, written)

    def _made(
        self,
        entry: Entry,
        person: str,
        row: ApplicationRow | None,
        known: Application | None,
    ) -> tuple[ApplicationRow, Application] | None:
        """The row and the application as they are now; None when nothing is new."""
        before = phone_of(self._sealer, row) if row else None
        phone = entry.phone.value if entry.phone else before
        after = merged(
            known,
            entry,
            person,
            self._source,
            self._at,
            phone_is_new=phone != before,
            replace_events=self._replace_events,
        )
        if row is None:
            row = ApplicationRow()
            self._session.add(row)
            self._new += 1
        elif after is known:
            self._same += 1
            return None
        else:
            self._changed += 1
        return fill(row, after, entry.person, phone, self._sealer), after

    def _known(self, numbers: list[list[str]]) -> dict[str, tuple[ApplicationRow, Application]]:
        sought = [digest for digests in numbers for digest in digests]
        wanted = select(ApplicationRow).where(ApplicationRow.number.in_(sought))
        rows = self._session.scalars(wanted).all()
        applications = applications_of(self._session, self._sealer, rows)
        return {row.number: (row, each) for row, each in zip(rows, applications, strict=True)}

    def _erased_among(self, persons: list[list[str]]) -> set[str]:
        sought = [digest for digests in persons for digest in digests]
        wanted = select(ErasedPersonRow.person).where(ErasedPersonRow.person.in_(sought))
        return set(self._session.scalars(wanted))

    def _keep_out(self, person: str) -> None:
        """Under the newest key too: the older one will be thrown away."""
        inserted(self._session, ErasedPersonRow, {"person": person, "at": self._at})

    def _under_newest_key(self, person: list[str]) -> None:
        """All of a person's applications have the same digest, so that one finds them all."""
        if older := person[1:]:
            self._session.execute(
                update(ApplicationRow)
                .where(ApplicationRow.person.in_(older))
                .values(person=person[0])
                .execution_options(synchronize_session=False)
            )
