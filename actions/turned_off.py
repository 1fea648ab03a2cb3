"""What a message needs and is turned off: nothing of it is done, and nothing under way is lost."""

from actions.booking_state import read_booking_state
from actions.check_talk import CheckTurn
from actions.identity_state import read_identity_state
from actions.said import Said
from bot.bootstrap import Core
from bot.cards import Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.loan_dialogue import read_talk
from bot.policies.store import Edition
from bot.switches.in_words import off_in_words
from bot.switches.switch import Change, Switch

_NEEDS = {
    "booking_create": Switch.BOOKING,
    "booking_change": Switch.BOOKING,
    "status_query": Switch.STATUS,
    "eligibility_check": Switch.ELIGIBILITY,
    "benefits_screen": Switch.ELIGIBILITY,
    "loan_calc": Switch.LOANS,
}
_JOURNEYS = {Switch.BOOKING: "booking_create", Switch.STATUS: "status_query"} | {
    Switch.ELIGIBILITY: "eligibility_check",
    Switch.LOANS: "loan_calc",
}
# With these a question is answered that was asked before.
_ANSWERS = {"answer", "affirm_ok", "mood", "nlu_fallback", "tick"}


def turned_off(
    core: Core, edition: Edition, slots: dict[str, object], said: Said, check: CheckTurn
) -> Reply | None:
    """The words for it; None where all that the message needs is on."""
    needed = _NEEDS.get(said.intent)
    if needed is None and said.intent in _ANSWERS:
        needed = _under_way(slots, check)
    change = core.switches.off(needed) if needed else None
    return _reply(core, edition, said, change) if change else None


def _under_way(slots: dict[str, object], check: CheckTurn) -> Switch | None:
    """The feature whose question waits for an answer."""
    booking = read_booking_state(slots)
    if booking.asked and _NEEDS.get(booking.journey) is Switch.BOOKING:
        return Switch.BOOKING
    if read_identity_state(slots).asked:
        return Switch.STATUS
    if check.check is not None and check.check.waits:
        return Switch.ELIGIBILITY
    return Switch.LOANS if read_talk(slots).asked else None


def _reply(core: Core, edition: Edition, said: Said, change: Change) -> Reply:
    answerer = edition.answerer
    words = off_in_words(change, answerer.says)
    journey = said.intent if said.intent in _NEEDS else _JOURNEYS[change.switch]
    return Reply(
        messages=[Message(text=words, card=answerer.contact_card())],
        status=Outcome.TURNED_OFF,
        topic=Topic(journey=journey),
        as_of=core.today(),
    )
