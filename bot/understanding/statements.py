"""Whether words in a text say something about the person, or ask, suppose or deny it.

The rules, for a phrase such as 残疾 in its clause (up to a comma, full stop or space):

1. Supposed is not said: “如果…” until the end of the sentence, “…的话” before it, “听说…”.
2. Wanted, required, guessed or yet to come is not said: “想创业”, “需要残疾证”, “可能下岗”,
   “怎么办失业登记”, “社保下个月才交”, “等我登记好了再来”.
3. Asked is not said: “我是不是残疾”, “登记了吗”, “残疾证有没有”, “什么是残疾”.
4. A kind of people is not the person: “残疾人补贴”, “残疾人有什么补贴”. In a clause that asks
   something, the phrase counts only after 我, 我妈, 我们 … or in a form that tells of an event:
   with 了, 过, 刚, 已经. “招了3个应届生” speaks of others.
5. Denied is the contrary: “没办过失业登记”, “残疾证没有”. Denied twice (“不是没交过”) is nothing.
6. Begun is nothing: “残疾证还在办”, “大专没读完”; nor is what lasted and is over: “以前自己交社保”.

A number may be that of the rule (“16岁能打工吗”, “50岁才行吧”) or a guess (“差不多交了3年”): it is
for the reader to be less sure of it.
"""

import re
from enum import Enum

from bot.understanding.patterns import one_of

BOUNDARY = re.compile(r"[,，。;；!！?？…\n ](?!(?<=\d,)\d{3})")
_SENTENCE_END = re.compile(r"[。;；!！?？\n]")

_IF = re.compile(
    one_of(
        "如果 要是 假如 假设 假使 倘若 若是 万一 即使 就算 哪怕 只要 除非 比如 例如 譬如 "
        "若(?=[我没不有])"
    )
)
_SUPPOSED_AFTER = re.compile(r"的话(?!费)")
# “等我登记好了再来”, “社保下个月才交”: not yet.
_WAITS_BEFORE = re.compile(r"(?<![平高])等[^,。;]{0,10}$")
_WAITS_AFTER = re.compile(r"(?:[了好完]|下来)(?:再|才|就|之?后|以后)")
_LATER = one_of(
    "下个?(?:月|周|星期|礼拜) 明[年天] 后[年天] 过[几两]天 过阵子 年后(?!我) 将来 "
    "以后(?=才|再|会|要)"
)
_LATER_BEFORE = re.compile(rf"{_LATER}[^,。;]{{0,6}}$")
_OF_LATER = re.compile("[想考升读找面投退]")
_HEARSAY = re.compile(one_of("听说 据说 听讲 人家 有人 别人"))

# 没错, 不但, 未来 and 无锡 deny nothing.
_NEG = one_of(
    "从来没有? 从没有? 没有 没得 木有 并非 没(?!错|想|事|关系|办法|多久|多长|准) "
    "不(?!但|仅|光|只|管|论|过|然|好意|知|清楚|久|得不|错|同|晓得) 未(?!来) 无(?!论|锡) "
    "非(?!常)"
)
# What may stand between a denial and what it denies: 没 [去 办过] 失业登记.
_GAP = one_of(
    "有 在 是 去 能 算 被 给 把 办理? 领取? 享受 拿到? 过 曾经? 再 太 很 属于 做 交 缴 "
    "参加 得到? 到 为 来 "
    "我们? 自己 本人 单位 公司 老板 厂里? 正式 真的? 什么 任何 个 的 签 考 进行 及时 一直 "
    "全部 都 这种 那种 社区 街道 人社局 窗口 那边"
)
_DENIAL = re.compile(rf"{_NEG}(?=(?:{_GAP}|{_NEG}){{0,3}}$)")
_DENIAL_AT_END = re.compile(
    r"(?:我|这个|倒|也|都|还|是|一直|从来|目前|暂时){0,3}(?:没有?|无|不是|不算)"
    r"(?:去|来得及|顾上|时间|空|想着)?(?:办|交|领|拿|登记|认定|注册|考|签|买|上|去|弄)?"
    r"(?:过|的|呢|啊|哦|呀){0,2}(?=$|[,。;!… ])"
)
_MORE_DENIED = re.compile(r"[没未]")
_BEGINS_DENIED = re.compile(_NEG)

