import io

import pytest
from rich.console import Console

from bot.evaluation.report import ALL, HEADINGS, figures, scores_table
from bot.evaluation.scores import MEASURES, judge
from bot.evaluation.utterances import Labelled


@pytest.fixture
def judged(reply):
    """Three of one style, one right; one of another, right; one of none, a foreign matter."""

    def one(said, taken, style):
        label = Labelled(id="d1", text="问一下", journey=said, style=style)
        return judge(label, reply(journey=taken), set())

    return [
        one("loan_info", "loan_info", "错字"),
        one("loan_info", "out_of_scope", "错字"),
        one("loan_info", "policy_info", "错字"),
        one("human", "human", "方言"),
        one("out_of_scope", "out_of_scope", None),
    ]


def printed(table):
    """The rows of `table` as lists of cells."""
    output = io.StringIO()
    Console(file=output, width=200).print(table)
    lines = output.getvalue().splitlines()
    return [[cell.strip() for cell in line.strip("│┃").split("│")] for line in lines if "│" in line]


def test_there_is_a_row_for_each_style_and_one_for_all_at_the_end(judged):
    assert printed(scores_table(judged)) == [
        ["错字", "3", "33.3%", "—", "—", "—", "33.3%"],
        ["方言", "1", "100.0%", "—", "—", "—", "0.0%"],
        [ALL, "5", "60.0%", "—", "—", "0.0%", "25.0%"],
    ]


def test_the_title_tells_how_many_were_said(judged):
    assert scores_table(judged).title == "听懂的比例（5 句）"


def test_every_measure_has_a_heading_in_its_order():
    assert tuple(HEADINGS) == MEASURES


def test_the_figures_are_those_of_the_table_in_percent_with_one_decimal(judged):
    found = figures(judged)

    assert list(found) == [ALL, "错字", "方言"]
    assert found["错字"] == {
        "utterances": 3,
        "journey": 33.3,
        "policy": None,
        "aspect": None,
        "answered_foreign": None,
        "refused_own": 33.3,
    }
    assert found[ALL]["journey"] == 60.0


def test_of_nothing_there_is_a_row_without_figures():
    assert printed(scores_table([])) == [[ALL, "0", "—", "—", "—", "—", "—"]]
    assert figures([])[ALL]["journey"] is None
