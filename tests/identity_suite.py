"""What identity promises, whatever the store: run over the fake one and over both databases."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest

from bot.errors import CodeRefused, LockedOut
from bot.identity.challenge import Purpose, Session
from bot.identity.codes import draw_digits
from bot.identity.desk import IdentityDesk
from bot.identity.directory import Registered
from bot.identity.numbers import Number, NumberKind, read_number
from bot.identity.rules import IdentityRules
from bot.identity.store import Event, IdentityStore, IdentityWork, Key, Watched, key_of
from bot.notices.notice import Template
from bot.privacy.audit import Action
from bot.sealing import Sealer
from tests.fake_identity import MemoryAudit, MemoryDirectory, MemoryOutbox

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)
KEY, OLD_KEY = b"k" * 32, b"o" * 32


def number(text: str) -> Number:
    read = read_number(text)
    assert read is not None
    return read


def hashed(name: str) -> str:
    return sha256(name.encode()).hexdigest()


# Made up; 11010519491231002X is the example of GB 11643.
ID, APPLICATION = number("11010519491231002X"), number("SY20260001234")
OTHER_APPLICATION = number("SY20260009999")
PHONE, NOBODY, NOBODY_TOO = (
    number("13800138000"),
    number("440524188001010014"),
    number("SY20269990000"),
)
ANN, BOB, HOME, AWAY = map(hashed, ("ann", "bob", "home", "away"))


@dataclass
class Office:
    """A desk with its doors, one registered person, and what the person's phone got."""

    store: IdentityStore
    rules: IdentityRules
    keys: tuple[bytes, ...] = (KEY,)
    draw: Callable[[int], str] = draw_digits

    def __post_init__(self) -> None:
        self.sealer = Sealer(self.keys)
        person = Registered(
            self.sealer.digest(NumberKind.ID_NUMBER, ID.value), self.sealer.seal(PHONE.value)
        )
        self.person = person.person
        self.directory = MemoryDirectory(
            {ID: person, APPLICATION: person, OTHER_APPLICATION: person}
        )
        self.outbox, self.audit = MemoryOutbox(), MemoryAudit()
        self.desk = IdentityDesk(
            self.store,
            self.directory,
            self.outbox,
            self.audit,
            self.sealer,
            self.rules,
            self.draw,
        )

    def begin(
        self, who: str = ANN, what: Number = ID, now: datetime = NOW, client: str = HOME
    ) -> str:
        """Ask for a code; the one that was drawn, whether or not anybody got it."""
        begin = self.desk.begin_phone if what.kind is NumberKind.MOBILE else self.desk.begin
        begin(who, client, what, now)
        return list(self.outbox.notices.values())[-1].values["code"]

    def prove(self, code: str, who: str = ANN, now: datetime = NOW, client: str = HOME) -> Session:
        return self.desk.prove(who, client, code, now)

    def refused(
        self, code: str, who: str = ANN, now: datetime = NOW, client: str = HOME
    ) -> datetime | None:
        """Until when one is locked out; None when it was only refused."""
        try:
            self.prove(code, who, now, client)
        except CodeRefused:
            return None
        except LockedOut as locked:
            return locked.until
        raise AssertionError("it was let in")

    @property
    def sent(self) -> list[str]:
        """The phones that were sent something."""
        return [self.sealer.open(each.to) for each in self.outbox.notices.values() if each.to]

    @property
    def actions(self) -> list[Action]:
        return [each.action for each in self.audit.records]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


