"""Stand-ins for our own doors: Redis, Rasa and the database, in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from functools import cache

from sqlalchemy.exc import OperationalError

from bot.appointments import Appointments
from bot.bookings.desk import Desk
from bot.bookings.plan import SHANGHAI
from bot.bootstrap import BookingParts, Core, GatewayParts
from bot.cards import Message, Reply, Topic
from bot.errors import RasaUnavailable, RateLimited, StoreUnavailable
from bot.outcomes import Outcome
from bot.policies.store import KnowledgeStore
from bot.rasa_client import Span
from bot.storage.conversations import Entry, last_reply
from bot.storage.outcomes import TurnOutcome
from bot.switches.switchboard import Switchboard
from bot.understanding.repairs import Repairs
from bot.words import Words
from tests.fake_bookings import MemoryBookings
from tests.fake_personal import FakePersonal
from tests.fake_switches import MemorySwitches
from tests.stack import ROOT

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)


class FakeConversations:
    """Keeps everything; `down` makes it fail as a lost Redis does."""

    def __init__(self) -> None:
        self.down = False
        self.entries: dict[str, list[Entry]] = {}
        self.replies: dict[tuple[str, str], Reply] = {}

    @asynccontextmanager
    async def one_at_a_time(self, conversation: str) -> AsyncIterator[None]:
        self._check()
        yield

    async def reply_to(self, conversation: str, message_id: str) -> Reply | None:
        self._check()
        return self.replies.get((conversation, message_id))

    async def remember(
        self, conversation: str, message_id: str | None, entries: list[Entry], reply: Reply
    ) -> None:
        self._check()
        self.entries.setdefault(conversation, []).extend(entries)
        if message_id:
            self.replies[conversation, message_id] = reply

    async def history(self, conversation: str) -> list[Entry]:
        self._check()
        return self.entries.get(conversation, [])

    async def last_reply(self, conversation: str) -> list[Entry]:
        return last_reply(await self.history(conversation))

    async def ping(self) -> None:
        self._check()

    def _check(self) -> None:
        if self.down:
            raise StoreUnavailable("down")


class FakeLimits:
    """Lets everything pass; `refuses` makes every message one too many."""

    def __init__(self) -> None:
        self.refuses = False
        self.down = False

    async def check_client(self, client: str) -> None:
        await self.check(client, "")

    async def check(self, client: str, conversation: str) -> None:
        if self.down:
            raise StoreUnavailable("down")
        if self.refuses:
            raise RateLimited(7)


class FakeRasa:
    """Answers every message alike and keeps what it was sent."""

    def __init__(self) -> None:
        self.down = False
        self.broken = False
        self.journey = "chitchat"
        self.sent: list[tuple[str, list[Span]]] = []

    async def turn(
        self,
        conversation: str,
        text: str,
        mentions: list[Span],
        client: str | None = None,
        message_id: str | None = None,
    ) -> Reply:
        if self.down:
            raise RasaUnavailable("down")
        if self.broken:
            raise ZeroDivisionError
        self.sent.append((text, mentions))
        return Reply(
            messages=[Message(text="好的")],
            status=Outcome.CHITCHAT,
            topic=Topic(journey=self.journey),
            as_of=TODAY,
        )

    async def ready(self) -> str:
        if self.down:
            raise RasaUnavailable("down")
        return "ready"

    async def close(self) -> None:
        return None


class FakeOutcomes:
    """Keeps the outcomes; `down` makes it fail as a lost database does."""

    def __init__(self) -> None:
        self.down = False
        self.recorded: list[TurnOutcome] = []

    def record(self, outcome: TurnOutcome) -> None:
        self.ping()
        self.recorded.append(outcome)

    def ping(self) -> None:
        if self.down:
            raise OperationalError("select 1", None, Exception("down"))


@cache
def _knowledge() -> KnowledgeStore:
    """Read once: no test that uses it changes it."""
    return KnowledgeStore(ROOT / "policies_kb", _words())


@cache
def _words() -> Words:
    """Nobody changes them."""
    return Words.load(ROOT / "domain")


@cache
def _repairs() -> Repairs:
    """Without training lines: the names alone."""
    return Repairs([])


class Fakes:
    """All stand-ins, over the real knowledge base."""

    def __init__(self) -> None:
        words = _words()
        self.knowledge = _knowledge()
        self.conversations = FakeConversations()
        self.limits = FakeLimits()
        self.rasa = FakeRasa()
        self.outcomes = FakeOutcomes()
        self.bookings = MemoryBookings()
        self.now = NOW
        appointments = Appointments(ROOT / "policies_kb", lambda: self.knowledge.edition.knowledge)
        bookings = BookingParts(appointments, self.bookings, lambda: self.now, b"s" * 32)
        self.switches = MemorySwitches()
        self.switchboard = Switchboard(self.switches, lambda: self.now)
        self.personal = FakePersonal(self.knowledge, self.bookings, lambda: self.now)
        self.parts = GatewayParts(
            core=Core(
                self.knowledge,
                words,
                lambda: TODAY,
                self.switchboard,
                bookings,
                self.personal.parts,
            ),
            conversations=self.conversations,
            limits=self.limits,
            rasa=self.rasa,
            outcomes=self.outcomes,
            bookings=bookings,
            personal=self.personal.parts,
            repairs=_repairs(),
            text_limit=500,
            secret=b"s" * 32,
        )

    def desk(self) -> Desk:
        """The booking desk over the stand-in store."""
        plan = self.parts.bookings.appointments.plan
        assert plan
        return Desk(self.bookings, plan, self.parts.bookings.secret)
