"""What a citizen is told where something is turned off."""

from collections.abc import Callable

from bot.switches.switch import Change

Says = Callable[..., str]


def off_in_words(change: Change, says: Says) -> str:
    """The officer's own words, else the prepared ones; and when it is expected back."""
    told = change.words or says(f"utter_off_{change.switch.value}")
    if change.until is None:
        return told
    return f"{told}\n{says('utter_off_until', until=f'{change.until:%Y-%m-%d %H:%M}')}"