class IdentitySuite:
    """Subclasses give a fixture `store`."""

    @pytest.fixture
    def office(self, store: IdentityStore) -> Office:
        return Office(store, IdentityRules())

    # -- the way in

    @pytest.mark.parametrize("what", [ID, APPLICATION], ids=["id", "application"])
    def test_the_code_on_the_registered_phone_opens_a_session(
        self, office: Office, what: Number
    ) -> None:
        until = office.desk.begin(ANN, HOME, what, NOW)
        (notice,) = office.outbox.notices.values()
        assert (until, notice.until, notice.not_before) == (NOW + 5 * MINUTE, until, NOW)
        assert (notice.template, notice.quiet, office.sent) == (
            Template.CODE,
            False,
            ["13800138000"],
        )
        assert notice.values["minutes"] == "5"
        assert office.desk.awaits_code(ANN, NOW)

        session = office.prove(notice.values["code"], now=NOW + MINUTE)

        assert session.purpose is Purpose.PERSON
        assert (session.subject, session.phone_sealed) == (office.person, None)
        assert (session.since, session.until) == (NOW + MINUTE, NOW + 16 * MINUTE)
        assert office.desk.session(ANN, NOW + 2 * MINUTE) == session
        assert office.desk.session(BOB, NOW + 2 * MINUTE) is None
        assert office.desk.session(ANN, NOW + 2 * MINUTE, Purpose.PHONE) is None
        assert not office.desk.awaits_code(ANN, NOW + 2 * MINUTE)
        assert office.actions == [Action.CODE_ASKED, Action.PROVED]

    def test_a_session_ends_by_itself_whatever_is_done(self, office: Office) -> None:
        office.prove(office.begin())

        assert office.desk.session(ANN, NOW + timedelta(minutes=14, seconds=59))
        assert office.desk.session(ANN, NOW + 15 * MINUTE) is None

    def test_a_session_can_be_ended_and_the_code_that_is_waited_for_with_it(
        self, office: Office
    ) -> None:
        office.prove(office.begin())
        code = office.begin()
        office.desk.end(ANN, NOW + MINUTE)

        assert office.desk.session(ANN, NOW + MINUTE) is None
        assert not office.desk.awaits_code(ANN, NOW + MINUTE)
        assert office.refused(code, now=NOW + MINUTE) is None
        office.desk.end(ANN, NOW + 2 * MINUTE)
        assert office.actions.count(Action.SESSION_ENDED) == 1

    def test_a_phone_proves_itself_and_nothing_more(self, office: Office) -> None:
        session = office.prove(office.begin(what=PHONE))

        assert session.purpose is Purpose.PHONE
        assert session.subject == office.sealer.digest("mobile", "13800138000")
        assert session.phone_sealed
        assert office.sealer.open(session.phone_sealed) == "13800138000"
        assert office.desk.session(ANN, NOW, Purpose.PHONE) == session
        assert office.desk.session(ANN, NOW) is None
        assert office.directory.asked == 0

    def test_each_way_in_takes_its_own_kind_of_number(self, office: Office) -> None:
        with pytest.raises(ValueError, match="begin_phone"):
            office.desk.begin(ANN, HOME, PHONE, NOW)
        with pytest.raises(ValueError, match="phone"):
            office.desk.begin_phone(ANN, HOME, ID, NOW)

    # -- what is refused

    def test_a_code_is_used_once(self, office: Office) -> None:
        code = office.begin()
        office.prove(code)

        assert office.refused(code) is None

    def test_a_code_that_is_too_old_is_refused(self, office: Office) -> None:
        code = office.begin()

        assert office.refused(code, now=NOW + 5 * MINUTE) is None
        assert not office.desk.awaits_code(ANN, NOW + 5 * MINUTE)

    def test_a_code_belongs_to_its_conversation(self, office: Office) -> None:
        code = office.begin(ANN)

        assert office.refused(code, BOB) is None
        assert office.prove(code, ANN)

    def test_a_second_code_takes_the_place_of_the_first(self, office: Office) -> None:
        first = office.begin()
        second = office.begin()

        if first != second:
            assert office.refused(first) is None
        assert office.prove(second)

    def test_after_three_tries_a_code_is_dead(self, office: Office) -> None:
        code = office.begin()
        for _ in range(3):
            assert office.refused(wrong(code)) is None

        assert not office.desk.awaits_code(ANN, NOW)
        assert office.refused(code) is None
        assert office.desk.session(ANN, NOW) is None

    def test_the_code_of_nobody_opens_nothing(self, office: Office) -> None:
        code = office.begin(what=NOBODY)

        assert office.sent == []
        assert office.desk.awaits_code(ANN, NOW)
        assert office.refused(code) is None
        assert office.desk.session(ANN, NOW) is None

    @pytest.mark.parametrize("said", ["", "没收到", "12345", "1234567", "\ud800", "９" * 5000])
    def test_what_is_no_code_is_refused_like_a_wrong_one(self, office: Office, said: str) -> None:
        office.begin()

        assert office.refused(said) is None
        assert office.actions[-1] is Action.CODE_REFUSED

    # -- locks

    @pytest.mark.parametrize("what", [ID, APPLICATION, NOBODY, NOBODY_TOO, PHONE], ids=str)
    def test_five_refusals_lock_the_conversation_and_the_number(
        self, office: Office, what: Number
    ) -> None:
        code = office.begin(what=what)
        assert [office.refused(wrong(code)) for _ in range(3)] == [None] * 3
        code = office.begin(what=what)
        until = NOW + 30 * MINUTE
        assert [office.refused(wrong(code)) for _ in range(2)] == [None, until]

        # The right one is no use any more, nor another conversation, address or code.
        assert office.refused(code) == until
        with pytest.raises(LockedOut):
            office.begin(BOB, what, client=AWAY)
        with pytest.raises(LockedOut):
            office.begin(ANN, NOBODY_TOO if what is not NOBODY_TOO else ID, client=AWAY)
        later = NOW + 61 * MINUTE
        with pytest.raises(LockedOut):
            office.begin(BOB, what, until - MINUTE, client=AWAY)
        office.begin(BOB, what, later, client=AWAY)
        assert office.actions[-1] is Action.CODE_ASKED

    def test_a_lock_begins_the_counting_afresh(self, office: Office) -> None:
        code = office.begin()
        until = [office.refused(wrong(code)) for _ in range(5)][-1]
        assert until

        assert office.refused("000000", now=until) is None

    def test_refusals_are_forgotten_after_an_hour(self, office: Office) -> None:
        for _ in range(4):
            assert office.refused("000000") is None

        assert office.refused("000000", now=NOW + 60 * MINUTE) is None
        assert office.refused("000000", now=NOW + 60 * MINUTE) is None

    def test_who_is_right_begins_afresh(self, office: Office) -> None:
        for _ in range(2):
            code = office.begin()
            office.refused(wrong(code))
            office.refused(wrong(code))
            office.prove(code)
        code = office.begin()

        assert [office.refused(wrong(code)) for _ in range(3)] == [None] * 3

    def test_an_address_is_locked_after_thirty_whoever_sits_there(self, office: Office) -> None:
        locks = [office.refused("000000", hashed(f"guest {at}")) for at in range(30)]

        assert locks == [None] * 29 + [NOW + 30 * MINUTE]
        with pytest.raises(LockedOut):
            office.begin(ANN, ID)
        assert office.prove(office.begin(ANN, ID, client=AWAY), client=AWAY)

    def test_being_right_does_not_clear_the_address(self, office: Office) -> None:
        for at in range(29):
            office.refused("000000", hashed(f"guest {at}"))
        office.prove(office.begin())

        assert office.refused("000000", BOB) == NOW + 30 * MINUTE

    @pytest.mark.parametrize("what", [ID, NOBODY, PHONE], ids=str)
    def test_three_codes_an_hour_are_sent_for_one_number(
        self, office: Office, what: Number
    ) -> None:
        for at in range(3):
            office.begin(hashed(f"guest {at}"), what, NOW + at * MINUTE, hashed(f"home {at}"))

        with pytest.raises(LockedOut) as locked:
            office.begin(ANN, what, NOW + 59 * MINUTE)
        assert locked.value.until == NOW + 60 * MINUTE
        assert office.actions[-1] is Action.LOCKED
        office.begin(ANN, what, NOW + 60 * MINUTE)
        with pytest.raises(LockedOut):
            office.begin(ANN, what, NOW + 60 * MINUTE)

    def test_a_phone_is_not_flooded_through_all_numbers_of_its_person(self, office: Office) -> None:
        codes = [
            (who, office.begin(who, what))
            for what in (ID, APPLICATION, OTHER_APPLICATION)
            for who in (ANN, BOB)
        ]

        # The sixth looks as the others do, but nobody got it: it is nobody's.
        assert len(office.sent) == 5
        assert office.actions == [Action.CODE_ASKED] * 6
        assert office.refused(codes[-1][1], BOB) is None
        assert office.prove(codes[-2][1], ANN)

    def test_one_address_cannot_have_codes_sent_to_everybody(self, store: IdentityStore) -> None:
        office = Office(store, IdentityRules(codes_an_hour_a_client=4))
        for at in range(4):
            office.begin(hashed(f"{at}"), number(f"SY2026000000{at}"), NOW + at * MINUTE)

        with pytest.raises(LockedOut) as locked:
            office.begin(ANN, ID, NOW + 5 * MINUTE)
        assert locked.value.until == NOW + 60 * MINUTE
        assert office.begin(ANN, ID, client=AWAY)

    # -- somebody and nobody

    def test_nothing_tells_somebody_from_nobody(self, store: IdentityStore) -> None:
        def story(what: Number, who: str, client: str) -> list[object]:
            office = Office(store, IdentityRules(), draw=lambda count: "123456"[:count])
            seen: list[object] = []
            for said in ("654321", "000000", "1", "222222", "333333", "444444"):
                try:
                    seen.append(office.desk.begin(who, client, what, NOW))
                except LockedOut as locked:
                    seen.append(("locked", locked.until))
                seen.append(office.desk.awaits_code(who, NOW))
                seen.append(office.refused(said, who, client=client))
            seen += [(r.action, r.detail, r.client == client) for r in office.audit.records]
            seen += [replace(n, key="", to=None) for n in office.outbox.notices.values()]
            return seen

        assert story(ID, ANN, HOME) == story(NOBODY, BOB, AWAY)

    # -- audit

    def test_the_records_name_nobody(self, office: Office) -> None:
        code = office.begin()
        office.refused(wrong(code))
        office.prove(code)
        office.desk.end(ANN, NOW)

        told = repr(office.audit.records)
        assert office.actions == [
            Action.CODE_ASKED,
            Action.CODE_REFUSED,
            Action.PROVED,
            Action.SESSION_ENDED,
        ]
        for secret in (ID.value, PHONE.value, code):
            assert secret not in told
        assert {each.actor for each in office.audit.records} == {f"conversation:{ANN}"}
        assert {each.subject for each in office.audit.records} == {office.person}

    # -- keys

    def test_what_an_older_key_counted_still_counts(self, store: IdentityStore) -> None:
        before = Office(store, IdentityRules(), (OLD_KEY,))
        code = before.begin()
        until = [before.refused(wrong(code)) for _ in range(5)][-1]
        for _ in range(3):
            before.begin(BOB, APPLICATION, client=AWAY)
        after = Office(store, IdentityRules(), (KEY, OLD_KEY))

        with pytest.raises(LockedOut) as locked:
            after.begin(BOB, ID, client=AWAY)
        assert locked.value.until == until
        with pytest.raises(LockedOut):
            after.begin(BOB, APPLICATION, client=AWAY)

    def test_a_code_from_before_the_new_key_is_still_good(self, store: IdentityStore) -> None:
        code = Office(store, IdentityRules(), (OLD_KEY,)).begin()

        assert Office(store, IdentityRules(), (KEY, OLD_KEY)).prove(code)

    # -- the end of what is kept

    def test_what_is_over_is_forgotten(self, office: Office) -> None:
        office.prove(office.begin())
        code = office.begin(BOB, APPLICATION)
        office.refused(wrong(code), BOB)

        assert office.store.forget(NOW) == 0
        assert office.desk.session(ANN, NOW)
        later = NOW + timedelta(hours=2)
        assert office.store.forget(later) > 0
        assert office.store.forget(later) == 0
        assert office.store.challenge(BOB) is None

    def test_a_lock_that_holds_is_not_forgotten(self, office: Office) -> None:
        code = office.begin()
        for _ in range(5):
            office.refused(wrong(code))
        office.store.forget(NOW + 29 * MINUTE)

        with pytest.raises(LockedOut):
            office.begin(now=NOW + 29 * MINUTE)

    def test_a_conversation_is_forgotten_and_only_that_one(self, office: Office) -> None:
        for who, what in ((ANN, ID), (BOB, APPLICATION)):
            office.prove(office.begin(who, what), who)
            office.begin(who, what)

        assert office.store.forget_conversation(ANN) > 0

        assert office.desk.session(ANN, NOW) is None
        assert not office.desk.awaits_code(ANN, NOW)
        assert office.desk.session(BOB, NOW)
        assert office.desk.awaits_code(BOB, NOW)
        assert office.store.forget_conversation(ANN) == 0

    def test_a_person_is_forgotten_and_nobody_else(self, office: Office) -> None:
        office.prove(office.begin(ANN, ID), ANN)
        office.prove(office.begin(BOB, PHONE), BOB)
        office.begin(BOB, PHONE)
        office.begin(ANN, APPLICATION)

        assert office.store.forget_person([office.person]) > 0

        assert office.desk.session(ANN, NOW) is None
        assert not office.desk.awaits_code(ANN, NOW)
        assert office.desk.session(BOB, NOW, Purpose.PHONE)
        assert office.desk.awaits_code(BOB, NOW)
        assert office.store.forget_person([office.person]) == 0

    # -- the store itself

    def test_work_that_fails_leaves_nothing(self, store: IdentityStore) -> None:
        key = key_of(Watched.CLIENT, HOME)

        def fails(work: IdentityWork) -> None:
            work.watch([key], NOW)
            work.note(Event.REFUSAL, [key], NOW)
            work.lock([key], NOW + MINUTE)
            raise ZeroDivisionError

        def look(work: IdentityWork) -> object:
            return work.watch([key], NOW), work.times(Event.REFUSAL, [key], NOW - MINUTE)[key]

        with pytest.raises(ZeroDivisionError):
            store.atomically(fails)
        assert store.atomically(look) == (None, [])

    def test_what_is_counted_is_kept_apart_and_in_order(self, store: IdentityStore) -> None:
        one, two = Key(Watched.NUMBER, (ANN, BOB)), key_of(Watched.CLIENT, ANN)

        def work(work: IdentityWork) -> object:
            work.watch([one, two], NOW)
            work.note(Event.CODE, [one, two], NOW + MINUTE)
            work.note(Event.CODE, [key_of(Watched.NUMBER, BOB)], NOW)
            work.note(Event.REFUSAL, [two], NOW)
            return (
                work.times(Event.CODE, [one, two], NOW - MINUTE),
                work.times(Event.CODE, [one], NOW),
                work.times(Event.REFUSAL, [one, two], NOW - MINUTE),
            )

        assert store.atomically(work) == (
            {one: [NOW, NOW + MINUTE], two: [NOW + MINUTE]},
            {one: [NOW + MINUTE]},
            {one: [], two: [NOW]},
        )
