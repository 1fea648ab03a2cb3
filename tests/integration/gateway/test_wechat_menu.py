"""`suyetong wechat menu`, against the platform's double."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.stack import ROOT
from tests.wechat_double.api import TOKEN, Fault
from tests.wechat_double.checks import Travel
from tests.wechat_double.platform import WechatDouble, wechat_double
from tests.wechat_load.gateways import of_the_account

Done = subprocess.CompletedProcess[str]
Menu = Callable[..., Awaitable[Done]]


@pytest.fixture
async def double() -> AsyncIterator[WechatDouble]:
    async with wechat_double() as made:
        yield made


@pytest.fixture
def menu(double: WechatDouble, redis_url: str, tmp_path: Path) -> Menu:
    environment = {
        **os.environ,
        **of_the_account(double.account, double.api_url, Travel.ENCRYPTED),
        "SUYETONG_VAR": str(tmp_path / "var"),
        "SUYETONG_KNOWLEDGE_DIR": str(ROOT / "policies_kb"),
        "REDIS_URL": redis_url,
    }

    async def called(*arguments: str, **more: str) -> Done:
        command = [sys.executable, "-m", "bot.cli", "wechat", "menu", *arguments]
        return await asyncio.to_thread(
            subprocess.run,
            command,
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )

    return called


async def test_a_menu_is_pushed_shown_and_deleted(menu: Menu, double: WechatDouble) -> None:
    pushed = await menu("push")
    assert (pushed.returncode, pushed.stdout) == (0, "菜单已推送。\n"), pushed.stderr
    assert double.api.menu
    assert [button["name"] for button in double.api.menu["button"]][-1] == "找人工"
    assert "失业金怎么领" in (await menu("show")).stdout
    assert (await menu("delete")).returncode == 0
    assert double.api.menu is None
    # One token for all three, which is kept in Redis.
    assert double.ledger.calls.count(TOKEN) <= 1
    assert double.ledger.violations == []


async def test_a_menu_with_faults_is_not_pushed(
    menu: Menu, double: WechatDouble, tmp_path: Path
) -> None:
    wrong = tmp_path / "wechat_menu.yml"
    wrong.write_text("button:\n  - {name: 名称太长的按钮, type: click, key: 人工}\n", "utf-8")
    refused = await menu("push", str(wrong))
    assert refused.returncode == 1
    assert "最多4个汉字" in refused.stderr
    assert double.api.menu is None


async def test_what_wechat_refuses_is_told_by_name(menu: Menu, double: WechatDouble) -> None:
    double.plan("/cgi-bin/menu/create", Fault(errcode=48001))
    refused = await menu("push")
    assert refused.returncode == 1
    assert "NotAuthorised（48001）" in refused.stderr
    assert "Traceback" not in refused.stderr


async def test_without_an_account_it_says_what_to_set(menu: Menu) -> None:
    refused = await menu("show", SUYETONG_WECHAT_APP_ID="")
    assert refused.returncode == 1
    assert "SUYETONG_WECHAT_APP_ID" in refused.stderr
