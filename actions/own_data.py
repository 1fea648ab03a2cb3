"""What somebody who has proved who they are is shown, and may have deleted."""

from datetime import datetime

from actions.personal_replies import PersonalReplies
from bot.applications.application import Application
from bot.applications.told import StatusTeller
from bot.bookings.contacts import Contact
from bot.bookings.desk import Desk
from bot.bookings.owner import owner_hash
from bot.bootstrap import Core, PersonalParts
from bot.cards import Reply
from bot.identity.challenge import Session
from bot.identity.numbers import Number, NumberKind
from bot.policies.store import Edition
from bot.privacy.audit import Action, AuditRecord
from bot.privacy.person import Person

# As many bubbles as one still reads.
_MOST = 5


class OwnData:
    """One person's data in one conversation."""

    def __init__(
        self, core: Core, edition: Edition, replies: PersonalReplies, conversation: str, client: str
    ) -> None:
        self._core = core
        self._edition = edition
        self._replies = replies
        self._conversation = conversation
        self._client = client

    def status(self, session: Session, policy: str | None) -> Reply:
        """Where this person's applications stand; those of `policy`, where there are any."""
        parts, now = self._parts, self._parts.now()
        found = parts.inquiry.of(session, self._client, now)
        wanted, missing = self._of_policy(found, policy)
        knowledge = self._edition.knowledge
        teller = StatusTeller(
            self._edition.answerer.says, knowledge.item_name, parts.processes.book
        )
        cards = teller.cards(wanted[:_MOST], parts.processes.of, self._core.today())
        return self._replies.status([(card, teller.text(card)) for card in cards], missing)

    def held(self, session: Session) -> Reply:
        """What kinds of data are kept; the data itself is never told in a chat."""
        parts, now = self._parts, self._parts.now()
        counts = parts.people.count(self._person(session), now)
        return self._replies.held(counts)

    def erase(self, session: Session) -> Reply:
        """Delete everything of this person, and what this conversation holds."""
        parts, now = self._parts, self._parts.now()
        return self._replies.erased(parts.people.erase(self._person(session), now).counts)

    # -- reminders

    def has_bookings(self) -> bool:
        """Whether there is anything to be reminded of."""
        bookings = self._core.bookings
        plan = bookings.appointments.plan if bookings else None
        if bookings is None or plan is None:
            return False
        desk = Desk(bookings.store, plan, bookings.secret)
        return bool(desk.mine(self._conversation, bookings.now()))

    def remind(self, session: Session) -> Reply:
        """Keep the phone that was proved, for this conversation's bookings."""
        parts, now = self._parts, self._parts.now()
        assert session.phone_sealed
        number = Number(NumberKind.MOBILE, parts.sealer.open(session.phone_sealed))
        parts.contacts.keep(Contact(self._owner(), session.phone_sealed, session.subject, now))
        self._note(Action.PHONE_KEPT, session.subject, now)
        return self._replies.reminder("utter_reminder_set", phone=number.masked)

    def no_reminder(self) -> Reply:
        """Forget the phone."""
        gone = self._parts.contacts.remove_owner(self._owner())
        return self._replies.reminder("utter_reminder_off" if gone else "utter_reminder_none")

    # -- parts

    def _person(self, session: Session) -> Person:
        return Person([session.subject], self._conversation)

    @property
    def _parts(self) -> PersonalParts:
        assert self._core.personal
        return self._core.personal

    def _owner(self) -> str:
        assert self._core.bookings
        return owner_hash(self._core.bookings.secret, self._conversation)

    def _of_policy(
        self, found: list[Application], policy: str | None
    ) -> tuple[list[Application], str | None]:
        """Those for an item of `policy`, else all and the policy's name."""
        knowledge = self._edition.knowledge
        # It was named some messages ago: the knowledge base may hold it no more.
        if policy not in knowledge.policies or not found:
            return found, None
        items = {item.id for item in knowledge.items_of(policy)}
        wanted = [each for each in found if each.item in items]
        name = knowledge.policies[policy].name
        return (wanted, None) if wanted else (found, name)

    def _note(self, action: Action, subject: str, now: datetime) -> None:
        actor = f"conversation:{self._conversation}"
        self._parts.audit.write(AuditRecord(now, actor, action, subject, self._client))
