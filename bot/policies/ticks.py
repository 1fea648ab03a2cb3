"""Read from free text which things of a checklist a person has: “身份证有，申请表没有”.

Nothing is read from a question, and nothing is guessed: a text without such words gives no marks.
"""

import re
from collections.abc import Sequence

from bot.policies.checklists import Entry, Mark

_CLAUSES = re.compile(r"[,，。;；!！\n]|但是|不过|可是|只是(?!差)")
_QUESTION = re.compile(
    r"[?？吗呢]|有没有|行不行|可不可以|能不能|可以不|要不要|是不是|够不够|齐不齐|怎么|怎样|如何|"
    r"哪里|哪儿|哪个|什么|啥|多少|几|谁|[齐全够]没有?$"
)
_BUT = "就差|只差|就缺|只缺|就少|只少|除了|除去"
_ONLY = "只有|就有|只带了|就带了|只带|就带|仅有"
_OTHERS = "其他|其它|其余|别的|剩下"
_LACK = (
    "还没有|没有|没带|没拿|没办|没填|没写|没开|没找到|没准备|找不到|不见了|弄丢|丢了|忘带|忘拿|忘了|"
    "缺了|还缺|缺|还差|差|少了|没"
)
_HAVE = (
    "已经有|都齐|齐全|齐了|准备好|有了|带了|带上|带着|带齐|拿了|拿着|填好|填了|写好|写了|开好|开了|"
    "办好|办了|签好|签了|签过|印好|印了|复印了|打印了|盖好|盖了|拍好|拍了|弄好|弄了|搞好|搞定|备好|备齐|找到了|拿到了|"
    "在手|好了|有|带"
)
_ALL = "都|全部|全|样样"
# Characters of marks that mean something else inside these words.
_NEUTRAL = (
    "有效|所有|还有|没问题|没事|有问题|有点|有些|没办法|没用|"
    "(?:要|得|想|会|怎么|一次)(?:全|都)?[带备]齐|(?:要|得|想|该)带"
)
# Somebody who is not sure has not said it.
_UNSURE = re.compile(r"差不多|可能|应该|大概|好像|不知道|不确定|不清楚|不记得|也许")
_NOT_ME = re.compile(r"不是|不属于|没有?参加|不算|与我无关")


def read_ticks(
    text: str, entries: Sequence[Entry], open_entries: Sequence[Entry]
) -> dict[str, Mark]:
    """What `text` says of `entries`. Words for all of them speak of every entry not named."""
    return _Reading(entries, open_entries).read(text)


def asks_something(text: str) -> bool:
    """Whether some part of `text` is a question."""
    return bool(_QUESTION.search(text))


def names_an_entry(text: str, entries: Sequence[Entry]) -> bool:
    """Whether `text` holds a noun of the list, or whom an entry concerns."""
    return any(
        word in text for entry in entries for word in (*words_of(entry), _whom(entry) or "\0")
    )


def _whom(entry: Entry) -> str:
    """Whom an entry concerns, as people say it: 新增岗位 of 新增岗位的单位."""
    return re.sub("的(?:单位|企业|人员?|个人)$", "", entry.material.applies_to or "")


def words_of(entry: Entry) -> list[str]:
    """The words for an entry: its noun, each part of “甲或乙”, and what its file adds."""
    bare = re.sub("[《》“”]", "", entry.id)
    return list(dict.fromkeys([entry.id, bare, *bare.split("或"), *entry.material.heard_as]))


