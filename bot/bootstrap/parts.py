"""What the processes are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.adaptors.wechat_api import WechatApi
from bot.applications.inquiry import Inquiry
from bot.applications.register import Register
from bot.appointments import Appointments
from bot.bookings.contacts import Contacts
from bot.bookings.store import BookingStore
from bot.feedback.store import FeedbackStore
from bot.identity.desk import IdentityDesk
from bot.policies.store import KnowledgeStore
from bot.privacy.audit import AuditLog
from bot.privacy.person import People
from bot.privacy.retention import RetentionRules
from bot.processes import Processes
from bot.rasa_client import RasaClient
from bot.sealing import Sealer
from bot.storage.conversations import Conversations
from bot.storage.outcomes import Outcomes
from bot.storage.rate_limits import RateLimits
from bot.storage.vault import Vault
from bot.storage.wechat_exchanges import Exchanges
from bot.storage.wechat_quotas import Quotas
from bot.storage.wechat_replays import Replays
from bot.storage.wechat_shown import ShownLast
from bot.switches.switchboard import Switchboard
from bot.understanding.repairs import Repairs
from bot.wechat.account import Account
from bot.words import Words

Clock = Callable[[], date]
Now = Callable[[], datetime]


@dataclass(frozen=True)
class BookingParts:
    """What booking is made of: the plan in use, where bookings are kept, and what time it is."""

    appointments: Appointments
    store: BookingStore
    now: Now
    secret: bytes


@dataclass(frozen=True)
class PersonalParts:
    """What is needed to prove who one is, and to show or delete what is one's own.

    `operator` is who answers for the data; the vault keeps a number for `vault_minutes`.
    """

    identity: IdentityDesk
    inquiry: Inquiry
    register: Register
    processes: Processes
    vault: Vault
    contacts: Contacts
    people: People
    feedback: FeedbackStore
    audit: AuditLog
    sealer: Sealer
    rules: RetentionRules
    operator: str
    vault_minutes: int
    now: Now


@dataclass(frozen=True)
class WechatParts:
    """The official account.

    A request that was signed `fresh_seconds` ago is not taken. A delivery is answered within
    `answer_seconds`, or acknowledged.
    """

    app_id: str
    account: Account
    api: WechatApi
    exchanges: Exchanges
    quotas: Quotas
    replays: Replays
    shown: ShownLast
    fresh_seconds: int
    answer_seconds: float


@dataclass(frozen=True)
class Core:
    """What answers need: knowledge, words, what day it is, and what is turned off."""

    knowledge: KnowledgeStore
    words: Words
    today: Clock
    switches: Switchboard
    bookings: BookingParts | None = None
    personal: PersonalParts | None = None


@dataclass(frozen=True)
class GatewayParts:
    """What the public door is made of."""

    core: Core
    conversations: Conversations
    limits: RateLimits
    rasa: RasaClient
    outcomes: Outcomes
    bookings: BookingParts
    personal: PersonalParts
    repairs: Repairs
    text_limit: int
    secret: bytes
    widget_origins: tuple[str, ...] = ()
    wechat: WechatParts | None = None

    async def close(self) -> None:
        """Let go of what was opened."""
        self.core.knowledge.stop()
        self.core.switches.stop()
        await self.rasa.close()
        if self.wechat:
            await self.wechat.api.close()
