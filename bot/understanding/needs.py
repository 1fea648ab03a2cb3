"""One message that asks two things: the first is answered, the second kept to be offered."""

import re
from dataclasses import dataclass

# What leads over to another question, after a pause.
_OVER = re.compile(
    r"[,，。;；!！?？\s]+(?:然后|那|对了|哦对|嗯)?[,，]?"
    r"(?:还有(?:就是|一个(?:问题)?|个事|一件事)?|另外(?:还)?|顺便(?:再)?|顺带|再(?=问|请教|打听))"
    r"(?:再?(?:想)?(?:请)?(?:问|咨询|打听|请教|了解)(?:一下|下|问|一句|个)?)?[,，:：]?\s*"
)
_ASKS = re.compile(
    r"[?？吗么呢]|什么|啥|怎么|咋|如何|多少|几|哪|谁|多久|能不能|可不可以|要不要|是不是|有没有|是否|能否|"
    r"[能可行要是好对够会]不|条件|材料|电话|流程|转人工|帮我|预约"
)
_CLAUSE = re.compile(r"[,，。;；!！\s]+")
# Shorter parts are no question: “还有吗”.
_SHORTEST = 4


@dataclass(frozen=True)
class TwoNeeds:
    """The first question ends at `end` of the text; the second is `second`."""

    end: int
    second: str


def two_needs(text: str) -> TwoNeeds | None:
    """The two questions of `text` (normalised); None when it asks one thing, or tells something."""
    for over in _OVER.finditer(text):
        first, second = text[: over.start()], text[over.end() :].strip()
        if min(len(first), len(second)) < _SHORTEST:
            continue
        # What stands right before must ask: 三个退伍的，还有一个残疾员工 is one list.
        if _ASKS.search(_CLAUSE.split(first.rstrip(" ,，。;；"))[-1]) and _ASKS.search(second):
            return TwoNeeds(over.start(), second)
    return None
