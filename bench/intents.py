"""What Rasa takes each message for, and how long that takes it: ours and other pipelines.

Every pipeline gets the same text, as the gateway sends it. All are trained on the same sample of
lines, for DIET would take hours on all of them; ours on all of them as well.
"""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml
from rich.progress import Progress, track

from bench.lines import training_lines
from bench.models import Listener, train
from bench.times import figures
from bot.evaluation.utterances import Labelled

_ROOT = Path(__file__).resolve().parent.parent
_OURS = _ROOT / "config.yml"
_OTHERS = _ROOT / "bench" / "pipelines"
_SAMPLE = 3000
# A configuration, and on how many lines it is trained; None is all.
PIPELINES: dict[str, tuple[Path, int | None]] = {
    "ours": (_OURS, None),
    "ours_sampled": (_OURS, _SAMPLE),
    "counts": (_OTHERS / "counts.yml", _SAMPLE),
    "stock": (_OTHERS / "stock.yml", _SAMPLE),
    "stock_masked": (_OTHERS / "stock_masked.yml", _SAMPLE),
}
_JOURNEYS = {
    "inform": "policy_info",
    **dict.fromkeys(("greet", "goodbye", "thank", "bot_challenge", "affirm_ok"), "chitchat"),
    **dict.fromkeys(("mood", "abuse"), "chitchat"),
    "nlu_fallback": "unclear",
}
# The first lines are slower: something is made only when it is first used.
_WARM_UP = 50
_BLOCK = 50
_EVERY = 5


@dataclass(frozen=True)
class Sent:
    """A labelled line, its text as Rasa gets it, and where names stand in that."""

    labelled: Labelled
    text: str
    mentions: list[tuple[int, int, str]]


def measure(sent: list[Sent]) -> dict[str, Any]:
    """Every pipeline is trained, then all are asked about every line, taking turns."""
    with tempfile.TemporaryDirectory() as name:
        models = {each: Path(name, each, "model.tar.gz") for each in PIPELINES}
        trained = _train(models)
        with ExitStack() as stack:
            listeners = {
                each: stack.enter_context(Listener(model)) for each, model in models.items()
            }
            answers = ask(listeners, sent)
    return {
        each: {
            **scores(sent, [answer["intent"] for answer in answers[each]]),
            "parse_milliseconds": figures([answer["parse"] for answer in answers[each]]),
            "turn_milliseconds": figures([a["turn"] for a in answers[each] if a["turn"]]),
            **trained[each],
        }
        for each in PIPELINES
    }


def ask(listeners: dict[str, Any], sent: list[Sent]) -> dict[str, list[dict[str, Any]]]:
    """What each listener says to every line; one of them at a time, some lines each.

    What else the machine does then slows all of them. Only every fifth line is taken as a turn.
    """
    for listener in listeners.values():
        for each in sent[:_WARM_UP]:
            listener.ask(each.text, each.mentions, turn=True)
    answers: dict[str, list[dict[str, Any]]] = {name: [] for name in listeners}
    blocks = [range(at, min(at + _BLOCK, len(sent))) for at in range(0, len(sent), _BLOCK)]
    for block in track(blocks, "messages taken by Rasa"):
        for name, listener in listeners.items():
            for at in block:
                turn = at % _EVERY == 0
                answers[name].append(listener.ask(sent[at].text, sent[at].mentions, turn))
    return answers


def journey_of(intent: str) -> str:
    """The journey that the intent alone leads to; the actions mend some of it afterwards."""
    return "policy_info" if intent.startswith("ask_") else _JOURNEYS.get(intent, intent)


def scores(sent: list[Sent], intents: list[str]) -> dict[str, float]:
    """The shares of journeys, and of aspects where one is labelled, that are right."""
    pairs = [(each.labelled, intent) for each, intent in zip(sent, intents, strict=True)]
    journeys = [said.journey == journey_of(intent) for said, intent in pairs]
    aspects = [intent == f"ask_{said.aspect}" for said, intent in pairs if said.aspect]
    return {
        "journey": round(sum(journeys) / len(journeys), 3),
        "aspect": round(sum(aspects) / len(aspects), 3),
    }


def diet_epochs(config: Path) -> int | None:
    """How often DIET goes through the training lines; None without it."""
    for component in yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]:
        if component["name"] == "DIETClassifier":
            return int(component["epochs"])
    return None


def _train(models: dict[str, Path]) -> dict[str, dict[str, float | None]]:
    """Make every model; how much work each was."""
    trained: dict[str, dict[str, float | None]] = {}
    with Progress() as progress:
        task = progress.add_task("", total=len(models))
        for name, model in models.items():
            progress.update(task, description=f"Rasa trained: {name}")
            model.parent.mkdir()
            config, wanted = PIPELINES[name]
            lines = training_lines(_ROOT / "data" / "nlu", wanted)
            began = perf_counter()
            train(config, lines, model.parent)
            trained[name] = {
                "training_lines": sum(map(len, lines.values())),
                "diet_epochs": diet_epochs(config),
                "training_seconds": round(perf_counter() - began),
                "model_megabytes": round(model.stat().st_size / 1e6, 1),
            }
            progress.advance(task)
    return trained
