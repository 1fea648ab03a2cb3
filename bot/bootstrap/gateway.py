"""The parts of the public door."""

from dataclasses import replace

from redis.asyncio import BlockingConnectionPool, Redis

from bot.applications.importing import load_demo
from bot.bootstrap.core import build_bookings, build_core
from bot.bootstrap.parts import GatewayParts
from bot.bootstrap.personal import build_personal
from bot.bootstrap.wechat import build_wechat
from bot.config import ROOT, Settings
from bot.rasa_client import RasaClient
from bot.storage.conversations import Conversations
from bot.storage.database import connect, migrate
from bot.storage.outcomes import Outcomes
from bot.storage.rate_limits import RateLimits
from bot.understanding.repairs import Repairs
from bot.understanding.said_lines import read_said_lines

_DEMO = "demo_applications.csv"


def build_gateway(settings: Settings) -> GatewayParts:
    """The parts of the public door; the database is migrated, and holds the demonstration."""
    redis_url = settings.redis_url.get_secret_value()
    secret = settings.secret_key.get_secret_value().encode()
    engine = connect(settings.database_url.get_secret_value())
    migrate(engine)
    # Whoever finds all connections in use waits for one.
    pool = BlockingConnectionPool.from_url(
        redis_url, decode_responses=True, socket_timeout=2, socket_connect_timeout=2, timeout=2
    )
    redis = Redis.from_pool(pool)
    core = build_core(settings, engine)
    repairs = Repairs(read_said_lines(ROOT / "data" / "nlu"))
    # Made before the first message comes.
    knowledge = core.knowledge.edition.knowledge
    repairs.of(knowledge)
    bookings = build_bookings(settings, core, engine)
    personal = build_personal(settings, core, bookings, engine)
    load_demo(settings.knowledge_dir / _DEMO, personal.register, knowledge, settings.now())
    return GatewayParts(
        core=replace(core, bookings=bookings, personal=personal),
        repairs=repairs,
        conversations=Conversations(redis, settings.history_hours * 3600),
        limits=RateLimits(
            redis_url, secret, settings.rate_per_client, settings.rate_per_conversation
        ),
        rasa=RasaClient(settings.rasa_url, settings.rasa_timeout),
        outcomes=Outcomes(engine),
        bookings=bookings,
        personal=personal,
        text_limit=settings.text_limit,
        secret=secret,
        widget_origins=tuple(settings.widget_origins.split()),
        wechat=build_wechat(settings, redis, personal.sealer),
    )
