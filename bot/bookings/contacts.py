"""The phone that somebody left so as to be reminded. The SQL one is `bot.storage.contacts`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.sealing import Sealer


@dataclass(frozen=True)
class Contact:
    """`owner` is the owner hash of the bookings; `phone` a sealed mobile number; `phone_digest`
    its digest of the kind `mobile`."""

    owner: str
    phone: str
    phone_digest: str
    kept_at: datetime


class Contacts(Protocol):
    """One phone for each owner. StoreUnavailable from every method while it does not answer."""

    def keep(self, contact: Contact) -> None:
        """Keep it, in place of the one before."""

    def of_owners(self, owners: Collection[str]) -> dict[str, Contact]:
        """The contacts of these owners, by owner."""

    def remove_owner(self, owner: str) -> int:
        """Forget this owner's; how many there were."""

    def remove_phones(self, digests: Collection[str]) -> int:
        """Forget everybody's with one of these numbers; how many there were."""

    def forget(self, before: datetime) -> int:
        """Delete those kept before a moment whose owner has nothing that ends after it."""

    def reseal(self, sealer: Sealer) -> int:
        """Seal and digest anew, with the newest key, what an older one sealed; how many."""