_WISH = one_of(
    "想要? 打算 准备 计划 希望 愿意 需要? 必须 须 (?<!主)要 (?<!社)会 将 怕 担心 可能 也许 "
    "好像 估计 大概 "
    "应该 恐怕 快 即将 马上 怎么 怎样 如何 咋 哪里? 可以 能 (?<!我)只有 只给 限于 凡是? 属于什么 "
    "算什么"
)
_UNREAL_BEFORE = re.compile(
    rf"{_WISH}(?:(?:去|再|办理?|是|有|给|先|个|被|什么|开|做|当|找|考(?:[一二两三]年)?|成|算|属于|转|改|换|参加|按|"
    r"以|用)*)$"
)
_OTHERS_BEFORE = re.compile(r"[招雇聘录](?:收|聘|用)?[了过的]?(?:[^,。;]{0,4}[个名位])?$")
_LIMIT = re.compile(r"满|够|到")

_WHETHER = one_of(
    "是不是 是否 有没有? 有无 算不算 能不能 要不要 会不会 可不可以 什么是 啥是 什么叫 啥叫 "
    "何谓 什么样的 哪些"
)
# 有没有, 是不是, 办没办: also where the second half already belongs to the phrase.
_EITHER = re.compile(r"(?<!现)([\u4e00-\u9fff]{1,2})[没不]\1")
_WHETHER_BEFORE = re.compile(rf"{_WHETHER}{_GAP}{{0,2}}$")
_WHETHER_AFTER = re.compile(
    r"(?:了|过|的|人员?|证|好|上){0,2}(?:(?:吗|么|嘛|没有?|否|不|伐)(?=$|[?,。 ])|"
    + one_of("有没有 是不是(?!能|可以|就|也|应该|要) 算不算 是什么 是啥 什么意思 啥意思 是指 指的")
    + ")"
)
_ASKS_AT_ONCE_AFTER = re.compile(one_of("怎么 咋 如何 要什么 需要 要带 在哪 去哪 找谁 多少 几"))
_KIND = re.compile(
    r"(?:人员?|者|群体|家庭|的)?\s?"
    + one_of("就业 创业 生活 护理 培训 岗位 社保 社会保险 一次性 招用 招聘 租金 按比例")
    + "{0,2}"
    + one_of("补贴 政策 补助 优惠 待遇 条件 标准 材料 手续 流程 贷款 津贴 扶持 认定 福利 奖励")
)
_ASKS = re.compile(
    one_of(
        r"[?吗伐哪谁咋] (?<!什)么$ (?<![没有着])(?<!着.)呢$ "
        r"(?:能|行|可以|够|算|要|对|好|有|收|给|让|准).{0,12}不$ (?<=[雨雪冷热贵难远快])不$ "
        r"(?:[了过]|有.{1,8})没$ "
        r"(?<!没)(?<!没有)(?:什么|啥)(?!都|也|[^,。;?]{0,3}没有?[的呢]?$) 怎么 怎样 如何 多少 "
        r"多久 多长 多大 几岁 是吧 对吧 为什么 为啥 "
        r"(?<![十二三四五六七八九\d好前这那近头])几(?=[个年月次天块号岁种样项百千万]) "
        "能不能 可不可以 可以不 可否 能否 是否 有没有 是不是 行不行 要不要 算不算 够不够 "
        r"符不符合 符合不符合 (?P<either>[\u4e00-\u9fff])不(?P=either)"
    )
)
# “还多招了几个” tells.
_SOME_MORE = re.compile("[多又还][\u4e00-\u9fff]{1,2}了好?几[个位名]")
# “不对不对” takes back, “对不对” asks.
_NOT_RIGHT_AT_ALL = re.compile("(?:不对){2,}")
# “还没办呢” tells.
_TELLS_ON = re.compile(
    r"(?:(?<=[没正在才着了])|(?<=天天)|(?<=一直)|(?<=到处))[^什哪谁怎几]{0,10}(?<!什么)(?<!多少)呢$"
)
_ABOUT = re.compile(one_of("问 咨询 了解 查 知道 讲讲 讲下 介绍 说说 说下 解释 告诉 关于"))
_WE = re.compile(
    one_of(
        "我 俺 咱 本人 自己 家里 老公 老婆 爱人 儿子 女儿 老妈 老爸 爸爸 妈妈 父亲 母亲 "
        "媳妇 对象 孩子"
    )
)
# “残疾证还在办”, “大专没读完”: begun is neither done nor not done.
_UNDONE_AFTER = re.compile(
    r"(?:还|都|也)?没(?:考|弄|办|找|选|评|通|批|读|念|上|毕)(?:上|成|到|下来|过|完|业)|"
    r"(?:还|正)?在(?:办|申请|审|等|弄|评)|(?:申请|办理)中"
)
# “当过老板的人能不能认定”, “低保户才有”: those whom the rule is for.
_THE_RULE_S_PEOPLE = re.compile(r".{0,4}的人(?!家)|(?:的|的?人|家庭)?才(?:有|能|可以|给|行|算)")
# What lasts is over where it is told of the past: “以前自己交社保”, “在厂里上班的时候”.
_LASTING = re.compile("在|着|灵活就业|低保|自己[交缴]|给我?[交缴]|打工|种[地田]|务农")
_PAST_BEFORE = re.compile(
    one_of("以前 之前 原来 原先 过去 曾经 那时候? 当年 早年") + "[^,。;]{0,6}$"
)
_WHILE_AFTER = re.compile("的?(?:时候|那会|那阵|期间)")
# “做微商没注册” does not deny the trade.
_TRADE = re.compile("[做开搞卖在当干]")
_SEX = re.compile(r"女|男")
_RULE = re.compile(r"^.{0,8}?(?:才(?:行|能|可以|算|给)|就(?:行|能|可以|够)|的?才)")
_GUESS = re.compile(
    one_of(
        "大概 大约 差不多 估计 好像 可能 应该是? 也许 马上 快要? 即将 过完年 过了年 明年 后年 "
        "下个?月 再过 再有 还?差 缺 少 漏 (?<!断)断(?!断|续) 欠 距离? 不到 没满"
    )
    + r"[^,。;]{0,8}$"
)
_NOT_YET = re.compile(r"生日|还没到")
_EVENT_BEFORE = re.compile(r"(?:刚刚?|已经?|才|早就?)$")
_EVENT_INSIDE = re.compile(r"了|过|刚|已")


