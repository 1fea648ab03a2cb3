"""Build everything once, on purpose: only here are settings turned into parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from redis.asyncio import Redis
from sqlalchemy import Engine

from bot.appointments import Appointments
from bot.bookings.store import BookingStore
from bot.config import ROOT, Settings
from bot.logs import configure_logs
from bot.policies.store import KnowledgeStore
from bot.rasa_client import RasaClient
from bot.storage.bookings import SqlBookings
from bot.storage.conversations import Conversations
from bot.storage.database import connect, migrate
from bot.storage.outcomes import Outcomes
from bot.storage.rate_limits import RateLimits
from bot.understanding.repairs import Repairs
from bot.understanding.said_lines import read_said_lines
from bot.words import Words

Clock = Callable[[], date]


@dataclass(frozen=True)
class BookingParts:
    """What booking is made of: the plan in use, where bookings are kept, and what time it is."""

    appointments: Appointments
    store: BookingStore
    now: Callable[[], datetime]
    secret: bytes


@dataclass(frozen=True)
class Core:
    """What answers need: knowledge, words, and what day it is."""

    knowledge: KnowledgeStore
    words: Words
    today: Clock
    bookings: BookingParts | None = None


@dataclass(frozen=True)
class GatewayParts:
    """What the public door is made of."""

    core: Core
    conversations: Conversations
    limits: RateLimits
    rasa: RasaClient
    outcomes: Outcomes
    bookings: BookingParts
    repairs: Repairs
    text_limit: int
    secret: bytes
    widget_origins: tuple[str, ...] = ()

    async def close(self) -> None:
        """Let go of what was opened."""
        self.core.knowledge.stop()
        await self.rasa.close()


def build_core(settings: Settings) -> Core:
    """Read words and knowledge. KnowledgeError when the knowledge base has faults."""
    configure_logs(settings.log_level)
    words = Words.load(ROOT / "domain")
    return Core(KnowledgeStore(settings.knowledge_dir, words), words, settings.clock)


def build_bookings(settings: Settings, core: Core, engine: Engine) -> BookingParts:
    """The parts of booking over a migrated database. KnowledgeError when the plan has faults."""
    store = core.knowledge
    return BookingParts(
        appointments=Appointments(settings.knowledge_dir, lambda: store.edition.knowledge),
        store=SqlBookings(engine),
        now=settings.now,
        secret=settings.secret_key.get_secret_value().encode(),
    )


def build_gateway(settings: Settings) -> GatewayParts:
    """The parts of the public door; the database is migrated."""
    redis_url = settings.redis_url.get_secret_value()
    engine = connect(settings.database_url.get_secret_value())
    migrate(engine)
    redis = Redis.from_url(
        redis_url, decode_responses=True, socket_timeout=2, socket_connect_timeout=2
    )
    core = build_core(settings)
    repairs = Repairs(read_said_lines(ROOT / "data" / "nlu"))
    # Made before the first message comes.
    repairs.of(core.knowledge.edition.knowledge)
    return GatewayParts(
        core=core,
        repairs=repairs,
        conversations=Conversations(redis, settings.history_hours * 3600),
        limits=RateLimits(redis_url, settings.rate_per_client, settings.rate_per_conversation),
        rasa=RasaClient(settings.rasa_url, settings.rasa_timeout),
        outcomes=Outcomes(engine),
        bookings=build_bookings(settings, core, engine),
        text_limit=settings.text_limit,
        secret=settings.secret_key.get_secret_value().encode(),
        widget_origins=tuple(settings.widget_origins.split()),
    )
