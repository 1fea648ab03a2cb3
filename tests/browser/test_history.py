"""What is there after a reload, a lost line and a restart; and what can be taken along."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.browser.steps import SLOW, ask, last_answer, press, prove_to_be
from tests.stack import Stack

MESSAGES = "**/api/v1/conversations/*/messages"


def _lose(answers: int) -> Callable[[Route], None]:
    """A line that delivers every message, and loses the first `answers` answers."""
    seen: list[str] = []

    def deliver(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) <= answers:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    return deliver


def test_an_answer_that_was_on_its_way_is_there_after_a_reload(page: Page) -> None:
    def leave_meanwhile(route: Route) -> None:
        page.evaluate("location.reload()")
        page.wait_for_timeout(1500)  # the new page has asked for the history by now
        route.fetch()
        page.unroute(MESSAGES)

    page.route(MESSAGES, leave_meanwhile)
    ask(page, "失业金要什么条件")
    expect(page.locator(".bubble.bot", has_text="缴费满一年")).to_have_count(1, timeout=SLOW)
    expect(page.locator(".bubble.user")).to_have_count(1)
    expect(page.locator(".typing")).to_have_count(0)


def test_what_failed_is_sent_again_when_the_line_is_back(page: Page) -> None:
    page.route(MESSAGES, _lose(1))
    ask(page, "失业金要什么条件")
    expect(page.get_by_role("button", name="点这里重试")).to_be_visible(timeout=SLOW)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(last_answer(page)).to_contain_text("缴费满一年", timeout=SLOW)
    # It was done once, and is shown once.
    expect(page.locator(".bubble.user")).to_have_count(1)
    expect(page.locator(".bubble.bot", has_text="缴费满一年")).to_have_count(1)


def test_what_was_said_elsewhere_in_the_conversation_comes_along(page: Page) -> None:
    ask(page, "你好")
    expect(page.locator(".bubble.bot")).to_have_count(2, timeout=SLOW)
    page.evaluate(
        """async () => {
            const id = Object.entries({...localStorage})
              .find(([key]) => key.startsWith('suyetong.conversation'))[1];
            await fetch(`/api/v1/conversations/${id}/messages`, {
              method: 'POST', headers: {'Content-Type': 'application/json'},
              body: JSON.stringify({text: '失业金要什么条件'}),
            });
            window.dispatchEvent(new Event('online'));
        }"""
    )
    expect(page.locator(".bubble.bot", has_text="缴费满一年")).to_have_count(1, timeout=SLOW)
    expect(page.locator(".bubble.user")).to_have_count(2)


def test_a_reader_who_scrolled_up_stays_there_and_is_told(page: Page) -> None:
    ask(page, "富民创业贷最多能贷多少")
    expect(last_answer(page)).to_contain_text("连云港市", timeout=SLOW)
    log = page.get_by_role("log")
    release: list[Route] = []
    page.route(MESSAGES, lambda route: release.append(route))
    ask(page, "失业金要什么条件")
    expect(page.locator(".typing")).to_be_visible()
    page.wait_for_timeout(200)
    log.evaluate("log => { log.scrollTop = 5; }")
    for _ in range(50):
        if release:
            break
        page.wait_for_timeout(100)
    release[0].continue_()
    jump = page.get_by_role("button", name="↓ 有新的回答")
    expect(jump).to_be_visible(timeout=SLOW)
    assert log.evaluate("log => log.scrollTop") == 5
    jump.click()
    expect(jump).to_be_hidden()
    expect(last_answer(page)).to_be_in_viewport()


def test_the_conversation_is_saved_without_numbers_and_private_answers(
    page: Page, stack: Stack, tmp_path: Path
) -> None:
    ask(page, "失业金要什么条件")
    expect(last_answer(page)).to_contain_text("缴费满一年", timeout=SLOW)
    code = prove_to_be(page, "YS2026110005", stack.var)
    expect(page.locator(".timeline")).to_have_count(1, timeout=SLOW)
    press(page, "更多")
    with page.expect_download() as download:
        press(page, "保存对话")
    assert download.value.suggested_filename == "苏业通对话记录.txt"
    download.value.save_as(tmp_path / "saved.txt")
    saved = (tmp_path / "saved.txt").read_text(encoding="utf-8-sig")
    assert "失业金要什么条件" in saved
    assert "缴费满一年" in saved
    assert "[申请编号]" in saved
    for private in ("YS2026110005", code, "就业困难人员认定"):
        assert private not in saved


def test_of_a_conversation_that_has_not_begun_nothing_is_saved(page: Page) -> None:
    press(page, "更多")
    press(page, "保存对话")
    expect(page.get_by_text("还没有对话可以保存。")).to_be_visible(timeout=SLOW)


def test_restart_forgets_what_the_browser_kept(page: Page) -> None:
    ask(page, "失业金要什么条件")
    expect(last_answer(page)).to_contain_text("缴费满一年", timeout=SLOW)
    press(page, "重新开始")
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []
