"""Whether somebody and nobody can be told apart by the clock, as Markdown."""

from typing import Any

_DATABASES = {"sqlite": "SQLite, WAL", "postgresql": "PostgreSQL"}
_STEPS = {"begin": "a code is asked for", "prove": "a wrong code is tried"}


def lines(measured: dict[str, Any]) -> list[str]:
    """The section of RESULTS.md."""
    rows = [
        _row(name, step, figures[step])
        for name, figures in measured["databases"].items()
        for step in _STEPS
    ]
    return [
        "## Somebody and nobody, by the clock",
        "",
        f"{measured['people']} numbers that are registered and as many that are not, in random",
        "order; for each a code is asked for, then a wrong one is tried. The whole desk, without",
        "the way to it: register, limits, the message that waits to be sent, audit record.",
        "",
        "- guessed right: how often a guesser is right who is shown one time of each and knows",
        "  what a longer one means (0.5 is a coin). By chance: how far that gets in nineteen runs",
        "  of twenty where there is no difference at all.",
        "- p: how often samples that are shuffled are as far apart (Kolmogorov–Smirnov).",
        "",
        "| database | step | somebody, ms | nobody, ms | guessed right | by chance | p |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]


def _row(database: str, step: str, figures: dict[str, float]) -> str:
    return (
        f"| {_DATABASES[database]} | {_STEPS[step]} | {figures['median_somebody']:g} "
        f"| {figures['median_nobody']:g} | {figures['guessed_right']:g} "
        f"| {figures['by_chance_up_to']:g} | {figures['ks_p_value']:g} |"
    )
