"""Labelled utterances: what a person wrote, and what the bot should take it for."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BadEvaluationFile
from bot.policies.knowledge import KnowledgeBase, Names
from bot.policies.model import Aspect

JourneyName = Literal[
    "policy_info",
    "eligibility_check",
    "benefits_screen",
    "loan_info",
    "loan_calc",
    "one_visit",
    "booking_create",
    "booking_change",
    "booking_cancel",
    "booking_query",
    "status_query",
    "human",
    "complaint_feedback",
    "chitchat",
    "out_of_scope",
    "unclear",
]


class Labelled(BaseModel):
    """One line of an utterance file.

    `policy` is the id, name or alias of a policy or a service item; `style` is free.
    """

    model_config = ConfigDict(extra="ignore")

    id: str
    text: str
    journey: JourneyName
    aspect: Aspect | None = None
    policy: str | None = None
    style: str | None = None


def read_utterances(path: Path) -> list[Labelled]:
    """Every line of `path`. BadEvaluationFile names the first line that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadEvaluationFile(f"{path}: 读不了：{error}") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(Labelled.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "整行"
            raise BadEvaluationFile(f"{path}:{number}: {where}: {first['msg']}") from None
    if not found:
        raise BadEvaluationFile(f"{path}: 一句话也没有")
    return found


def meanings(labelled: list[Labelled], knowledge: KnowledgeBase) -> dict[str, set[str]]:
    """The ids that each `policy` label may mean: of policies, or of service items.

    BadEvaluationFile for a name that is neither's.
    """
    named: dict[str, set[str]] = {}
    for item in knowledge.service_items.values():
        for name in (item.id, *item.names):
            named.setdefault(name, set()).update({item.id, *([item.policy] if item.policy else [])})
    for name, policy, _ in Names.of(knowledge).entries:
        named.setdefault(name, set()).add(policy)
    for policy in knowledge.policies:
        named.setdefault(policy, set()).add(policy)
    for line in labelled:
        if line.policy and line.policy not in named:
            raise BadEvaluationFile(f"{line.id}: policy: 知识库里没有“{line.policy}”")
    return {line.policy: named[line.policy] for line in labelled if line.policy}
