"""Answers of actions, checked beside what Rasa itself checks them by."""

from typing import Any

import jsonschema
import pytest
from jsonschema import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain

from rasa_ext.action_answer import install, validate
from rasa_ext.tracker_store import BoundedTrackerStore

GOOD: list[dict[str, Any]] = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "topic", "value": {"journey": "loan_info"}}]},
    {"responses": [{"custom": {"messages": []}}]},
]
BAD: list[Any] = [
    {"events": "none", "responses": []},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": [{"event": "slot"}], "responses": []},
    {"events": [], "responses": ["text"]},
    [],
]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    # Whatever is installed is taken out again.
    monkeypatch.setattr(RemoteAction, "_validate_action_result", None)
    install()
    return RemoteAction("action_any", None)


@pytest.mark.parametrize("answer", GOOD)
def test_what_rasa_lets_through_is_let_through(answer: dict[str, Any]) -> None:
    jsonschema.validate(answer, RemoteAction.action_response_format_spec())
    assert validate(answer)


@pytest.mark.parametrize("answer", BAD)
def test_what_rasa_refuses_is_refused(answer: Any) -> None:
    with pytest.raises(ValidationError):
        jsonschema.validate(answer, RemoteAction.action_response_format_spec())
    with pytest.raises(ValidationError):
        validate(answer)


def test_rasa_checks_by_it_and_no_schema_is_checked_again(
    installed: RemoteAction, monkeypatch: pytest.MonkeyPatch
) -> None:
    def checked(_: type[Validator], schema: object) -> None:
        raise AssertionError("a constant schema is checked again")

    monkeypatch.setattr(validator_for({}), "check_schema", classmethod(checked))

    assert installed._validate_action_result(GOOD[1])
    with pytest.raises(ValidationError):
        installed._validate_action_result(BAD[1])


def test_the_tracker_store_that_rasa_opens_installs_it(
    monkeypatch: pytest.MonkeyPatch, redis_url: str
) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", None)

    BoundedTrackerStore(Domain.empty(), redis_url)

    assert RemoteAction("action_any", None)._validate_action_result(GOOD[0])
