"""Short replies to a question: yes, no, not known, “什么意思”, “算了”. A reply is read whole.

Where the question itself denies something (“…没有裁员吗？”), 没有 may agree or not: no answer.
"""

import re

from bot.understanding.dates import DATE
from bot.understanding.durations import DURATION
from bot.understanding.patterns import one_of
from bot.understanding.statements import asks

_PUNCTUATION = r"[\s,，。.、!！?？…~;；:：]"
_LEAD = re.compile(
    one_of(
        "嗯+ 啊 哦 噢 呃 额 哎 那 我们? 俺 咱们? 本人 这个 当然 肯定 确实 真的 其实 目前 "
        "现在 暂时 已经 早就? 都 也 "
        "一直 倒 就 刚刚? 之前 以前 单位 公司 老板 还 并 压根 根本 完全 真 "
        "说是? 他们说 早[些几]年 前[些几]年 "
        "我们家 我家 我记得"
    )
    + "+"
)
_TAIL = r"(?:的|了|过|着|呀|啊|哦|呢|吧|哈|嘛|哟|呐|啦|滴|哒|好|成|完|下来|上|到|谢谢)*"
_TIME = re.compile(rf"(?:是|在|从)?(?:{DATE}|{DURATION})(?:之?前|以前|就)?")
_HEDGE = re.compile(
    r"好像|可能|也许|应该|大概|估计|恐怕|貌似|似乎|或许|八成|大约|差不多|不太|不怎么|记得"
)

_YES = re.compile(
    rf"(?:(?:是|对|有|没错|当然|肯定|确实|正确|符合|满足|属于|算|嗯|恩|yes|y|√|✓){_TAIL})+",
    re.IGNORECASE,
)
# “嗯啦啦” is sung, not said.
_SUNG = re.compile(r"([啦呀哈滴哒呐哟呵])\1")
_NO = re.compile(
    r"(?:(?:从来|从|还|并|都|也)?"
    + one_of("没有? 没得 木有 冇 否 不是 不 无 未 不算 不符合 不满足 不属于 哪有 no n ×")
    + rf"{_TAIL})+",
    re.IGNORECASE,
)
# Verbs that stand for any other: “办了” answers whether somebody has registered.
_ANY_VERB = r"办理?|弄|搞|做|有|交|缴|领|登记|认定|签|注册|报|申请|申领|参加|享受"
_DID = re.compile(rf"(?:去|给|来)?(?P<verb>[\u4e00-\u9fff]{{1,4}}?)(?:了|过|着|的)+{_TAIL}")
_DOING = re.compile(rf"正?在(?P<verb>[\u4e00-\u9fff]{{1,4}}?){_TAIL}")
_DID_NOT = re.compile(
    rf"(?:从来|从)?(?:没有?|未|不曾|不)(?:去|给|来|再|在)?(?P<verb>[\u4e00-\u9fff]{{1,4}}?){_TAIL}"
)
_REFUSED = re.compile(
    r"(?:后来|结果|但是?|可是?|不过|都|也|还|人家|上面){0,3}(?:没有?|不)给?"
    rf"(?:批|通过|过|评上|选上|成|办成|办下来|批下来|下来|同意){_TAIL}"
)
# Owing and stopping: that something was paid does not answer whether it is owed.
_ADVERSE = re.compile(r"欠|断缴|停缴|断保|停保|中断")
_WHETHER = re.compile(r"是不是|有没有|能不能|要不要|会不会|是否|[(（].*?[)）]")

