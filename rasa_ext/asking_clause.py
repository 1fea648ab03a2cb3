"""The clause of a long message that asks: the rest is the story around it.

“在厂里干了二十年…现在也不知道该找谁，就想问一下要带什么材料” asks for materials.
"""

import re

from rasa_ext.mention_mask import PLACEHOLDERS

# Clauses end at a mark, after a question mark, or at a space that stands beside no name.
_NAMES = "".join(PLACEHOLDERS.values())
_END = re.compile(rf"[,，。;；!！\n~…]+|(?<=[?？])|(?<![{_NAMES}\s])\s+(?![{_NAMES}\s])")
_ASKS = re.compile(
    "[?？]|吗|么|呢|[不没伐未]$|什么|啥|怎|咋|多少|几|哪|[能可行要是好对够]不|有没有|有没得|没有$|"
    "是否|能否|可否|如何|帮|麻烦|我要|我想|想[问知打查]|请|给我|替我|查|告诉|说说|讲讲|算|谁|吧$|"
    "投诉|预约|改|取消|谢|转人工|还是|行$|看看|数$"
)
# A shorter clause needs the one before it to be understood: “要带什么” of “办失业登记，要带什么”.
_SHORT = 8


def asking_clause(text: str) -> tuple[int, int]:
    """Where the last clause of `text` that asks begins and ends; the last one where none asks."""
    clauses = _clauses(text)
    if len(clauses) < 2:
        return 0, len(text)
    asking = [at for at, (start, end) in enumerate(clauses) if _ASKS.search(text[start:end])]
    if not asking:
        return clauses[-1]
    at = asking[-1]
    start, end = clauses[at]
    while end - start < _SHORT and at > 0:
        at -= 1
        start = clauses[at][0]
    return start, end


def _clauses(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for mark in [*_END.finditer(text), None]:
        end = mark.start() if mark else len(text)
        if text[start:end].strip():
            found.append((start, end))
        start = mark.end() if mark else end
    return found
