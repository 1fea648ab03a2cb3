"""Which statements are nearest to a question: “最长能领几个月” is about months, not about yuan.

The statements of one policy version or service item are searched like passages. What is asked to be
measured (money, time, a share) must be in a statement that is put first.
"""

import re
from collections.abc import Collection, Sequence

from bot.policies.search import Index, character_pairs, content_words

# At most so many statements are put before the others.
_FIRST_AT_MOST = 3
# A statement that is put first is at least so near as the nearest one, as a share.
_AS_NEAR = 0.6
# A statement on something else is told besides when it is so much nearer than what was asked for.
_NEARER = 1.5
_SHORT = 2
# Words that stand in half of all statements say nothing of what is asked.
_GENERAL_WORDS = """
    申请 办理 领取 享受 可以 需要 材料 条件 时间 时候 流程 政策 补贴 补助 单位 企业 公司 个人
    人员 失业 就业 创业 失业保险 社会保险 社保 规定 标准 金额 手续 地方 网上 江苏 全国 一次
    一个 现在 没有 还有 能不能 符合 有效 多少 一年 今年 去年 当地 相关 问题 工作 请问
    这个 那个 这项 那项
"""
GENERAL = frozenset(_GENERAL_WORDS.split())

_TIME_ASKED = re.compile(
    "几个?月|多少个?月|几年|多少年|几天|多少天|多久|多长|期限|最长|几个工作日|什么时候|何时|"
    "哪天|哪几天|几号|截止|最晚"
)
_SHARE_ASKED = re.compile("几成|百分之几|百分之多少|比例|几个点|利率|利息|贴息|几厘")
_MONEY_ASKED = re.compile(
    "多少[钱元块]|几块|几百|几千|几万|多少万|金额|额度|[给补拿领发贷减]多少|"
    "(?:月|每月|一年|每年)(?:能|可以)?[给补拿领发]?到?多少(?!个?月|年|天)"
)
_COUNT_ASKED = re.compile("[几多]少?次|[几多]少?回|几趟")
_COUNT_TOLD = re.compile("[一二两三四五\\d]次")
FEE_ASKED = re.compile(
    "收费|[要收花交]不?[要收花交]?钱[吗么不吧]|收不收钱?|要不要钱|花不花钱|免费|"
    "(?:收不收|交不交|要不要(?:交|收|付))[^,，。]{0,4}费|[要收交][^,，。]{0,4}费[吗么不吧没]"
)
HOURS_ASKED = re.compile(
    "几点|[上下]班时间|(?:周|星期|礼拜)几[^,，。]{0,4}(?:上班|办|开)|(?:周|星期|礼拜)[末六日天][^,，。]{0,6}(?:办|开|上班|休)|中午[^,，。]{0,4}[办开休]|"
    "营业时间|哪[几天]天?[^,，。]{0,8}(?:不办|不受理)"
)
_HOURS_TOLD = re.compile(
    r"\d{1,2}[:：]\d{2}|周[一二三四五六日]|工作日(?!内)|双休|节假日|月\d+[-—至日]"
)
# Where papers go is told among the steps too: “向居住地社区申请”.
_OFFICE_ASKED = re.compile(
    "哪里|哪儿|在哪|去哪|到哪|哪个?(?:部门|单位|窗口|机构|科室|地方|社区)|什么(?:部门|单位|地方)|找谁|啥地方|哪块"
)
_OFFICE_TOLD = re.compile(
    "(?:向|到|去|在|由|交|报)[^，。；]{0,14}(?:社区|街道|窗口|中心|大厅|部门|机构|学校|银行|税务|平台|局)"
    "[^，。；]{0,8}(?:申请|申报|办理|受理|提交|领取|申领|登记)"
)
_TIME_TOLD = re.compile(
    r"\d\s*(?:个?月|学?年|日|天|个工作日|周)|期限|截止|随时|常年|每?周[一二三四五六日]"
)
_SHARE_TOLD = re.compile(r"%|利率|LPR|基点|贴息|利息")
_MONEY_TOLD = re.compile(r"\d\s*[万亿]?元|%|\d倍|标准|数额")
_FEE_TOLD = re.compile(r"免费|收费|不收|不得收|收取|费用")
_LIMIT_ASKED = re.compile(
    "几个月|多少个月|几年|多少年|多久|多长|最长|到什么时候|到哪年|到几时|到何时"
)
_LIMIT_TOLD = re.compile(
    r"(?:最[长多]|不超过|期限|累计|享受)[^，。；]{0,8}\d+\s*(?:个?月|年|天|日)|\d+\s*(?:个月|年)为限|到退休"
)
_MEASURES = (
    (_COUNT_ASKED, _COUNT_TOLD),
    (FEE_ASKED, _FEE_TOLD),
    (HOURS_ASKED, _HOURS_TOLD),
    (_SHARE_ASKED, _SHARE_TOLD),
    # “一个月能领多少钱” asks for money, “能领多少个月” for time.
    (_MONEY_ASKED, _MONEY_TOLD),
    (_TIME_ASKED, _TIME_TOLD),
    (_OFFICE_ASKED, _OFFICE_TOLD),
)
# These are told in few words, whatever they were called.
_TOLD_BRIEFLY = (_FEE_TOLD, _COUNT_TOLD, _HOURS_TOLD, _OFFICE_TOLD)
# What people call something, and the knowledge base calls otherwise.
_CALLED = (
    (re.compile("最低|最少|不能低于|至少能?[领拿]"), "下限"),
    (re.compile("最高|最多|封顶|顶格"), "上限"),
    (re.compile("找到[^,，。]{0,3}(?:工作|活)|(?:重新|又|已经)(?:上班|就业|入职)"), "重新就业"),
    (re.compile("(?:又|再)(?:一次|次)?(?:失业|下岗|没工作)"), "再次失业"),
    (re.compile("没领完|没拿完|没用完|剩下的(?:月|年)"), "未领 期限 合并"),
    (re.compile("一边|一起|叠加|都领|又领|都拿"), "同时 享受"),
)
# Pairs of characters that a question has in common with what it asks about; and as a share.
_PAIRS, _PAIRS_SHARED = 3, 0.4
_UNSAID = re.compile("多少钱?|什么|怎么样?|如何|哪些?|能不能|可不可以|[吗呢吧的了是]")
_DIGITS = str.maketrans("一二两三四五六七八九", "1223456789")
_SUMS = ("上限", "下限")
_COUNTED = re.compile("[一二两三四五六七八九](?=个?[年月天])")


