"""How codes are drawn, counted and refused. Each number is a setting with this default."""

from dataclasses import asdict, dataclass
from datetime import timedelta

MOST_DIGITS = 12
# Longer than the work of asking for a code takes: see `IdentityDesk.step`.
STEP_SECONDS = 0.025


@dataclass(frozen=True)
class IdentityRules:
    """Minutes, hours and numbers as they are named. Every refused code is counted by the
    conversation, by the number that was typed, and by the client's address, each for itself."""

    code_digits: int = 6
    code_minutes: int = 5
    tries_a_code: int = 3
    # So that nobody's phone is flooded: by the number that was typed, by the person whose numbers
    # they are, and by the client, since one address may ask for thousands of people.
    codes_an_hour_a_number: int = 3
    codes_an_hour_a_person: int = 5
    codes_an_hour_a_client: int = 60
    refusals_until_locked: int = 5
    # Many people share one address.
    refusals_until_client_locked: int = 30
    counting_minutes: int = 60
    locked_minutes: int = 30
    session_minutes: int = 15

    def __post_init__(self) -> None:
        """ValueError names what cannot be."""
        for name, value in asdict(self).items():
            if value < 1:
                raise ValueError(f"{name} is at least 1")
        if not 4 <= self.code_digits <= MOST_DIGITS:
            raise ValueError(f"code_digits is from 4 to {MOST_DIGITS}")

    @property
    def code_life(self) -> timedelta:
        """How long a code holds."""
        return timedelta(minutes=self.code_minutes)

    @property
    def counted(self) -> timedelta:
        """How long a refusal counts."""
        return timedelta(minutes=self.counting_minutes)

    @property
    def locked(self) -> timedelta:
        """How long nobody may try after too many refusals."""
        return timedelta(minutes=self.locked_minutes)

    @property
    def session_life(self) -> timedelta:
        """How long a session lasts, whatever is done in it."""
        return timedelta(minutes=self.session_minutes)
