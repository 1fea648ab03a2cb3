"""Whom a text speaks of: oneself, a relative, the firm, those it employs, or somebody else.

“我妈今年52,下岗三年了” speaks of the mother in both clauses, “隔壁老王45岁就领了,我咋不行” of a
neighbour until 我. A word holds until the next one; before any, people speak of themselves. A
relative's facts are those that are asked about only where nobody else is spoken of:
“我妈80岁了,我得照顾她” asks for oneself.
"""

import re
from dataclasses import dataclass
from enum import Enum

from bot.understanding.patterns import one_of
from bot.understanding.statements import BOUNDARY


class Subject(Enum):
    """Who is spoken of."""

    SELF = "self"
    RELATIVE = "relative"
    FIRM = "firm"
    STAFF = "staff"
    OTHER = "other"


_ME = r"(?:我|俺|咱|本人|偶|阿拉)"
# “单亲妈妈” speaks of herself.
_KIN = one_of(
    "(?<!单亲)(?<!全职)(?<!宝)(?<!当)(?<!妈)老?妈妈? 老?爸爸? 父母 爸妈 父亲 母亲 "
    "老公 老婆 爱人 丈夫 妻子 媳妇儿? 太太 对象 男人 "
    "(?<=[我俺])先生 [男女]朋友 儿子 女儿 闺女 儿媳妇? 女婿 孩子 小孩 娃儿? 哥哥? 弟弟 妹妹 "
    "姐姐 老弟 [表堂][哥弟姐妹] 弟媳 姐夫 妹夫 嫂子 (?<=[我俺咱])[弟姐妹娘爹] 侄[子女] "
    "外甥女? 公公 婆婆 岳父 岳母 "
    "丈母娘 爷爷 奶奶 外公 外婆 叔叔 舅舅 阿姨(?!帮) 姑姑 老伴儿? 老头子 老太婆 "
    "[大小二]儿子 [大小二]女儿 [大小二]姨 外孙女? 孙[子女](?!士) 舅妈 婶婶? 伯[父母] 姑妈"
)
_OTHERS = one_of(
    "同事 朋友(?!圈) 邻居 隔壁 同学 别人 人家 有人 战友 工友 老乡 熟人 亲戚 网友 徒弟 学员 客户 "
    "村有一?个 有一?个(?=[女男人大阿小]) 网上(?=有|说|看) [老小][王李张刘陈赵周吴](?![微型企]) "
    "楼[上下] 对门 大[姐哥妈叔爷](?!一枚)"
)
# Those above and around oneself are spoken of in one clause only.
_ABOVE = r"老板|领导|主任|经理|村[里上]|小区"
_FIRM = r"(?:公司|单位|厂子?|企业|店)"
# Whoever asks is not yet whom the question is about: “我想问一下我妈”, “帮我看看”.
_FRAME = (
    rf"(?:{_ME}(?:[搞说记弄写看填]错)|(?:{_ME})?(?:刚刚?才?|又|再|才)(?:打电话)?问了?[他她]?们?了?|{_ME}们?(?:就|也)?(?:想|要|来|先)*(?:帮|替|给|为)?(?:人|[他她]|{_ME})?"
    r"(?:来)?(?:问|咨询|打听|了解|请教|查)|"
    rf"(?:帮|替|告诉|麻烦|教|和|跟|给){_ME}(?:看|查|问|说|讲|讲讲|算|介绍|看看))"
)
_MENTION = re.compile(
    rf"(?P<frame>{_FRAME})"
    # Whom one looks after is not spoken of: “离婚带孩子,48了”.
    rf"|(?P<cared_for>(?:带着?|养着?|拉扯|照顾|接送)(?:一?个|两个|俩)?{_KIN})"
    rf"|(?P<parent>(?:孩子|娃|小孩)的(?:妈妈?|爸爸?|娘|爹))"
    rf"|(?P<above>{_ABOVE})"
    # “从亲戚手里租的”, “和朋友合伙开过店” tell of oneself.
    rf"|(?P<other>(?<![从跟找向和])(?:{_ME}们?(?:家|的)?(?:一个|有个|那个|个)?)?{_OTHERS}(?:家|的)?(?:{_KIN})?)"
    rf"|(?P<relative>(?:{_ME}们?家?的?)?(?P<kin>{_KIN}))"
    # “招他们的时候毕业才1个月” speaks of them.
    r"|(?P<hires>[招雇聘录][用聘收]?(?:(?:他|她)们?的?|[了过的](?:时候|那会儿?)?)(?:是)?)"
    rf"|(?P<staff>(?:新招[的来]?|招来的|手下的?|{_FIRM}的?|里的?|有一?个)"
    r"(?:员工|(?<!企业)(?<!单位)职工)|(?<![是名个])员工|新员工|新[来招进]的)"
    rf"|(?P<firm>(?:{_ME}们?|本|自己){_FIRM}|企业(?!在?职|职工)|我司)"
    rf"|(?P<self>{_ME})"
    r"|(?P<pronoun>[他她])"
)
# Who is said to be of an age: 我46, 我老公48, 他都57了.
PERSON = rf"(?:(?:{_ME}们?家?的?)?{_KIN}|{_ME}|[他她])"
# “他能认定吗” asks for him, “他说能拿3000” tells what he said.
_ASKED_FOR = re.compile(
    "[他她](?!们)家?[^,。;?说讲]{0,6}(?:能|可以|可不可以|够|符合|算不算|有没有)"
)
# “家里就我妈退休” asks for all of them.
_IN_THE_HOUSE = re.compile("家里[^,。;]{0,2}$")
_CHILDREN = {"孩子", "小孩", "娃"}
_OF_US_ALL = re.compile(r"(?:我们|两个人|俩人?|两口子|全家)?都")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    subject: Subject
    word: str = ""
    holds: bool = True


