"""Where an application stands: by example, and what holds for every one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.applications.application import ENDED, Application, Event, Stage
from bot.applications.process import Limit, Order, Process, Said, StageLimit
from bot.applications.standing import Advice, NotDue, Standing, standing
from tests.application_data import NOW, number

WHOLE = Limit(workdays=3, text="3个工作日内办结。", source="law")
REVIEW = StageLimit(stage=Stage.FIRST_REVIEW, workdays=2, text="2个工作日初审。", source="page")
SHOWN = StageLimit(stage=Stage.PUBLICISED, days=7, text="公示7日。", source="page")
ORDER = Order(
    stages=[Stage.FIRST_REVIEW, Stage.PUBLICISED, Stage.DECIDED],
    text="初审，公示，审定。",
    source="page",
)
NOTE = Said(text="每月25日前后发放。", source="page")
QUICK = Process(item="a", region="全国", whole=WHOLE)
STEPS = Process(item="b", region="扬州市", order=ORDER, limits=[REVIEW, SHOWN], notes=[NOTE])
TUESDAY = date(2026, 11, 24)


def application(*events: tuple[Stage, date], demo: bool = False) -> Application:
    told = tuple(Event(stage, on, "备注") for stage, on in events)
    return Application(
        number=number("A2026110001"),
        person="p",
        name="张三",
        item="a",
        region=None,
        events=told,
        demo=demo,
        source="import",
        changed_at=NOW,
    )


def stands(process: Process | None, *events: tuple[Stage, date], today: date = TUESDAY) -> Standing:
    return standing(application(*events), process, today)


def test_the_whole_counts_from_acceptance() -> None:
    told = stands(QUICK, (Stage.ACCEPTED, date(2026, 11, 20)), today=date(2026, 11, 25))

    assert told.due is not None
    assert (told.due.on, told.due.limit) == (date(2026, 11, 25), WHOLE)
    assert (told.late, told.late_by, told.advice) == (False, 0, Advice.WAIT)
    # Nobody tells the stages of this item.
    assert (told.next, told.is_last) == (None, False)
    assert told.said == (WHOLE,)


def test_it_is_late_by_the_workdays_after_the_due_day() -> None:
    told = stands(QUICK, (Stage.ACCEPTED, date(2026, 11, 16)))

    assert told.due is not None
    assert told.due.on == date(2026, 11, 19)
    # Friday, Monday and Tuesday.
    assert (told.late, told.late_by, told.advice) == (True, 3, Advice.LATE_CALL)


def test_a_weekend_after_the_due_day_is_not_late_yet() -> None:
    told = stands(QUICK, (Stage.ACCEPTED, date(2026, 11, 17)), today=date(2026, 11, 22))

    assert told.due is not None
    assert told.due.on == date(2026, 11, 20)
    assert (told.late, told.late_by, told.advice) == (False, 0, Advice.WAIT)


def test_a_stage_counts_from_the_day_on_which_it_began() -> None:
    told = stands(
        STEPS, (Stage.ACCEPTED, date(2026, 11, 16)), (Stage.FIRST_REVIEW, date(2026, 11, 23))
    )

    assert told.due is not None
    assert (told.due.on, told.due.limit) == (date(2026, 11, 25), REVIEW)
    assert (told.stage, told.since, told.note) == (
        Stage.FIRST_REVIEW,
        date(2026, 11, 23),
        "备注",
    )
    assert told.next is Stage.PUBLICISED
    assert told.said == (REVIEW, ORDER, NOTE)


def test_days_of_the_calendar_are_counted_as_such() -> None:
    told = stands(STEPS, (Stage.PUBLICISED, date(2026, 11, 18)))

    assert told.due is not None
    assert told.due.on == date(2026, 11, 25)


def test_the_first_stage_follows_acceptance_and_nothing_is_told_of_other_ways() -> None:
    assert stands(STEPS, (Stage.ACCEPTED, TUESDAY)).next is Stage.FIRST_REVIEW
    assert stands(STEPS, (Stage.SECOND_REVIEW, TUESDAY)).next is None
    last = stands(STEPS, (Stage.DECIDED, TUESDAY))
    assert (last.next, last.is_last, last.ended) == (None, True, False)


def test_without_a_process_only_what_happened_is_told() -> None:
    told = stands(None, (Stage.ACCEPTED, date(2020, 1, 2)))

    assert (told.next, told.is_last, told.due, told.said) == (None, False, None, ())
    assert (told.not_due, told.advice, told.late) == (NotDue.NO_LIMIT, Advice.UNKNOWN, False)


def test_a_stage_without_a_limit_has_no_due_day() -> None:
    told = stands(STEPS, (Stage.ACCEPTED, date(2026, 1, 5)))

    assert (told.due, told.not_due, told.advice) == (None, NotDue.NO_LIMIT, Advice.UNKNOWN)


def test_the_whole_has_no_due_day_where_acceptance_is_not_known() -> None:
    told = stands(QUICK, (Stage.FIRST_REVIEW, TUESDAY))

    assert (told.due, told.not_due, told.advice) == (None, NotDue.NO_START, Advice.UNKNOWN)


def test_the_earlier_of_two_limits_counts() -> None:
    both = Process(item="a", region="全国", whole=WHOLE, limits=[REVIEW])
    told = stands(
        both, (Stage.ACCEPTED, date(2026, 11, 20)), (Stage.FIRST_REVIEW, date(2026, 11, 24))
    )

    assert told.due is not None
    assert (told.due.on, told.due.limit) == (date(2026, 11, 25), WHOLE)


def test_after_a_return_the_time_begins_anew() -> None:
    back = (Stage.ACCEPTED, date(2026, 11, 2)), (Stage.RETURNED, date(2026, 11, 4))
    returned = stands(QUICK, *back)
    again = stands(QUICK, *back, (Stage.ACCEPTED, date(2026, 11, 23)))

    assert (returned.due, returned.not_due) == (None, NotDue.RETURNED)
    assert (returned.advice, returned.late) == (Advice.RETURNED_FIX, False)
    assert again.due is not None
    assert again.due.on == date(2026, 11, 26)


def test_the_holidays_of_a_year_that_are_not_published_are_not_guessed() -> None:
    told = stands(QUICK, (Stage.ACCEPTED, date(2026, 12, 30)), today=date(2026, 12, 31))
    christmas = (Stage.ACCEPTED, date(2026, 12, 25))
    past = stands(QUICK, christmas, today=date(2027, 1, 20))
    soon = stands(QUICK, christmas, today=date(2027, 1, 3))

    assert (told.due, told.not_due, told.advice) == (None, NotDue.NO_CALENDAR, Advice.WAIT)
    assert past.due is not None
    assert past.due.on == date(2026, 12, 30)
    # After so long it is late, and by how much is not known; after a few days not even that.
    assert (past.late, past.late_by, past.advice) == (True, None, Advice.LATE_CALL)
    assert (soon.late, soon.late_by, soon.advice) == (False, None, Advice.WAIT)


@pytest.mark.parametrize(
    ("stage", "advice"),
    [
        (Stage.DONE, Advice.DONE),
        (Stage.PAID, Advice.PAID_CHECK_CARD),
        (Stage.REFUSED, Advice.REFUSED_APPEAL_UNKNOWN),
        (Stage.WITHDRAWN, Advice.WITHDRAWN),
    ],
)
def test_what_has_ended_is_never_late(stage: Stage, advice: Advice) -> None:
    told = stands(QUICK, (Stage.ACCEPTED, date(2026, 1, 5)), (stage, date(2026, 10, 9)))

    assert (told.ended, told.late, told.due, told.not_due) == (True, False, None, NotDue.ENDED)
    assert (told.advice, told.next) == (advice, None)


def test_a_demonstration_is_marked() -> None:
    one = (Stage.ACCEPTED, TUESDAY)

    assert standing(application(one, demo=True), QUICK, TUESDAY).demo
    assert not standing(application(one), QUICK, TUESDAY).demo


DAYS = st.dates(date(2023, 1, 1), date(2026, 11, 30))
EVENTS = st.lists(st.tuples(st.sampled_from(Stage), DAYS), min_size=1, max_size=8).map(
    lambda events: sorted(events, key=lambda event: event[1])
)
PROCESSES = st.one_of(
    st.none(),
    st.builds(
        Process,
        item=st.just("a"),
        region=st.just("全国"),
        whole=st.none()
        | st.integers(1, 30).map(lambda count: WHOLE.model_copy(update={"workdays": count})),
        order=st.none() | st.just(ORDER),
        limits=st.lists(st.sampled_from([REVIEW, SHOWN]), unique_by=lambda each: each.stage),
    ),
)


@given(EVENTS, PROCESSES, st.dates(date(2023, 1, 1), date(2028, 12, 31)))
def test_what_holds_for_every_application(
    events: list[tuple[Stage, date]], process: Process | None, today: date
) -> None:
    told = stands(process, *events, today=today)

    assert (told.stage, told.since) == events[-1]
    assert (told.due is None) != (told.not_due is None)
    assert told.ended == (told.stage in ENDED)
    if told.due:
        assert told.due.on > min(on for _, on in events)
        assert told.due.limit in told.said
        assert not told.late or today > told.due.on
    else:
        assert not told.late
    assert told.late == (told.advice is Advice.LATE_CALL)
    assert told.late_by is None or told.late == (told.late_by > 0)
    if process is None:
        assert (told.next, told.due) == (None, None)
    if told.next:
        assert process is not None
        assert process.order is not None
        assert told.next in process.order.stages


@given(EVENTS, PROCESSES, st.dates(date(2023, 1, 1), date(2026, 11, 30)), st.integers(1, 60))
def test_as_days_pass_it_only_gets_later(
    events: list[tuple[Stage, date]], process: Process | None, today: date, days: int
) -> None:
    early = stands(process, *events, today=today)
    late = stands(process, *events, today=min(today + timedelta(days=days), date(2026, 12, 31)))

    assert early.due == late.due
    assert (early.late_by or 0) <= (late.late_by or 0)
    assert late.late >= early.late
