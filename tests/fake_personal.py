"""What is personal over stand-ins, with the demonstration applications in its register."""

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.applications.importing import load_demo
from bot.applications.inquiry import Inquiry
from bot.bootstrap import PersonalParts
from bot.identity.desk import IdentityDesk
from bot.identity.rules import IdentityRules
from bot.policies.store import KnowledgeStore
from bot.privacy.person import People
from bot.privacy.retention import RetentionRules
from bot.processes import Processes
from bot.sealing import Sealer
from bot.storage.own_data import OwnPhone
from bot.storage.vault import Told
from tests.fake_applications import MemoryRegister
from tests.fake_bookings import MemoryBookings
from tests.fake_feedback import MemoryFeedback
from tests.fake_identity import MemoryIdentity
from tests.fake_notices import MemoryContacts, MemoryNotices
from tests.fake_privacy import MemoryOwnBookings, MemoryTalk, MemoryTrail
from tests.stack import ROOT

SEALER = Sealer([b"k" * 32])
SECRET = b"s" * 32


class MemoryVault:
    """The vault as a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def keep(self, conversation: str, found: Iterable[Told]) -> None:
        self.kept |= {(conversation, str(told.kind)): told.value for told in found}

    def take(self, conversation: str, kind: str) -> str | None:
        return self.kept.pop((conversation, str(kind)), None)

    def forget(self, conversation: str) -> int:
        keys = [key for key in self.kept if key[0] == conversation]
        for key in keys:
            del self.kept[key]
        return len(keys)


class FakePersonal:
    """The parts and what stands behind them. `codes` are the drawn ones, the newest last."""

    def __init__(
        self, knowledge: KnowledgeStore, bookings: MemoryBookings, now: Callable[[], datetime]
    ) -> None:
        self.codes: list[str] = []
        self.register = MemoryRegister(SEALER)
        self.outbox = MemoryNotices(SEALER)
        self.identity = MemoryIdentity()
        self.audit = MemoryTrail()
        self.vault = MemoryVault()
        self.contacts = MemoryContacts(bookings)
        self.feedback = MemoryFeedback(SEALER)
        load_demo(
            ROOT / "policies_kb" / "demo_applications.csv",
            self.register,
            knowledge.edition.knowledge,
            now(),
        )
        desk = IdentityDesk(
            store=self.identity,
            directory=self.register,
            outbox=self.outbox,
            audit=self.audit,
            sealer=SEALER,
            rules=IdentityRules(),
            draw=self._draw,
        )
        people = People(
            records=self.register,
            bookings=MemoryOwnBookings(),
            phones=OwnPhone(self.contacts, SEALER, SECRET),
            notices=self.outbox,
            proofs=self.identity,
            vault=self.vault,
            talks=[MemoryTalk()],
            feedback=self.feedback,
            trail=self.audit,
            sealer=SEALER,
            rules=RetentionRules(),
        )
        self.parts = PersonalParts(
            identity=desk,
            inquiry=Inquiry(self.register, None, self.audit),
            register=self.register,
            processes=Processes(ROOT / "policies_kb", lambda: knowledge.edition.knowledge),
            vault=self.vault,
            contacts=self.contacts,
            people=people,
            feedback=self.feedback,
            audit=self.audit,
            sealer=SEALER,
            rules=RetentionRules(),
            operator="演示环境",
            vault_minutes=10,
            now=now,
        )

    def _draw(self, digits: int) -> str:
        self.codes.append(f"{len(self.codes) + 1:0{digits}d}")
        return self.codes[-1]
