"""What a new import makes of an application that is known already."""

from collections.abc import Iterable
from datetime import datetime

from bot.applications.application import Application, Entry, Event, Source


def merged(
    known: Application | None,
    entry: Entry,
    person: str,
    source: Source,
    at: datetime,
    *,
    phone_is_new: bool,
    replace_events: bool,
) -> Application:
    """The application as it is after the import; `known` itself when nothing is new.

    `person` is the digest of whose it is; `phone_is_new` whether the entry tells a phone that was
    not known. Events are added to those that are known; with `replace_events` the entry's are all
    there are.
    """
    if known is None:
        return Application(
            number=entry.number,
            person=person,
            name=entry.name,
            item=entry.item,
            region=entry.region,
            events=entry.events,
            demo=entry.demo,
            source=source,
            changed_at=at,
        )
    events = entry.events if replace_events else _together(known.events, entry.events)
    told = (entry.name, entry.item, entry.region or known.region, events, entry.demo)
    before = (known.name, known.item, known.region, known.events, known.demo)
    if told == before and not phone_is_new:
        return known
    return Application(
        number=known.number,
        person=known.person,
        name=entry.name,
        item=entry.item,
        region=entry.region or known.region,
        events=events,
        demo=entry.demo,
        source=source,
        changed_at=at,
    )


def _together(known: Iterable[Event], told: Iterable[Event]) -> tuple[Event, ...]:
    """Both, by day; of one day the known ones first. A note that is told replaces the known."""
    events = {(each.on, each.stage): each for each in known}
    for each in told:
        before = events.get((each.on, each.stage))
        if before is None or each.note:
            events[each.on, each.stage] = each
    return tuple(sorted(events.values(), key=lambda event: event.on))
