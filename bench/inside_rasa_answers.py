"""Run by Rasa's own Python: check one answer of an action Rasa's way and ours, by turns.

Prints one line of JSON: milliseconds of each check, by way.
"""

import json
import time
from typing import Any

import jsonschema
from rasa.core.actions.action import RemoteAction

from rasa_ext.action_answer import validate

_ROUNDS = 300
# As large as an answer about a policy usually is.
_TEXT = {"text": "答" * 400, "buttons": [{"title": "更多", "payload": "/more"}] * 3}
_SLOTS = ("topic", "facts", "trail", "shown", "check")
_ANSWER: dict[str, Any] = {
    "events": [{"event": "slot", "name": name, "value": {"of": "x" * 200}} for name in _SLOTS],
    "responses": [{"custom": {"messages": [_TEXT] * 2, "status": "answered"}}],
}


def main() -> None:
    """Measure and print."""
    ways = {
        "rasa": lambda: jsonschema.validate(_ANSWER, RemoteAction.action_response_format_spec()),
        "ours": lambda: validate(_ANSWER),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(_ROUNDS):
        for name, check in ways.items():
            began = time.perf_counter()
            check()
            times[name].append((time.perf_counter() - began) * 1000)
    print(json.dumps(times))


if __name__ == "__main__":
    main()
