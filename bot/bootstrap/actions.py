"""The parts of the action server."""

from dataclasses import replace

from bot.bootstrap.core import build_bookings, build_core
from bot.bootstrap.parts import Core
from bot.bootstrap.personal import build_personal
from bot.config import Settings
from bot.storage.database import connect, migrate


def build_actions(settings: Settings) -> Core:
    """Everything that an answer may need; the database is migrated, whoever comes first."""
    engine = connect(settings.database_url.get_secret_value())
    migrate(engine)
    core = build_core(settings, engine)
    bookings = build_bookings(settings, core, engine)
    personal = build_personal(settings, core, bookings, engine)
    return replace(core, bookings=bookings, personal=personal)
