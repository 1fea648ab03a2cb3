"""The parts of what is personal, over a migrated database and a Redis."""

from redis import Redis
from sqlalchemy import Engine

from bot.adaptors.provincial import HttpProvincial
from bot.applications.inquiry import Inquiry
from bot.bootstrap.core import build_sealer
from bot.bootstrap.parts import BookingParts, Core, PersonalParts
from bot.config import Settings
from bot.identity.codes import draw_digits
from bot.identity.desk import IdentityDesk
from bot.identity.rules import STEP_SECONDS, IdentityRules
from bot.privacy.person import People
from bot.processes import Processes
from bot.storage.applications import SqlRegister
from bot.storage.audit import SqlAuditLog
from bot.storage.contacts import SqlContacts
from bot.storage.feedback import SqlFeedback
from bot.storage.forgetting import BookingsThatEnded, TurnsPast
from bot.storage.identity import SqlIdentity
from bot.storage.notices import SqlNotices
from bot.storage.own_data import OwnBookings, OwnPhone
from bot.storage.talks import RedisTalks
from bot.storage.vault import Vault

_VAULT_MINUTES = 10


def build_personal(
    settings: Settings, core: Core, bookings: BookingParts, engine: Engine
) -> PersonalParts:
    """The parts. KnowledgeError when the processes have faults."""
    redis = Redis.from_url(
        settings.redis_url.get_secret_value(), socket_timeout=2, socket_connect_timeout=2
    )
    sealer, audit, rules = build_sealer(settings), SqlAuditLog(engine), settings.retention()
    register, contacts = SqlRegister(engine, sealer), SqlContacts(engine)
    notices, proofs = SqlNotices(engine, sealer), SqlIdentity(engine)
    feedback = SqlFeedback(engine, sealer)
    vault = Vault(redis, sealer, _VAULT_MINUTES * 60)
    identity = IdentityDesk(
        store=proofs,
        directory=register,
        outbox=notices,
        audit=audit,
        sealer=sealer,
        rules=IdentityRules(
            codes_an_hour_a_number=settings.codes_an_hour,
            codes_an_hour_a_person=max(5, settings.codes_an_hour),
            codes_an_hour_a_client=max(60, settings.codes_an_hour),
        ),
        step=STEP_SECONDS,
        draw=draw_digits,
    )
    people = People(
        records=register,
        bookings=OwnBookings(
            bookings.store,
            BookingsThatEnded(engine),
            lambda: bookings.appointments.plan,
            bookings.secret,
        ),
        phones=OwnPhone(contacts, sealer, bookings.secret),
        notices=notices,
        proofs=proofs,
        vault=vault,
        talks=[RedisTalks(redis), TurnsPast(engine)],
        feedback=feedback,
        trail=audit,
        sealer=sealer,
        rules=rules,
    )
    return PersonalParts(
        identity=identity,
        inquiry=Inquiry(register, _provincial(settings, core), audit),
        register=register,
        processes=Processes(settings.knowledge_dir, lambda: core.knowledge.edition.knowledge),
        vault=vault,
        contacts=contacts,
        people=people,
        feedback=feedback,
        audit=audit,
        sealer=sealer,
        rules=rules,
        operator=settings.operator,
        vault_minutes=_VAULT_MINUTES,
        now=settings.now,
    )


def _provincial(settings: Settings, core: Core) -> HttpProvincial | None:
    if not settings.provincial_url:
        return None
    return HttpProvincial(
        settings.provincial_url,
        settings.provincial_token.get_secret_value(),
        lambda: core.knowledge.edition.knowledge,
        settings.provincial_timeout,
    )
