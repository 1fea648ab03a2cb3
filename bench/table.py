"""The results as Markdown, with what each figure means beside it."""

from typing import Any

from bench import answers, bookings_table, identity_table, understanding_table, wechat_table

_ROWS = {
    "ours": "ours: verdicts and missing facts",
    "zen_engine": "zen-engine {version}: yes or not",
    "openfisca_core": "openfisca-core {version}: yes or not",
    "ours_judging_only": "ours: verdicts only",
    "ours_half_known": "ours: verdicts and missing facts, half of the facts unknown",
}
_SEARCHES = ("ours", "plain_words", "plain_pairs")


def write(results: dict[str, Any]) -> str:
    """The whole of RESULTS.md; what was never measured is left out."""
    sections = {
        "questions": _questions,
        "screening": _screening,
        "retrieval": _retrieval,
        "understanding": understanding_table.lines,
        "answers": answers.lines,
        "bookings": bookings_table.lines,
        "identity": identity_table.lines,
        "wechat": wechat_table.lines,
    }
    lines = [
        "# Benchmarks",
        "",
        "Made by `make bench`, each section in one run on one machine. The ratios count.",
    ]
    for name, section in sections.items():
        if name in results:
            lines += ["", *section(results[name]), "", _run(results[name]["run"])]
    return "\n".join(lines) + "\n"


def _run(run: dict[str, Any]) -> str:
    return (
        f"Run on {run['day']} in {run['minutes']} minutes, on {run['cores']} cores with a load of "
        f"{run['load']} in its last five minutes."
    )


def _questions(asked: dict[str, Any]) -> list[str]:
    lines = [
        "## Questions to a verdict",
        "",
        f"{asked['cases']} worked cases played as conversations that begin with nothing known;",
        f"{asked['left_out']} more, on days when the version does not run, need no question. Every",
        "conversation ends with the verdict of all the facts of its case, or the run fails.",
        "",
        "- every fact: all facts of the rule in file order, one question each.",
        "- with a stop: the same questions as ours (a group is one), in file order, until decided.",
        "",
        "| cases | | ours | every fact | ours ÷ it | with a stop | ours ÷ it |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in ("all", "decided"):
        f = asked[name]
        for kind in ("median", "mean"):
            lines.append(
                f"| {name}, {f['cases']} | {kind} | {f[f'{kind}_ours']:g} "
                f"| {f[f'{kind}_every_fact']:g} | {f[f'{kind}_ratio_to_every_fact']:g} "
                f"| {f[f'{kind}_file_order_with_stop']:g} "
                f"| {f[f'{kind}_ratio_to_file_order_with_stop']:g} |"
            )
    return lines


def _screening(screened: dict[str, Any]) -> list[str]:
    lines = [
        f"## {screened['people']} random people over {screened['policies']} policies",
        "",
        "One process. The engines take turns; each figure is the median of the rounds, each ratio",
        "the median of the ratios within a round (so not quite the quotient of two figures).",
        "",
        "The peers' rules are generated from ours. They know only true and false, so every fact of",
        "a person is known, but for the last row. For every person the three say yes to the same",
        "policies, or the run fails. Ours also tells no from not known, which is",
        f"{screened['not_known_for_lack_of_a_rule']:.1%} of its results: no rule is held for the",
        "person's place. To the peers that is not a yes.",
        "",
        "Every engine gets the people in its own form, made beforehand. OpenFisca takes them all",
        "at once as arrays, which is what it is made for; the others take one at a time.",
        "",
        "| engine | one person, µs | ours is faster by | people a second | ours ÷ it |",
        "|---|---|---|---|---|",
    ]
    for name, label in _ROWS.items():
        faster = screened["one_person_times_faster_than"].get(name)
        throughput = screened["throughput_times_that_of"].get(name)
        lines.append(
            f"| {label.format(version=screened['versions'].get(name, ''))} "
            f"| {screened['one_person_microseconds'][name]:g} | {_cell(faster)} "
            f"| {screened['people_per_second'][name]} | {_cell(throughput)} |"
        )
    return [*lines, "", f"Python {screened['versions']['python']}."]


def _retrieval(searched: dict[str, Any]) -> list[str]:
    versions = searched["versions"]
    lines = [
        f"## {searched['questions']} questions to {searched['policies']} policies",
        "",
        "Which policy is this question about? The questions are the lines of",
        "`tests/data/utterances_dev.jsonl` that are labelled with a policy; the texts are the",
        "statements of `policies_kb`. Both are our own: this is no measure on others' texts. Most",
        "questions name their policy, so where names are removed little is left to find.",
        "",
        f"The peers are plain BM25 (bm25s {versions['bm25s']}) over words (jieba",
        f"{versions['jieba']}) and over pairs of neighbouring characters. Each cell: MRR@10, then",
        "the share found first, then milliseconds a search (median).",
        "",
        "| texts | number | ours | plain words | plain pairs |",
        "|---|---|---|---|---|",
    ]
    for name, row in searched["collections"].items():
        cells = " | ".join(_found(row[search]) for search in _SEARCHES)
        lines.append(f"| {name} | {row['documents']} | {cells} |")
    return lines


def _found(figures: dict[str, float]) -> str:
    times = figures["median_milliseconds"]
    return f"{figures['mrr_at_10']:.3f}, {figures['found_first']:.1%}, {times:g}"


def _cell(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:g}"
