"""The phones that people left, in the SQL database."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Engine, delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.bookings.booking import OCCUPYING, WaitingState
from bot.bookings.contacts import Contact
from bot.sealing import Sealer
from bot.storage.booking_tables import BookingRow, WaitingRow
from bot.storage.notices_tables import ContactRow
from bot.storage.transactions import Database, chunks

_PHONE = "mobile"  # the kind under which a number's digest is made


class SqlContacts:
    """The Contacts over SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)
        self._on = postgresql if engine.dialect.name == "postgresql" else sqlite

    def keep(self, contact: Contact) -> None:
        """See Contacts."""
        values = {
            "phone": contact.phone,
            "phone_digest": contact.phone_digest,
            "kept_at": contact.kept_at,
        }
        self._database.change(
            self._on.insert(ContactRow)
            .values(owner=contact.owner, **values)
            .on_conflict_do_update(index_elements=[ContactRow.owner], set_=values)
        )

    def of_owners(self, owners: Collection[str]) -> dict[str, Contact]:
        """See Contacts."""

        def work(session: Session) -> dict[str, Contact]:
            found: dict[str, Contact] = {}
            for portion in chunks(owners):
                rows = session.scalars(select(ContactRow).where(ContactRow.owner.in_(portion)))
                found.update((row.owner, _contact(row)) for row in rows)
            return found

        return self._database.read(work)

    def remove_owner(self, owner: str) -> int:
        """See Contacts."""
        return self._database.change(delete(ContactRow).where(ContactRow.owner == owner))

    def remove_phones(self, digests: Collection[str]) -> int:
        """See Contacts."""
        return sum(
            self._database.change(delete(ContactRow).where(ContactRow.phone_digest.in_(portion)))
            for portion in chunks(digests)
        )

    def forget(self, before: datetime) -> int:
        """See Contacts."""
        booked = exists().where(
            BookingRow.owner == ContactRow.owner,
            BookingRow.state.in_(OCCUPYING),
            BookingRow.end >= before,
        )
        waits = exists().where(
            WaitingRow.owner == ContactRow.owner,
            WaitingRow.state == WaitingState.WAITING,
            WaitingRow.start >= before,
        )
        return self._database.change(
            delete(ContactRow).where(ContactRow.kept_at < before, ~booked, ~waits)
        )

    def reseal(self, sealer: Sealer) -> int:
        """See Contacts."""
        wanted = select(ContactRow.owner, ContactRow.phone)
        rows = self._database.read(lambda session: session.execute(wanted).all())
        return sum(
            self._resealed(sealer, owner, phone)
            for owner, phone in rows
            if not sealer.is_newest(phone)
        )

    def _resealed(self, sealer: Sealer, owner: str, phone: str) -> int:
        """One that was replaced meanwhile is left alone."""
        return self._database.change(
            update(ContactRow)
            .where(ContactRow.owner == owner, ContactRow.phone == phone)
            .values(
                phone=sealer.sealed_anew(phone),
                phone_digest=sealer.digest(_PHONE, sealer.open(phone)),
            )
        )


def _contact(row: ContactRow) -> Contact:
    return Contact(row.owner, row.phone, row.phone_digest, row.kept_at)
