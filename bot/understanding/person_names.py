"""Names of people, where they are told as names: “我叫…”, “姓名：…”, “我是…，”.

Only what is surely a name: a word that is taken for one is lost to whoever answers.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jieba

from bot.understanding.surnames import CLEAR, FAMILY_NAMES, NOBODY, OF_NAMES, OF_TWO

# From the start to before the end, and the name.
Place = tuple[int, int, str]
_HAN = r"[\u4e00-\u9fff]"
_WHO = "申请人|联系人|预约人|经办人|负责人|户名|法人|法定代表人|收款人|借款人"
_LABELLED = re.compile(
    rf"(?:(?:姓名|名字)(?:是|为|叫做?|写的?是)?|(?:{_WHO})(?:是|为|叫|(?=[: ])))[: ]{{0,2}}"
)
_CALLED = re.compile(r"(?:(?<![给帮让替请])[我他她]|本人|大名)叫(?:做|作)? ?|名叫 ?")
_AM = re.compile(r"(?:^|(?<=[,。.!?;: ]))(?:您好|你好)?(?:我|本人|这里|这边)(?:就?是) ?")
_STOP = r"$|[\s,，。！？；：（）.!?;:、~()\[\]0-9…\-]"
# What people go on with after their name.
_ON = r"|今年|现年|身份证|手机|电话|男|女|的|想|要|我|是|来自|户口|家住|住在|申请|生于"
_AFTER, _AFTER_AM = re.compile(_STOP + _ON), re.compile(_STOP)
_WITH_DOT = re.compile(rf"{_HAN}{{1,8}}(?:·{_HAN}{{1,8}}){{1,3}}")
# What a given name does not begin or end with, titles among it.
_NOT_GIVEN = re.compile(
    r"^[的了吗呢吧啊呀么什怎哪谁我你他她它们这那是不没个某总工姐哥嫂姨叔爷奶]"
    r"|[的了吗呢吧啊呀么们某]$|^(?:先生|女士|小姐|师傅|老师|经理|主任|医生|阿姨|大[哥姐妈爷])"
)
# One who is from somewhere or something: 姜堰人, 林场工.
_NO_PERSON = re.compile(r"[人员工者户族兵商生师主长家岗省市县区镇村局厂店]$")
# How often a word comes that is hardly a name, and one that hardly begins a name.
_USUAL, _FREQUENT = 20, 300
_DICTIONARY = Path(jieba.__file__).parent / "dict.txt"


def person_names(text: str) -> Iterator[Place]:
    """Each name that `text` (normalised) tells, left to right."""
    after = 0
    for said in sorted(_told(text), key=lambda each: each[0]):
        if said[0] >= after:
            after = said[1]
            yield said


def _told(text: str) -> Iterator[Place]:
    for form in (_LABELLED, _CALLED):
        for match in form.finditer(text):
            if name := _with_dot(text, match.end()) or _name(text, match.end()):
                yield match.end(), match.end() + len(name), name
    for match in _AM.finditer(text):
        if name := _surely_name(text, match.end()):
            yield match.end(), match.end() + len(name), name


def _with_dot(text: str, at: int) -> str | None:
    found = _WITH_DOT.match(text, at)
    return found[0] if found else None


def _name(text: str, at: int) -> str | None:
    """The longest name that begins there and ends where one may end."""
    for name, family in _candidates(text, at):
        if _AFTER.match(text, at + len(name)) and not _is_word(name, family):
            return name
    return None


def _surely_name(text: str, at: int) -> str | None:
    """The same after “我是”, where all sorts of things may follow."""
    for name, family in _candidates(text, at):
        clear = family in CLEAR or family in OF_TWO
        if not clear and (len(name) < 3 or _begins_like_a_word(name)):
            continue
        if _AFTER_AM.match(text, at + len(name)) and not _NO_PERSON.search(name):
            known = len(name) == 2 and name in _words()
            if not known and not _is_word(name, family) and not _is_place(name):
                return name
    return None


def _candidates(text: str, at: int) -> Iterator[tuple[str, str]]:
    """What could be a name by its characters, the longest first, with its family name."""
    families = [text[at : at + 2]] if text[at : at + 2] in OF_TWO else []
    families += [text[at : at + 1]] if text[at : at + 1] in FAMILY_NAMES else []
    for family in families:
        for length in (2, 1):
            given = text[at + len(family) : at + len(family) + length]
            is_given = re.fullmatch(f"{_HAN}{{{length}}}", given) and not _NOT_GIVEN.search(given)
            if is_given and family + given not in NOBODY:
                yield family + given, family


def _is_word(name: str, family: str) -> bool:
    """Whether it is, or begins with, a word that is no name: 高级工, 江苏人, 许多."""
    if family in OF_TWO:
        return False
    return _weight(name) >= _USUAL or (name[:2] not in OF_NAMES and _weight(name[:2]) >= _FREQUENT)


def _begins_like_a_word(name: str) -> bool:
    """Whether two or more of its first characters are a word that is no name: 周末班, 高血压."""
    known = (_words().get(name[:length]) for length in range(2, len(name) + 1))
    return any(word and not word[1].startswith("nr") for word in known)


def _is_place(name: str) -> bool:
    return any(name + kind in _words() for kind in ("市", "县", "区", "镇"))


def _weight(word: str) -> int:
    """How often a word that is nobody's name comes in the texts of jieba's dictionary."""
    count, kind = _words().get(word, (0, ""))
    return 0 if kind.startswith("nr") else count


@cache
def _words() -> dict[str, tuple[int, str]]:
    """Words that begin like a name: how often they come, and their kind; `nr` is a person."""
    words = {}
    with _DICTIONARY.open(encoding="utf-8") as lines:
        for line in lines:
            if line[0] in FAMILY_NAMES:
                word, count, kind = line.split()
                if len(word) <= 4:
                    words[word] = int(count), kind
    return words
