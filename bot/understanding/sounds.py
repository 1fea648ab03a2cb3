"""How characters sound: pinyin syllables without tones, and which of them people mix up."""

import re
from functools import cache

from pypinyin import Style, lazy_pinyin, pinyin_dict
from pypinyin.contrib.tone_convert import to_normal

# What southern speakers and phone keyboards confuse: zh/z, ch/c, sh/s, n/l at the start, ng/n at
# the end.
_FOLDS = (
    (re.compile(r"^zh"), "z"),
    (re.compile(r"^ch"), "c"),
    (re.compile(r"^sh"), "s"),
    (re.compile(r"^n(?=[aeiouv])"), "l"),
    (re.compile(r"(?<=[aeio])ng$"), "n"),
)


@cache
def readings(char: str) -> tuple[str, ...]:
    """The syllables that `char` may be read as, most usual first; () when it is no character."""
    written = pinyin_dict.pinyin_dict.get(ord(char), "")
    found = (_plain(to_normal(each)) for each in written.split(",") if each)
    return tuple(dict.fromkeys(found))


def syllables_of(word: str) -> tuple[str, ...]:
    """The syllables of `word` as it is read, one a character."""
    return tuple(_plain(each) for each in lazy_pinyin(word, style=Style.NORMAL))


@cache
def folded(syllable: str) -> str:
    """`syllable` with what people mix up made one."""
    for pattern, one in _FOLDS:
        syllable = pattern.sub(one, syllable)
    return syllable


def _plain(syllable: str) -> str:
    # 女 is nv on a keyboard.
    return syllable.replace("ü", "v").replace("ê", "e")


@cache
def all_syllables() -> frozenset[str]:
    """Every syllable that a keyboard takes for Mandarin."""
    found = {each for code in pinyin_dict.pinyin_dict for each in readings(chr(code))}
    # 嗯 and 呣 would read every n and m as a word.
    return frozenset(each for each in found if each.isascii() and re.search("[aeiouv]", each))
