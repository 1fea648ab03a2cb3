"""Where an application stands on a day: the stage, what comes next, by when, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.applications.application import ENDED, Application, Event, Stage
from bot.applications.deadlines import after_workdays, workdays_between
from bot.applications.process import Limit, Process, Said
from bot.errors import CalendarNotPublished

# Offices have never been closed for longer; after so many days something is late for sure.
_LONGEST_REST = timedelta(days=10)


class Advice(StrEnum):
    """What the person can do."""

    WAIT = "wait"
    LATE_CALL = "late_call"
    RETURNED_FIX = "returned_fix"
    REFUSED_APPEAL_UNKNOWN = "refused_appeal_unknown"  # no source of ours tells how to object
    PAID_CHECK_CARD = "paid_check_card"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"  # nobody says how long it takes


class NotDue(StrEnum):
    """Why there is no day by which it is due."""

    ENDED = "ended"
    RETURNED = "returned"  # the person is to act first
    NO_LIMIT = "no_limit"  # no source gives a limit for it
    NO_START = "no_start"  # the day of acceptance, from which it counts, is not known
    NO_CALENDAR = "no_calendar"  # the holidays of a year that it needs are not published yet


@dataclass(frozen=True)
class Due:
    """The last day in time, and the limit that says so."""

    on: date
    limit: Limit


@dataclass(frozen=True)
class Standing:
    """What can be told of an application.

    `next` is None when nobody tells it, or when `is_last`. Of `due` and `not_due` one is None.
    `late_by` counts workdays, 0 in time; None without a due day, or where `late` is sure but the
    calendar for counting is not published. `said` are the sentences of the process that bear on
    it; each names its source.
    """

    stage: Stage
    since: date
    note: str | None
    next: Stage | None
    is_last: bool
    due: Due | None
    not_due: NotDue | None
    late: bool
    late_by: int | None
    ended: bool
    advice: Advice
    said: tuple[Said, ...]
    demo: bool


def standing(application: Application, process: Process | None, today: date) -> Standing:
    """Where it stands on `today`, which is a day in Shanghai. `process` is None when unknown."""
    current = application.events[-1]
    due, not_due = _due(application, process, current)
    late_by, late = _late(due, today)
    return Standing(
        stage=current.stage,
        since=current.on,
        note=current.note,
        next=process.after(current.stage) if process else None,
        is_last=process is not None and process.is_last(current.stage),
        due=due,
        not_due=not_due,
        late=late,
        late_by=late_by,
        ended=current.stage in ENDED,
        advice=_advice(current.stage, due, not_due, late),
        said=tuple(_said(process, current.stage, due)),
        demo=application.demo,
    )


def _due(
    application: Application, process: Process | None, current: Event
) -> tuple[Due | None, NotDue | None]:
    """The first of the days by which the stage and the whole are due."""
    if current.stage in ENDED:
        return None, NotDue.ENDED
    if current.stage is Stage.RETURNED:
        return None, NotDue.RETURNED
    limits: list[tuple[date, Limit]] = []
    if process and (limit := process.limit_of(current.stage)):
        limits.append((current.on, limit))
    if process and process.whole:
        accepted = [each.on for each in application.events if each.stage is Stage.ACCEPTED]
        if not (accepted or limits):
            return None, NotDue.NO_START
        limits += [(day, process.whole) for day in accepted[-1:]]
    if not limits:
        return None, NotDue.NO_LIMIT
    try:
        return min((_end(start, limit) for start, limit in limits), key=lambda due: due.on), None
    except CalendarNotPublished:
        return None, NotDue.NO_CALENDAR


def _end(start: date, limit: Limit) -> Due:
    if limit.workdays is not None:
        return Due(after_workdays(start, limit.workdays), limit)
    return Due(start + timedelta(days=limit.days or 0), limit)


def _late(due: Due | None, today: date) -> tuple[int | None, bool]:
    if due is None:
        return None, False
    try:
        late_by = workdays_between(due.on, today)
    except CalendarNotPublished:
        return None, today - due.on > _LONGEST_REST
    return late_by, late_by > 0


def _advice(stage: Stage, due: Due | None, not_due: NotDue | None, late: bool) -> Advice:
    fixed = {
        Stage.RETURNED: Advice.RETURNED_FIX,
        Stage.REFUSED: Advice.REFUSED_APPEAL_UNKNOWN,
        Stage.PAID: Advice.PAID_CHECK_CARD,
        Stage.DONE: Advice.DONE,
        Stage.WITHDRAWN: Advice.WITHDRAWN,
    }
    if stage in fixed:
        return fixed[stage]
    if late:
        return Advice.LATE_CALL
    return Advice.UNKNOWN if due is None and not_due is not NotDue.NO_CALENDAR else Advice.WAIT


def _said(process: Process | None, stage: Stage, due: Due | None) -> Iterator[Said]:
    """The limit that counts, the order, and what else the process says of a way that goes on."""
    if process is None:
        return
    if due:
        yield due.limit
    elif process.whole:
        yield process.whole
    if process.order:
        yield process.order
    if stage not in ENDED:
        yield from process.notes
