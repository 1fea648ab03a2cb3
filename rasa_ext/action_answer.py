"""What an action answered is checked by a validator that is made once.

Rasa calls `jsonschema.validate`, which first checks its own constant schema against the schema of
schemas, at every answer of every action: more than half of a whole turn. There is no setting for
it. See docs/decisions/0019-what-an-action-answered-is-checked-by-a-validator-made-once.md
"""

from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

_SCHEMA = RemoteAction.action_response_format_spec()
_CLASS = validator_for(_SCHEMA)
_CLASS.check_schema(_SCHEMA)
_VALIDATOR = _CLASS(_SCHEMA)


def validate(answer: dict[str, Any]) -> bool:
    """True for an answer in Rasa's form; jsonschema.ValidationError says what is wrong with it."""
    if error := best_match(_VALIDATOR.iter_errors(answer)):
        raise error
    return True


def install() -> None:
    """From now on Rasa's actions are checked so."""
    RemoteAction._validate_action_result = lambda _, answer: validate(answer)
