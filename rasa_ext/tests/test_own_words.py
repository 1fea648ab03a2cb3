"""How strange the words of a message are."""

from rasa_ext.own_words import OwnWords

OURS = [["失业金", "怎么", "领"], ["补贴", "怎么", "领"], ["补贴", "多少", "钱"]]
OWN = OwnWords.learn(OURS)


def strange(*line: str) -> list[float]:
    return OWN.features([list(line)]).toarray()[0].tolist()


def test_words_of_ours_that_were_said_twice_are_not_strange() -> None:
    assert strange("补贴", "怎么", "领") == [0, 0, 0, 0, 0]


def test_a_word_that_was_never_said_of_ours_is() -> None:
    known, unknown = strange("补贴", "怎么"), strange("猪肉", "怎么")

    assert all(more >= less for more, less in zip(unknown, known, strict=True))
    assert sum(unknown) > sum(known)


def test_what_is_said_once_only_is_strange_to_its_own_line() -> None:
    [learnt] = OWN.features([OURS[0]], [True]).toarray().tolist()

    # “失业金” stands in this line alone: another line could not know it.
    assert learnt[0] > 0
    assert strange(*OURS[0])[0] == 0


def test_single_characters_and_signs_are_never_strange() -> None:
    assert strange("㊀", "吃", "abc", "12") == [0, 0, 0, 0, 0]


def test_what_was_learnt_from_nothing_finds_every_word_strange() -> None:
    nothing = OwnWords.learn([])

    assert nothing.features([["补贴"]]).toarray()[0][0] > 0
