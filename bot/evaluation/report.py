"""The figures of an evaluation, as tables that a person and a README can show."""

from rich.table import Table

from bot.evaluation.scores import MEASURES, Judged, Scores, Share, by_style

HEADINGS = {
    "journey": "事情",
    "policy": "政策",
    "aspect": "方面",
    "answered_foreign": "错当归管",
    "refused_own": "错推归管",
}
ALL = "全部"


def scores_table(judged: list[Judged]) -> Table:
    """A row for each style and one for all."""
    table = Table(title=f"听懂的比例（{len(judged)} 句）")
    table.add_column("说法")
    table.add_column("句数", justify="right")
    for heading in HEADINGS.values():
        table.add_column(heading, justify="right")
    for style, scores in {**by_style(judged), ALL: Scores.of(judged)}.items():
        cells = [_percent(getattr(scores, name)) for name in MEASURES]
        table.add_row(style, str(scores.journey.of), *cells)
    return table


def figures(judged: list[Judged]) -> dict[str, dict[str, float | int | None]]:
    """The same as plain data, in percent with one decimal: to be kept and compared."""
    rows = {ALL: Scores.of(judged), **by_style(judged)}
    return {
        row: {
            "utterances": scores.journey.of,
            **{name: _rounded(getattr(scores, name)) for name in MEASURES},
        }
        for row, scores in rows.items()
    }


def _rounded(share: Share) -> float | None:
    return None if share.percent is None else round(share.percent, 1)


def _percent(share: Share) -> str:
    if share.percent is None:
        return "—"
    return f"{share.percent:.1f}%"
