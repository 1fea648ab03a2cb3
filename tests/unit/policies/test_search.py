import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policies.search import Index, terms

PASSAGES = [
    ("loan", "富民创业担保贷款 个人最高三十万元"),
    ("benefit", "失业保险金 缴费满一年可以领取"),
    ("refund", "稳岗返还 中小微企业返还比例"),
    ("loan", "富民创业担保贷款 小微企业 贷款贴息 贷款期限"),
    ("post", "公益性岗位 岗位补贴 9:00 到 App 办理 2.5%"),
]


INDEX = Index.build(PASSAGES)


@pytest.fixture
def index():
    return INDEX


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("失业保险金", "benefit"),
        ("领失业金", "benefit"),
        ("返还比例", "refund"),
        ("公益岗位", "post"),
        ("贷款贴息", "loan"),
        ("app", "post"),
        ("APP", "post"),
        ("2.5%", "post"),
    ],
)
def test_the_passage_that_shares_most_comes_first(index, query, best):
    assert index.search(query, 1)[0][0] == best


def test_results_come_best_first_and_all_of_them_share_something(index):
    scores = [score for _, score in index.search("创业贷款和失业保险金", 10)]

    assert len(scores) >= 2
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_not_more_than_k_are_returned_and_they_are_the_best(index):
    every = index.search("企业创业贷款返还", 10)

    assert len(every) >= 3
    assert index.search("企业创业贷款返还", 2) == every[:2]


def test_asking_for_more_than_there_is_returns_what_there_is(index):
    assert {found for found, _ in index.search("app 失", 1000)} == {"post", "benefit"}


@pytest.mark.parametrize("k", [0, -1, -1000])
def test_asking_for_none_returns_none(index, k):
    assert index.search("失业保险金", k) == []


@pytest.mark.parametrize("query", ["", " ", "！？", "zzz", "囍囍", "\U0001f600"])
def test_a_query_of_unknown_terms_finds_nothing(index, query):
    assert index.search(query, 10) == []


def test_one_character_in_common_is_no_relation(index):
    assert index.search("失物招领", 10) == []
    assert index.search("高温天气", 10) == []


def test_a_query_of_one_character_finds_the_passages_that_have_it(index):
    assert [found for found, _ in index.search("失", 10)] == ["benefit"]


def test_unknown_terms_beside_a_known_one_do_not_hinder(index):
    assert [found for found, _ in index.search("囍囍 失业保险金 zzz", 1)] == ["benefit"]


def test_an_id_that_repeats_is_found_once_a_passage(index):
    assert [found for found, _ in index.search("富民创业担保贷款", 10)].count("loan") == 2


def test_positions_tell_passages_of_one_id_apart(index):
    positions = {position for position, _ in index.search_positions("富民创业担保贷款", 10)}

    assert {0, 3} <= positions
    assert all(PASSAGES[p][0] == "loan" for p, _ in index.search_positions("贷款期限", 1))
    assert index.search_positions("贷款期限", 1)[0][0] == 3


def test_passages_that_are_equally_good_keep_their_order():
    index = Index.build([("b", "示例补贴"), ("a", "示例补贴"), ("c", "示例补贴")])

    assert [found for found, _ in index.search("示例补贴", 3)] == ["b", "a", "c"]


@pytest.mark.parametrize("passages", [[], [("a", "")], [("a", "！？"), ("b", " ")]])
def test_an_empty_index_finds_nothing(passages):
    index = Index.build(passages)

    assert index.search("失业保险金", 5) == []
    assert index.search_positions("失业保险金", 5) == []


def test_an_empty_passage_among_others_keeps_the_ids_in_step():
    index = Index.build([("a", ""), ("b", "示例补贴"), ("c", ""), ("d", "稳岗返还")])

    assert [found for found, _ in index.search("稳岗返还", 5)] == ["d"]
    assert [found for found, _ in index.search("示例补贴", 5)] == ["b"]


def test_passages_may_come_from_a_generator():
    index = Index.build((doc_id, text) for doc_id, text in PASSAGES)

    assert index.search("失业保险金", 1)[0][0] == "benefit"


def test_the_same_query_gives_the_same_answer_from_an_index_built_again(index):
    assert Index.build(PASSAGES).search("创业贷款", 5) == index.search("创业贷款", 5)


@given(st.text(max_size=200), st.integers(-5, 50))
def test_no_text_makes_a_search_fail(query, k):
    found = INDEX.search(query, k)

    assert len(found) <= max(k, 0)
    assert {doc_id for doc_id, _ in found} <= {doc_id for doc_id, _ in PASSAGES}


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=40)), max_size=6), st.text())
def test_no_passages_make_an_index_fail(passages, query):
    found = Index.build(passages).search(query, 3)

    assert {doc_id for doc_id, _ in found} <= {doc_id for doc_id, _ in passages}


def test_terms_are_words_characters_and_pairs_of_chinese():
    found = terms("大学生")

    assert set(found) == {"大", "学", "生", "大学", "学生", "大学生"}


def test_terms_of_latin_text_and_figures_are_whole_and_in_lower_case():
    assert terms("App 12333，2.5%") == ["app", "12333", "2.5%"]


@given(st.text(alphabet=" \n\t，。！？、（）《》〔〕-_/\\\"'"))
def test_punctuation_has_no_terms(text):
    assert terms(text) == []


def test_words_that_make_a_question_do_not_count():
    index = Index.build([("faq", "请问怎么办？"), ("loan", "贷款贴息")])

    assert [found for found, _ in index.search("请问贷款怎么办", 5)] == ["loan"]


def test_a_query_of_nothing_but_such_words_is_searched_as_it_is():
    index = Index.build([("faq", "怎么办"), ("loan", "贷款贴息")])

    assert [found for found, _ in index.search("怎么办", 5)] == ["faq"]


def test_full_width_letters_and_figures_are_the_same_as_plain_ones(index):
    assert index.search("ＡＰＰ", 1) == index.search("app", 1)
    assert terms("１２３３３") == ["12333"]


def test_a_text_that_opens_with_what_is_asked_comes_before_one_that_mentions_it():
    rest = "对象是本地居民。材料交到窗口。"
    index = Index.build([("late", f"{rest}高温津贴。"), ("early", f"高温津贴。{rest}")])

    assert [found for found, _ in index.search("高温津贴", 2)] == ["early", "late"]


def test_an_answer_in_one_part_of_a_long_text_comes_before_its_words_strewn_over_it():
    filling = "本条说的是别的事情和别的办法。" * 20
    strewn = f"{filling}高温。{filling}津贴。{filling}标准。{filling}"
    together = f"{filling}{filling}高温。津贴。标准。{filling}{filling}"
    index = Index.build([("strewn", strewn), ("together", together)])

    assert [found for found, _ in index.search("高温津贴标准", 2)] == ["together", "strewn"]


def test_a_word_in_common_counts_for_more_than_its_characters_apart():
    index = Index.build([("apart", "津水贴纸"), ("word", "津贴水纸")])

    assert [found for found, _ in index.search("津贴", 2)] == ["word", "apart"]