class Said(Enum):
    """How a phrase stands in a text."""

    YES = "yes"
    NO = "no"
    NOTHING = "nothing"


def said(text: str, start: int, end: int, *, certain: bool = False) -> Said:
    """How `text[start:end]` stands in `text`.

    `certain` leaves rule 4 out: only the person can be meant, as by an exact age.
    """
    before, after = _around(text, start, end)
    phrase = text[start:end]
    if _supposed(text, start, before, phrase + after):
        return Said.NOTHING
    if _leaves_open(before, phrase) or _UNDONE_AFTER.match(after):
        return Said.NOTHING
    if _is_over(before, phrase, after):
        return Said.NOTHING
    if _WHETHER_BEFORE.search(before) or _WHETHER_AFTER.match(after):
        # “残疾证没有” tells; “有残疾证没有”, “登记了没” and “残疾证没有?” ask.
        if not (_DENIAL_AT_END.match(after) and _tells_of_a_lack(before, phrase, after)):
            return Said.NOTHING
        return Said.NO
    if _UNREAL_BEFORE.search(before) or (not certain and _OTHERS_BEFORE.search(before)):
        return Said.NOTHING
    # “满50岁能领吗” asks about the rule, “我满50岁了能领吗” tells an age.
    if _LIMIT.search(before[-1:] + phrase) and asks(before + phrase + after):
        certain = False
    if not certain and not _is_the_person(text, end, before, phrase, after):
        return Said.NOTHING
    denied_after = _DENIAL_AT_END.match(after)
    if denied_after and _TRADE.match(phrase) and not re.fullmatch("没有?的?", denied_after[0]):
        denied_after = None
    denials = len(_DENIAL.findall(before)) + bool(denied_after)
    if denials == 0:
        return Said.YES
    if denials > 1 or _BEGINS_DENIED.match(phrase):
        return Said.NOTHING
    return Said.NO


