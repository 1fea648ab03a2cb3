import pytest

from bot.policies.model import Aspect
from bot.policies.pages import CHARACTERS, STATEMENTS, paged
from tests.fakes import TODAY


def test_what_fits_is_one_page():
    assert paged([20] * STATEMENTS, 50) == [[0, 1, 2, 3, 4, 5]]


def test_one_statement_too_many_goes_to_the_next_page():
    assert paged([20] * (STATEMENTS + 1), 50) == [[0, 1, 2, 3, 4, 5], [6]]


def test_long_statements_make_short_pages():
    assert paged([100, 100, 100, 100], 50) == [[0, 1, 2], [3]]


def test_a_page_shows_three_however_long_what_stands_around_them_is():
    assert paged([100] * 4, CHARACTERS)[0] == [0, 1, 2]


def test_what_must_be_seen_is_on_the_first_page_wherever_it_stands():
    assert paged([20] * 8, 50, kept=[7])[0] == [0, 1, 2, 3, 4, 7]


def test_nothing_to_say_is_one_empty_page():
    assert paged([], 50) == [[]]


@pytest.mark.parametrize("region", [None, "苏州市"])
def test_every_line_of_every_long_answer_is_on_some_page(real_edition, region):
    answerer = real_edition.answerer
    for policy in real_edition.knowledge.policies.values():
        for version in policy.versions:
            for aspect in Aspect:
                whole = answerer.answer(policy, version, aspect, TODAY, region)
                page, seen = 1, []
                while page:
                    part = answerer.answer(policy, version, aspect, TODAY, region, page)
                    seen.append(part.text)
                    page = part.more
                told = "\n".join(seen)
                for line in whole.text.split("\n")[:-1]:
                    assert line in told, (policy.id, aspect)
                for unknown in whole.card.unknown:
                    assert unknown in seen[0], (policy.id, aspect)
                standing = answerer.standing_lines(policy, version, TODAY)[0]
                assert all(standing in text for text in seen), (policy.id, aspect)
