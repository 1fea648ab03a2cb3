"""The parts of the process that works by the clock, and of the officer's commands on data."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from bot.adaptors.console_sms import ConsoleSms
from bot.adaptors.tencent_sms import TencentSms, http_client
from bot.adaptors.tencent_templates import read_templates
from bot.applications.register import Register
from bot.bookings.reminders import Reminders
from bot.bootstrap.core import build_bookings, build_core, build_sealer
from bot.config import Settings
from bot.notices.sender import Sender
from bot.notices.sms import Sms
from bot.privacy.retention import tidy
from bot.privacy.stores import Forgets, Reseals
from bot.sealing import Sealer
from bot.storage.applications import SqlRegister
from bot.storage.audit import SqlAuditLog
from bot.storage.bookings_to_remind import SqlBookingsToRemind
from bot.storage.contacts import SqlContacts
from bot.storage.database import connect, migrate
from bot.storage.feedback import SqlFeedback
from bot.storage.forgetting import AnsweredCalls, BookingsThatEnded, TurnsPast
from bot.storage.identity import SqlIdentity
from bot.storage.notices import SqlNotices
from bot.worker import WorkerParts, sent_record


def build_worker(settings: Settings, heartbeat: Path | None = None) -> WorkerParts:
    """The worker over the database, which is migrated, whoever comes first."""
    engine = connect(settings.database_url.get_secret_value())
    migrate(engine)
    core = build_core(settings, engine)
    sealer, bookings = build_sealer(settings), build_bookings(settings, core, engine)
    queue, contacts = SqlNotices(engine, sealer), SqlContacts(engine)
    reminders = Reminders(
        SqlBookingsToRemind(engine),
        bookings.store.find,
        contacts,
        queue,
        lambda item: core.knowledge.edition.knowledge.item_name(item),
    )
    rules, stores = settings.retention(), forgetting(engine, sealer)

    def forget(now: datetime) -> int:
        return sum(tidy(stores, rules, now).values())

    return WorkerParts(
        now=settings.now,
        sender=Sender(
            queue,
            _sms(settings),
            sealer,
            reminders.still_wanted,
            sent_record(SqlAuditLog(engine), sealer, settings.now),
            settings.disturbing(),
        ),
        reminders=reminders,
        switches=core.switches,
        bookings=bookings.store,
        plan=lambda: bookings.appointments.plan,
        secret=bookings.secret,
        tidy=forget,
        heartbeat=heartbeat,
    )


def forgetting(engine: Engine, sealer: Sealer) -> Mapping[str, Forgets]:
    """What is deleted when its time is over, by the names of RetentionRules."""
    return {
        "applications": _Settled(SqlRegister(engine, sealer)),
        "bookings": BookingsThatEnded(engine),
        "booking_keys": AnsweredCalls(engine),
        "identity": SqlIdentity(engine),
        "notices": SqlNotices(engine, sealer),
        "contacts": SqlContacts(engine),
        "outcomes": TurnsPast(engine),
        "feedback": SqlFeedback(engine, sealer),
        "audit": SqlAuditLog(engine),
    }


def resealing(engine: Engine, sealer: Sealer) -> Mapping[str, Reseals]:
    """What is sealed, and sealed anew after a change of keys."""
    return {
        "applications": SqlRegister(engine, sealer),
        "contacts": SqlContacts(engine),
        "notices": SqlNotices(engine, sealer),
        "feedback": SqlFeedback(engine, sealer),
    }


@dataclass(frozen=True)
class _Settled:
    register: Register

    def forget(self, before: datetime) -> int:
        return self.register.forget_ended(before.date())


def _sms(settings: Settings) -> Sms:
    if settings.sms == "console":
        return ConsoleSms(sys.stderr)
    return TencentSms(
        http_client(),
        settings.sms_secret_id,
        settings.sms_secret_key.get_secret_value(),
        settings.sms_app_id,
        settings.sms_sign_name,
        read_templates(settings.sms_templates, "SUYETONG_SMS_TEMPLATES"),
        settings.sms_region,
        settings.sms_endpoint,
    )
