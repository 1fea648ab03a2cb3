"""A booking in the widget: from a day and a time to what one takes along."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.steps import (
    SLOW,
    ask,
    book,
    is_wider_than_its_box,
    last_answer,
    offered_times,
    press,
    press_when_there,
    press_with_keys,
    walk_to,
)


def test_times_are_picked_by_day_and_not_offered_twice(page: Page) -> None:
    ask(page, "预约失业登记")
    press_when_there(page, "演示一号窗口（南京市）")
    expect(offered_times(page)).to_have_count(4, timeout=SLOW)
    expect(offered_times(page).first).to_have_accessible_name(
        re.compile(r"11月25日 周三 \d\d:\d\d—\d\d:\d\d 余\d")
    )
    expect(page.locator(".buttons button", has_text="11月25日")).to_have_count(0)
    offered_times(page).first.click()
    expect(page.locator(".bubble.user").last).to_have_text(
        re.compile(r"^您：11月25日 周三 \d\d:\d\d—\d\d:\d\d$")
    )
    expect(last_answer(page)).to_contain_text("给您留了一个位子", timeout=SLOW)
    expect(last_answer(page).locator(".ticket")).to_contain_text("位子保留中，还没确认")


def test_another_day_is_looked_up_and_days_off_are_passed_over(page: Page) -> None:
    ask(page, "预约失业登记")
    press_when_there(page, "演示一号窗口（南京市）")
    expect(offered_times(page).last).to_be_visible(timeout=SLOW)
    others = last_answer(page).locator("details", has_text="看别的日子和时间")
    others.locator("summary").click()
    expect(others.locator(".times button").first).to_be_visible(timeout=SLOW)
    others.get_by_label("日子").fill("2026-11-27")
    expect(others.locator(".heading")).to_have_text("11月27日 周五", timeout=SLOW)
    others.get_by_role("button", name="后一天").click()
    expect(others.locator(".heading")).to_have_text("11月30日 周一", timeout=SLOW)
    expect(others.get_by_label("日子")).to_have_value("2026-11-30")
    others.locator(".times button").first.click()
    expect(last_answer(page)).to_contain_text("11月30日", timeout=SLOW)


def test_a_day_that_cannot_be_booked_says_why(page: Page) -> None:
    ask(page, "预约失业登记")
    press_when_there(page, "演示一号窗口（南京市）")
    expect(offered_times(page).last).to_be_visible(timeout=SLOW)
    others = last_answer(page).locator("details", has_text="看别的日子和时间")
    others.locator("summary").click()
    expect(others.locator(".times button").first).to_be_visible(timeout=SLOW)
    others.get_by_label("日子").fill("2026-11-28")
    expect(others).to_contain_text("11月28日 周六：这一天不上班", timeout=SLOW)
    others.get_by_label("日子").fill("2027-11-30")
    expect(others).to_contain_text("11月30日 周二：", timeout=SLOW)
    expect(others.locator(".times")).to_have_count(0)


def test_a_full_time_offers_the_waiting_list(page: Page) -> None:
    full = {
        "slots": [
            {
                "office": "demo_nanjing_one",
                "office_name": "演示一号窗口",
                "start": "2026-11-26T09:00:00+08:00",
                "end": "2026-11-26T09:30:00+08:00",
                "free": 0,
            }
        ]
    }
    page.route("**/api/v1/slots?*", lambda route: route.fulfill(json=full))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    ask(page, "预约失业登记")
    press_when_there(page, "演示一号窗口（南京市）")
    expect(offered_times(page).last).to_be_visible(timeout=SLOW)
    last_answer(page).locator("summary", has_text="看别的日子和时间").click()
    last_answer(page).get_by_role("button", name="已满，候补").click()
    expect(page.locator(".bubble.user").last).to_contain_text("候补")
    assert '\\"wait\\":true' in sent[-1]
    assert '\\"start\\":\\"2026-11-26T09:00:00+08:00\\"' in sent[-1]


def test_a_booking_has_its_reference_its_code_and_a_calendar_file(
    page: Page, tmp_path: Path
) -> None:
    booked = book(page)
    ticket = booked.locator(".ticket")
    reference = ticket.locator(".reference").inner_text()
    assert len(reference) == 9
    expect(booked).to_contain_text(reference)
    expect(ticket).to_contain_text(f"念作：{reference[0]} {reference[1]} {reference[2]}")
    ticket.get_by_role("button", name="出示二维码").click()
    code = ticket.get_by_role("img", name=f"预约号 {reference} 的二维码")
    expect(code).to_be_visible(timeout=SLOW)
    with page.expect_download() as download:
        ticket.get_by_role("button", name="存到日历").click()
    assert download.value.suggested_filename == f"预约{reference}.ics"
    download.value.save_as(tmp_path / "booking.ics")
    calendar = (tmp_path / "booking.ics").read_text(encoding="utf-8")
    assert "BEGIN:VEVENT" in calendar
    assert reference in calendar
    assert not is_wider_than_its_box(page)


def test_a_booking_that_was_given_back_is_not_shown_at_the_counter(page: Page) -> None:
    book(page)
    press(page, "取消这个预约")
    expect(last_answer(page)).to_contain_text("取消", timeout=SLOW)
    press_when_there(page, "取消这个预约")
    ticket = last_answer(page).locator(".ticket")
    expect(ticket).to_contain_text("已取消", timeout=SLOW)
    expect(ticket.get_by_role("button")).to_have_count(0)


def test_the_keyboard_alone_leads_from_the_page_to_a_confirmed_booking(page: Page) -> None:
    field = page.get_by_label("您的问题")
    for _ in range(40):  # the page's own links come first
        page.keyboard.press("Tab")
        if field.evaluate("node => node.getRootNode().activeElement === node"):
            break
    page.keyboard.type("预约失业登记")
    page.keyboard.press("Enter")
    press_with_keys(page, "演示二号窗口（南京市）")
    expect(offered_times(page).last).to_be_visible(timeout=SLOW)
    walk_to(page, offered_times(page).last)
    page.keyboard.press("Enter")
    expect(last_answer(page)).to_contain_text("给您留了一个位子", timeout=SLOW)
    page.get_by_role("button", name="确认预约").last.wait_for()
    for _ in range(40):  # what is new comes after what was pressed
        page.keyboard.press("Tab")
        confirm = page.get_by_role("button", name="确认预约").last
        if confirm.evaluate("node => node.getRootNode().activeElement === node"):
            break
    page.keyboard.press("Enter")
    expect(last_answer(page)).to_contain_text("约好了", timeout=SLOW)
    expect(last_answer(page).locator(".reference")).to_be_visible()