class Nearest:
    """Statements by how near they are to a question. Positions count from 0, in given order."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._words = [set(content_words(text)) for text in texts]
        self._pairs = [character_pairs(text) for text in texts]
        self._index = Index.build((str(at), text) for at, text in enumerate(texts))

    def first(self, question: str, among: Collection[int]) -> tuple[int, ...]:
        """Those `among` the positions that stand out for `question`, nearest first; or none."""
        told = _measure(question)
        told = None if told is _OFFICE_TOLD else told
        fit = [at for at in among if told is None or told.search(self._texts[at])]
        scores = self._scored(question)
        best = max((scores.get(at, 0.0) for at in fit), default=0.0)
        if best == 0.0 and (told is None or len(fit) > _FIRST_AT_MOST):
            return ()
        near = [at for at in fit if scores.get(at, 0.0) >= _AS_NEAR * best]
        near += [at for at in among if at not in fit and scores.get(at, 0.0) > _NEARER * best]
        near.sort(key=lambda at: -scores.get(at, 0.0))
        return tuple(near[:_FIRST_AT_MOST])

    def beside(
        self,
        question: str,
        shown: Collection[int],
        allowed: Collection[int],
        shared: int = 1,
    ) -> int | None:
        """The statement that is much nearer than any `shown`, out of those `allowed`; or None.

        `question` is without names; so many words are `shared` at least, or a long one.
        """
        scores = self._scored(question)
        told = _measure(question)
        best = max((scores.get(at, 0.0) for at in shown), default=0.0)
        asked = set(content_words(_as_told(question))) - GENERAL
        pairs = character_pairs(_UNSAID.sub(" ", question)) if shared > 1 else set()
        if not shown and _LIMIT_ASKED.search(question):
            # “最多能干几年”: a limit is told in few words too.
            limits = [at for at in allowed if _LIMIT_TOLD.search(self._texts[at])]
            if limits:
                return max(limits, key=lambda at: scores.get(at, 0.0))
        others = [at for at in allowed if at not in shown]
        if told in (_HOURS_TOLD, _OFFICE_TOLD):
            # Told already, or else told among other things.
            if any(told.search(self._texts[at]) for at in shown):
                return None
            brief = [at for at in others if told.search(self._texts[at])]
            # Words that are to be shared make it surer whose matter it is.
            told = told if brief and shared == 1 else None
        found = [
            at
            for at in others
            if (
                told.search(self._texts[at])
                if told in _TOLD_BRIEFLY
                else scores.get(at, 0.0) > _NEARER * best
                and (
                    _shares_enough(asked & self._words[at], shared) or self._shares_pairs(pairs, at)
                )
            )
        ]
        return max(found, key=lambda at: scores.get(at, 0.0), default=None)

    def _shares_pairs(self, pairs: set[str], at: int) -> bool:
        """临时岗位一小时 is 临时性岗位每小时: a segmenter makes other words of it."""
        same = pairs & self._pairs[at]
        return len(same) >= _PAIRS and len(same) >= _PAIRS_SHARED * len(pairs)

    def _scored(self, question: str) -> dict[int, float]:
        return dict(self._index.search_positions(_as_told(question), len(self._texts)))


def _as_told(question: str) -> str:
    """`question` with the words of the knowledge base beside the person's own."""
    words = [word for called, word in _CALLED if called.search(question)]
    if _TIME_ASKED.search(question):
        # “最多能拿几个月” asks for no sum.
        words = [word for word in words if word not in _SUMS]
    counted = _COUNTED.sub(lambda match: match[0].translate(_DIGITS), question)
    return " ".join([counted, *words])


def _measure(question: str) -> re.Pattern[str] | None:
    """What a statement must hold that answers `question`."""
    return next((told for asked, told in _MEASURES if asked.search(question)), None)


def _shares_enough(words: set[str], shared: int) -> bool:
    return len(words) >= shared or any(len(word) > _SHORT for word in words)
