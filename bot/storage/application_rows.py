"""Applications as rows and back: sealing when they are written, opening when they are read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from bot.applications.application import Application, Event, Source, Stage
from bot.identity.numbers import Number, NumberKind
from bot.sealing import Sealer
from bot.storage.application_tables import ApplicationEventRow, ApplicationRow, key_mark

_BATCH = 100


def applications_of(
    session: Session, sealer: Sealer, rows: Sequence[ApplicationRow]
) -> list[Application]:
    """The applications of these rows, in their order. SealBroken."""
    events: dict[int, list[Event]] = defaultdict(list)
    wanted = (
        select(ApplicationEventRow)
        .where(ApplicationEventRow.application.in_([row.id for row in rows]))
        .order_by(ApplicationEventRow.application, ApplicationEventRow.position)
    )
    for each in session.scalars(wanted) if rows else ():
        note = sealer.open(each.note_sealed) if each.note_sealed else None
        events[each.application].append(Event(Stage(each.stage), each.day, note))
    return [
        Application(
            number=Number(NumberKind.APPLICATION_NUMBER, sealer.open(row.number_sealed)),
            person=row.person,
            name=sealer.open(row.name_sealed),
            item=row.item,
            region=row.region,
            events=tuple(events[row.id]),
            demo=row.demo,
            source=cast(Source, row.source),
            changed_at=row.changed_at,
        )
        for row in rows
    ]


def person_of(sealer: Sealer, row: ApplicationRow) -> Number:
    """The ID number or credit code of whose it is. SealBroken."""
    return Number(NumberKind(row.person_kind), sealer.open(row.person_sealed))


def phone_of(sealer: Sealer, row: ApplicationRow) -> str | None:
    """The registered mobile number. SealBroken."""
    return sealer.open(row.phone_sealed) if row.phone_sealed else None


def fill(
    row: ApplicationRow,
    application: Application,
    person: Number,
    phone: str | None,
    sealer: Sealer,
) -> ApplicationRow:
    """Write the application into its row, everything under the newest key."""
    number = application.number
    row.number = sealer.digest(number.kind, number.value)
    row.person = sealer.digest(person.kind, person.value)
    row.person_kind = person.kind
    row.number_sealed = sealer.seal(number.value)
    row.person_sealed = sealer.seal(person.value)
    row.name_sealed = sealer.seal(application.name)
    row.phone_sealed = sealer.seal(phone) if phone else None
    row.item, row.region = application.item, application.region
    row.stage, row.stage_on = application.events[-1].stage, application.events[-1].on
    row.demo, row.source = application.demo, application.source
    row.changed_at = application.changed_at
    row.sealed_by = key_mark(sealer)
    return row


def write_events(
    session: Session, sealer: Sealer, written: Iterable[tuple[ApplicationRow, Application]]
) -> None:
    """Put the events of applications, whose rows have ids, in the place of those there are."""
    pairs = list(written)
    _forget_events(session, [row.id for row, _ in pairs])
    values: list[dict[str, Any]] = [
        {
            "application": row.id,
            "position": position,
            "stage": event.stage,
            "day": event.on,
            "note_sealed": sealer.seal(event.note) if event.note else None,
        }
        for row, application in pairs
        for position, event in enumerate(application.events)
    ]
    if values:
        session.execute(insert(ApplicationEventRow), values)


def rows_of(session: Session, which: ColumnElement[bool]) -> Sequence[ApplicationRow]:
    """The rows that fit, last changed first."""
    last_first = (ApplicationRow.changed_at.desc(), ApplicationRow.id.desc())
    return session.scalars(select(ApplicationRow).where(which).order_by(*last_first)).all()


def forget_rows(session: Session, which: ColumnElement[bool]) -> int:
    """Delete the applications that fit, with their events; how many."""
    ids = session.scalars(select(ApplicationRow.id).where(which)).all()
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        _forget_events(session, some)
        session.execute(delete(ApplicationRow).where(ApplicationRow.id.in_(some)))
    return len(ids)


def reseal_some(session: Session, sealer: Sealer) -> int:
    """Seal a batch anew: whole persons, so that each is found by one digest at any time."""
    older = ApplicationRow.sealed_by != key_mark(sealer)
    persons = session.scalars(select(ApplicationRow.person).where(older).distinct().limit(_BATCH))
    rows = rows_of(session, ApplicationRow.person.in_(persons.all()))
    applications = applications_of(session, sealer, rows)
    for row, each in zip(rows, applications, strict=True):
        fill(row, each, person_of(sealer, row), phone_of(sealer, row), sealer)
    write_events(session, sealer, zip(rows, applications, strict=True))
    return len(rows)


def _forget_events(session: Session, applications: Sequence[int]) -> None:
    """Delete every event of these applications."""
    gone = ApplicationEventRow.application.in_(applications)
    session.execute(
        delete(ApplicationEventRow).where(gone).execution_options(synchronize_session=False)
    )
