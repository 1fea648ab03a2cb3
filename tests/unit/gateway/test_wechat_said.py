"""What is told in WeChat, with what could not be told before, fits into its messages."""

from bot.cards import Button, Message, Reply, Topic
from bot.gateway.wechat_said import Answer, Said
from bot.wechat.text import MOST_BYTES, size
from tests.fake_personal import SEALER
from tests.fakes import TODAY


def introduced(answer: str) -> str:
    return f"刚才的回答：\n{answer}"


def test_a_reply_is_one_text_with_numbers_and_is_kept_without() -> None:
    button = Button(title="条件", payload="要什么条件")
    said = Said.reply(
        Reply(
            messages=[Message(text="一。"), Message(text="二。", buttons=[button])],
            status="answered",
            topic=Topic(journey="policy_info"),
            as_of=TODAY,
        )
    )
    assert said.text == "一。\n\n二。\n回复 1：条件"
    assert said.plain == "一。\n\n二。"
    assert said.choices == {"1": "要什么条件"}


def test_earlier_answers_come_first_and_the_whole_is_cut() -> None:
    said = Said("今天。" * 300, "今天。", {"1": "条件"})
    first, shown = said.told(["昨天。" * 100], introduced)
    assert first.startswith("刚才的回答：\n昨天。")
    assert all(0 < size(page) <= MOST_BYTES for page in (first, *shown.rest))
    assert "".join([first, *shown.rest]).count("今天。") == 300
    assert shown.choices == {"1": "条件"}


def test_pages_that_were_cut_before_follow() -> None:
    said = Said("第二页", "第二页", {"1": "条件"}, ("第三页",))
    assert said.told([], introduced)[1].rest == ("第三页",)


def test_an_answer_is_stored_sealed_and_says_nothing_in_its_repr() -> None:
    answer = Answer("一。", "二。")
    assert "一" not in answer.sealed(SEALER)
    assert Answer.opened(answer.sealed(SEALER), SEALER) == answer
    assert "一" not in repr(answer)