# “烦死了问这么多，不查了”
_FED_UP = rf"(?:[^没不]{{0,4}}(?:烦|累|啰嗦|麻烦)[^没不]{{0,8}}{_PUNCTUATION}*)?"
_STOP = re.compile(
    rf"{_FED_UP}(?:(?:先|那|我|也|都|就|还是)*"
    + one_of(
        "算了 取消 退出 停止? 结束 不想?再?[查问弄办说答做聊看搞测算]了 不用了 不要了 到此为止 "
        "先这样 拜拜 再见"
    )
    + rf"{_TAIL}{_PUNCTUATION}*)+(?:太?(?:烦|累|麻烦|啰嗦)[死人了]*{_PUNCTUATION}*)?"
)
_NOT_KNOWN = re.compile(
    one_of(
        "不(?:是)?[很太大]?(?:清楚|知道|晓得|确定|记得|了解|懂) "
        "[记说弄搞分拿吃讲想看]不(?:清楚?|准|好|定|起来|出来?) "
        "不好说 忘记?了 没注意 没听说过 没数 跳过 略过 下一[个题步] 不想说 不方便说 保密 "
        "没(?:有)?想好 没(?:有)?想清楚 没(?:有)?考虑好 没(?:有)?决定 拿不定 看情况 "
        "随便 pass skip"
    ),
    re.IGNORECASE,
)
_HELP = re.compile(
    one_of(
        "是?(?:什么|啥)意思 (?:什么|啥)[是叫] 是(?:什么|啥) "
        "(?:怎么|咋|怎样|如何)(?:算|看|查|填|回答|理解) "
        "(?:在哪里?|哪里?|去哪)[看查] [听看]?不懂 没[听看]?懂 [不没]太?明白 "
        "(?:为什么|为啥|干嘛|干吗)要?问? "
        "问这个(?:干嘛|干吗|干什么|干啥|做什么) 解释 举个?例子? 说清楚 "
        "[指算](?:的是)?(?:什么|啥) "
        "(?:什么|啥)(?:样的)?(?:算|才算) help"
    ),
    re.IGNORECASE,
)
_FILLER = one_of(
    "这个 那个 这 那 是不是 有没有 是 的 了 啊 呢 呀 吗 嘛 你 您 请 我 要 太 有点 麻烦 再 "
    "一下 下 问题 句 话 到底 具体 "
    "指 叫 问 说 讲 什么时候 什么 怎么 多少 哪天 几号 几 也 真 还 都 不 算 很 吧 哪个 哪种 能 给 "
    "一点 点 才 年 月 日 号"
)


def stops(text: str) -> bool:
    """Whether the person wants no more questions: 算了, 不查了."""
    return _STOP.fullmatch(text.strip()) is not None


def is_not_known(text: str, subject: str) -> bool:
    """Whether the reply is that the person does not know. `subject`: the question's words."""
    first = re.split(_PUNCTUATION, text)[0]
    # “不知道，得问领导”: what follows is why.
    if _NOT_KNOWN.search(first) and _only_about(_NOT_KNOWN.sub("", first), subject):
        return not asks(text[len(first) :])
    return _NOT_KNOWN.search(text) is not None and _only_about(_NOT_KNOWN.sub("", text), subject)


def admits_not_knowing(text: str) -> bool:
    """Whether the reply says so beside something else: “记不清了，去年底吧”."""
    return _NOT_KNOWN.search(text) is not None


def wants_help(text: str, subject: str) -> bool:
    """Whether the reply asks what is meant by `subject`; about others it is a new question."""
    rest = _NOT_KNOWN.sub("", _HELP.sub("", text))
    return _HELP.search(text) is not None and _only_about(rest, subject)


def was_refused(clause: str) -> bool:
    """Whether what was applied for was not given: 没批, 结果没通过."""
    return _REFUSED.fullmatch(re.sub(_PUNCTUATION, "", clause)) is not None


def is_hedged(text: str) -> bool:
    """Whether the reply is a guess: 好像, 应该, 大概."""
    return _HEDGE.search(text) is not None


def yes_or_no(clause: str, question: str) -> bool | None:
    """What one clause says to a yes-or-no question, without its hedges. None: neither."""
    words = _HEDGE.sub("", re.sub(_PUNCTUATION, "", clause))
    asked = _WHETHER.sub("", question)
    if re.fullmatch(r"[嗯恩]+", words):
        return True
    if _SUNG.search(words):
        return None
    for reply in _ways_to_read(words):
        if _NO.fullmatch(reply):
            return None if _denies_alike(reply, asked) else False
        if _YES.fullmatch(reply):
            return None if reply[0] == "有" and "没" in asked else True
    if re.search(r"[没未不无]", asked) or _ADVERSE.search(asked):
        return None
    for reply in _ways_to_read(words):
        for form, value in ((_DID_NOT, False), (_DID, True), (_DOING, True)):
            match = form.fullmatch(reply)
            if match and (re.fullmatch(_ANY_VERB, match["verb"]) or match["verb"] in asked):
                return value
    return None


def _ways_to_read(words: str) -> list[str]:
    """The clause as it is, without words before the answer, and without a time: “去年办的”."""
    bare = _TIME.sub("", words)
    return [words, _without_lead(words), bare, _without_lead(bare)]


def _without_lead(words: str) -> str:
    match = _LEAD.match(words)
    return words[match.end() :] if match else words


def _denies_alike(reply: str, asked: str) -> bool:
    """Whether it may agree: 没有 to a question that denies, 不是 to one with 不是."""
    if "没" in reply:
        return re.search(r"[没未不]", asked) is not None
    return "不是" in reply and "不是" in asked


def _only_about(rest: str, subject: str) -> bool:
    for chunk in re.split(_PUNCTUATION, rest):
        core = re.sub(rf"^{_FILLER}+|{_FILLER}+$", "", chunk)
        if chunk not in subject and core not in subject:
            return False
    return True
