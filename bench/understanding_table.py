"""What understanding costs, and what each pipeline of Rasa takes messages for, as Markdown."""

from typing import Any

_STEPS = {
    "normalise": "normalise",
    "redact": "take out personal numbers",
    "repair": "repair wrong characters and pinyin",
    "link": "link names, in the gateway",
    "mark": "mark names for the classifier",
    "link again": "link names, in the action",
    "facts": "read facts",
    "all": "all of it",
}
_PIPELINES = {
    "ours": "ours: `config.yml`",
    "ours_sampled": "ours",
    "counts": "mask, counts of words and characters, logistic regression; RulePolicy",
    "stock": "stock: jieba, counts, DIET; MemoizationPolicy, TED",
    "stock_masked": "mask, then as stock; RulePolicy",
}


def lines(understood: dict[str, Any]) -> list[str]:
    """The section of RESULTS.md."""
    return [*_ours(understood), "", *_rasa(understood)]


def _ours(understood: dict[str, Any]) -> list[str]:
    rows = [
        f"| {label} | {_times(understood['steps_milliseconds'][name])} |"
        for name, label in _STEPS.items()
    ]
    return [
        f"## {understood['messages']} messages understood",
        "",
        "The lines of `tests/data/utterances_dev.jsonl`, one after the other in one process. They",
        "are our own, and our pipeline was chosen by them: none is nearly a training line, but",
        "this is no measure on strangers' words.",
        "",
        "| ours, before and after Rasa | median, ms | 95th percentile, ms |",
        "|---|---|---|",
        *rows,
    ]


def _rasa(understood: dict[str, Any]) -> list[str]:
    pipelines = understood["pipelines"]
    epochs = pipelines["stock"]["diet_epochs"]
    rows = [_row(label, pipelines[name]) for name, label in _PIPELINES.items()]
    return [
        "Rasa then decides the intent. Each pipeline gets the same text, normalised and repaired",
        "by us; each leaves undecided what it gives a chance below 0.3. Journey and aspect are the",
        "shares right by the intent alone, before our actions mend any; the aspect is of the",
        f"{understood['with_aspect']} lines that are labelled with one.",
        "",
        "All are trained on the same sample of `data/nlu`, the same share of every intent: DIET",
        "takes hours on all of it. Ours is trained on all of it as well. Rasa's default for DIET",
        f"is 100 epochs in batches of 64 to 256, here {epochs} in batches",
        "of 32: more would change its accuracy and its training, not its speed. TED has its 100,",
        "on our rules written as stories of one turn, for we have no others: this says what",
        "deciding with it costs, not what it can learn.",
        "",
        "Each model has a process of Rasa's own; they take turns, fifty lines each. A turn is",
        "parsing, deciding and one fixed answer, in a conversation of its own, kept in memory, for",
        "every fifth line. Training is the whole command, one after the other. Times are",
        "milliseconds, as median and 95th percentile.",
        "",
        "| pipeline | lines | journey | aspect | parse | 95th | turn | 95th | training, s | MB |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *rows,
    ]


def _row(label: str, figures: dict[str, Any]) -> str:
    return (
        f"| {label} | {figures['training_lines']} "
        f"| {figures['journey']:.3f} | {figures['aspect']:.3f} "
        f"| {_times(figures['parse_milliseconds'])} | {_times(figures['turn_milliseconds'])} "
        f"| {figures['training_seconds']} | {figures['model_megabytes']} |"
    )


def _times(figures: dict[str, float]) -> str:
    return f"{figures['median']:g} | {figures['p95']:g}"
