"""How long our own reading of a message takes, and what Rasa then makes of it.

The lines are those of `tests/data/utterances_dev.jsonl`, one after the other in one process, each
through the steps that a message goes through.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from bench import intents
from bench.times import figures
from bot.evaluation.utterances import Labelled, read_utterances
from bot.policies.knowledge import KnowledgeBase
from bot.policies.linking import Linker, Links
from bot.understanding.facts import FactReader
from bot.understanding.mentions import mentions
from bot.understanding.normalise import normalise
from bot.understanding.places import read_places
from bot.understanding.redact import redact
from bot.understanding.repairs import Repairs
from bot.understanding.said_lines import read_said_lines

Result = TypeVar("Result")

_ROOT = Path(__file__).resolve().parent.parent
_LIMIT = 500
_WARM_UP = 50


def measure(knowledge: KnowledgeBase, utterances: Path, today: date) -> dict[str, Any]:
    """Times of our steps, and every pipeline's times and accuracy."""
    labelled = read_utterances(utterances)
    said = read_said_lines(_ROOT / "data" / "nlu")
    steps = Steps(knowledge, said, today)
    # What is only made when it is first used is made before the watch runs.
    for line in labelled[:_WARM_UP]:
        steps.read(line)
    steps.times.clear()
    sent = [steps.read(line) for line in labelled]
    return {
        "messages": len(labelled),
        "with_aspect": sum(line.aspect is not None for line in labelled),
        "steps_milliseconds": steps.figures(),
        "pipelines": intents.measure(sent),
    }


class Steps:
    """The steps of one message, each with its times."""

    def __init__(self, knowledge: KnowledgeBase, said: list[str], today: date) -> None:
        self.times: dict[str, list[float]] = {}
        self._knowledge = knowledge
        self._today = today
        self._linker = Linker(knowledge)
        self._facts = FactReader(knowledge.facts)
        self._repairs = Repairs(said)
        self._repairs.of(knowledge)

    def read(self, line: Labelled) -> intents.Sent:
        """Take `line` through every step."""
        text = self._timed("normalise", lambda: normalise(line.text, _LIMIT))
        text = self._timed("redact", lambda: redact(text).text)
        text = self._timed("repair", lambda: self._repairs.of(self._knowledge).repair(text))
        links = self._timed("link", lambda: self._linker.link(text))
        marked = self._timed("mark", lambda: mentions(text, links, self._today))
        # The action reads the names once more: it is another process.
        links = self._timed("link again", lambda: self._linker.link(text))
        self._timed("facts", lambda: self._told(text, links))
        return intents.Sent(line, text, marked)

    def figures(self) -> dict[str, dict[str, float]]:
        """Of each step, and of all steps together."""
        together = [sum(times) for times in zip(*self.times.values(), strict=True)]
        return {name: figures(times) for name, times in [*self.times.items(), ("all", together)]}

    def _timed(self, step: str, work: Callable[[], Result]) -> Result:
        began = perf_counter()
        result = work()
        self.times.setdefault(step, []).append((perf_counter() - began) * 1000)
        return result

    def _told(self, text: str, links: Links) -> None:
        """As `actions/check_talk.py` does, where nothing was asked before."""
        spans = [(mention.start, mention.end) for mention in links.policies]
        self._facts.read(text, self._today, spans)
        named = [(m.start, m.end, self._knowledge.place(m.region)) for m in links.regions]
        read_places(text, named, self._knowledge.outside())
