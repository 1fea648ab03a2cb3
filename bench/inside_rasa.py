"""Run by Rasa's own Python: load one model, parse every line of stdin, print what was taken.

Each line is JSON, `{"text", "mentions"}`, and so is each answer, `{"intent", "parse", "turn"}`, in
milliseconds. A turn is parsing, deciding and answering, in a conversation of its own, kept in
memory; only one line in `_EVERY` is taken as a turn as well, else it is null.
"""

import asyncio
import json
import sys
import time
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

# The first lines are slower: something is made only when it is first used.
_WARM_UP = 50
_EVERY = 5


async def main(model: str) -> None:
    """Answer every line of stdin."""
    agent = Agent.load(model)
    lines = [json.loads(line) for line in sys.stdin]
    for line in lines[:_WARM_UP]:
        await _parsed(agent, line)
        await _turn(agent, line)
    for number, line in enumerate(lines):
        intent, parse = await _parsed(agent, line)
        turn = None if number % _EVERY else await _turn(agent, line)
        # Whatever else is printed, by Rasa or below it, is no JSON.
        print(json.dumps({"intent": intent, "parse": parse, "turn": turn}), flush=True)


async def _parsed(agent: Agent, line: dict[str, Any]) -> tuple[str, float]:
    message = _message(line)
    began = time.perf_counter()
    parsed = await agent.processor.parse_message(message)
    return parsed["intent"]["name"], _since(began)


async def _turn(agent: Agent, line: dict[str, Any]) -> float:
    message = _message(line)
    began = time.perf_counter()
    answers = await agent.handle_message(message)
    took = _since(began)
    if not answers:
        raise RuntimeError(f"no answer to {line['text']}")
    return took


def _message(line: dict[str, Any]) -> UserMessage:
    # Without a sender it would be the same conversation each time.
    sender = f"{time.perf_counter_ns()}"
    return UserMessage(line["text"], sender_id=sender, metadata={"mentions": line["mentions"]})


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
