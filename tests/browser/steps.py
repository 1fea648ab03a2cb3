"""What a person does in the widget, as the browser tests say it."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

# Everything may be slow on a busy machine; nothing of it is waited for longer than needed.
SLOW = 30_000
FOCUSED = "node => node.getRootNode().activeElement === node"


def ask(page: Page, text: str) -> None:
    """Write it into the field that is there, and send it."""
    page.locator("form textarea:visible, form input:visible").fill(text)
    page.get_by_role("button", name="发送").click()


def last_answer(page: Page) -> Locator:
    """The newest bubble of the bot, when nothing is being waited for."""
    expect(page.locator(".typing")).to_have_count(0, timeout=SLOW)
    return page.locator(".bubble.bot").last


def press(page: Page, name: str) -> None:
    """Press the newest button of that name."""
    page.get_by_role("button", name=name, exact=True).last.click()


def press_with_keys(page: Page, name: str) -> None:
    """Walk to the newest button called `name` with the Tab key alone, and press it."""
    walk_to(page, page.get_by_role("button", name=name, exact=True).last)
    page.keyboard.press("Enter")


def walk_to(page: Page, wanted: Locator) -> None:
    """Put the focus on it with the Tab key alone, from the newest on upwards."""
    expect(wanted).to_be_visible(timeout=SLOW)
    for _ in range(80):
        if wanted.evaluate(FOCUSED):
            return
        page.keyboard.press("Shift+Tab")  # the newest is right above the input
    raise AssertionError(f"the Tab key does not reach {wanted}")


def offered_times(page: Page) -> Locator:
    """The times that the newest answer offers."""
    return last_answer(page).locator(".times button")


def book(page: Page) -> Locator:
    """A booking from the first word to its reference; the answer that holds it."""
    ask(page, "预约失业登记")
    press_when_there(page, "演示一号窗口（南京市）")
    expect(offered_times(page).last).to_be_visible(timeout=SLOW)
    offered_times(page).last.click()
    press_when_there(page, "确认预约")
    expect(last_answer(page)).to_contain_text("约好了", timeout=SLOW)
    return last_answer(page)


def press_when_there(page: Page, name: str) -> None:
    """Press the newest button of that name, once it is there."""
    expect(page.get_by_role("button", name=name, exact=True).last).to_be_visible(timeout=SLOW)
    press(page, name)


def codes_sent(var: Path) -> list[str]:
    """The codes of the short messages that the demonstration wrote into its log, oldest first."""
    log = (var / "log" / "worker.log").read_text(encoding="utf-8")
    return re.findall(r"验证码是(\d{6})", log)


def prove_to_be(page: Page, number: str, var: Path) -> str:
    """Ask where the application stands, and send number and code; the code."""
    tried = len(codes_sent(var))
    ask(page, "查办理进度")
    expect(last_answer(page)).to_contain_text("核对是您本人", timeout=SLOW)
    ask(page, number)
    expect(last_answer(page)).to_contain_text("验证码已经发到", timeout=SLOW)
    for _ in range(100):
        codes = codes_sent(var)[tried:]
        if not codes:
            page.wait_for_timeout(200)
            continue
        tried += len(codes)
        before = page.locator(".bubble.bot").count()
        ask(page, codes[-1])
        expect(page.locator(".bubble.bot").nth(before)).to_be_visible(timeout=SLOW)
        # A message that somebody else asked for before may come late.
        if "验证码不对" not in last_answer(page).inner_text():
            return codes[-1]
    raise AssertionError("no code was sent")


def is_wider_than_its_box(page: Page) -> bool:
    """Whether anything of the page, or of the conversation, is wider than the screen."""
    wide = "node => node.scrollWidth > node.clientWidth"
    page_is = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return bool(page_is or page.get_by_role("log").evaluate(wide))
