"""The parts that the gateway, the actions and the worker have in common."""

from sqlalchemy import Engine

from bot.appointments import Appointments
from bot.bootstrap.parts import BookingParts, Core
from bot.config import ROOT, Settings
from bot.logs import configure_logs
from bot.policies.store import KnowledgeStore
from bot.sealing import Sealer
from bot.storage.bookings import SqlBookings
from bot.storage.switches import SqlSwitches
from bot.switches.switchboard import Switchboard
from bot.words import Words


def build_core(settings: Settings, engine: Engine) -> Core:
    """Read words and knowledge; the switches are not read yet.

    KnowledgeError when the knowledge base has faults.
    """
    configure_logs(settings.log_level)
    words = Words.load(ROOT / "domain")
    knowledge = KnowledgeStore(settings.knowledge_dir, words)
    switches = Switchboard(SqlSwitches(engine), settings.now)
    return Core(knowledge, words, settings.clock, switches)


def build_bookings(settings: Settings, core: Core, engine: Engine) -> BookingParts:
    """The parts of booking over a migrated database. KnowledgeError when the plan has faults."""
    store = core.knowledge
    return BookingParts(
        appointments=Appointments(settings.knowledge_dir, lambda: store.edition.knowledge),
        store=SqlBookings(engine),
        now=settings.now,
        secret=settings.secret_key.get_secret_value().encode(),
    )


def build_sealer(settings: Settings) -> Sealer:
    """Seals under the newest of the data keys."""
    return Sealer([key.encode() for key in settings.data_keys.get_secret_value().split(",")])
