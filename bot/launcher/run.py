"""The whole of `make run`, once both environments exist."""

import asyncio

from rich.console import Console

from bot.launcher.plan import Plan
from bot.launcher.processes import processes
from bot.launcher.supervisor import Supervisor
from bot.launcher.training import train
from bot.policies.loader import load_knowledge


def run(console: Console) -> None:
    """Check the knowledge base, train if needed, start everything and stay until stopped.

    KnowledgeError, ConfigError, TrainingFailed, PortInUse or ProcessLost say what to mend.
    """
    plan = Plan.read()
    knowledge = load_knowledge(plan.knowledge_dir)
    console.print(f"✓ 知识库 {len(knowledge.policies)} 项政策")
    if train(console):
        console.print("✓ 对话模型已训练")
    environment = plan.environment()
    supervisor = Supervisor(processes(plan, environment), environment, plan.var / "log", console)
    asyncio.run(supervisor.run(f"http://{plan.gateway_address}/"))
