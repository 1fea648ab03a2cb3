"""How much may be asked for and tried, and what happens beyond it."""

from datetime import datetime, timedelta

from bot.identity.rules import IdentityRules
from bot.identity.store import Event, IdentityWork, Key, Watched

_HOUR = timedelta(hours=1)


def count_code(
    work: IdentityWork, rules: IdentityRules, keys: list[Key], now: datetime
) -> tuple[datetime | None, bool]:
    """Count a code for each key. Until when no more are made, if none is made now; and whether
    the person's phone may still be disturbed.

    The last is told to nobody: who knew it could learn which numbers are the same person's.
    """
    most = {
        Watched.CLIENT: rules.codes_an_hour_a_client,
        Watched.NUMBER: rules.codes_an_hour_a_number,
    }
    times = work.times(Event.CODE, keys, now - _HOUR)
    full = [
        times[key][-most[key.kind]] + _HOUR
        for key in keys
        if key.kind in most and len(times[key]) >= most[key.kind]
    ]
    if full:
        return max(full), False
    work.note(Event.CODE, keys, now)
    for_person = max(len(times[key]) for key in keys if key.kind is Watched.SUBJECT)
    return None, for_person < rules.codes_an_hour_a_person


def count_refusal(
    work: IdentityWork, rules: IdentityRules, keys: list[Key], now: datetime
) -> datetime | None:
    """Count a refusal for each key. Until when those are locked that have had too many, if any.

    A lock begins the counting afresh.
    """
    work.note(Event.REFUSAL, keys, now)
    times = work.times(Event.REFUSAL, keys, now - rules.counted)
    full = [key for key in keys if len(times[key]) >= _refusals(rules, key)]
    if not full:
        return None
    until = now + rules.locked
    work.lock(full, until)
    work.clear([Event.REFUSAL], full)
    return until


def _refusals(rules: IdentityRules, key: Key) -> int:
    if key.kind is Watched.CLIENT:
        return rules.refusals_until_client_locked
    return rules.refusals_until_locked
