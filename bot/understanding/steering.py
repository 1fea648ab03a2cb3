"""Words that steer a conversation: 返回, 重来, 算了, 更多, 继续. A message is read whole.

“重新开始” steers; “创业失败了能不能重新开始” asks something.
"""

import re
from enum import StrEnum

from bot.understanding.patterns import one_of
from bot.understanding.short_replies import stops


class Steer(StrEnum):
    """Where the person wants the conversation to go."""

    RESTART = "restart"
    BACK = "back"
    STOP = "stop"
    MORE = "more"
    RESUME = "resume"


_PUNCTUATION = re.compile(r"[\s,，。.、!！?？…~;；:：“”\"]")
_LEAD = (
    one_of(
        "我们? 想要? 要 请 麻烦你? 帮我 给我 可以 可不可以 能不能 能 还是 就 先 那就? 你 您 "
        "不对 不行 等等 等一下 哎呀? 唉 好 嗯"
    )
    + "*"
)
_TAIL = one_of("吧 啊 呀 了 呢 吗 嘛 哈 哦 下 一下 好吗 好不好 行吗 行不行 可以吗 谢谢 得了") + "*"
_JUST = "(?:刚才|刚刚|前面|之前)"
_FORMS: dict[Steer, str] = {
    Steer.RESTART: (
        "重来 重新来过? 重新开始 重新问 重新查 重新填 [从重]头(?:再|开始)?来? [从重]头开始 "
        "从新(?:开始|来) 重启 重置 清空 全部清空 全部重来 推倒重来 "
        f"(?:把)?(?:我)?{_JUST}?说的(?:都|全)?忘(?:掉|了|记) 忘(?:掉|了|记)我?{_JUST}?说的"
    ),
    Steer.BACK: (
        "(?:返?回|退)?(?:到)?上一?步 返回 返回去 (?:返?回|退)?(?:到)?上一?[级页层个] 退回去? 回退 "
        "后退 退一步 倒回去 回去 (?:返?回|退)?(?:到)?上一?(?:题|个问题) 前一步 撤销 撤回 "
        "(?:刚才|刚刚|我)*(?:按|点|选|填|答)错 back"
    ),
    Steer.STOP: (
        "不想?(?:再)?(?:算|核对|核|贷|比|填|查|问|弄|办|做|答|回答) 别(?:再)?问 停 停下来? 打住 "
        "放弃 算 取消 退出(?:来)? 结束 停止 不用 不要 quit exit cancel stop"
    ),
    Steer.MORE: (
        "更多 看更多 更多内容 还有 还有没有 还有(?:什么|别的|其他的?|哪些) 没 就这些 就这么多 "
        "展开(?:看看)? (?:再)?(?:说|讲)?(?:的)?(?:再)?详细(?:一)?点(?:说|讲)? 详细说说? "
        "(?:说|讲)全(?:一)?点 (?:看|显示)?全部(?:显示|内容)? (?:看)?完整的? 接着[说讲] "
        "往下[说讲看] 继续[说讲看] 后面 后面的 剩下的 其余的 下一页 more"
    ),
    Steer.RESUME: (
        f"继续 接着来? (?:继续|接着){_JUST}的? (?:回|说回)到?{_JUST}(?:那个?|的)?(?:事|问题)? "
        f"{_JUST}的?(?:继续|接着) (?:继续|接着){_JUST}的?[查问算核答填] "
        f"(?:继续|接着)(?P<what>[查问算核答填贷]对?)"
        f"(?:{_JUST}(?:那个?)?的?)? "
        "(?:刚才|刚刚)?(?:问|说|查|算|核对)到哪里? continue"
    ),
}
_READ = {
    steer: re.compile(rf"(?:{_LEAD}{one_of(forms)}{_TAIL})+", re.IGNORECASE)
    for steer, forms in _FORMS.items()
}
_GO_ON = re.compile(rf"{_LEAD}(?:继续|接着来?|continue){_TAIL}", re.IGNORECASE)
# 没了 ends an answer, 没了吗 asks for more.
_ASKS_FOR_MORE = re.compile(r"没[了有]?[吗嘛么?？]|(?:没了|没有了|就这些|就这么多)[吗嘛么?？]")


def read_steer(text: str) -> Steer | None:
    """Where `text` (normalised) wants to go; None for anything else."""
    bare = _PUNCTUATION.sub("", text)
    if not bare:
        return None
    for steer, form in _READ.items():
        if steer is Steer.STOP and stops(text):
            return steer
        if form.fullmatch(bare):
            return None if _is_no_question_for_more(steer, text) else steer
    return None


def wants_more(text: str) -> bool:
    """Whether the person wants the rest of an answer, while there is one: 继续 too."""
    bare = _PUNCTUATION.sub("", text)
    return read_steer(text) is Steer.MORE or _GO_ON.fullmatch(bare) is not None


def resumed(text: str) -> str | None:
    """What 继续 names: 查, 问, 算, 核对 …; None where it names nothing."""
    match = _READ[Steer.RESUME].fullmatch(_PUNCTUATION.sub("", text))
    return match["what"] if match else None


def _is_no_question_for_more(steer: Steer, text: str) -> bool:
    """“就这些” and “没了” end something; “就这些吗” asks for more."""
    ends = re.search(r"没|就这", text) and not re.search(r"还有", text)
    return steer is Steer.MORE and bool(ends) and not _ASKS_FOR_MORE.search(text)
