import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ROOT
from bot.policies.loader import load_knowledge
from bot.understanding.lexicon import Lexicon
from bot.understanding.repair import Repairer
from bot.understanding.repairs import Repairs, names
from bot.understanding.said_lines import read_said_lines

KNOWLEDGE = load_knowledge(ROOT / "policies_kb")
REPAIRER = Repairs(read_said_lines(ROOT / "data" / "nlu")).of(KNOWLEDGE)
TOKENS = ["[身份证号]", "[银行卡号]", "[手机号]"]

REPAIRED = {
    # A character of the same sound, or of one that is mixed up with it.
    "稳刚返还现在还有不": "稳岗返还现在还有不",
    "稳港返还我们公司能拿不能拿": "稳岗返还我们公司能拿不能拿",
    "文岗返还公示都完了多久能到账": "稳岗返还公示都完了多久能到账",
    "失业斤能领多久": "失业金能领多久",
    "技能提生补贴多久能到卡上": "技能提升补贴多久能到卡上",
    # A character that looks alike.
    "苏岗货今年还能不能办": "苏岗贷今年还能不能办",
    "就业见刁补贴怎么领": "就业见习补贴怎么领",
    "申请材科": "申请材料",
    # Pinyin instead of characters, and beside them.
    "shiye jin zenme ling": "失业金怎么领",
    "shiyejin zenme ling": "失业金怎么领",
    "shi ye jin": "失业金",
    "Shiyejin zenme ling": "失业金怎么领",
    "创业补贴 tiaojian": "创业补贴条件",
    "wo 45 sui nv de": "我45岁女的",
    "我45岁nv的": "我45岁女的",
    "4050 bu tie": "4050补贴",
    "ni hao": "你好",
}

LEFT = [
    "稳岗返还现在还有不",
    "实业公司有补贴吗",
    "公积金怎么提取",
    "隔壁王姨说她有4050补贴",
    "红烧肉怎么烧才不柴",
    # Goods are goods, whatever 贷 looks like.
    "买货车要贷款吗",
    "货款没收到",
    # A number in characters, and what would become another matter.
    "我四零五零的人,能认定吗",
    "期限叁年,本金贰拾万元",
    "给我们厂里留十个位置",
    "网上取号",
    # Letters that are no pinyin, or are not meant as such.
    "can i get a loan",
    "app上怎么弄",
    "HR",
    "LPR",
    "hr让我交社保",
    "LPR是多少",
    "HE公司的人",
    "ai培训有补贴吗",
    "ce认证补贴",
    "a类证书",
    "e人社怎么登",
    "o2o平台",
    "wifi密码",
    "line怎么用",
    "Date是什么",
    "https://www.baidu.com/wo",
    "去www.baidu.com办吗",
    "rs.jiangsu.gov.cn怎么登",
    "wo@baidu.com是邮箱",
    "",
]


@pytest.mark.parametrize(("text", "meant"), REPAIRED.items())
def test_what_was_meant_is_written(text, meant):
    assert REPAIRER.repair(text) == meant


@pytest.mark.parametrize("text", LEFT)
def test_what_is_written_right_or_is_none_of_ours_stays(text):
    assert REPAIRER.repair(text) == text


@pytest.mark.parametrize("text", [*REPAIRED, *LEFT])
def test_repairing_twice_is_repairing_once(text):
    once = REPAIRER.repair(text)

    assert REPAIRER.repair(once) == once


@pytest.mark.parametrize("name", sorted(names(KNOWLEDGE)))
def test_a_name_of_the_knowledge_base_stays(name):
    assert REPAIRER.repair(name) == name


def test_several_wrong_characters_of_one_text_are_repaired():
    assert REPAIRER.repair("师爷金怎末领").startswith("失业金怎")
    repairer = Repairer(Lexicon(["失业金怎么领"] * 9, ["失业金"]))
    assert repairer.repair("师爷金怎末领") == "失业金怎么领"


def test_a_word_of_letters_is_read_whole_or_not_at_all():
    repairer = Repairer(Lexicon(["明白"] * 3, ["白"]))

    assert repairer.repair("baidu公司") == "baidu公司"
    assert repairer.repair("bai公司") == "白公司"


