"""What the running product makes of what people write, against the figures that it reached."""

import json

import httpx
import pytest

from bot.evaluation.listening import listen
from bot.evaluation.report import ALL, figures
from bot.evaluation.scores import MEASURES, Judged
from bot.evaluation.utterances import meanings, read_utterances
from bot.policies.loader import load_knowledge
from tests.stack import ROOT

DATA = ROOT / "tests" / "data"
# In points of a percent. A smaller change may be chance.
TOLERATED = 1.0
HIGHER_IS_BETTER = {"journey", "policy", "aspect"}


@pytest.fixture(scope="module")
def judged(stack) -> list[Judged]:
    labelled = read_utterances(DATA / "utterances_dev.jsonl")
    meant = meanings(labelled, load_knowledge(ROOT / "policies_kb"))
    with httpx.Client(base_url=stack.url, timeout=60, trust_env=False) as api:
        return list(listen(labelled, meant, api))


@pytest.mark.parametrize("measure", MEASURES)
def test_no_figure_is_a_point_worse_than_the_one_kept(measure: str, judged: list[Judged]) -> None:
    kept = json.loads((DATA / "quality.json").read_text(encoding="utf-8"))[ALL][measure]
    now = figures(judged)[ALL][measure]
    assert now is not None
    worse = kept - now if measure in HIGHER_IS_BETTER else now - kept
    missed = [f"{one.said.id} {one.missed} {one.said.text}" for one in judged if one.missed]
    shown = "\n".join(missed)
    assert worse <= TOLERATED, f"{measure}: {now} %, kept is {kept} %\n{shown}"
