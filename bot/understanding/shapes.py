"""Characters that look alike, and are mixed up by eye or by a handwriting keyboard: 苏岗货."""

# Each group looks alike. Characters that also sound alike are found by their sound.
_ALIKE = """
    贷货 贴帖 补朴扑 返反迈 稳隐 训驯 券卷 场扬汤 租组 扩旷 薪新 业亚 失矢夫 险检捡 请清情
    申甲由 料科 条务 材村 伴件 领颌 认让队 仓创 困因 难准淮 浅残 役没 毕华 学字 陪培 习刁 调周
    各备 吏史 用甩 工土士 款欺 住往 办为 大太 干千于 天无 忧优 惠患 政攻 策荣 际标 缴激 期朝
    限根恨 末未 已己 折拆析 拔拨 汇江 线钱残 占点 恩息 但担 堡保 低抵 杜社 登澄 挡档 侈移 绍招
    骋聘 话活 功动 牲性 军车 传转 奖浆 励历 局居 厅斤 区巨 县具 镇填 街衔 道首 服股 员负 厂广
    岗冈 招拍 解触 员圆 休体 伤仿 亡忘 津律 助肋 金全 额颖 还坏 本木 位拉 税锐 免兔 据掘 材林
    表麦 复夏 约钓 取职 进讲 通遁 籍藉 档裆 遣遗 创枪 孵浮 化仕 园圆 基墓 地池
"""


def _pairs() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in _ALIKE.split():
        for char in group:
            found.setdefault(char, set()).update(set(group) - {char})
    return {char: frozenset(others) for char, others in found.items()}


_LOOKS_LIKE = _pairs()


def look_alikes(char: str) -> frozenset[str]:
    """The characters that `char` may stand for by its look."""
    return _LOOKS_LIKE.get(char, frozenset())