class _Reading:
    def __init__(self, entries: Sequence[Entry], open_entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._open = open_entries
        self._named: dict[str, list[str]] = {}
        for entry in entries:
            for word in words_of(entry):
                self._named.setdefault(word.casefold(), []).append(entry.id)
        nouns = "|".join(map(re.escape, sorted(self._named, key=len, reverse=True))) or "(?!)"
        self._token = re.compile(
            f"(?P<entry>{nouns})|(?P<neutral>{_NEUTRAL})|(?P<but>{_BUT})|(?P<only>{_ONLY})|"
            f"(?P<others>{_OTHERS})|(?P<lack>{_LACK})|(?P<have>{_HAVE})|(?P<all>{_ALL})",
            re.IGNORECASE,
        )
        self._marks: dict[str, Mark] = {}
        self._rest: Mark | None = None
        self._pending: list[str] = []
        self._excepted: list[str] = []

    def read(self, text: str) -> dict[str, Mark]:
        for clause in _CLAUSES.split(text):
            if _QUESTION.search(clause) or _UNSURE.search(clause):
                self._pending = []
            elif not self._not_mine(clause):
                self._clause(clause)
        if self._rest:
            for entry in self._entries:
                self._marks.setdefault(entry.id, self._rest)
        return self._marks

    def _not_mine(self, clause: str) -> bool:
        if not _NOT_ME.search(clause):
            return False
        for entry in self._entries:
            if (whom := _whom(entry)) and whom in clause:
                self._marks[entry.id] = Mark.NOT_MINE
        return True

    def _mark(self, entries: list[str], mark: Mark) -> None:
        for entry in entries:
            # Of “身份证或社保卡” one is enough.
            enough = "或" in entry and self._marks.get(entry) is Mark.HAVE
            self._marks[entry] = Mark.HAVE if enough else mark

    def _clause(self, clause: str) -> None:
        tokens = [
            (match.lastgroup or "", match[0].casefold())
            for match in self._token.finditer(clause)
            if match.lastgroup != "neutral"
        ]
        kinds = [kind for kind, _ in tokens]
        named = [entry for kind, word in tokens if kind == "entry" for entry in self._named[word]]
        marks = [Mark.HAVE if kind == "have" else Mark.MISSING for kind in kinds if kind in _MARKS]
        if "but" in kinds:
            self._all_but(named, marks)
        elif "only" in kinds and named:
            self._mark(named, Mark.HAVE)
            self._rest = Mark.MISSING
        elif "others" in kinds and marks:
            self._rest = marks[-1]
        elif named:
            self._one_by_one(tokens)
        elif marks:
            self._of_all(marks[-1], "all" in kinds or "齐" in clause)

    def _all_but(self, named: list[str], marks: list[Mark]) -> None:
        """“都有就差照片”, “除了照片都没有”: those named are the other way round."""
        if not named:
            return
        rest = marks[-1] if marks else Mark.HAVE
        self._excepted = [] if marks else named
        self._mark(named, Mark.MISSING if rest is Mark.HAVE else Mark.HAVE)
        self._rest = rest

    def _one_by_one(self, tokens: list[tuple[str, str]]) -> None:
        """“身份证有登记表没有” or “有身份证没有登记表”: the first word says which way it goes."""
        steps = [token for token in tokens if token[0] == "entry" or token[0] in _MARKS]
        if steps[0][0] == "entry":
            for kind, word in steps:
                if kind == "entry":
                    self._pending += self._named[word]
                else:
                    self._mark(self._pending, _MARKS[kind])
                    self._pending = []
            return
        for at, (kind, word) in enumerate(steps):
            if kind == "entry":
                before = [each for each, _ in steps[:at] if each in _MARKS][-1]
                # A mark that ends the clause is for the noun just before it.
                last = steps[at + 1 :] and len(steps) == at + 2 and steps[at + 1][0] in _MARKS
                self._mark(self._named[word], _MARKS[steps[at + 1][0] if last else before])

    def _of_all(self, mark: Mark, all_of_them: bool) -> None:
        """A clause without a noun: for those just named, for all, or for the only one open."""
        if self._pending:
            self._mark(self._pending, mark)
            self._pending = []
        elif all_of_them:
            self._rest = mark
            if mark is Mark.MISSING:
                # “除了照片，都没有”
                self._mark(self._excepted, Mark.HAVE)
        elif len(self._open) == 1 and not self._marks:
            self._mark([self._open[0].id], mark)


_MARKS = {"have": Mark.HAVE, "lack": Mark.MISSING}
