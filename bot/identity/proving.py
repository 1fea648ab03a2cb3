"""One try of a code inside one transaction, from the look at the locks to session or refusal."""

from datetime import datetime

from bot.errors import CodeRefused, LockedOut
from bot.identity.challenge import Challenge, Session
from bot.identity.codes import is_code
from bot.identity.limits import count_refusal
from bot.identity.rules import IdentityRules
from bot.identity.store import Event, IdentityWork, Watched, key_of
from bot.sealing import Sealer

Outcome = Session | CodeRefused | LockedOut


def tried(
    work: IdentityWork,
    sealer: Sealer,
    rules: IdentityRules,
    conversation: str,
    client: str,
    said: str,
    now: datetime,
) -> tuple[Challenge | None, Outcome]:
    """The challenge that `said` answers, if any, and what came of it.

    Refusals are returned, not raised: what was counted has to stay.
    """
    keys = [key_of(Watched.CONVERSATION, conversation)]
    locks = [work.watch(keys, now)]
    challenge = work.challenge(conversation)
    more = [key_of(Watched.CLIENT, client)]
    if challenge:
        more.append(key_of(Watched.NUMBER, challenge.number))
    locks.append(work.watch(more, now))
    locked = max((each for each in locks if each and each > now), default=None)
    if locked:
        return challenge, LockedOut(locked)
    if challenge and _opens(work, sealer, rules, challenge, said, now):
        session = Session(
            conversation=conversation,
            purpose=challenge.purpose,
            subject=challenge.subject,
            phone_sealed=challenge.phone,
            since=now,
            until=now + rules.session_life,
        )
        # Who was right floods no phone but their own. The client may be many people.
        proved = [*keys, key_of(Watched.NUMBER, challenge.number)]
        work.clear([Event.CODE, Event.REFUSAL], proved)
        work.drop(conversation)
        work.open(session)
        return challenge, session
    until = count_refusal(work, rules, [*keys, *more], now)
    return challenge, LockedOut(until) if until else CodeRefused()


def _opens(
    work: IdentityWork,
    sealer: Sealer,
    rules: IdentityRules,
    challenge: Challenge,
    said: str,
    now: datetime,
) -> bool:
    """Spend a try; whether it was right. Nothing is skipped because it is of no use."""
    spent = work.spend_try(challenge, rules.tries_a_code, now)
    right = is_code(sealer, challenge.id, said, challenge.code)
    return spent & right & challenge.answerable
