"""Chinese family names, as data. What is not here is not taken for a name."""

# Those that hardly ever begin another word: after “我是” only these are believed.
CLEAR = frozenset(
    "王李张刘陈杨赵吴徐孙胡朱郭何林罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛叶阎余潘杜戴夏钟汪姜"
    "范姚谭廖邹熊陆郝孔崔毛邱秦史顾侯邵孟段钱汤尹黎贺赖龚闫韦付陶严覃莫尤葛樊殷倪俞卞瞿祁詹巫柯骆聂窦缪臧"
)
FAMILY_NAMES = CLEAR | frozenset(
    "黄周高马丁于任方石金田江白康龙万武乔文安常温施洪邢左章焦甘季盛庄路向裴耿涂欧凌舒桂华齐申柳鲁管包牛关岳"
    "费沙古景车伍翁池褚单翟宁卓雷易阮蓝兰商梅米党仇晏佟麦房滕解纪霍占席苗鲍柴娄屈冷辛阳成全项祝连燕司徒"
)
OF_TWO = (
    *("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文"),
    *("司徒", "夏侯", "轩辕", "端木", "独孤", "南宫", "西门", "申屠", "长孙", "澹台", "太史"),
)

# Words that names begin with all the same: 王国强, 黄金凤.
OF_NAMES = frozenset(("王国", "黄金", "江海", "秦国", "高大", "夏天"))
# Whom somebody is in jest.
NOBODY = frozenset(
    (
        *("秦始皇", "孙悟空", "孙大圣", "唐太宗", "武则天", "朱元璋", "李世民", "康熙"),
        *("曹操", "刘备", "唐僧", "诸葛亮", "林黛玉"),
    )
)
