"""Records as officers read them."""

import re
from dataclasses import replace
from typing import get_args

import pytest

from bot.bookings.references import written
from bot.config import ROOT
from bot.evaluation.utterances import JourneyName
from bot.feedback.feedback import Channel, Record
from bot.feedback.rules import taken
from bot.feedback.table import HEADINGS, harmless, rows
from bot.words import Words
from tests.feedback_data import ABOUT, QUESTION, WORDS, closing, helped, pressed

SAYS = Words.load(ROOT / "domain").say
# Ids, outcomes and who did it are codes.
CODED = {"编号", "结局", "谁处理的"}


def row(record: Record) -> dict[str, str]:
    (cells,) = rows([record], SAYS, lambda policy: {"unemployment_benefit": "失业保险金"}[policy])
    return dict(zip(HEADINGS, cells, strict=True))


def test_a_record_is_told_in_chinese() -> None:
    record = replace(taken(None, pressed(WORDS)).record, closing=closing(note="已改"))
    told = row(record)

    assert told["编号"] == written(record.number or "")
    assert (told["问的"], told["说的"]) == (QUESTION, WORDS)
    assert (told["原因"], told["政策"]) == ("内容不对或过时", "失业保险金")
    assert (told["状态"], told["处理说明"]) == ("处理了", "已改")
    plain = {heading: cell for heading, cell in told.items() if heading not in CODED}
    assert not any(re.search("[A-Za-z]", cell) for cell in plain.values())


def test_a_record_that_changed_to_helpful_is_told_so() -> None:
    first = taken(None, pressed(WORDS)).record
    told = row(taken(first, helped()).record)

    assert (told["原因"], told["说的"], told["问的"]) == ("有用", "", "")


@pytest.mark.parametrize("journey", get_args(JourneyName))
def test_every_journey_has_words(journey: str) -> None:
    about = replace(ABOUT, journey=journey)
    assert row(taken(None, pressed(about=about)).record)["答的事项"]


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_words(channel: Channel) -> None:
    assert row(taken(None, pressed(channel=channel)).record)["从哪来"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_other_cells_stay_as_they_are() -> None:
    assert [harmless(each) for each in ("", "不对", "2026-11-24")] == ["", "不对", "2026-11-24"]
