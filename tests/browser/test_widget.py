"""The widget on the demo page, with the real product behind it."""

import json

from playwright.sync_api import Page, Route, expect

from tests.browser.steps import ask, last_answer, press_with_keys

MESSAGES = "**/api/v1/conversations/*/messages"


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


def test_a_check_is_done_with_the_keyboard_alone(page: Page) -> None:
    page.get_by_label("您的问题").focus()
    page.keyboard.type("我46岁女的，能认定就业困难人员吗")
    page.keyboard.press("Enter")
    expect(last_answer(page)).to_contain_text("办过失业登记吗", timeout=30_000)
    press_with_keys(page, "是")
    expect(last_answer(page)).to_contain_text("符合条件", timeout=30_000)
    conditions = last_answer(page).locator("details", has_text="全部条件")
    conditions.locator("summary").focus()
    page.keyboard.press("Enter")
    # The mark is for the eye alone: the word says the same.
    expect(conditions.locator("li", has_text="先是登记失业人员")).to_contain_text("符合：")
    tree = conditions.locator("ul ul > li")
    expect(tree.filter(has_text="女40周岁以上")).to_contain_text("您说：46岁")
    expect(tree.filter(has_text="退役军人")).to_contain_text("不清楚：")


def test_a_question_of_many_buttons_fits_the_screen_and_folds_its_help(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    ask(page, "我36岁女的，登记失业了，能认定就业困难人员吗")
    expect(page.get_by_role("button", name="都不是")).to_be_visible(timeout=30_000)
    answer_help = last_answer(page).get_by_text("多个情况可以一起说")
    expect(answer_help).to_be_hidden()
    last_answer(page).get_by_text("什么意思", exact=True).click()
    expect(answer_help).to_be_visible()
    assert not page.get_by_role("log").evaluate("log => log.scrollWidth > log.clientWidth")


def test_a_loan_has_its_table_of_months_which_scrolls_in_its_own_box(page: Page) -> None:
    ask(page, "贷20万三年，年利率4.35%，每个月要还多少")
    expect(last_answer(page)).to_contain_text("每月还5935.99元", timeout=30_000)
    schedule = last_answer(page).locator("details", has_text="逐月还款表（36个月）")
    schedule.locator("summary").click()
    expect(schedule.locator("dl")).to_contain_text("213695.51元")
    chart = schedule.get_by_role("img", name="第36个月本金5914.42元、利息21.44元")
    expect(chart).to_be_visible()
    expect(schedule.locator("tbody tr")).to_have_count(36)
    expect(schedule.locator("tbody tr").last).to_contain_text("5935.86")
    expect(schedule.locator("tbody tr").last.locator("td").last).to_have_text("0.00")
    expect(schedule.get_by_role("region")).to_have_attribute("tabindex", "0")
    assert not page.get_by_role("log").evaluate("log => log.scrollWidth > log.clientWidth")


def test_a_checklist_says_in_words_what_is_there_and_what_is_not(page: Page) -> None:
    ask(page, "失业登记出门前帮我核对材料")
    expect(page.get_by_role("button", name="都带了")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="有：有效身份证件", exact=True).click()
    entries = last_answer(page).locator("details", has_text="逐样看（有 1，还没说 2）")
    expect(entries).to_have_count(1, timeout=30_000)
    entries.locator("summary").click()
    expect(entries.locator("li", has_text="有效身份证件")).to_contain_text("有：有效身份证件")
    written = entries.locator("li", has_text="《失业人员登记表》")
    expect(written).to_contain_text("还没说：《失业人员登记表》")
    expect(written).to_contain_text("人社厅发〔2020〕3号")


def test_a_screening_has_every_policy_in_its_group(page: Page) -> None:
    ask(page, "我46岁女的，登记失业了，在扬州，能享受哪些政策")
    expect(last_answer(page)).to_contain_text("先看结果", timeout=30_000)
    ask(page, "先看结果")
    expect(last_answer(page)).to_contain_text("还不能断定", timeout=30_000)
    fitting = last_answer(page).locator("details", has_text="✓ 符合条件")
    fitting.locator("summary").click()
    expect(fitting.locator("li", has_text="就业困难人员认定")).to_be_visible()
    # The text ends its list after eight; the card has every one, with all that is missing.
    open_ones = last_answer(page).locator("details", has_text="？ 还不能断定")
    open_ones.locator("summary").click()
    expect(open_ones.locator("li", has_text="失业保险金")).to_contain_text("还要知道：")
