"""Run by Rasa's own Python: load one model, answer every line of stdin as it comes.

A line is JSON, `{"text", "mentions", "turn"}`, and so is its answer, `{"intent", "parse", "turn"}`,
in milliseconds. A turn is parsing, deciding and answering, in a conversation of its own, kept in
memory; it is null where none was asked for.
"""

import asyncio
import json
import sys
import time
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage


async def main(model: str) -> None:
    """Answer until stdin ends."""
    agent = Agent.load(model)
    for line in sys.stdin:
        asked = json.loads(line)
        intent, parse = await _parsed(agent, asked)
        turn = await _turn(agent, asked) if asked["turn"] else None
        # Whatever else is printed, by Rasa or below it, is no JSON.
        print(json.dumps({"intent": intent, "parse": parse, "turn": turn}), flush=True)


async def _parsed(agent: Agent, asked: dict[str, Any]) -> tuple[str, float]:
    message = _message(asked)
    began = time.perf_counter()
    parsed = await agent.processor.parse_message(message)
    return parsed["intent"]["name"], _since(began)


async def _turn(agent: Agent, asked: dict[str, Any]) -> float:
    message = _message(asked)
    began = time.perf_counter()
    answers = await agent.handle_message(message)
    took = _since(began)
    if not answers:
        raise RuntimeError(f"no answer to {asked['text']}")
    return took


def _message(asked: dict[str, Any]) -> UserMessage:
    # Without a sender it would be the same conversation each time.
    sender = f"{time.perf_counter_ns()}"
    return UserMessage(asked["text"], sender_id=sender, metadata={"mentions": asked["mentions"]})


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
