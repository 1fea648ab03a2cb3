"""What is said while somebody proves who they are, and of what is kept of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from actions.identity_state import Purpose
from bot.applications.choices import StatusChoice
from bot.bootstrap import PersonalParts
from bot.cards import Button, Card, Message, Reply, StatusCard, Topic
from bot.outcomes import Outcome
from bot.policies.store import Edition
from bot.understanding.identity_words import Hesitation

STATUS = "status_query"
_WHAT = {"status": "status", "export": "person", "erase": "person", "remind": "remind"}


class PersonalReplies:
    """Writes the replies of one turn."""

    def __init__(self, edition: Edition, parts: PersonalParts | None, today: date) -> None:
        self._edition = edition
        self._parts = parts
        self._today = today
        self._says = edition.answerer.says

    # -- who it is

    def unavailable(self) -> Reply:
        """Nothing personal can be asked here."""
        card = self._edition.answerer.contact_card()
        return self._reply(Outcome.NOT_OFFERED, self._says("utter_status_unavailable"), card=card)

    def ask_number(self, purpose: Purpose, another: bool = False) -> Reply:
        """The question for the number, and what becomes of it. `another`: whose is it?"""
        send = "utter_identity_send_phone" if purpose == "remind" else "utter_identity_send_number"
        ask = "utter_identity_for_another" if another else f"utter_identity_ask_{purpose}"
        text = "\n".join([self._says(ask), self._says(send), self._notice(purpose)])
        return self._reply(Outcome.IDENTITY_NEEDED, text, [self._stop(purpose)])

    def no_number(self, purpose: Purpose, phone: bool = False) -> Reply:
        """What was sent is none; or it is a `phone`, by which nobody is found."""
        words = "utter_identity_phone_finds_none" if phone else "utter_identity_no_number"
        words = "utter_identity_no_phone" if purpose == "remind" else words
        return self._reply(Outcome.IDENTITY_NEEDED, self._says(words), [self._stop(purpose)])

    def hesitates(self, why: Hesitation, purpose: Purpose) -> Reply:
        """What may help whoever does not send a number yet."""
        assert self._parts
        if why is Hesitation.WHY:
            what = self._says(f"utter_identity_what_{_WHAT[purpose]}")
            text = self._says("utter_identity_why", what=what, minutes=self._parts.vault_minutes)
        elif purpose == "remind":
            text = self._says("utter_identity_no_phone")
        else:
            lacks = why is Hesitation.NO_NUMBER
            text = self._says("utter_identity_no_such" if lacks else "utter_identity_waits")
        return self._reply(Outcome.IDENTITY_NEEDED, text, [self._stop(purpose)])

    def mistyped(self, purpose: Purpose = "status") -> Reply:
        """It looks like one, and is none."""
        text = self._says("utter_identity_mistyped")
        return self._reply(Outcome.IDENTITY_NEEDED, text, [self._stop(purpose)])

    def code_sent(self, purpose: Purpose, until: datetime, notice: bool) -> Reply:
        """A code is on its way, if there is anybody to send it to."""
        assert self._parts
        phone = purpose == "remind"
        lines = [
            self._says(
                "utter_identity_code_sent_remind" if phone else "utter_identity_code_sent",
                until=f"{until:%H:%M}",
                digits=self._parts.identity.rules.code_digits,
            )
        ]
        lines += [] if phone else [self._says("utter_identity_no_message")]
        lines += [self._notice(purpose)] if notice else []
        return self._reply(Outcome.IDENTITY_NEEDED, "\n".join(lines), self._while_waiting(purpose))

    def no_code(self, purpose: Purpose = "status") -> Reply:
        """What was sent is no code."""
        assert self._parts
        text = self._says("utter_identity_no_code", digits=self._parts.identity.rules.code_digits)
        return self._reply(Outcome.IDENTITY_NEEDED, text, self._while_waiting(purpose))

    def refused(self, purpose: Purpose = "status") -> Reply:
        """Wrong, too old, or of nobody: the words are the same."""
        phone = purpose == "remind"
        text = self._says("utter_identity_refused_remind" if phone else "utter_identity_refused")
        return self._reply(Outcome.IDENTITY_REFUSED, text, self._while_waiting(purpose))

    def locked(self, until: datetime) -> Reply:
        """Too many tries."""
        text = self._says("utter_identity_locked", until=f"{until:%H:%M}")
        card = self._edition.answerer.contact_card()
        return self._reply(Outcome.IDENTITY_REFUSED, text, card=card)

    def left(self, purpose: Purpose = "status") -> Reply:
        """It was given up."""
        special = {"erase": "utter_erase_kept", "remind": "utter_identity_left_remind"}
        words = special.get(purpose, "utter_identity_left")
        return self._reply(Outcome.CHECK_STOPPED, self._says(words))

    def ended(self, was: bool) -> Reply:
        """The session is over."""
        words = "utter_session_ended" if was else "utter_session_none"
        return self._reply(Outcome.SESSION_ENDED, self._says(words))

    # -- where applications stand

    def status(self, told: Sequence[tuple[StatusCard, str]], missing: str | None) -> Reply:
        """A bubble each; `missing` names what was asked for and is not there."""
        if not told:
            return self._reply(Outcome.STATUS_TOLD, self._says("utter_status_none"), self._after())
        head = []
        if missing:
            head.append(self._says("utter_status_none_of_that", name=missing))
        elif len(told) > 1:
            head.append(self._says("utter_status_several", count=len(told)))
        messages = [Message(text=text, card=card) for card, text in told]
        first, last = messages[0], messages[-1]
        messages[0] = first.model_copy(update={"text": "\n".join([*head, first.text])})
        messages[-1] = messages[-1].model_copy(update={"buttons": self._after()})
        reply = self._reply(Outcome.STATUS_TOLD, "")
        assert isinstance(last.card, StatusCard)
        reply.topic.service_item = last.card.item if len(told) == 1 else None
        return reply.model_copy(update={"messages": messages})

    # -- what is kept

    def held(self, counts: Mapping[str, int]) -> Reply:
        """What kinds of data there are, how many, and for how long."""
        assert self._parts
        lines = [
            self._says(
                "utter_held_data_line",
                kind=self._says(f"utter_kind_{kind}"),
                count=count,
                days=self._parts.rules.days(kind),
            )
            for kind, count in counts.items()
            if count
        ]
        if not lines:
            text = self._says("utter_held_nothing")
            return self._reply(Outcome.OWN_DATA_TOLD, text, [self._do("end")])
        text = self._says("utter_held_data", lines="\n".join(lines))
        return self._reply(Outcome.OWN_DATA_TOLD, text, [self._do("erase"), self._do("end")])

    def sure_to_erase(self) -> Reply:
        """Whether everything is to be deleted."""
        yes = Button(
            title=self._says("utter_button_erase_sure"),
            payload=StatusChoice(do="erase", sure=True).payload,
        )
        keep = self._says("utter_button_erase_keep")
        buttons = [yes, Button(title=keep, payload=keep)]
        return self._reply(Outcome.IDENTITY_NEEDED, self._says("utter_erase_sure"), buttons)

    def erased(self, counts: Mapping[str, int]) -> Reply:
        """What was deleted."""
        kinds = [
            self._says("utter_erased_kind", kind=self._says(f"utter_kind_{kind}"), count=count)
            for kind, count in counts.items()
            if count
        ]
        names = self._says("utter_list_and").join(kinds)
        text = self._says("utter_erased" if kinds else "utter_erased_nothing", lines=names)
        return self._reply(Outcome.OWN_DATA_ERASED, text)

    def erase_kept(self) -> Reply:
        """Nothing was deleted."""
        return self._reply(Outcome.CHECK_STOPPED, self._says("utter_erase_kept"))

    # -- reminders

    def reminder(self, words: str, **values: object) -> Reply:
        """`words` of a reminder that is set, taken back, or makes no sense."""
        return self._reply(Outcome.REMINDER_TOLD, self._says(words, **values))

    # -- parts

    def _notice(self, purpose: Purpose) -> str:
        assert self._parts
        parts = self._parts
        told = self._says(
            "utter_identity_notice",
            operator=parts.operator,
            what=self._says(f"utter_identity_what_{_WHAT[purpose]}"),
            minutes=parts.vault_minutes,
            session_minutes=parts.identity.rules.session_minutes,
            audit_days=parts.rules.days("audit"),
        )
        if purpose != "remind":
            return told
        days = parts.rules.days("contacts")
        return "\n".join([told, self._says("utter_identity_notice_remind", days=days)])

    def _while_waiting(self, purpose: Purpose) -> list[Button]:
        return [self._do("resend"), self._do("other"), self._stop(purpose)]

    def _after(self) -> list[Button]:
        return [self._do("end"), self._do("export"), self._do("erase")]

    def _do(self, do: str) -> Button:
        words = {
            "resend": "utter_button_identity_resend",
            "other": "utter_button_identity_other",
            "end": "utter_button_identity_end",
            "export": "utter_button_export",
            "erase": "utter_button_erase",
        }[do]
        choice = StatusChoice.model_validate({"do": do})
        return Button(title=self._says(words), payload=choice.payload)

    def _stop(self, purpose: Purpose) -> Button:
        remind = purpose == "remind"
        words = "utter_button_identity_stop_remind" if remind else "utter_button_identity_stop"
        title = self._says(words)
        return Button(title=title, payload=title)

    def _reply(
        self,
        outcome: Outcome,
        text: str,
        buttons: Sequence[Button] = (),
        card: Card | None = None,
    ) -> Reply:
        message = Message(text=text, card=card, buttons=list(buttons))
        topic = Topic(journey=STATUS)
        return Reply(messages=[message], status=outcome, topic=topic, as_of=self._today)