def is_about_the_rule(text: str, start: int, end: int) -> bool:
    """Whether a number stands in a question that nothing ties to the person: “16岁能打工吗”."""
    before, after = _around(text, start, end)
    phrase = text[start:end]
    if not asks(before + phrase + after):
        return False
    about = max((match.end() for match in _ABOUT.finditer(before)), default=0)
    if _WE.search(before + phrase, about) or _SEX.search(before + phrase + after):
        return False
    return not (_EVENT_INSIDE.search(phrase) or re.match("了|过", after))


def names_the_rule(text: str, start: int, end: int) -> bool:
    """Whether what stands there is what is asked for: “女的40岁男的50岁才行是吧”."""
    before, after = _around(text, start, end)
    return _RULE.search(after) is not None and _WE.search(before + text[start:end]) is None


def is_guessed(text: str, start: int, end: int) -> bool:
    """Whether the clause says so: “差不多交了3年”, “过完年就五十了”, “还差2个月满50”."""
    before, _ = _around(text, start, end)
    return bool(_GUESS.search(before) or _NOT_YET.match(text, end))


def stands_in_a_question(text: str, start: int, end: int) -> bool:
    """Whether the clause around asks something: “登记了有什么用”."""
    before, after = _around(text, start, end)
    return asks(before + text[start:end] + after)


def denies_more(text: str, start: int, end: int) -> bool:
    """Whether something else is denied after it in the clause: “当兵体检没过”."""
    _, after = _around(text, start, end)
    return not _DENIAL_AT_END.match(after) and _MORE_DENIED.search(after) is not None


def asks(text: str) -> bool:
    """Whether `text` is a question."""
    text = _SOME_MORE.sub("多了些", _NOT_RIGHT_AT_ALL.sub("不对", text))
    return _ASKS.search(_TELLS_ON.sub("", text)) is not None


def clause_around(text: str, start: int, end: int) -> str:
    """The clause that `text[start:end]` stands in, with its question mark."""
    before, after = _around(text, start, end)
    return before + text[start:end] + after


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the clause, on both sides; a question mark belongs to it."""
    begins = max((match.end() for match in BOUNDARY.finditer(text, 0, start)), default=0)
    next_boundary = BOUNDARY.search(text, end)
    ends = next_boundary.start() if next_boundary else len(text)
    mark = next_boundary is not None and next_boundary[0] in "?？"
    return text[begins:start], text[end:ends] + ("?" if mark else "")


def _supposed(text: str, start: int, before: str, rest: str) -> bool:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    sentence = text[max(ends, default=0) : start]
    waits = _WAITS_BEFORE.search(before) and _WAITS_AFTER.search(rest)
    later = _LATER_BEFORE.search(before) and not _OF_LATER.search(rest)
    supposed = _IF.search(sentence) or _SUPPOSED_AFTER.search(rest) or _HEARSAY.search(before)
    return bool(supposed or waits or later)


def is_of_later(words: str) -> bool:
    """Whether they tell of a time to come: “社保下个月才给他们交”."""
    return re.search(_LATER, words) is not None and not _OF_LATER.search(words)


def _leaves_open(before: str, phrase: str) -> bool:
    begins = len(before)
    return any(match.start() < begins < match.end() for match in _EITHER.finditer(before + phrase))


def _tells_of_a_lack(before: str, phrase: str, after: str) -> bool:
    tells_of_having = re.search(r"[有是了过]", before[-2:] + phrase)
    return not (after.endswith("?") or tells_of_having or _BEGINS_DENIED.match(phrase))


def _is_over(before: str, phrase: str, after: str) -> bool:
    lasting = _LASTING.search(phrase) and not re.search("[了过]", phrase)
    return bool(lasting and (_PAST_BEFORE.search(before) or _WHILE_AFTER.match(after)))


def _is_the_person(text: str, end: int, before: str, phrase: str, after: str) -> bool:
    if _THE_RULE_S_PEOPLE.match(after) and not _WE.search(before):
        return False
    event = bool(
        _EVENT_INSIDE.search(phrase) or _EVENT_BEFORE.search(before) or re.match("[了过]", after)
    )
    if event:
        return True
    if _KIND.match(text, end):
        return False
    states = re.match(r"[有是没不未无在]", phrase) or re.search(r"[有是没不未无在]$", before)
    if _ASKS_AT_ONCE_AFTER.match(after) and not states:
        return False
    about = max((match.end() for match in _ABOUT.finditer(before)), default=0)
    if about or asks(before + phrase + after):
        return _WE.search(before, about) is not None
    return True
