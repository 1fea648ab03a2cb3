"""The widget on the demo page, with the real product behind it."""

import json

from playwright.sync_api import Page, Route, expect

MESSAGES = "**/api/v1/conversations/*/messages"


def ask(page: Page, text: str) -> None:
    page.get_by_label("您的问题").fill(text)
    page.get_by_role("button", name="发送").click()


def last_answer(page: Page):
    expect(page.locator(".typing")).to_have_count(0, timeout=30_000)
    return page.locator(".bubble.bot").last


def test_a_typed_question_is_answered_with_its_sources_folded_under_it(page: Page) -> None:
    ask(page, "稳岗返还现在还能申请吗")
    expect(page.locator(".bubble.user")).to_contain_text("稳岗返还现在还能申请吗")
    expect(last_answer(page)).to_contain_text("2025年12月31日", timeout=30_000)
    sources = last_answer(page).locator("details")
    expect(sources).not_to_have_attribute("open", "")
    expect(sources.get_by_text("苏人社发〔2025〕22号")).to_be_hidden()
    sources.locator("summary").click()
    expect(sources.get_by_text("苏人社发〔2025〕22号")).to_be_visible()
    expect(last_answer(page)).to_contain_text("资料核对于 2026-11-24")


def test_a_button_asks_on_and_stays_readable(page: Page) -> None:
    ask(page, "失业金要什么条件")
    expect(page.locator(".bubble.bot")).to_have_count(2, timeout=30_000)
    page.get_by_role("button", name="要带的材料").last.click()
    expect(last_answer(page)).to_contain_text("身份证或社保卡", timeout=30_000)
    expect(page.locator(".bubble.user").last).to_contain_text("要带的材料")
    expect(page.get_by_role("button", name="要带的材料").first).to_be_visible()


def test_an_example_can_be_pressed_first(page: Page) -> None:
    page.get_by_role("button", name="富民创业贷最多能贷多少").click()
    expect(last_answer(page)).to_contain_text("苏财金〔2025〕149号", timeout=30_000)


def test_the_history_is_there_after_a_reload_and_the_conversation_goes_on(page: Page) -> None:
    ask(page, "失业金要什么条件")
    expect(last_answer(page)).to_contain_text("缴费满一年", timeout=30_000)
    page.reload()
    expect(page.locator(".history .bubble.user")).to_contain_text("失业金要什么条件")
    expect(page.locator(".history .bubble.bot details")).to_have_count(1)
    ask(page, "那在哪里办")
    expect(last_answer(page)).to_contain_text("失业保险金", timeout=30_000)


def test_restart_begins_a_conversation_that_knows_nothing(page: Page) -> None:
    ask(page, "失业金要什么条件")
    expect(last_answer(page)).to_contain_text("缴费满一年", timeout=30_000)
    page.get_by_role("button", name="重新开始").click()
    expect(page.locator(".bubble.user")).to_have_count(0)
    ask(page, "要带什么材料")
    expect(last_answer(page)).to_contain_text("哪一项政策", timeout=30_000)


def test_the_enter_key_sends_and_the_keyboard_alone_is_enough(page: Page) -> None:
    page.get_by_label("您的问题").focus()
    page.keyboard.type("你好")
    page.keyboard.press("Enter")
    expect(last_answer(page)).to_contain_text("苏业通", timeout=30_000)
    page.get_by_label("您的问题").fill("失业金要什么条件")
    page.keyboard.press("Enter")
    expect(last_answer(page)).to_contain_text("缴费满一年", timeout=30_000)
    summary = last_answer(page).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(last_answer(page).locator("details li").first).to_be_visible()


def test_a_message_that_got_lost_is_sent_again_under_the_same_id(page: Page) -> None:
    ids: list[str] = []

    def lose_the_first(route: Route) -> None:
        ids.append(json.loads(route.request.post_data or "{}")["client_message_id"])
        if len(ids) == 1:
            route.fulfill(status=503, body="{}", content_type="application/problem+json")
        else:
            route.continue_()

    page.route(MESSAGES, lose_the_first)
    ask(page, "失业金要什么条件")
    page.get_by_role("button", name="点这里重试").click()
    expect(last_answer(page)).to_contain_text("缴费满一年", timeout=30_000)
    assert len(ids) == 2
    assert ids[0] == ids[1]


def test_hostile_text_stays_text(page: Page) -> None:
    ask(page, "<img src=x onerror=alert(1)>失业金要什么条件")
    expect(page.locator(".bubble.user").last).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".bubble img")).to_have_count(0)
    expect(last_answer(page)).to_contain_text("失业保险金", timeout=30_000)


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    ask(page, "富民创业贷最多能贷多少")
    expect(last_answer(page)).to_contain_text("连云港市", timeout=30_000)
    last_answer(page).locator("summary").click()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    log = page.locator("[role=log]")
    assert not log.evaluate("log => log.scrollWidth > log.clientWidth")


def test_the_log_is_announced_politely(page: Page) -> None:
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