class Subjects:
    """Who is spoken of at each place of one text (normalised)."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._mentions = tuple(_mentions(text))
        self._boundaries = [match.end() for match in BOUNDARY.finditer(text)]
        self._speaks_of_self = any(m.subject is Subject.SELF for m in self._mentions)
        self._kin = {m.word for m in self._mentions if m.subject is Subject.RELATIVE}

    def of(self, start: int, end: int) -> Subject:
        """Who is spoken of in the words from `start` to `end`."""
        begins = max((place for place in self._boundaries if place <= start), default=0)
        # “我老公48” and “今年女儿毕业” name the person; “雇了3个人” is what the person did.
        inside = [m for m in self._mentions if start <= m.start and m.end <= end]
        inside = [m for m in inside if m.holds and m.subject is not Subject.STAFF]
        before = [m for m in self._mentions if m.end <= start]
        here = [m for m in before if m.start >= begins] + inside
        # “残疾孩子”, “46岁的姐姐”: the words are about whom they stand before.
        about = [m for m in self._mentions if self._text[end : m.start] in ("", "的")]
        about = [m for m in about if m.start >= end and m.subject is Subject.RELATIVE]
        if about and not (here and here[-1].subject is Subject.STAFF):
            return Subject.RELATIVE
        if here:
            return here[-1].subject
        if self._speaks_of_self and _OF_US_ALL.match(self._text, begins):
            return Subject.SELF
        held = [m for m in before if m.holds]
        return held[-1].subject if held else Subject.SELF

    def last_end(self, position: int) -> int:
        """Where the last word for somebody ends before `position`; 0 without any."""
        return max((m.end for m in self._mentions if m.end <= position), default=0)

    @property
    def names_one_relative(self) -> bool:
        """Whether no more than one relative is named."""
        return len(self._kin) == 1

    @property
    def asks_for_a_relative(self) -> bool:
        """Whether one relative and nobody else is asked for."""
        grown_up = self._kin - _CHILDREN or self._kin
        return len(grown_up) == 1 and not self._speaks_of_self

    @property
    def asks_for_another(self) -> bool:
        """Whether somebody else, and neither oneself nor a relative, is asked for by 他 or 她."""
        others = [m for m in self._mentions if m.subject is Subject.OTHER and m.holds and m.word]
        # “隔壁老王” is one person.
        ends = {m.end for m in others}
        persons = {m.word for m in others if m.start not in ends}
        asked_for = _ASKED_FOR.search(self._text) is not None
        return asked_for and len(persons) == 1 and not (self._kin or self._speaks_of_self)

    @property
    def first_of_kin(self) -> tuple[str, int, int] | None:
        """The word for a relative that is asked for, and where it stands."""
        if not self.asks_for_a_relative:
            return None
        named = [m for m in self._mentions if m.word in self._kin - _CHILDREN]
        if not named or _IN_THE_HOUSE.search(self._text[: named[0].start]):
            return None
        return named[0].word, named[0].start, named[0].end


def _mentions(text: str) -> list[_Mention]:
    found: list[_Mention] = []
    for match in _MENTION.finditer(text):
        kind = match.lastgroup
        span = match.span()
        if kind in ("self", "parent"):
            found.append(_Mention(*span, Subject.SELF))
        elif kind == "relative":
            found.append(_Mention(*span, Subject.RELATIVE, match["kin"]))
        elif kind == "other":
            found.append(_Mention(*span, Subject.OTHER, match[0]))
        elif kind == "above":
            found.append(_Mention(*span, Subject.OTHER, holds=False))
        elif kind == "staff" and not re.search(r"我是[^,。;]{0,8}$", text[: match.start()]):
            found.append(_Mention(*span, Subject.STAFF))
        elif kind == "hires":
            topic = re.search("[的他她们]|时候|那会", match[0]) is not None
            found.append(_Mention(*span, Subject.STAFF, holds=topic))
        elif kind == "firm":
            found.append(_Mention(*span, Subject.FIRM, holds=False))
        elif kind == "pronoun":
            whom = [m for m in found if m.subject in (Subject.RELATIVE, Subject.OTHER)]
            # Somebody who is not named is whom the question is about: “她今年53,能办吗”.
            last = whom[-1] if whom else _Mention(*span, Subject.RELATIVE, match[0])
            found.append(_Mention(*span, last.subject, last.word))
    return found
