"""Which statements are nearest to a question: “最长能领几个月” is about months, not about yuan.

The statements of one policy version or service item are searched like passages. What is asked to be
measured (money, time, a share) must be in a statement that is put first.
"""

import re
from collections.abc import Collection, Sequence

from bot.policies.search import Index, content_words

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
_FEE_ASKED = re.compile("收费|[要收花交]不?[要收花交]?钱[吗么不]|收不收钱?|要不要钱|花不花钱|免费")
_TIME_TOLD = re.compile(
    r"\d\s*(?:个?月|学?年|日|天|个工作日|周)|期限|截止|随时|常年|每?周[一二三四五六日]"
)
_SHARE_TOLD = re.compile(r"%|利率|LPR|基点|贴息|利息")
_MONEY_TOLD = re.compile(r"\d\s*[万亿]?元|%|\d倍|标准|数额")
_FEE_TOLD = re.compile(r"免费|收费|不收|不得收|收取|费用")
_LIMIT_ASKED = re.compile("几个月|多少个月|几年|多少年|多久|多长|最长")
_LIMIT_TOLD = re.compile(
    r"(?:最[长多]|不超过|期限|累计|享受)[^，。；]{0,8}\d+\s*(?:个?月|年|天|日)|\d+\s*(?:个月|年)为限"
)
_MEASURES = (
    (_COUNT_ASKED, _COUNT_TOLD),
    (_FEE_ASKED, _FEE_TOLD),
    (_SHARE_ASKED, _SHARE_TOLD),
    # “一个月能领多少钱” asks for money, “能领多少个月” for time.
    (_MONEY_ASKED, _MONEY_TOLD),
    (_TIME_ASKED, _TIME_TOLD),
)


class Nearest:
    """Statements by how near they are to a question. Positions count from 0, in given order."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._words = [set(content_words(text)) for text in texts]
        self._index = Index.build((str(at), text) for at, text in enumerate(texts))

    def first(self, question: str, among: Collection[int]) -> tuple[int, ...]:
        """Those `among` the positions that stand out for `question`, nearest first; or none."""
        told = _measure(question)
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
        asked = set(content_words(question)) - GENERAL
        if not shown and _LIMIT_ASKED.search(question):
            # “最多能干几年”: a limit is told in few words too.
            limits = [at for at in allowed if _LIMIT_TOLD.search(self._texts[at])]
            if limits:
                return max(limits, key=lambda at: scores.get(at, 0.0))
        found = [
            at
            for at in allowed
            if at not in shown
            and (
                # These are told in few words, whatever they were called.
                told.search(self._texts[at])
                if told in (_FEE_TOLD, _COUNT_TOLD)
                else scores.get(at, 0.0) > _NEARER * best
                and _shares_enough(asked & self._words[at], shared)
            )
        ]
        return max(found, key=lambda at: scores.get(at, 0.0), default=None)

    def _scored(self, question: str) -> dict[int, float]:
        return dict(self._index.search_positions(question, len(self._texts)))


def _measure(question: str) -> re.Pattern[str] | None:
    """What a statement must hold that answers `question`."""
    return next((told for asked, told in _MEASURES if asked.search(question)), None)


def _shares_enough(words: set[str], shared: int) -> bool:
    return len(words) >= shared or any(len(word) > _SHORT for word in words)