def test_a_number_in_a_short_word_is_neither_changed_nor_made():
    repairer = Repairer(Lexicon(["四年", "十年", "四年", "十年"] * 99, []))

    assert repairer.repair("四零") == "四零"
    assert repairer.repair("是年") == "是年"


def test_a_number_is_changed_into_no_other_one():
    repairer = Repairer(Lexicon(["十四五规划", "四十四万元"] * 99, ["十四五规划", "四十四万元"]))

    assert repairer.repair("四十五规划") == "四十五规划"
    assert repairer.repair("十四四万元") == "十四四万元"
    assert repairer.repair("十四五规华") == "十四五规划"


def test_a_number_that_is_part_of_a_name_is_written_right():
    assert REPAIRER.repair("依次性创业补贴") == "一次性创业补贴"


def test_a_word_of_letters_between_pinyin_keeps_its_place():
    assert REPAIRER.repair("wo zai zenme wifi shiyejin").count(" wifi ") == 1


def test_two_words_of_letters_are_not_joined():
    assert "pdf word" in REPAIRER.repair("wo xiang wen pdf word shiyejin zenme ling tiaojian")


def test_an_apostrophe_parts_two_syllables():
    repairer = Repairer(Lexicon(["西安"] * 3, []))

    assert repairer.repair("去xi'an") == "去西安"


def test_the_better_known_of_two_words_of_one_sound_is_meant():
    def meant(*said):
        return Repairer(Lexicon(said, [])).repair("shiye")

    assert meant("失业", "失业", "失业", "实业") == "失业"
    assert meant("实业", "实业", "实业", "失业") == "实业"


def test_the_word_before_decides_between_two_words_of_one_sound():
    said = ["有什么条件"] * 3 + ["房间空调件"] * 3 + ["调件"] * 2
    repairer = Repairer(Lexicon(said, ["调件"]))

    assert repairer.repair("有什么tiaojian") == "有什么条件"


def test_a_short_word_of_which_every_character_is_another_is_not_meant():
    repairer = Repairer(Lexicon(["失业"] * 50, []))

    assert repairer.repair("实叶") == "实叶"


def test_an_empty_lexicon_repairs_nothing():
    repairer = Repairer(Lexicon([], []))

    assert repairer.repair("师爷金 zenme") == "师爷金 zenme"


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("text", ["我手机{}师爷金怎末领", "{}", "wo de {} shiyejin", "岗{}岗"])
def test_what_stands_for_a_personal_number_stays(token, text):
    assert token in REPAIRER.repair(text.format(token))


LATIN = st.sampled_from(
    ["shi", "ye", "jin", "zen", "ling", "wo", "nv", "LPR", "hr", "can", "loan", "'", ".", "/", "@"]
)
PIECES = st.one_of(
    LATIN,
    st.sampled_from(
        ["失业金", "师爷", "稳刚", "返还", "怎末", "四", "零", "，", " ", "2025年", "30万"]
    ),
    st.sampled_from(TOKENS),
    st.text(max_size=4),
)
MIXED = st.lists(PIECES, max_size=12).map("".join)


@given(MIXED)
def test_any_text_is_repaired_without_a_fault_and_something_of_it_is_left(text):
    repaired = REPAIRER.repair(text)

    assert bool(repaired) == bool(text)


@given(MIXED)
def test_digits_marks_and_tokens_stay_as_they_are_and_in_their_order(text):
    def rest(text):
        return re.findall(r"\[(?:身份证号|银行卡号|手机号)\]|[^\u4e00-\u9fffA-Za-z ']", text)

    assert rest(REPAIRER.repair(text)) == rest(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Lo", "Lu", "Ll", "Cs"])))
def test_a_text_without_characters_and_letters_stays(text):
    assert REPAIRER.repair(text) == text


@given(st.lists(st.sampled_from(["LPR", "HR", "can", "loan", "wifi", "hr", "12333", "?"])))
def test_letters_that_are_no_pinyin_stay(words):
    assert REPAIRER.repair(" ".join(words)) == " ".join(words)


@given(MIXED)
def test_no_character_is_lost_where_nothing_is_typed(text):
    text = re.sub("[A-Za-z]", "", text)

    assert len(REPAIRER.repair(text)) == len(text)
